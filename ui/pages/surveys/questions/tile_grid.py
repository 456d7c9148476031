"""Tiles side by side in as many columns as their words leave room for, walked through with the arrows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.language.keys import search_key
from ui.pages.surveys.questions.digits import DigitEntry
from ui.pages.surveys.questions.tile import LEAST_WIDTH, Mark, Tile
from ui.theme import GAP_S

COLUMNS_MOST = 3
ROWS_OF_ONE_COLUMN, ROWS_OF_TWO = 5, 14
LINES_MOST = 2


class TileGrid(QWidget):
    """A few tiles are read downwards, as in a list; many, which do not fit on the screen, from left to right.

    One Tab leads in and the next one out.
    """

    pressed = Signal(int)
    """The place of a tile that was tapped, clicked, or chosen by its number."""
    letter_typed = Signal(str)

    def __init__(self, texts: Sequence[str], mark: Mark) -> None:
        super().__init__()
        self.tiles = [Tile(text, number, mark, self) for number, text in enumerate(texts, start=1)]
        self._shown = list(self.tiles)
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_S)
        self._digits = DigitEntry(self, len(self.tiles))
        self._digits.entered.connect(self._press_number)
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda _checked=False, place=place: self._press(place))
        if self.tiles:
            self._make_current(self.tiles[0])
        self._arrange()

    @property
    def current(self) -> Tile | None:
        """The tile that Tab leads to."""
        return next((tile for tile in self._shown if tile.focusPolicy() == Qt.FocusPolicy.StrongFocus), None)

    def narrow(self, text: str) -> None:
        """Show only the tiles in which every typed word is found, in either script."""
        words = search_key(text).split()
        keys = (search_key(tile.text()) for tile in self.tiles)
        self._shown = [tile for tile, key in zip(self.tiles, keys, strict=True) if all(word in key for word in words)]
        if self._shown:
            self._make_current(self._shown[0])
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns_at(event.size().width()) != self._columns:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down, across = (self._columns, 1) if self._is_across else (1, self._rows)
        steps = {Qt.Key.Key_Up: -down, Qt.Key.Key_Down: down, Qt.Key.Key_Left: -across, Qt.Key.Key_Right: across}
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in steps:
            self._walk(steps[Qt.Key(event.key())])
        elif (is_enter and self._digits.finish()) or self._digits.press(event.text()):
            return
        elif event.text().isalpha():
            self.letter_typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @property
    def _rows(self) -> int:
        return -(-len(self._shown) // self._columns)

    @property
    def _is_across(self) -> bool:
        return len(self._shown) > ROWS_OF_TWO

    def _walk(self, step: int) -> None:
        current = self.current
        if current is None:
            return
        place = self._shown.index(current) + step
        if 0 <= place < len(self._shown):
            self._make_current(self._shown[place])
            self._shown[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _press_number(self, number: int) -> None:
        if 1 <= number <= len(self.tiles) and self.tiles[number - 1] in self._shown:
            self._press(number - 1)

    def _press(self, place: int) -> None:
        self._make_current(self.tiles[place])
        self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)
        self.pressed.emit(place)

    def _make_current(self, tile: Tile) -> None:
        for each in self.tiles:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is tile else Qt.FocusPolicy.ClickFocus)

    def _columns_at(self, width: int) -> int:
        count = len(self._shown)
        most = 1 if count <= ROWS_OF_ONE_COLUMN else 2 if count <= ROWS_OF_TWO else COLUMNS_MOST
        for columns in range(most, 1, -1):
            room = (width - (columns - 1) * GAP_S) // columns
            if room >= LEAST_WIDTH and all(tile.lines_at(room) <= LINES_MOST for tile in self._shown):
                return columns
        return 1

    def _arrange(self) -> None:
        self._columns = self._columns_at(self.width())
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(COLUMNS_MOST):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        for tile in self.tiles:
            tile.setVisible(tile in self._shown)
        for place, tile in enumerate(self._shown):
            row, column = divmod(place, self._columns) if self._is_across else divmod(place, self._rows)[::-1]
            self._grid.addWidget(tile, row, column)
