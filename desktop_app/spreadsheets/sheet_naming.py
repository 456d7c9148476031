"""The names of the sheets of a workbook, as Excel accepts them."""

import re
from collections.abc import Sequence
from itertools import count

from desktop_app.spreadsheets.printable import printable

SHEET_NAME_LENGTH = 31

_ILLEGAL_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_RESERVED_SHEET_NAME = "history"


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Names that Excel accepts, one for each title, different from each other whatever their case."""
    taken: set[str] = set()
    names = []
    for title in titles:
        plain = _ILLEGAL_IN_SHEET_NAME.sub(" ", printable(title))
        wanted = " ".join(plain.split())[:SHEET_NAME_LENGTH].strip("' ") or "1"
        name = wanted
        for number in count(2):
            if name.casefold() not in taken and name.casefold() != _RESERVED_SHEET_NAME:
                break
            ending = f" ({number})"
            name = wanted[: SHEET_NAME_LENGTH - len(ending)] + ending
        taken.add(name.casefold())
        names.append(name)
    return names
