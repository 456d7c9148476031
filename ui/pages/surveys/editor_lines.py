"""The answers of a question or the rows of a table: lines with a code and a text in every language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.model import Texts
from ui.actions import Action, make_button
from ui.icons import icon
from ui.pages.surveys.editor_texts import TextsRow, language_captions
from ui.theme import GAP_S, GAP_XS
from ui.widgets.text import Role, label

CODE_WIDTH, TOOL_SIDE = 76, 28


@dataclass(frozen=True)
class Line:
    """One answer or one row. ``is_marked`` is what the last column of its list means; ``facts`` are by column."""

    code: str
    text: Texts
    is_marked: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


class LinesField(QWidget):
    """Enter goes to the next line and makes one at the end; several lines are pasted as several.

    ``free_code`` gives a code to a new line, told those that are there; without it lines only get their texts.
    ``mark`` is the caption of the column that is ticked, which in a list with ``is_mark_single`` one line may be.
    ``columns`` are the facts that are written of every line.
    """

    edited = Signal(object, bool)
    """The lines, and whether they only have other texts."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        caption: str,
        lines: Sequence[Line],
        languages: Sequence[str],
        *,
        free_code: Callable[[Sequence[str]], str] | None = None,
        add_text: str = "",
        mark: str = "",
        is_mark_single: bool = False,
        columns: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.lines = list(lines)
        self.rows: list[TextsRow] = []
        self._name, self._languages, self._columns = name, tuple(languages), tuple(columns)
        self._free_code, self._mark, self._is_mark_single = free_code, mark, is_mark_single
        self._place = QWidget(self)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(GAP_XS)
        if caption:
            self._outer.addWidget(label(caption, Role.STRONG))
        self._outer.addWidget(self._place)
        if free_code is not None:
            self._outer.addLayout(self._foot(add_text))
        self._build()

    def add_line(self) -> None:
        self._insert(len(self.lines), [{}])

    def focus_line(self, place: int, language: str = "") -> None:
        if 0 <= place < len(self.rows):
            editor = self.rows[place].editors[language or self._languages[0]]
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            place, language = watched.property("line"), watched.property("language")
            if self._takes_key(event, place, language):
                return True
            if event.matches(QKeySequence.StandardKey.Paste) and self._pastes(place, language):
                return True
        return super().eventFilter(watched, event)

    def _takes_key(self, event: QKeyEvent, place: int, language: str) -> bool:
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if place + 1 < len(self.lines):
                    self.focus_line(place + 1, language)
                elif self._free_code is not None:
                    self._insert(place + 1, [{}], language)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if is_alt and self._free_code is not None:
                self._move(place, -1 if event.key() == Qt.Key.Key_Up else 1, language)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not event.modifiers():
                self.focus_line(place + (-1 if event.key() == Qt.Key.Key_Up else 1), language)
            case Qt.Key.Key_Delete if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._free_code:
                self._remove(place, language)
            case _:
                return False
        return True

    def _pastes(self, place: int, language: str) -> bool:
        """Lines copied from a list go into as many lines of one language, from this one on."""
        texts = [line.strip() for line in QGuiApplication.clipboard().text().splitlines() if line.strip()]
        if len(texts) < 2 or self._free_code is None:
            return False
        for at, text in enumerate(texts, start=place):
            if at == len(self.lines):
                self.lines.append(self._new_line({}))
            line = self.lines[at]
            self.lines[at] = replace(line, text={**line.text, language: text})
        self._rebuild(place + len(texts) - 1, language)
        return True

    def _new_line(self, text: Texts) -> Line:
        assert self._free_code is not None
        return Line(self._free_code([line.code for line in self.lines]), text)

    def _insert(self, place: int, texts: Sequence[Texts], language: str = "") -> None:
        for text in texts:
            self.lines.insert(place, self._new_line(text))
        self._rebuild(place, language)

    def _remove(self, place: int, language: str = "") -> None:
        del self.lines[place]
        self._rebuild(min(place, len(self.lines) - 1), language)

    def _move(self, place: int, step: int, language: str = "") -> None:
        if 0 <= place + step < len(self.lines):
            self.lines.insert(place + step, self.lines.pop(place))
            self._rebuild(place + step, language)

    def _rebuild(self, focused: int, language: str) -> None:
        self._build()
        self.focus_line(focused, language)
        self.edited.emit(tuple(self.lines), False)

    def _build(self) -> None:
        old, self._place = self._place, QWidget(self)
        self.rows = []
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(GAP_XS)
        if self.lines:
            grid.addWidget(label(_("Code") if self._free_code is not None else "", Role.SMALL), 0, 0)
            grid.addLayout(language_captions(self._languages), 0, 1)
            for at, column in enumerate((*self._columns, self._mark), start=2):
                grid.addWidget(label(column, Role.SMALL), 0, at)
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(self.lines):
            self._add(grid, place, line)
        self._outer.replaceWidget(old, self._place)
        if self.isVisible():
            self._place.show()
        # Hidden now, deleted later: a button of it may be what is being pressed.
        old.hide()
        old.deleteLater()

    def _add(self, grid: QGridLayout, place: int, line: Line) -> None:
        row = TextsRow(self._place, f"{self._name}.{place}", line.code, line.text, self._languages)
        row.edited.connect(lambda: self._change(place, replace(self.lines[place], text=row.texts)))
        for language, editor in row.editors.items():
            editor.setProperty("line", place)
            editor.setProperty("language", language)
            editor.installEventFilter(self)
        self.rows.append(row)
        grid.addWidget(self._code(place, line), place + 1, 0)
        grid.addWidget(row, place + 1, 1)
        for at, column in enumerate(self._columns, start=2):
            grid.addWidget(self._fact(place, line, column), place + 1, at)
        if self._mark:
            at = 2 + len(self._columns)
            grid.addWidget(self._tick(place, line), place + 1, at, Qt.AlignmentFlag.AlignHCenter)

    def _code(self, place: int, line: Line) -> QWidget:
        """Made by the program, changed by who wants to; Tab goes past it."""
        if self._free_code is None:
            return label(line.code, Role.STRONG)
        code = QLineEdit(line.code, self._place)
        code.setObjectName(f"{self._name}.{place}.code")
        code.setAccessibleName(_("Code"))
        code.setFixedWidth(CODE_WIDTH)
        code.setProperty("line", place)
        code.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        code.textEdited.connect(lambda text: self._change(place, replace(self.lines[place], code=text.strip())))
        return code

    def _fact(self, place: int, line: Line, column: str) -> QLineEdit:
        fact = QLineEdit(line.facts.get(column, ""), self._place)
        fact.setObjectName(f"{self._name}.{place}.{column}")
        fact.setAccessibleName(column)
        fact.setFixedWidth(CODE_WIDTH)
        fact.setProperty("line", place)
        fact.textEdited.connect(lambda text: self._write_fact(place, column, text.strip()))
        return fact

    def _write_fact(self, place: int, column: str, text: str) -> None:
        line = self.lines[place]
        facts = {name: fact for name, fact in {**line.facts, column: text}.items() if fact}
        self._change(place, replace(line, facts=facts))

    def _foot(self, add_text: str) -> QHBoxLayout:
        """One set of tools for all lines: each of them would make a long list slow to come."""
        foot = QHBoxLayout()
        foot.setSpacing(GAP_XS)
        add = Action(add_text, self.add_line, icon="plus", hint=_("Or Enter in the last line"))
        foot.addWidget(make_button(self, add))
        foot.addSpacing(GAP_S)
        for sign, words, run in (
            ("chevron-up", _("The line earlier ({key})", key="Alt+Up"), partial(self._move, step=-1)),
            ("chevron-down", _("The line later ({key})", key="Alt+Down"), partial(self._move, step=1)),
            ("delete", _("Take the line out ({key})", key="Ctrl+Delete"), self._remove),
        ):
            foot.addWidget(self._tool(sign, words, run))
        foot.addStretch(1)
        return foot

    def _on_current(self, run: Callable[..., None]) -> None:
        """On the line in which the cursor is."""
        focus = self.window().focusWidget()
        place = focus.property("line") if focus is not None and self._place.isAncestorOf(focus) else None
        if place is not None:
            run(place, language=focus.property("language") or "")

    def _tick(self, place: int, line: Line) -> QCheckBox:
        box = QCheckBox(self._place)
        box.setObjectName(f"{self._name}.{place}.mark")
        box.setAccessibleName(self._mark)
        box.setChecked(line.is_marked)
        box.clicked.connect(lambda is_marked: self._mark_line(place, is_marked=is_marked))
        return box

    def _mark_line(self, place: int, *, is_marked: bool) -> None:
        if self._is_mark_single:
            self.lines = [replace(line, is_marked=False) for line in self.lines]
        self.lines[place] = replace(self.lines[place], is_marked=is_marked)
        for at, line in enumerate(self.lines):
            box = self._place.findChild(QCheckBox, f"{self._name}.{at}.mark")
            assert box is not None
            box.setChecked(line.is_marked)
        self.edited.emit(tuple(self.lines), False)

    def _change(self, place: int, line: Line) -> None:
        self.lines[place] = line
        self.edited.emit(tuple(self.lines), True)

    def _tool(self, sign: str, words: str, run: Callable[..., None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign, "muted"))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFixedSize(TOOL_SIDE, TOOL_SIDE)
        # The cursor stays in its line.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: self._on_current(run))
        return button
