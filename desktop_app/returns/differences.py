"""What two returns of the same month say otherwise, cell by cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.returns.records import Form, Line, cells

Number = int | float | None


@dataclass(frozen=True)
class Difference:
    """A cell that ``said`` one figure and says another ``now``; None is no data, or no such cell."""

    form: str
    row: str
    column: str
    row_title: str
    column_title: str
    said: Number
    now: Number


def differences(before: Iterable[Line], now: Iterable[Line], forms: Sequence[Form]) -> list[Difference]:
    """The cells whose figures differ, in the order of the forms as they are now; those that are gone come last.

    A column that repeats another one tells nothing new and is left out.
    """
    said = {(line.form, line.row, line.column): line.value for line in before}
    says = {(line.form, line.row, line.column): line.value for line in now}
    repeating = {(form.code, column.code) for form in forms for column in form.columns if column.copy_of}
    titles = {
        (form.code, row.code, column.code): (form.title_of(row), " ".join(filter(None, (column.group, column.title))))
        for form, row, column in cells(tuple(forms))
    }
    return [
        Difference(*key, *titles.get(key, (key[1], key[2])), said.get(key), says.get(key))
        for key in dict.fromkeys((*says, *said))
        if said.get(key) != says.get(key) and (key[0], key[2]) not in repeating
    ]
