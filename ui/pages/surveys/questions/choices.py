"""Questions with options: one of them, several, or the most important in their order."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.layout import Answers, Value, other_code
from desktop_app.questionnaires.model import Item, ItemKind, text_in
from desktop_app.questionnaires.sheet import TEXT_MAX
from ui.pages.surveys.questions.question import Question, filled
from ui.pages.surveys.questions.tile import Mark
from ui.pages.surveys.questions.tile_grid import TileGrid
from ui.theme import GAP_M
from ui.widgets.text import Role, flowing

SEARCHED_FROM = 16
MARKS = {ItemKind.ONE: Mark.RING, ItemKind.SEVERAL: Mark.BOX, ItemKind.RANK: Mark.PLACE}


class ChoiceQuestion(Question):
    """Tapped again, an answer is taken away. In a ranking the first tap is the first place."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        self._options = [option.code for option in item.options]
        self._chosen: list[str] = []
        self._full = _("Only {most} may be chosen: take one away first.", most=self._most)
        self.grid = TileGrid([text_in(option.text, tongue) for option in item.options], MARKS[item.kind])
        self.grid.pressed.connect(self._press)
        self.search = self._line(_("Search: type the first letters"))
        self.search.setVisible(len(self._options) >= SEARCHED_FROM)
        self.search.textChanged.connect(self.grid.narrow)
        self.grid.letter_typed.connect(self._begin_search)
        self.other = self._line(_("Write your answer"))
        self.other.setMaxLength(TEXT_MAX)
        self.other.textEdited.connect(lambda _text: self.answered.emit())
        self.other.hide()
        how = self._how()
        if how:
            self.body.addWidget(flowing(how, Role.AID))
        for part in (self.search, self.grid, self.other):
            self.body.addWidget(part)
        self.body.setSpacing(GAP_M)

    def answers(self) -> dict[str, Value]:
        if not self._chosen:
            return {}
        found: dict[str, Value] = {self.item.code: self._value()}
        if self._is_other:
            found[other_code(self.item)] = self.other.text().strip()
        return filled(found)

    def show_answers(self, answers: Answers) -> None:
        value = answers.get(self.item.code, ())
        chosen = value if isinstance(value, tuple) else (str(value),)
        self._chosen = [code for code in chosen if code in self._options]
        if self.item.other:
            self.other.setText(str(answers.get(other_code(self.item), "")))
        self._show_chosen()

    def first(self) -> QWidget | None:
        chosen = next((tile for tile in self.grid.tiles if tile.isChecked()), None)
        return chosen or self.grid.current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the search, Enter chooses what was found first, and the arrow leads down to all that was found."""
        found = self.grid.current if self.focusWidget() is self.search else None
        if found is not None and self.search.text() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search.clear()
            found.click()
        elif found is not None and event.key() == Qt.Key.Key_Down:
            found.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    @property
    def _most(self) -> int:
        return 1 if self.item.kind is ItemKind.ONE else self.item.places or len(self.item.options)

    @property
    def _is_other(self) -> bool:
        return bool(self.item.other) and self.item.other in self._chosen

    def _value(self) -> Value:
        if self.item.kind is ItemKind.ONE:
            return self._chosen[0]
        if self.item.kind is ItemKind.RANK:
            return tuple(self._chosen)
        return tuple(code for code in self._options if code in self._chosen)

    def _how(self) -> str:
        """What to do, said where it is not seen at once."""
        if self.item.kind is ItemKind.RANK:
            return _("Tap the most important first. Tap again to take it away.")
        if self.item.kind is ItemKind.SEVERAL and self._most >= len(self._options):
            return _("Several answers may be chosen.")
        return ""

    def _press(self, place: int) -> None:
        code = self._options[place]
        self.show_error("")
        if code in self._chosen:
            self._chosen.remove(code)
        elif self.item.kind is ItemKind.ONE:
            self._chosen = [code]
        elif len(self._chosen) >= self._most:
            self.show_error(self._full)
        else:
            self._chosen.append(code)
        self._show_chosen()
        if code == self.item.other and self._is_other:
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit()

    def _show_chosen(self) -> None:
        for code, tile in zip(self._options, self.grid.tiles, strict=True):
            is_chosen = code in self._chosen
            tile.set_chosen(is_chosen, self._chosen.index(code) + 1 if is_chosen else 0)
        self.other.setVisible(self._is_other)

    def _begin_search(self, letter: str) -> None:
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.insert(letter)

    def _line(self, placeholder: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setProperty("build", "large")
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(placeholder)
        return line
