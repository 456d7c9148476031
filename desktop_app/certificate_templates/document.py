"""Papers drawn as a PDF: any number of them in constant memory, and single ones as pictures for a preview."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import pypdfium2
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from desktop_app.certificate_templates.fields import own_ids
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.layout import (
    Placed,
    PlacedCode,
    PlacedPicture,
    PlacedText,
    digest_of,
    drawn_text,
    element_of,
    placed_element,
    problems_of,
)
from desktop_app.certificate_templates.model import (
    AnyElement,
    CodeElement,
    LineElement,
    OrnamentElement,
    RectangleElement,
    Template,
)
from desktop_app.certificate_templates.ornaments import Box, draw_ornament
from desktop_app.documents.canvas import MM, streamed_canvas
from desktop_app.documents.qr import draw_symbol
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.progress import Progress

_DASH = (0.5, 2.5)
_NOT_PACKED = 0  # it goes to the screen and not to a disk


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One paper: its words by element (``fields.words``) and the signed text of its code, empty on a sample.

    One that was issued has its ``number``, and the ``digest`` of the page that must come out; without it any page may.
    """

    template: Template
    words: Mapping[str, str]
    code: str = ""
    number: str = ""
    digest: str = ""


OnBad = Callable[[int, PaperSheet, Sequence[Invalid]], None]


def papers_pdf(
    target: Path | BinaryIO,
    sheets: Iterable[PaperSheet],
    *,
    title: str,
    files: Files,
    with_background: bool = True,
    shift: tuple[float, float] = (0.0, 0.0),
    scale: float = 1.0,
    total: int = 0,
    progress: Progress | None = None,
    on_bad: OnBad | None = None,
    is_packed: bool = True,
) -> int:
    """Write the sides of every sheet and give back how many sheets; the same sheets give the same bytes.

    ``title`` goes into the file's properties and must not name a person. ``shift`` is in mm to the right and down,
    ``scale`` about the middle of the page: what a printer needs to hit a blank. A sheet that must not be printed is
    left out and told to ``on_bad`` with its place from 0; without it the first one raises its Invalid. ``is_packed``:
    see ``streamed_canvas``.
    """
    progress = progress or Progress()
    with target.open("wb") if isinstance(target, Path) else nullcontext(target) as stream:
        canvas = streamed_canvas(stream, title=title, with_fonts=False, is_packed=is_packed)
        press = _Press(canvas, files, with_background=with_background, shift=shift, scale=scale)
        written = 0
        for place, sheet in enumerate(sheets):
            paper = press.ready(sheet)
            if not paper.problems:
                press.draw(paper)
                written += 1
            elif on_bad is None:
                raise paper.problems[0]
            else:
                on_bad(place, sheet, paper.problems)
            progress.step(N_("Preparing certificates"), place + 1, total)
        if not written:
            canvas.showPage()
        canvas.save()
    return written


def sheet_pictures(sheet: PaperSheet, *, dpi: float, files: Files, with_background: bool = True) -> list[bytes]:
    """Each side as a PNG, through the PDF: what is seen is what comes out, its faults too."""
    target = io.BytesIO()
    canvas = streamed_canvas(target, title="", with_fonts=False, is_packed=False)
    press = _Press(canvas, files, with_background=with_background)
    press.draw(press.ready(sheet))
    canvas.save()
    with closing(pypdfium2.PdfDocument(target.getvalue())) as document:
        return [_png(document, number, dpi) for number in range(len(document))]


def _png(document: pypdfium2.PdfDocument, number: int, dpi: float) -> bytes:
    picture = io.BytesIO()
    with closing(document[number]) as page, closing(page.render(scale=dpi / 72)) as bitmap:
        bitmap.to_pil().save(picture, "PNG", compress_level=_NOT_PACKED)
    return picture.getvalue()


@dataclass(frozen=True, slots=True)
class _Run:
    """Elements that lie one on another and are all shared by the batch, or all this paper's own."""

    is_shared: bool
    elements: tuple[AnyElement, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """A shared run as it was drawn once, under its name in the file.

    ``problems`` are those of all its papers, ``drawn`` its part of their digests.
    """

    name: str
    problems: tuple[Invalid, ...]
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A paper side by side, as forms to be stamped and elements to be drawn."""

    template: Template
    sides: tuple[tuple[_Form | tuple[Placed, ...], ...], ...]
    problems: tuple[Invalid, ...]


@dataclass(eq=False)
class _Press:
    """Draws papers; what a batch shares is drawn once, as a form, and stamped on every page."""

    canvas: Canvas
    files: Files
    with_background: bool = True
    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    # By the identity of the template, which is kept here so that no other can take its place.
    _runs: dict[int, tuple[Template, tuple[tuple[_Run, ...], ...]]] = field(default_factory=dict)
    _forms: dict[tuple[object, ...], _Form] = field(default_factory=dict)

    def ready(self, sheet: PaperSheet) -> _Ready:
        sides: list[tuple[_Form | tuple[Placed, ...], ...]] = []
        problems: list[Invalid] = []
        for runs in self._runs_of(sheet.template):
            parts = tuple(self._form(sheet, run) if run.is_shared else self._placed(sheet, run) for run in runs)
            for part in parts:
                problems += part.problems if isinstance(part, _Form) else self._problems(sheet, part)
            sides.append(parts)
        if sheet.digest and sheet.digest != self._digest(sheet.template, sides):
            problems.insert(0, _altered(sheet))
        return _Ready(sheet.template, tuple(sides), tuple(problems))

    def draw(self, paper: _Ready) -> None:
        """A page for each side."""
        template = paper.template
        for side in paper.sides:
            self.canvas.setPageSize((template.width * MM, template.height * MM))
            self._adjust(template)
            for part in side:
                if isinstance(part, _Form):
                    self.canvas.doForm(part.name)
                else:
                    self._draw_all(template, part)
            self.canvas.showPage()

    def _digest(self, template: Template, sides: Iterable[Iterable[_Form | tuple[Placed, ...]]]) -> str:
        """That of the very page that is drawn; what a batch shares is written down once."""
        return digest_of(
            template,
            (
                [text for part in side for text in (part.drawn if isinstance(part, _Form) else map(drawn_text, part))]
                for side in sides
            ),
        )

    def _runs_of(self, template: Template) -> tuple[tuple[_Run, ...], ...]:
        if id(template) not in self._runs:
            own = own_ids(template)
            runs = tuple(tuple(_runs(side.elements, own)) for side in template.sides)
            self._runs[id(template)] = template, runs
        return self._runs[id(template)][1]

    def _drawn(self, placed: Iterable[Placed]) -> Iterator[Placed]:
        return (each for each in placed if self.with_background or not element_of(each).is_background)

    def _form(self, sheet: PaperSheet, run: _Run) -> _Form:
        """Drawn on the first paper that needs it: a form must stand in the file before the page that it is on."""
        key = (id(sheet.template), id(run), *(sheet.words.get(element.id) for element in run.elements))
        if key not in self._forms:
            name = f"shared-{len(self._forms) + 1}"
            placed = self._placed(sheet, run)
            self.canvas.setPageSize((sheet.template.width * MM, sheet.template.height * MM))
            self.canvas.beginForm(name)
            self._draw_all(sheet.template, placed)
            self.canvas.endForm()
            self._forms[key] = _Form(name, tuple(self._problems(sheet, placed)), tuple(map(drawn_text, placed)))
        return self._forms[key]

    def _placed(self, sheet: PaperSheet, run: _Run) -> tuple[Placed, ...]:
        everything = (
            placed_element(element, sheet.words, code=sheet.code, files=self.files) for element in run.elements
        )
        return tuple(placed for placed in everything if placed is not None)

    def _problems(self, sheet: PaperSheet, placed: Iterable[Placed]) -> Iterator[Invalid]:
        for each in self._drawn(placed):
            yield from problems_of(each, sheet.template, self.files)

    def _adjust(self, template: Template) -> None:
        if self.scale == 1.0 and self.shift == (0.0, 0.0):
            return
        middle = template.width * MM / 2, template.height * MM / 2
        self.canvas.translate(middle[0] + self.shift[0] * MM, middle[1] - self.shift[1] * MM)
        self.canvas.scale(self.scale, self.scale)
        self.canvas.translate(-middle[0], -middle[1])

    def _draw_all(self, template: Template, placed: Iterable[Placed]) -> None:
        for each in self._drawn(placed):
            _draw(self.canvas, each, template.height, self.files)


def _altered(sheet: PaperSheet) -> Invalid:
    message = N_(
        "Certificate {number} would come out otherwise than it was issued: its words, its template or a font "
        "has changed since. Issue a correction instead of it."
    )
    return Invalid("page_altered", message, number=sheet.number)


def _runs(elements: Iterable[AnyElement], own: frozenset[str]) -> Iterator[_Run]:
    def is_shared(element: AnyElement) -> bool:
        return element.id not in own and not isinstance(element, CodeElement)

    for shared, run in groupby(elements, key=is_shared):
        yield _Run(shared, tuple(run))


def _draw(canvas: Canvas, placed: Placed, page_height: float, files: Files) -> None:
    match placed:
        case PlacedText():
            _draw_text(canvas, placed, page_height)
        case PlacedPicture():
            if files.has(placed.file):
                picture, bottom = files.picture(placed.file), page_height - placed.y - placed.height
                size = placed.width * MM, placed.height * MM
                canvas.drawImage(picture, placed.x * MM, bottom * MM, *size, mask="auto")
        case PlacedCode():
            if placed.symbol is not None:
                bottom = page_height - placed.y - placed.width
                draw_symbol(canvas, placed.symbol, x=placed.x * MM, y=bottom * MM, width=placed.width * MM)
        case LineElement():
            _draw_line(canvas, placed, page_height)
        case RectangleElement():
            _draw_rectangle(canvas, placed, page_height)
        case OrnamentElement():
            draw_ornament(canvas, placed.design, _box(placed, page_height), placed.colour)


def _draw_text(canvas: Canvas, placed: PlacedText, page_height: float) -> None:
    canvas.setFont(placed.face, placed.size)
    canvas.setFillColor(_colour(placed.element.colour))
    for line in placed.lines:
        canvas.drawString(line.x * MM, (page_height - line.y) * MM, line.text)


def _draw_line(canvas: Canvas, line: LineElement, page_height: float) -> None:
    box = _box(line, page_height)
    canvas.setStrokeColor(_colour(line.colour))
    canvas.setLineWidth(line.thickness)
    if line.is_dashed:
        canvas.setDash(*_DASH)
    canvas.line(box.x, box.y + box.height, box.x + box.width, box.y)
    if line.is_dashed:
        canvas.setDash()


def _draw_rectangle(canvas: Canvas, rectangle: RectangleElement, page_height: float) -> None:
    box = _box(rectangle, page_height)
    canvas.setStrokeColor(_colour(rectangle.colour))
    canvas.setLineWidth(rectangle.thickness)
    if rectangle.fill:
        canvas.setFillColor(_colour(rectangle.fill))
    look = {"stroke": int(rectangle.thickness > 0), "fill": int(bool(rectangle.fill))}
    canvas.roundRect(box.x, box.y, box.width, box.height, rectangle.radius * MM, **look)


def _box(element: AnyElement, page_height: float) -> Box:
    place = element.place
    bottom = page_height - place.top - place.height
    return Box(place.left * MM, bottom * MM, place.width * MM, place.height * MM)


@lru_cache(maxsize=64)
def _colour(written: str) -> Color:
    return HexColor(written)
