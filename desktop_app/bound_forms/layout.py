"""Where a table of a form has its header and its body, and the words that stand over its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop_app.spreadsheets.grid_records import GridSheet, Place
from desktop_app.spreadsheets.records import MergedRange

MOST_HEADER_ROWS = 8
_BETWEEN = " / "
_COLUMN_LETTERS = frozenset("ABCDАБВГ")


@dataclass(frozen=True)
class Words:
    """The words of a sheet as they are seen: those of merged cells stand over all that they cover."""

    sheet: GridSheet

    @cached_property
    def _covered(self) -> dict[Place, MergedRange]:
        return {
            (row, column): merged
            for merged in self.sheet.merged
            if (merged.last_row - merged.first_row + 1) * (merged.last_column - merged.first_column + 1) < 10_000
            for row in range(merged.first_row, merged.last_row + 1)
            for column in range(merged.first_column, merged.last_column + 1)
        }

    def merged_at(self, place: Place) -> MergedRange | None:
        return self._covered.get(place)

    def first_of(self, place: Place) -> Place:
        """The cell that shows what is seen at this place."""
        merged = self._covered.get(place)
        return (merged.first_row, merged.first_column) if merged else place

    def is_covered(self, place: Place) -> bool:
        return self.first_of(place) != place

    def seen(self, place: Place) -> str:
        return self.sheet.text(self.first_of(place))

    def header_rows(self, first_body_row: int, label: int) -> tuple[int, int] | None:
        """First and last row of the header above the body; None where there is nothing."""
        last = first_body_row - 1
        while last > 0 and (self._numbers_columns(last) or not self._is_filled(last, label)):
            if first_body_row - last > 3:
                return None
            last -= 1
        if last < 1:
            return None
        named = self.merged_at((last, label))
        if named and self.seen((last, label)) and named.first_column == label:
            return named.first_row, last
        first = last
        while first > 1 and last - first < MOST_HEADER_ROWS and self._is_header_too(first - 1, label):
            first -= 1
        return first, last

    def path(self, column: int, rows: tuple[int, int]) -> tuple[str, ...]:
        """The words over a column, from the top; each cell tells them once."""
        places = dict.fromkeys(self.first_of((row, column)) for row in range(rows[0], rows[1] + 1))
        return tuple(filter(None, map(self.sheet.text, places)))

    def _is_filled(self, row: int, label: int) -> bool:
        return any(self.seen((row, column)) for column in range(label + 1, self.sheet.last_column + 1))

    def _is_header_too(self, row: int, label: int) -> bool:
        """Whether the row groups the columns of the one below; a title over the whole table does not."""
        sources = {
            self.first_of((row, column))
            for column in range(label + 1, self.sheet.last_column + 1)
            if self.seen((row, column))
        }
        if not sources or any(column <= label for _row, column in sources):
            return False
        return len(sources) > 1 or any((merged := self.merged_at(one)) and merged.first_row == row for one in sources)

    def _numbers_columns(self, row: int) -> bool:
        values = [
            cell.value
            for column in range(self.sheet.last_column + 1)
            if (cell := self.sheet.cells.get((row, column))) and cell.value is not None
        ]
        numbers = [value for value in values if str(value).strip(" .)") not in _COLUMN_LETTERS]
        texts = [str(value).strip(" .)") for value in numbers]
        return len(values) > 2 and all(map(str.isdecimal, texts)) and texts == sorted(texts, key=int)


def is_of_words(sheet: GridSheet, place: Place) -> bool:
    """Whether words stand in the cell: no figure is ever written over them."""
    text = sheet.text(place)
    return sum(map(str.isalpha, text)) > 1 and not any(map(str.isdigit, text))


def header_words(path: Sequence[str]) -> str:
    """The words over a column in one line, as they are kept."""
    return _BETWEEN.join(path)


def path_of(words: str) -> list[str]:
    return words.split(_BETWEEN)
