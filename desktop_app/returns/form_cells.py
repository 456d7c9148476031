"""The cells of a form: numbers typed in, everything that follows from them as formulas with their results."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop_app.i18n import language
from desktop_app.language.paper_names import in_script_of
from desktop_app.returns.records import CellKind, Column, Form, Row
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.writing import Formula, Value

NO_DATA = "–"
NEAR_WHOLE = 9995
TEN_THOUSAND = 10_000
# Number and title of the row stand before its figures.
FIRST_FIGURE_COLUMN = 2


@dataclass(frozen=True)
class FormCells:
    """``first_row`` is the sheet's row of the first row of the form, as Excel counts."""

    form: Form
    first_row: int

    def rows(self) -> list[tuple[Value, ...]]:
        numbers = self._numbers()
        return [
            (numbers[row.code], row.title, *(self._cell(row, column, place) for column in self.form.columns))
            for place, row in enumerate(self.form.rows)
        ]

    def total_row(self) -> tuple[Value, ...]:
        place = len(self.form.rows)
        total = self.form.total
        return ("", total.title, *(self._cell(total, column, place) for column in self.form.columns))

    def _numbers(self) -> dict[str, str]:
        """1, 2, 3 for the rows; 1.1, 1.2 for their parts, 1.1.1 for the parts of those."""
        numbers: dict[str, str] = {}

        def number(parent: str, before: str) -> None:
            for at, place in enumerate(self._parts.get(parent, ()), 1):
                row = self.form.rows[place].code
                numbers[row] = f"{before}{at}"
                number(row, f"{before}{at}.")

        number(self.form.total.code, "")
        return numbers

    def _cell(self, row: Row, column: Column, place: int) -> Value:
        if column.kind is CellKind.TEXT:
            return in_script_of(language(), row.texts.get(column.code, ""))
        if column.kind is CellKind.SHARE:
            return self._share(row, column, place)
        value = row.values[column.code]
        if value is None:
            return NO_DATA
        if column.copy_of:
            return Formula(f"={self.address(column.copy_of, place)}", value)
        if column.difference_of:
            first, second = (self.address(code, place) for code in column.difference_of)
            return Formula(f"={first}-{second}", value)
        if not column.kind.is_added:
            return value
        parts = self._parts[row.code] if self.form.summed(row.code, column.code) else ()
        return Formula(f"=SUM({self._range(column.code, parts)})", value) if parts else value

    def _share(self, row: Row, column: Column, place: int) -> Value:
        numerator, denominator = row.values[column.numerator], row.values[column.denominator]
        if numerator is None or not denominator:
            return NO_DATA
        above, below = (self.address(code, place) for code in (column.numerator, column.denominator))
        near_whole = f"AND({above}<{below},{TEN_THOUSAND}*{above}>={NEAR_WHOLE}*{below})"
        cut = f"INT({TEN_THOUSAND}*{above}/{below})/{TEN_THOUSAND}"
        return Formula(f"=IF({near_whole},{cut},{above}/{below})", printed_share(numerator, denominator))

    def _range(self, column: str, places: Sequence[int]) -> str:
        first, last = places[0], places[-1]
        if list(places) == list(range(first, last + 1)):
            return f"{self.address(column, first)}:{self.address(column, last)}"
        return ",".join(self.address(column, place) for place in places)

    def address(self, column: str, place: int) -> str:
        """Of a column in the row at a place; the total stands at the place after the last row."""
        return f"{self._letters[column]}{self.first_row + place}"

    @cached_property
    def _letters(self) -> dict[str, str]:
        columns = enumerate(self.form.columns, FIRST_FIGURE_COLUMN)
        return {column.code: column_letter(place) for place, column in columns}

    @cached_property
    def _parts(self) -> dict[str, list[int]]:
        """The places of the parts of each row that has any."""
        parts: dict[str, list[int]] = {}
        for place, row in enumerate(self.form.rows):
            parts.setdefault(row.parent, []).append(place)
        return parts


def printed_share(numerator: float, denominator: float) -> float:
    """What the formula of a share gives: near the whole plan it is cut after two decimals of the per cent."""
    if numerator < denominator and TEN_THOUSAND * numerator >= NEAR_WHOLE * denominator:
        return TEN_THOUSAND * numerator // denominator / TEN_THOUSAND
    return numerator / denominator
