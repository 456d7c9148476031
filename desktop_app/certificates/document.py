"""Certificates on paper: A4 landscape, the state layout on two halves, any number of them in one file.

What is the same for a whole batch, its ``Blank``, is drawn once and stamped under each sheet; a sheet adds the
holder, the numbers and the signed code. Every string comes ready in the language and script of the document.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, fields
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from desktop_app.certificates.ornament import draw_ornament
from desktop_app.documents.canvas import A4_SHORT, MM, streamed_canvas
from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.fitting import Fitted, fitted
from desktop_app.documents.fonts import Face, missing_glyphs, one_line, text_width
from desktop_app.documents.primitives import Colour
from desktop_app.documents.qr import QUIET_MODULES, QrSymbol, draw_symbol, qr_symbol
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.progress import Progress

LEFT_MIDDLE = 81.5 * MM
RIGHT_MIDDLE = 215.5 * MM
HALF_WIDTH = 106 * MM
QR_WIDTH = 29 * MM  # of the dark part: 25 mm is the least that phones read well
QR_TOP = 139 * MM
LARGEST_VERSION = 16  # 81 modules on 29 mm: 0.36 mm each, the finest that a laser printer and a phone agree on

HOLDER_TOP, HOLDER_HEIGHT = 55 * MM, 20 * MM
HOLDER_SIZE, HOLDER_LEAST = 23.0, 11.0
COURSE_LINES = 4
SIGNATURE_WIDTH = HALF_WIDTH * 0.38
SIGNER_LINES = 3

_ORNAMENT = "ornament"


@dataclass(frozen=True, slots=True)
class Blank:
    """The words that all certificates of one batch share."""

    state: str  # "OʻZBEKISTON RESPUBLIKASI"
    kind: str  # "Malaka oshirish haqida"
    title: str  # "MALAKA SERTIFIKATI"
    opening: str  # "Mazkur malaka sertifikati egasi"
    period: str  # "2026-yil 5-oktabrdan 20-oktabrgacha"
    centre: str  # "Namangan viloyati pedagogik mahorat markazida"
    hours: str  # "72 soatlik"
    course: str
    closing: str  # "boʻyicha malakasini oshirdi."
    signer_role: str
    signer_name: str
    stamp: str  # "M.Oʻ."


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """One certificate; ``mark`` is a word such as "DUBLIKAT", mostly empty."""

    blank: Blank
    holder: str
    number: str  # "MO № 000831"
    register_line: str  # "Qayd raqami: 831"
    issued_line: str  # "Berilgan sana: 2026-yil 21-oktabr"
    code: str  # the signed text of the QR code; empty on a sample, which has none
    code_caption: str  # the short code in print, for whoever cannot scan
    mark: str = ""


def certificate_pdf(
    target: Path | BinaryIO,
    sheets: Iterable[CertificateSheet],
    *,
    title: str,
    total: int = 0,
    progress: Progress | None = None,
) -> int:
    """Write one page a sheet and return how many; the same sheets give the same bytes.

    ``title`` goes into the file's properties and must not name a person; ``total`` is for the progress only.
    Ask ``problems_of`` first: a letter that the font lacks prints as an empty box.
    """
    progress = progress or Progress()
    with target.open("wb") if isinstance(target, Path) else nullcontext(target) as stream:
        canvas = streamed_canvas(stream, title=title, is_landscape=True)
        canvas.beginForm(_ORNAMENT)
        draw_ornament(canvas)
        canvas.endForm()
        pages = _draw_sheets(canvas, sheets, total, progress)
        canvas.save()
    return pages


def problems_of(sheet: CertificateSheet) -> list[Invalid]:
    """Why this sheet must not be printed as it is; ``field`` names the part to mend."""
    problems = [
        *_unprintable(sheet.blank, [field.name for field in fields(Blank)]),
        *_unprintable(sheet, ["holder", "number", "register_line", "issued_line", "code_caption", "mark"]),
    ]
    if not sheet.holder.strip():
        problems.append(Invalid("no_holder", N_("The certificate has no holder."), field="holder"))
    elif not _fitted_holder(sheet.holder).is_whole:
        problems.append(
            Invalid(
                "name_too_long", N_("The name does not fit on two lines: {name}"), field="holder", name=sheet.holder
            )
        )
    if not _fitted_course(sheet.blank.course).is_whole:
        problems.append(Invalid("course_too_long", N_("The title of the course is too long to print."), field="course"))
    if not _fitted_signature(sheet.blank.signer_name).is_whole:
        problems.append(
            Invalid("signer_too_long", N_("The director's name is too long to print."), field="signer_name")
        )
    if not _fits_in_code(sheet.code):
        problems.append(Invalid("code_too_long", N_("The code would be too fine to be scanned."), field="code"))
    return problems


def _unprintable(part: Blank | CertificateSheet, names: list[str]) -> list[Invalid]:
    # All faces of the family have the same letters, so one of them answers for all.
    return [
        Invalid(
            "missing_letters",
            N_("The certificate's font has no letter for “{letters}” in “{text}”."),
            field=name,
            letters=lacking,
            text=getattr(part, name),
        )
        for name in names
        if (lacking := missing_glyphs(getattr(part, name), Face.SERIF))
    ]


def _fits_in_code(code: str) -> bool:
    try:
        return qr_symbol(code).version <= LARGEST_VERSION
    except ValueError:
        return False


def _draw_sheets(canvas: Canvas, sheets: Iterable[CertificateSheet], total: int, progress: Progress) -> int:
    forms: dict[Blank, str] = {}
    pages = 0
    for pages, sheet in enumerate(sheets, start=1):
        if sheet.blank not in forms:
            forms[sheet.blank] = _drawn_blank(canvas, sheet.blank, f"blank-{len(forms) + 1}")
        canvas.doForm(_ORNAMENT)
        canvas.doForm(forms[sheet.blank])
        _draw_sheet(canvas, sheet)
        canvas.showPage()
        progress.step(N_("Preparing certificates"), pages, total)
    return pages


def _drawn_blank(canvas: Canvas, blank: Blank, form: str) -> str:
    canvas.beginForm(form)
    _draw_left_half(canvas, blank)
    _draw_right_half(canvas, blank)
    canvas.endForm()
    return form


def _draw_left_half(canvas: Canvas, blank: Blank) -> None:
    _centred(canvas, blank.state, x=LEFT_MIDDLE, top=50 * MM, face=Face.SERIF_BOLD, size=14)
    _centred(canvas, blank.kind, x=LEFT_MIDDLE, top=60 * MM, face=Face.SERIF_ITALIC, size=13)
    _centred(canvas, blank.title, x=LEFT_MIDDLE, top=82 * MM, face=Face.SERIF_BOLD, size=27, colour=Colour.ACCENT)
    _rule(canvas, middle=LEFT_MIDDLE, top=91 * MM, width=44 * MM)


def _draw_right_half(canvas: Canvas, blank: Blank) -> None:
    _centred(canvas, blank.opening, x=RIGHT_MIDDLE, top=47 * MM, face=Face.SERIF_ITALIC, size=12.5)
    _rule(canvas, middle=RIGHT_MIDDLE, top=79 * MM, width=HALF_WIDTH)
    _centred(canvas, blank.period, x=RIGHT_MIDDLE, top=89 * MM, face=Face.SERIF, size=12.5)
    centre = fitted(blank.centre, HALF_WIDTH, Face.SERIF, size=12.5, least=9, most_lines=2)
    _stacked(canvas, centre, Face.SERIF, x=RIGHT_MIDDLE, middle=99.5 * MM)
    _centred(canvas, blank.hours, x=RIGHT_MIDDLE, top=112.5 * MM, face=Face.SERIF, size=12.5)
    _stacked(canvas, _fitted_course(blank.course), Face.SERIF_BOLD, x=RIGHT_MIDDLE, middle=127 * MM)
    _centred(canvas, blank.closing, x=RIGHT_MIDDLE, top=145 * MM, face=Face.SERIF_ITALIC, size=12.5)
    _draw_signature(canvas, blank)


def _draw_signature(canvas: Canvas, blank: Blank) -> None:
    left, baseline = RIGHT_MIDDLE - HALF_WIDTH / 2, A4_SHORT - 168 * MM
    right = left + HALF_WIDTH
    role, name = _fitted_signature(blank.signer_role), _fitted_signature(blank.signer_name)
    role_width, name_width = (
        max(text_width(line, Face.SERIF, part.size) for line in part.lines) for part in (role, name)
    )
    canvas.setFillColor(PAPER[Colour.INK])
    for part, x, draw in ((role, left, canvas.drawString), (name, right, canvas.drawRightString)):
        canvas.setFont(Face.SERIF, part.size)
        for lines_below, line in zip(reversed(range(len(part.lines))), part.lines, strict=True):
            draw(x, baseline + lines_below * part.size * 1.25, line)
    canvas.setStrokeColor(PAPER[Colour.INK])
    canvas.setLineWidth(0.5)
    canvas.line(left + role_width + 3 * MM, baseline - 1, right - name_width - 3 * MM, baseline - 1)
    canvas.setFillColor(PAPER[Colour.MUTED])
    canvas.setFont(Face.SERIF, 10)
    canvas.drawString(left, A4_SHORT - 181 * MM, one_line(blank.stamp))


def _draw_sheet(canvas: Canvas, sheet: CertificateSheet) -> None:
    _centred(canvas, sheet.number, x=LEFT_MIDDLE, top=104 * MM, face=Face.SERIF_BOLD, size=16)
    _centred(canvas, sheet.register_line, x=LEFT_MIDDLE, top=114 * MM, face=Face.SERIF, size=11)
    _centred(canvas, sheet.issued_line, x=LEFT_MIDDLE, top=121.5 * MM, face=Face.SERIF, size=11)
    if sheet.mark:
        _centred(canvas, sheet.mark, x=LEFT_MIDDLE, top=131 * MM, face=Face.SERIF_BOLD, size=12, colour=Colour.BAD)
    holder = _fitted_holder(sheet.holder)
    _stacked(canvas, holder, Face.SERIF_BOLD, x=RIGHT_MIDDLE, middle=HOLDER_TOP + HOLDER_HEIGHT / 2)
    if sheet.code:
        _draw_code(canvas, qr_symbol(sheet.code), sheet.code_caption)


def _draw_code(canvas: Canvas, symbol: QrSymbol, caption: str) -> None:
    quiet = QUIET_MODULES * QR_WIDTH / symbol.size
    bottom = A4_SHORT - QR_TOP - QR_WIDTH
    draw_symbol(canvas, symbol, x=LEFT_MIDDLE - QR_WIDTH / 2, y=bottom, width=QR_WIDTH)
    top = QR_TOP + QR_WIDTH + quiet + 4 * MM
    _centred(canvas, caption, x=LEFT_MIDDLE, top=top, face=Face.SERIF, size=9, colour=Colour.MUTED)


def _fitted_signature(words: str) -> Fitted:
    return fitted(words, SIGNATURE_WIDTH, Face.SERIF, size=12, least=6, most_lines=SIGNER_LINES)


def _fitted_holder(name: str) -> Fitted:
    return fitted(name, HALF_WIDTH, Face.SERIF_BOLD, size=HOLDER_SIZE, least=HOLDER_LEAST, most_lines=2)


def _fitted_course(course: str) -> Fitted:
    return fitted(course, HALF_WIDTH, Face.SERIF_BOLD, size=15, least=9, most_lines=COURSE_LINES)


def _centred(
    canvas: Canvas, text: str, *, x: float, top: float, face: Face, size: float, colour: Colour = Colour.INK
) -> None:
    """One line on its baseline ``top`` below the upper edge, made smaller if it is too wide for its half."""
    words = one_line(text)
    size = min(size, size * HALF_WIDTH / max(text_width(words, face, size), 1.0))
    canvas.setFont(face, size)
    canvas.setFillColor(PAPER[colour])
    canvas.drawCentredString(x, A4_SHORT - top, words)


def _stacked(canvas: Canvas, text: Fitted, face: Face, *, x: float, middle: float) -> None:
    """Lines one under another, the block centred ``middle`` below the upper edge."""
    leading = text.size * 1.25
    baseline = A4_SHORT - middle + leading * (len(text.lines) - 1) / 2 - text.size * 0.35
    canvas.setFont(face, text.size)
    canvas.setFillColor(PAPER[Colour.INK])
    for line in text.lines:
        canvas.drawCentredString(x, baseline, line)
        baseline -= leading


def _rule(canvas: Canvas, *, middle: float, top: float, width: float) -> None:
    canvas.setStrokeColor(PAPER[Colour.ACCENT])
    canvas.setLineWidth(0.5)
    canvas.line(middle - width / 2, A4_SHORT - top, middle + width / 2, A4_SHORT - top)
