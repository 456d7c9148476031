"""Badges as PDF: sheets of A4 to be cut along the marks, each badge with a name to be read across a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop_app.attendance.badge_codes import shown_code
from desktop_app.attendance.badge_records import Badge, BadgeSize
from desktop_app.documents.canvas import A4_SHORT, MM
from desktop_app.documents.fonts import Face
from desktop_app.documents.pen import HAIR, Book, BookPage, Pen, write_books
from desktop_app.documents.primitives import Align, Colour
from desktop_app.documents.qr import QUIET_MODULES, qr_symbol
from desktop_app.i18n import _

COLUMNS = 2
TOP = 8 * MM  # the foot of the page stands below the lowest cut
EDGE = 4 * MM
FOOT = 3 * MM
CODE_SIDE = 21 * MM  # of the dark part: a millimetre a module
CENTRE_SIZE, FACT_SIZE, CODE_SIZE = 7.0, 8.0, 8.0
CENTRE_HEIGHT = 5 * MM
LOGO_SIDE = 6 * MM
CUT = 4 * MM
CUT_GAP = 1 * MM


@dataclass(frozen=True)
class _Sheet:
    """Where badges of a size stand on A4, and the heights of the two lines of the name."""

    width: float
    height: float
    rows: int
    surname: float
    names: float

    @property
    def left(self) -> float:
        return (A4_SHORT - COLUMNS * self.width) / 2

    @property
    def places(self) -> int:
        return COLUMNS * self.rows


_SHEETS = {
    BadgeSize.SMALL: _Sheet(90 * MM, 54 * MM, 5, 8 * MM, 6.5 * MM),
    BadgeSize.LARGE: _Sheet(95 * MM, 66 * MM, 4, 12 * MM, 9 * MM),
}


def badges_pdf(target: BinaryIO, badges: Sequence[Badge], *, size: BadgeSize, logo: bytes | None = None) -> int:
    """Write the badges row by row; returns the number of pages."""
    sheet = _SHEETS[size]
    parts = [badges[start : start + sheet.places] for start in range(0, len(badges), sheet.places)]
    pages = [BookPage(lambda pen, part=part: _draw_sheet(pen, sheet, part)) for part in parts]  # type: ignore[misc]
    title = _("Badges of cohort {cohort}", cohort=badges[0].cohort)
    return write_books(target, [Book(title, title, pages)], title=title, logo=logo)


def _draw_sheet(pen: Pen, sheet: _Sheet, badges: Sequence[Badge]) -> None:
    for place, badge in enumerate(badges):
        row, column = divmod(place, COLUMNS)
        _draw_badge(pen, sheet, sheet.left + column * sheet.width, TOP + row * sheet.height, badge)
    rows = -(-len(badges) // COLUMNS)
    _draw_cut_marks(pen, sheet, rows)


def _draw_badge(pen: Pen, sheet: _Sheet, x: float, y: float, badge: Badge) -> None:
    inner = sheet.width - 2 * EDGE
    start = x + EDGE
    upper = y + EDGE - 1 * MM
    beside = pen.logo(start, upper + (CENTRE_HEIGHT - LOGO_SIDE) / 2, LOGO_SIDE)
    pen.in_box(
        start + beside, upper, inner - beside, CENTRE_HEIGHT, badge.centre, size=CENTRE_SIZE, colour=Colour.MUTED
    )
    upper += CENTRE_HEIGHT + 0.5 * MM
    for words, height in ((badge.surname, sheet.surname), (badge.names, sheet.names)):
        pen.in_box(start, upper, inner, height, words, size=height * 0.75, face=Face.SANS_BOLD, most_lines=1)
        upper += height
    lower = y + sheet.height - FOOT
    code_left = _draw_code(pen, x + sheet.width - EDGE, lower, badge.code)
    _draw_facts(pen, start, upper + 1 * MM, code_left - start, lower - upper - 1 * MM, badge)


def _draw_code(pen: Pen, right: float, lower: float, code: str) -> float:
    """The square code with its digits under it, in the lower right corner; returns where its clear ground begins."""
    symbol = qr_symbol(code)
    quiet = QUIET_MODULES * CODE_SIDE / symbol.size
    x = right - CODE_SIDE
    top = lower - CODE_SIDE - CODE_SIZE
    pen.symbol(symbol, x, top, CODE_SIDE)
    pen.text(right - CODE_SIDE / 2, lower - 0.5 * MM, shown_code(code), size=CODE_SIZE, align=Align.CENTRE)
    return x - quiet


def _draw_facts(pen: Pen, x: float, y: float, width: float, height: float, badge: Badge) -> None:
    """Cohort, course and days, from above."""
    line = height / 4
    pen.in_box(x, y, width, line, badge.cohort, size=FACT_SIZE * 1.4, face=Face.SANS_BOLD, most_lines=1)
    pen.in_box(x, y + line, width, 2 * line, badge.programme, size=FACT_SIZE, most_lines=3)
    pen.in_box(x, y + 3 * line, width, line, badge.days, size=FACT_SIZE, colour=Colour.MUTED)


def _draw_cut_marks(pen: Pen, sheet: _Sheet, rows: int) -> None:
    """Short lines outside the badges, at the end of each cut, and crosses where cuts meet."""
    right, bottom = sheet.left + COLUMNS * sheet.width, TOP + rows * sheet.height
    for column in range(COLUMNS + 1):
        x = sheet.left + column * sheet.width
        for y in (TOP - CUT_GAP - CUT, bottom + CUT_GAP):
            pen.upright(x, y, CUT, weight=HAIR, colour=Colour.MUTED)
    for row in range(rows + 1):
        y = TOP + row * sheet.height
        for x in (sheet.left - CUT_GAP - CUT, right + CUT_GAP):
            pen.rule(x, y, CUT, weight=HAIR, colour=Colour.MUTED)
    for row in range(1, rows):
        x, y = sheet.left + sheet.width, TOP + row * sheet.height
        pen.rule(x - CUT / 2, y, CUT, weight=HAIR, colour=Colour.MUTED)
        pen.upright(x, y - CUT / 2, CUT, weight=HAIR, colour=Colour.MUTED)
