"""How the files of returns are named: by the pattern of the centre."""

import string

from db.models.centre import CentreProfile
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_

USUAL_PATTERN = "{centre}-{year}-{month}-{number}"
PLACES = ("centre", "year", "month", "number", "form")
# What Windows lets no file name have.
FORBIDDEN = '<>:"/\\|?*'
MOST_LETTERS = 120


def check_pattern(pattern: str) -> None:
    """Raises Invalid for a place that is not known, and for letters that no file name may have; empty is the usual."""
    if not pattern:
        return
    try:
        places = {name for _text, name, *_rest in string.Formatter().parse(pattern) if name is not None}
    except ValueError:
        places = {""}
    if not places <= set(PLACES) or set(pattern) & set(FORBIDDEN) or not pattern.isprintable():
        raise Invalid(
            "file_pattern_wrong",
            N_("Write the name with these places only: {places}. These letters may not be in it: {letters}"),
            field="return_file_pattern",
            places=", ".join(f"{{{place}}}" for place in PLACES),
            letters=" ".join(FORBIDDEN),
        )


def named(pattern: str, *, centre: str, year: int, month: int, number: int, form: str = "") -> str:
    """The name without its ending; what a pattern says of an absent form leaves no stroke behind."""
    facts = {"centre": centre, "year": year, "month": f"{month:02}", "number": number, "form": form}
    name = (pattern or USUAL_PATTERN).format(**facts)
    allowed = "".join(letter for letter in name if letter not in FORBIDDEN and letter.isprintable())
    return allowed.strip(" .-_")[:MOST_LETTERS] or USUAL_PATTERN.format(**facts)


def file_name(unit: UnitOfWork, *, year: int, month: int, number: int, form: str = "") -> str:
    """The workbook's name by the centre's pattern."""
    row = unit.session.get_one(CentreProfile, 1)
    pattern, centre = row.return_file_pattern, row.code
    return named(pattern, centre=centre, year=year, month=month, number=number, form=form) + ".xlsx"
