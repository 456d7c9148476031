"""Survey sheets as PDF: A4 on two sides, every sheet under its own number, with a square code on both sides."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.canvas import MM, page_size, streamed_canvas
from desktop_app.documents.fonts import Face, printable, text_width
from desktop_app.documents.pen import LEFT, SMALL, TEXT, TOP, Pen, room_on
from desktop_app.documents.primitives import Align, Colour
from desktop_app.documents.qr import QUIET_MODULES, qr_symbol
from desktop_app.documents.wrapping import wrapped
from desktop_app.i18n import _
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.paper_blocks import Block, blocks_of
from desktop_app.surveys.paper_code import PaperCode
from desktop_app.surveys.paper_parts import LINE

CODE_SIDE = 15 * MM
TITLE_SIZE, TITLE_HEIGHT = 13.0, 11 * MM
CENTRE_HEIGHT, NAME_HEIGHT = 5 * MM, 8 * MM
LATER_HEAD = 17.5 * MM
SLIP_SIZE = 11.0
WIDTH, LOWEST = room_on(is_landscape=False)
REDUCTIONS = (1.0, 0.94, 0.88)
"""What a form may be reduced to where that saves a sheet of paper."""
_PAGE = page_size(is_landscape=False)
_SIDES = 2


@dataclass(frozen=True)
class PaperForm:
    """What is printed; ``round_id`` 0 is a sheet to look at. ``language`` is that of the questions."""

    questionnaire: Questionnaire
    language: str
    round_id: int = 0
    title: str = ""
    is_anonymous: bool = True
    centre: str = ""

    @property
    def name(self) -> str:
        return text_in(self.questionnaire.title, self.language)


def survey_sheets_pdf(
    target: BinaryIO,
    form: PaperForm,
    *,
    slips: Sequence[int],
    logo: bytes | None = None,
    step: Callable[[int], object] = lambda sheet: None,
) -> int:
    """Write a sheet for each number, in the language of the document; returns the pages of one sheet.

    ``step`` is called before each sheet, and may raise to stop. A sheet always begins on a front side.
    """
    canvas = streamed_canvas(target, title=form.name)
    reduction, pages = _laid_out(form)
    picture = ImageReader(io.BytesIO(logo)) if logo else None
    for number, blocks in enumerate(pages, start=1):
        canvas.beginForm(_body(number), 0, 0, *_PAGE)
        _draw_head(Pen(canvas, _PAGE, logo=picture), form, number)
        _draw_blocks(canvas, blocks, _head_height(form, number), reduction)
        canvas.endForm()
    for place, slip in enumerate(slips):
        step(place)
        for number in range(1, len(pages) + 1):
            _show_side(canvas, form, slip, number, len(pages))
        if len(pages) > 1 and len(pages) % _SIDES:
            canvas.showPage()
    canvas.save()
    return len(pages)


def _laid_out(form: PaperForm) -> tuple[float, list[list[Block]]]:
    """The blocks of each page, reduced no more than saves paper, and by how much."""
    tried = [(reduction, _pages(form, reduction)) for reduction in REDUCTIONS]
    return min(tried, key=lambda each: -(-len(each[1]) // _SIDES))


def _pages(form: PaperForm, reduction: float) -> list[list[Block]]:
    """The blocks of each page; what must not stand alone at the foot of a page goes with what follows it."""
    blocks = blocks_of(form.questionnaire, language=form.language, left=LEFT / reduction, width=WIDTH / reduction)
    pages: list[list[Block]] = [[]]
    room = (LOWEST - _head_height(form, 1)) / reduction
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if block.is_with_next:
            continue
        height = sum(each.height for each in waiting)
        if height > room and pages[-1]:
            pages.append([block.head] if block.head is not None and len(waiting) == 1 else [])
            room = (LOWEST - _head_height(form, len(pages))) / reduction - sum(each.height for each in pages[-1])
        pages[-1] += waiting
        room -= height
        waiting = []
    pages[-1] += waiting
    return pages


def _draw_blocks(canvas: Canvas, blocks: Sequence[Block], y: float, reduction: float) -> None:
    width, height = _PAGE
    canvas.saveState()
    canvas.scale(reduction, reduction)
    pen = Pen(canvas, (width / reduction, height / reduction))
    y /= reduction
    for block in blocks:
        block.draw(pen, y)
        y += block.height
    canvas.restoreState()


def _show_side(canvas: Canvas, form: PaperForm, slip: int, number: int, count: int) -> None:
    canvas.doForm(_body(number))
    pen = Pen(canvas, _PAGE)
    symbol = qr_symbol(PaperCode(form.round_id, slip, number).text)
    x = pen.right - CODE_SIDE
    pen.symbol(symbol, x, TOP, CODE_SIDE)
    quiet = QUIET_MODULES * CODE_SIDE / symbol.size
    shown = _("Sheet {slip}", slip=slip) if slip else _("Specimen")
    pen.text(x - quiet, TOP + SLIP_SIZE / 2, shown, size=SLIP_SIZE, face=Face.SANS_BOLD, align=Align.RIGHT)
    pen.foot(f"{form.centre} · {form.name}", f"{number} / {count}")
    canvas.showPage()


def _draw_head(pen: Pen, form: PaperForm, number: int) -> None:
    if number == 1:
        _draw_first_head(pen, form)
        return
    pen.text(LEFT, TOP + 4 * MM, form.name, size=TEXT, face=Face.SANS_BOLD, width=_head_room())
    pen.text(LEFT, TOP + 9 * MM, form.title, size=SMALL, colour=Colour.MUTED, width=_head_room())


def _draw_first_head(pen: Pen, form: PaperForm) -> None:
    room = _head_room()
    x = LEFT + pen.logo(LEFT, TOP + CENTRE_HEIGHT / 2, CENTRE_HEIGHT + 1 * MM)
    above = " · ".join(filter(None, (form.centre, form.title)))
    pen.text(x, TOP + CENTRE_HEIGHT / 2, above, size=SMALL, colour=Colour.MUTED, width=LEFT + room - x)
    y = TOP + CENTRE_HEIGHT + 1 * MM
    pen.in_box(LEFT - 2, y, room, TITLE_HEIGHT, form.name, size=TITLE_SIZE, face=Face.SERIF_BOLD)
    y = TOP + LATER_HEAD
    for place, line in enumerate(_opening_lines(form)):
        pen.text(LEFT, y + (place + 0.5) * TEXT * LINE, line)
    if not form.is_anonymous:
        pen.signature(LEFT, _head_height(form, 1) - NAME_HEIGHT / 2 - 1 * MM, WIDTH, _("Full name"))


def _head_height(form: PaperForm, number: int) -> float:
    if number > 1:
        return TOP + LATER_HEAD
    named = 0 if form.is_anonymous else NAME_HEIGHT
    return TOP + LATER_HEAD + len(_opening_lines(form)) * TEXT * LINE + 2 * MM + named


def _opening_lines(form: PaperForm) -> list[str]:
    """Why it is asked, that it is anonymous, and how the boxes are filled in."""
    anonymous = _("The survey is anonymous: do not write your name.") if form.is_anonymous else ""
    crosses = _("Put a cross (×) in the box of your answer. To correct it, fill in the wrong box and cross another.")
    parts = (anonymous, text_in(form.questionnaire.note, form.language), crosses)
    words = printable(" ".join(filter(None, parts)), Face.SANS)
    return wrapped(words, WIDTH, lambda part: text_width(part, Face.SANS, TEXT))


def _head_room() -> float:
    """The width beside the code and the number of the sheet."""
    return WIDTH - CODE_SIDE - 26 * MM


def _body(number: int) -> str:
    return f"survey-page-{number}"
