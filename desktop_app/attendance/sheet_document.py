"""Sheets of attendance as PDF: a day upright if it fits so, all others across, with their number and square code."""

from collections.abc import Sequence

from desktop_app.attendance.sheet_content import SheetPaper
from desktop_app.attendance.sheet_grid import Frame, Grid, grid_pages, is_one_block
from desktop_app.attendance.sheet_records import SheetKind
from desktop_app.documents.canvas import MM
from desktop_app.documents.fonts import Face
from desktop_app.documents.pen import LEFT, SMALL, TEXT, TOP, Book, Pen
from desktop_app.documents.primitives import Align, Colour
from desktop_app.documents.qr import QUIET_MODULES, qr_symbol
from desktop_app.i18n import N_, _

CODE_SIDE = 20 * MM  # of the dark part: the least that a cheap scanner reads from a worn sheet
LOGO_SIDE = 13 * MM
TITLE_SIZE = 12.0
FACTS_TOP, FIRST_FACT_HEIGHT, FACT_HEIGHT = 12 * MM, 5.2 * MM, 3.8 * MM
FACT_COLUMNS, LABEL_WIDTH = 2, 26 * MM
HEAD_HEIGHT = TOP + CODE_SIDE + 10 * MM
TAIL_HEIGHT = 13 * MM
TITLES = {
    SheetKind.DAY: N_("Attendance sheet of a day"),
    SheetKind.WEEK: N_("Attendance sheet of a week"),
    SheetKind.COURSE: N_("Attendance sheet of a course"),
    SheetKind.JOURNAL: N_("Group journal"),
}


def sheet_book(paper: SheetPaper) -> Book:
    grid = Grid(paper.lessons, paper.people, paper.columns, paper.blank_rows)
    frame = Frame(
        is_landscape=paper.kind is not SheetKind.DAY or not is_one_block(grid, is_landscape=False),
        head=lambda pen: draw_head(pen, paper),
        head_height=HEAD_HEIGHT,
        tail=lambda pen, y: _draw_tail(pen, paper, y),
        tail_height=TAIL_HEIGHT,
    )
    return Book(f"{paper.cohort} {paper.number}", footer_of(paper), grid_pages(grid, frame))


def footer_of(paper: SheetPaper) -> str:
    return f"{paper.number} · {paper.cohort} · {paper.centre}"


def draw_head(pen: Pen, paper: SheetPaper) -> None:
    """Centre and title, the facts under them, and the code at the right."""
    code_left = draw_code(pen, paper.number)
    room = code_left - LEFT
    x = LEFT + pen.logo(LEFT, TOP, LOGO_SIDE)
    pen.text(x, TOP + 2.5 * MM, paper.centre, size=TEXT, colour=Colour.MUTED, width=LEFT + room - x)
    title = _(TITLES[paper.kind])
    pen.text(x, TOP + 8.5 * MM, title, size=TITLE_SIZE, face=Face.SERIF_BOLD)
    if paper.is_copy:
        pen.text(LEFT + room, TOP + 8.5 * MM, _("COPY"), size=TITLE_SIZE, face=Face.SANS_BOLD, align=Align.RIGHT)
    _draw_facts(pen, paper.facts, room)


def draw_code(pen: Pen, number: str) -> float:
    """The square code in the upper right corner with the number under it; returns where its clear ground begins."""
    symbol = qr_symbol(number)
    quiet = QUIET_MODULES * CODE_SIDE / symbol.size
    x = pen.right - CODE_SIDE
    pen.symbol(symbol, x, TOP, CODE_SIDE)
    middle = x + CODE_SIDE / 2
    pen.text(middle, TOP + CODE_SIDE + quiet + 1, number, size=SMALL, face=Face.SANS_BOLD, align=Align.CENTRE)
    return x - quiet - 2 * MM


def _draw_facts(pen: Pen, facts: Sequence[tuple[str, str]], room: float) -> None:
    """The first over the whole width and on two lines where it is long, the others side by side."""
    y = TOP + FACTS_TOP
    _draw_fact(pen, (LEFT, y, room, FIRST_FACT_HEIGHT), facts[0], most_lines=2)
    y += FIRST_FACT_HEIGHT
    width = room / FACT_COLUMNS
    for place, fact in enumerate(facts[1:]):
        row, column = divmod(place, FACT_COLUMNS)
        _draw_fact(pen, (LEFT + column * width, y + row * FACT_HEIGHT, width, FACT_HEIGHT), fact, most_lines=1)


def _draw_fact(pen: Pen, box: tuple[float, float, float, float], fact: tuple[str, str], *, most_lines: int) -> None:
    x, y, width, height = box
    label, value = fact
    pen.text(x, y + height / 2, label, size=SMALL, colour=Colour.MUTED, width=LABEL_WIDTH)
    beside = (x + LABEL_WIDTH, y, width - LABEL_WIDTH - 2 * MM, height)
    pen.in_box(*beside, value, size=SMALL, face=Face.SANS_BOLD, most_lines=most_lines)


def _draw_tail(pen: Pen, paper: SheetPaper, y: float) -> None:
    """What the letters mean, and the lines for those who answer for the sheet."""
    pen.text(LEFT, y + 3.5 * MM, paper.legend, size=SMALL, colour=Colour.MUTED, width=pen.width)
    part = pen.width / 3
    signers = ((_("Trainer"), ""), (_("Duty officer"), ""), (_("Group leader"), paper.leader))
    for place, (role, name) in enumerate(signers):
        pen.signature(LEFT + place * part, y + 9.5 * MM, part - 5 * MM, role, name)
