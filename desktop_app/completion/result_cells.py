"""Cells of a file of results as the score, the form and the day that somebody meant by them."""

import re
from collections.abc import Iterable
from datetime import date

from desktop_app.completion.sittings import FORMS, SCORE_MAX
from desktop_app.language.dates import parse_date, short_date
from desktop_app.language.numbers import short_number
from desktop_app.spreadsheets.cell_values import cell_text
from desktop_app.spreadsheets.records import Cell

_NUMBER = r"\d+(?:[.,]\d+)?"
_PERCENT = re.compile(rf"({_NUMBER})\s*%")
_OF_MOST = re.compile(rf"({_NUMBER})\s*(?:/|из|of|dan)\s*({_NUMBER})")
_PLAIN = re.compile(rf"(-?{_NUMBER})\s*(?:ball|балл(?:а|ов)?|points?|б\.?)?")
_MOST_IN_HEADER = re.compile(r"(?<!\d)(\d{1,4})(?!\d)")
# A test of fewer points is no test; a longer number in a header is a year or a number of an order.
_POINTS = range(5, 501)
# Letters that look alike in both scripts, and how forms are numbered.
_FORMS = {"a": "A", "а": "A", "1": "A", "i": "A", "b": "B", "в": "B", "б": "B", "2": "B", "ii": "B"}


def read_score(cell: Cell, *, out_of: float) -> float | None:
    """Of 100, to the hundredth; None where it is no score. What is outside the scale stays outside 0 to 100."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return _of_100(cell, out_of)
    text = cell_text(cell).casefold()
    if found := _PERCENT.fullmatch(text):
        return _of_100(_number(found[1]), SCORE_MAX)
    if found := _OF_MOST.fullmatch(text):
        most = _number(found[2])
        return _of_100(_number(found[1]), most) if most else None
    found = _PLAIN.fullmatch(text)
    return _of_100(_number(found[1]), out_of) if found else None


def most_of(cell: Cell, *, out_of: float) -> str:
    """The end of the scale that the cell itself speaks of: a per cent, a share, or the points of the test."""
    text = cell_text(cell).casefold()
    if _PERCENT.fullmatch(text):
        return "100%"
    found = _OF_MOST.fullmatch(text)
    return short_number(_number(found[2]) if found else out_of)


def typed_text(cell: Cell) -> str:
    """The cell as whoever typed it sees it in the workbook."""
    return short_date(cell) if isinstance(cell, date) else cell_text(cell)


def most_points(header: str, cells: Iterable[Cell]) -> float:
    """How many points the test had, by its header "Ball (30)" or by shares below 1; else they are of 100."""
    told = [int(number) for number in _MOST_IN_HEADER.findall(header)]
    points = [number for number in told if number in _POINTS]
    if len(points) == 1:
        return points[0]
    numbers = [cell for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    are_shares = numbers and max(numbers) <= 1 and any(not float(number).is_integer() for number in numbers)
    return 1 if are_shares else SCORE_MAX


def read_form(cell: Cell) -> str | None:
    """A or B, however it is written; None for anything else."""
    words = cell_text(cell).casefold().replace("-", " ").replace("variant", " ").replace("вариант", " ").split()
    found = _FORMS.get(words[0]) if len(words) == 1 else None
    return found if found in FORMS else None


def read_day(cell: Cell) -> date | None:
    return parse_date(cell if isinstance(cell, (str, date, int, float)) else None).date


def looks_like_score(cell: Cell) -> bool:
    score = read_score(cell, out_of=SCORE_MAX)
    return score is not None and score >= 0


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _of_100(points: float, most: float) -> float:
    return round(points / most * SCORE_MAX, 2)
