"""Lines of a form in their order: added, moved and taken out by keyboard as well."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.actions import Action, make_button
from ui.icons import icon
from ui.theme import GAP_S, GAP_XS
from ui.widgets.text import Role, label

Record = TypeVar("Record")

NUMBER_WIDTH = 58
BUTTON = 30
HEIGHT = 36
TOOLS_WIDTH = 3 * BUTTON + 2 * GAP_S
LEAST_HEIGHT = 170


class Line(QWidget, Generic[Record]):
    """One line: its own parts, then the buttons that move it and take it out. ``record`` is None while it is blank."""

    edited = Signal()
    removal_wanted = Signal()
    move_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        # A crowded list scrolls; it does not press its lines flat.
        self.setFixedHeight(HEIGHT)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(GAP_S)
        self.stops: tuple[QWidget, ...] = ()

    @property
    def record(self) -> Record | None:
        raise NotImplementedError

    @property
    def problem(self) -> str:
        """What cannot be read of what is typed; empty when all of it can."""
        return ""

    def lay(self, parts: Sequence[QWidget]) -> None:
        """Put the parts in the line, the first one stretched, with the buttons behind them."""
        tools = (
            self._tool("chevron-up", _("Earlier"), lambda: self.move_wanted.emit(-1)),
            self._tool("chevron-down", _("Later"), lambda: self.move_wanted.emit(1)),
            self._tool("delete", _("Take it out"), self.removal_wanted.emit),
        )
        for place, part in enumerate((*parts, *tools)):
            self.row.addWidget(part, 0 if place else 1)
        self.stops = (*parts, *tools)

    def text_part(self, text: str, name: str, *, width: int = 0) -> QLineEdit:
        box = QLineEdit(text)
        box.setCursorPosition(0)
        box.setAccessibleName(name)
        if width:
            box.setFixedWidth(width)
        box.textEdited.connect(lambda _text: self.edited.emit())
        return box

    def number_part(self, number: int | None, name: str, *, width: int = NUMBER_WIDTH, digits: int = 4) -> QLineEdit:
        """A whole number; empty is none."""
        box = self.text_part(str(number) if number else "", name, width=width)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setToolTip(name)
        box.setValidator(QRegularExpressionValidator(QRegularExpression(rf"\d{{0,{digits}}}")))
        return box

    def _tool(self, sign: str, words: str, run: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(sign, "muted"))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFixedSize(BUTTON, BUTTON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(run)
        return button


class LinesEditor(QWidget, Generic[Record]):
    """The lines under their captions; ``edited`` after every change. ``captions`` give each column its width."""

    edited = Signal()

    def __init__(
        self,
        *,
        add_text: str,
        make_line: Callable[[Record | None], Line[Record]],
        captions: Sequence[tuple[str, int]],
        add_key: str = "",
    ) -> None:
        super().__init__()
        self._make_line = make_line
        self.lines: list[Line[Record]] = []
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, GAP_S, 0)
        self._column.setSpacing(GAP_XS)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setMinimumHeight(LEAST_HEIGHT)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setWidget(inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._add = make_button(self, Action(add_text, self.add_line, icon="plus", key=add_key))
        place = QVBoxLayout(self)
        place.setContentsMargins(GAP_S, GAP_S, 0, 0)
        place.setSpacing(GAP_XS)
        place.addLayout(self._head(captions))
        place.addWidget(self._scroll, 1)
        place.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def records(self) -> tuple[Record, ...]:
        """What is typed; a line left wholly empty is none."""
        return tuple(record for record in (line.record for line in self.lines) if record is not None)

    @property
    def problem(self) -> str:
        return next((line.problem for line in self.lines if line.problem), "")

    def set_records(self, records: Iterable[Record]) -> None:
        for line in tuple(self.lines):
            self._take_out(line)
        for record in records:
            self._append(record)

    def add_line(self) -> None:
        line = self._append(None)
        # Qt shows it a moment later; whoever types on at once would be past it with Tab.
        line.show()
        line.stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.activate()
        self._scroll.ensureWidgetVisible(line)
        self.edited.emit()

    def _head(self, captions: Sequence[tuple[str, int]]) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        head.setContentsMargins(0, 0, GAP_S + self._scroll.verticalScrollBar().sizeHint().width(), 0)
        for place, (text, width) in enumerate(captions):
            caption = label(text, Role.SMALL)
            if place:
                caption.setFixedWidth(width)
                caption.setToolTip(text)
            head.addWidget(caption, 0 if place else 1)
        head.addSpacing(TOOLS_WIDTH + GAP_S)
        return head

    def _append(self, record: Record | None) -> Line[Record]:
        line = self._make_line(record)
        line.edited.connect(self.edited)
        line.removal_wanted.connect(lambda: self._remove(line))
        line.move_wanted.connect(lambda step: self._move(line, step))
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
        self._order_stops()
        return line

    def _remove(self, line: Line[Record]) -> None:
        self._take_out(line)
        self.edited.emit()

    def _take_out(self, line: Line[Record]) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.deleteLater()

    def _move(self, line: Line[Record], step: int) -> None:
        target = self.lines.index(line) + step
        if 0 <= target < len(self.lines):
            self.lines.remove(line)
            self.lines.insert(target, line)
            self._column.insertWidget(target, line)
            self._order_stops()
            self.edited.emit()

    def _order_stops(self) -> None:
        """Tab goes along the lines and then to the button that adds one."""
        stops = [stop for line in self.lines for stop in line.stops]
        for before, after in zip(stops, (*stops[1:], self._add), strict=False):
            QWidget.setTabOrder(before, after)
