"""How a table lies on paper, where the program that prints chooses the scale and breaks the pages as it likes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

# Inches; and what a column takes on the paper, as Excel reckons it.
A4_LONG, A4_SHORT, SIDE_MARGIN, UPPER_MARGIN, LOWER_MARGIN = 11.69, 8.27, 0.4, 0.45, 0.6
DOTS_OF_AN_INCH, POINTS_OF_AN_INCH, DOTS_OF_A_LETTER, DOTS_BESIDE = 96, 72, 7, 5
# Smaller than this nobody reads.
LEAST_SCALE, LEAST_PRESSED_SCALE = 0.7, 0.65
# A table that runs over by no more than this part of a page is pressed together: fonts differ by half as much.
PRESSED = 0.3


def room_across(*, is_landscape: bool) -> float:
    """In dots."""
    return ((A4_LONG if is_landscape else A4_SHORT) - 2 * SIDE_MARGIN) * DOTS_OF_AN_INCH


def room_down(*, is_landscape: bool) -> float:
    """In points."""
    return ((A4_SHORT if is_landscape else A4_LONG) - UPPER_MARGIN - LOWER_MARGIN) * POINTS_OF_AN_INCH


def dots(widths: Sequence[float]) -> list[float]:
    """What columns of so many letters take."""
    return [DOTS_OF_A_LETTER * width + DOTS_BESIDE for width in widths]


@dataclass(frozen=True)
class Across:
    """How a table lies on one page or on two beside each other: how wide its columns are made for that, and the columns
    from ``first`` to before ``end`` that stand on the first page alone, where what is said once belongs.
    """

    pages: int
    widths: Sequence[float]
    first: int
    end: int


def laid_across(widths: Sequence[float], groups: Sequence[str], repeated: int, *, is_landscape: bool) -> Across:
    """On two pages where a table whose rows are named in its first columns would come out too small to read on one."""
    if not repeated or sum(dots(widths)) * LEAST_SCALE <= room_across(is_landscape=is_landscape):
        return Across(1, widths, 0, len(widths))
    wider, second = balanced(widths, groups, repeated)
    return Across(2, wider, repeated, second)


def balanced(widths: Sequence[float], groups: Sequence[str], repeated: int) -> tuple[list[float], int]:
    """The widths of a table on two pages, wider where it takes that for the second page to begin with a group; and
    the place of the column with which that page begins.

    Excel and LibreOffice fill the first page as far as both come out largest, which is where both are equally wide.
    ``repeated`` are the first columns, which both pages have.
    """
    sums = [0.0, *accumulate(dots(widths))]
    places = [at for at in range(repeated + 1, len(widths)) if not groups[at] or groups[at] != groups[at - 1]]
    if not places:
        return list(widths), len(widths)

    def left_less_right(at: int) -> float:
        return sums[at] - (sums[-1] - sums[at] + sums[repeated])

    second = min(places, key=lambda at: abs(left_less_right(at)))
    missing = left_less_right(second)
    wider = range(second, len(widths)) if missing > 0 else range(repeated, second)
    more = abs(missing) / DOTS_OF_A_LETTER / len(wider)
    return [width + more if place in wider else width for place, width in enumerate(widths)], second


def pages_down(height: float, repeated: float, *, room: float, scale: float) -> int:
    """Into how many pages to press a table whose end would else stand on one more, nearly alone; 0 for none.

    ``height`` in points of the whole table, ``repeated`` of what stands on every page, ``room`` of a page in print at
    ``scale``.
    """
    page = room / scale
    pages = int((height - repeated) // (page - repeated))
    full = pages * (page - repeated) + repeated
    is_readable = scale * full >= LEAST_PRESSED_SCALE * height
    return pages if pages and full < height <= full + PRESSED * page and is_readable else 0
