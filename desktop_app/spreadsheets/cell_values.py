"""Cells as the text or the number of people that somebody meant by them."""

from desktop_app.language.apostrophes import tidy
from desktop_app.spreadsheets.records import Cell

# What people put into a cell that they have nothing to say in.
DASHES = frozenset({"", "-", "–", "—"})


def whole_number(cell: Cell) -> int | None:
    """A number of people, however its thousands are parted; None for anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return int(cell) if float(cell).is_integer() and cell >= 0 else None
    if isinstance(cell, str):
        digits = "".join(cell.split()).removesuffix("nafar").removesuffix("ta")
        return int(digits) if digits.isdecimal() else None
    return None


def cell_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return tidy(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
