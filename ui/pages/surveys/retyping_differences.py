"""Two typings of a sheet side by side where they differ, and the choice of the right one by 1 or 2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.layout import DONT_KNOW, Value
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.paper_fields import PaperField
from ui import formats
from ui.theme import GAP_L, GAP_M
from ui.widgets.card import Card
from ui.widgets.growing_area import GrowingArea
from ui.widgets.text import Role, flowing, label

FIRST, SECOND = 1, 2


@dataclass(frozen=True)
class Typings:
    """One answer as it was typed the first and the second time, in words."""

    code: str
    number: int
    title: str
    first: str
    second: str
    is_first_right: bool = True


def typings_of(
    fields: Sequence[PaperField],
    differing: Sequence[str],
    first: Mapping[str, Value],
    second: Mapping[str, Value],
) -> list[Typings]:
    """In the order of the form."""
    by_code = {field.code: field for field in reversed(fields)}
    found = [by_code[code] for code in differing if code in by_code]
    return [
        Typings(
            field.code,
            field.number,
            _title(field),
            _words(field, first.get(field.code)),
            _words(field, second.get(field.code)),
        )
        for field in sorted(found, key=lambda field: fields.index(field))
    ]


class Differences(QWidget):
    """Each line has two answers: the keys 1 and 2 choose for the line that has the focus, Enter goes on."""

    decided = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.typings: list[Typings] = []
        self.buttons: list[QButtonGroup] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = GrowingArea(self)
        card = Card()
        card.body.addWidget(self._area)
        outer.addWidget(card)
        self._content: QWidget | None = None

    def show_typings(self, typings: list[Typings]) -> None:
        if self._content is not None:
            self._content.setParent(None)
            self._content.deleteLater()
        self.typings, self.buttons = list(typings), []
        self._content = QWidget()
        grid = QGridLayout(self._content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        for column, share in enumerate((0, 3, 2, 2)):
            grid.setColumnStretch(column, share)
        for column, title in enumerate((_("Question"), _("First typing (1)"), _("Second typing (2)")), start=1):
            grid.addWidget(label(title, Role.SMALL), 0, column)
        for line, each in enumerate(self.typings, start=1):
            self._add_line(grid, line, each)
        grid.setRowStretch(len(self.typings) + 1, 1)
        self._area.body.addWidget(self._content)

    def take_focus(self) -> None:
        if self.buttons:
            self.buttons[0].button(FIRST).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._place()
        if event.text() in ("1", "2") and place is not None:
            self.buttons[place].button(int(event.text())).setChecked(True)
            self._go_to(place + 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decided.emit()
        else:
            event.ignore()

    def _add_line(self, grid: QGridLayout, line: int, each: Typings) -> None:
        grid.addWidget(label(str(each.number), Role.STRONG), line, 0)
        grid.addWidget(flowing(each.title), line, 1)
        group = QButtonGroup(self._content)
        for choice, words in ((FIRST, each.first), (SECOND, each.second)):
            button = QRadioButton(words)
            button.setAccessibleName(f"{each.title}: {words}")
            group.addButton(button, choice)
            grid.addWidget(button, line, 1 + choice)
        group.button(FIRST).setChecked(True)
        group.idToggled.connect(lambda choice, is_on, line=line: is_on and self._choose(line - 1, choice))
        self.buttons.append(group)

    def _choose(self, place: int, choice: int) -> None:
        self.typings[place] = replace(self.typings[place], is_first_right=choice == FIRST)

    def _place(self) -> int | None:
        focused = self.focusWidget()
        return next((at for at, group in enumerate(self.buttons) if focused in group.buttons()), None)

    def _go_to(self, place: int) -> None:
        if place < len(self.buttons):
            self.buttons[place].checkedButton().setFocus(Qt.FocusReason.OtherFocusReason)


def _title(field: PaperField) -> str:
    scale = text_in(field.scale.text) if field.row >= 0 and field.scale is not None else ""
    return " · ".join(filter(None, (field.title, scale)))


def _words(field: PaperField, value: Value | None) -> str:
    if value is None or value in ("", ()):
        return _("not answered")
    if value == DONT_KNOW:
        return _("I do not know")
    if field.scale is not None:
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(_option(field, code) for code in value)
    return _option(field, str(value)) if field.values else formats.shown(value)


def _option(field: PaperField, code: str) -> str:
    typed = field.typed_for(code)
    return f"{typed} – {field.words_of(typed)}" if typed else code
