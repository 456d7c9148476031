"""Cells as the text or the number of people that somebody meant by them."""

from desktop_app.language.apostrophes import tidy
from desktop_app.spreadsheets.records import Cell, CellError, UncomputedFormula

# What people put into a cell that they have nothing to say in.
DASHES = frozenset({"", "-", "–", "—"})
# More digits than any number of people has: a telephone, a PINFL, or a slip.
_MOST_DIGITS = 9
_MOST_QUOTED = 60


def whole_number(cell: Cell) -> int | None:
    """A number of people, however its thousands are parted; None for anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return int(cell) if float(cell).is_integer() and 0 <= cell < 10**_MOST_DIGITS else None
    if isinstance(cell, str):
        digits = "".join(cell.split()).removesuffix("nafar").removesuffix("ta")
        return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None
    return None


def quoted(text: str) -> str:
    """What was typed, short enough to stand in a sentence."""
    return text if len(text) <= _MOST_QUOTED else text[: _MOST_QUOTED - 1] + "…"


def cell_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return tidy(cell)
        case UncomputedFormula():
            return "="
        case CellError(text):
            return text
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
