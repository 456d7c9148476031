"""The square code on both sides of a printed sheet: which survey it was printed for, its number, and the page."""

from dataclasses import dataclass

from desktop_app.errors import Invalid
from desktop_app.i18n import N_

ANOTHER_SURVEY = "sheet_of_another_survey"
_DIGITS_MOST = 6
_PARTS = 3


@dataclass(frozen=True)
class PaperCode:
    round_id: int
    slip_number: int
    page: int

    @property
    def text(self) -> str:
        """Digits and hyphens only: a scanner that acts as a keyboard writes them alike in every layout of the keys."""
        return f"{self.round_id}-{self.slip_number}-{self.page}"


def read_sheet_number(typed: str, *, round_id: int) -> int:
    """The number of a sheet of this round, typed by hand or scanned from its code.

    Raises Invalid for what is no number of a sheet, and for a sheet that was printed for another survey.
    """
    parts = typed.strip().split("-")
    if not all(_is_number(part) for part in parts) or len(parts) not in (1, _PARTS):
        raise Invalid("no_sheet_number", N_("“{typed}” is not the number of a sheet."), field="slip", typed=typed)
    if len(parts) == 1:
        return int(parts[0])
    code = PaperCode(*map(int, parts))
    if code.round_id != round_id:
        raise Invalid(
            ANOTHER_SURVEY,
            N_("Sheet {slip} was printed for another survey (No {other}). Put it aside: it belongs to another pile."),
            field="slip",
            slip=code.slip_number,
            other=code.round_id,
        )
    return code.slip_number


def _is_number(part: str) -> bool:
    return part.isdecimal() and part.isascii() and len(part) <= _DIGITS_MOST and int(part) > 0
