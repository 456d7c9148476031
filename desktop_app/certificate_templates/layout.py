"""A paper laid out: every line of every element at its place and size, and what of it does not fit."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.model import (
    Align,
    AnyElement,
    CodeElement,
    LineElement,
    OrnamentElement,
    PictureElement,
    Place,
    RectangleElement,
    Template,
    TextElement,
    Upright,
    needs_words,
)
from desktop_app.certificate_templates.naming import name_of
from desktop_app.documents.canvas import MM
from desktop_app.documents.fitting import Fitted, Room, fitted_lines
from desktop_app.documents.fonts import missing_glyphs, one_line, text_width
from desktop_app.documents.qr import QUIET_MODULES, QrSymbol, qr_symbol
from desktop_app.errors import Invalid
from desktop_app.i18n import N_

LEAST_CODE = 25.0  # mm of the dark part: the least that phones read well
LEAST_MODULE = 8 * 25.4 / 600  # mm: eight dots of a 600 dpi printer, the finest that it and a phone agree on

# Of the size: how far the first line's foot is below the top, the last one's above the bottom, and the middle's.
_TOP_TO_FOOT, _FOOT_TO_BOTTOM, _MIDDLE_TO_FOOT = 0.8, 0.2, 0.35
_EDGE = 0.01  # mm that an element may overlap the edge of the page by rounding
_KEPT_TEXTS = 1_024


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line of words: its left end and its foot in mm from the upper left corner of the page."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class PlacedText:
    """``size`` in points; ``is_whole`` is false where words were left out, ``missing`` are letters the font lacks."""

    element: TextElement
    face: str
    size: float
    lines: tuple[SetLine, ...]
    is_whole: bool
    missing: str


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """``file`` is the SHA-256 of what is drawn."""

    element: PictureElement
    file: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """``x``, ``y`` and ``width`` are those of the dark part; ``symbol`` is None for a text that no code can hold."""

    element: CodeElement
    text: str
    symbol: QrSymbol | None
    x: float
    y: float
    width: float


Placed = PlacedText | PlacedPicture | PlacedCode | LineElement | RectangleElement | OrnamentElement


@dataclass(frozen=True)
class Page:
    """A paper ready to be drawn: side by side, from the lowest element to the uppermost."""

    template: Template
    sides: tuple[tuple[Placed, ...], ...]
    problems: tuple[Invalid, ...]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what is drawn where, to a hundredth of a millimetre, however a file may pack it."""
        return digest_of(self.template, (map(drawn_text, side) for side in self.sides))


def digest_of(template: Template, sides: Iterable[Iterable[str]]) -> str:
    """The digest of a page by the ``drawn_text`` of all that stands on its sides."""
    drawn = ",".join(f"[{','.join(side)}]" for side in sides)
    size = _compact([template.width, template.height])
    return hashlib.sha256(f"[{size},[{drawn}]]".encode()).hexdigest()


def drawn_text(placed: Placed) -> str:
    """What of an element makes the page what it is, as canonical JSON."""
    return _compact(list(_drawn(placed)))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def laid_out(template: Template, words: Mapping[str, str], *, code: str, files: Files) -> Page:
    """The paper with its words at their places; without a ``code`` its box stays empty, as on a sample."""
    sides = tuple(
        tuple(
            placed
            for element in side.elements
            if (placed := placed_element(element, words, code=code, files=files)) is not None
        )
        for side in template.sides
    )
    problems = tuple(problem for side in sides for placed in side for problem in problems_of(placed, template, files))
    return Page(template, sides, problems)


def placed_element(element: AnyElement, words: Mapping[str, str], *, code: str, files: Files) -> Placed | None:
    """None for what is not drawn on this paper: no words, no code, a condition that does not hold."""
    if needs_words(element) and element.id not in words:
        return None
    match element:
        case TextElement():
            return _placed_text(element, words[element.id], files)
        case PictureElement():
            return _placed_picture(element, words[element.id] if element.field else element.file, files)
        case CodeElement():
            return _placed_code(element, code) if code else None
        case _:
            return element


def problems_of(placed: Placed, template: Template, files: Files) -> Iterator[Invalid]:
    """Why it must not be printed as it is; ``field`` is the id of the element."""
    if off_page(element_of(placed).place, template):
        message = N_("{element}: a part of it is beyond the edge of the page.")
        yield _problem("off_page", message, element_of(placed))
    match placed:
        case PlacedText():
            yield from _problems_of_text(placed, files)
        case PlacedPicture(element=element) if not files.has(placed.file):
            yield _problem("picture_missing", N_("{element}: its picture is not among the files."), element)
        case PlacedCode():
            yield from _problems_of_code(placed)
        case _:
            pass


def _problems_of_text(placed: PlacedText, files: Files) -> Iterator[Invalid]:
    element = placed.element
    if placed.missing:
        message = N_("{element}: the font has no letter for “{letters}” in “{text}”.")
        yield _problem("missing_letters", message, element, letters=placed.missing, text=_words_of(placed))
    if not placed.is_whole:
        message = N_("{element}: the words do not fit even in their least size: {text}")
        yield _problem("words_too_long", message, element, text=_words_of(placed))
    if not files.has(element.typeface):
        yield _problem("font_missing", N_("{element}: its font is not among the files."), element)


def _problems_of_code(placed: PlacedCode) -> Iterator[Invalid]:
    if placed.symbol is None or placed.width / placed.symbol.size < LEAST_MODULE:
        message = N_("{element}: the code would be too fine to be scanned.")
        yield _problem("code_too_fine", message, placed.element)
    elif placed.width < LEAST_CODE:
        message = N_("{element}: the code must be at least {least} mm wide without its margin.")
        yield _problem("code_too_small", message, placed.element, least=f"{LEAST_CODE:g}")


def _problem(code: str, message: str, element: AnyElement, **facts: object) -> Invalid:
    return Invalid(code, message, field=element.id, element=name_of(element), **facts)


def off_page(place: Place, template: Template) -> bool:
    return (
        min(place.left, place.top) < -_EDGE
        or place.left + place.width > template.width + _EDGE
        or place.top + place.height > template.height + _EDGE
    )


def element_of(placed: Placed) -> AnyElement:
    return placed.element if isinstance(placed, (PlacedText, PlacedPicture, PlacedCode)) else placed


def _words_of(placed: PlacedText) -> str:
    return " ".join(line.text for line in placed.lines)


def _placed_text(element: TextElement, text: str, files: Files) -> PlacedText:
    face = files.face(element)
    paragraphs = tuple(one_line(paragraph) for paragraph in text.split("\n"))
    style = (element.size, element.least, element.lines, element.spacing, element.align, element.upright)
    set_ = _set(paragraphs, face, element.place, *style)
    missing = missing_glyphs("".join(paragraphs), face)
    return PlacedText(element, face, set_.size, set_.lines, set_.is_whole, missing)


@dataclass(frozen=True, slots=True)
class _Set:
    size: float
    lines: tuple[SetLine, ...]
    is_whole: bool


@lru_cache(maxsize=_KEPT_TEXTS)
def _set(
    paragraphs: tuple[str, ...],
    face: str,
    place: Place,
    size: float,
    least: float,
    lines: int,
    spacing: float,
    align: Align,
    upright: Upright,
) -> _Set:
    """What a whole batch shares is set once."""
    room = Room(place.width * MM, place.height * MM, spacing)
    found = fitted_lines(paragraphs, room, face, size=size, least=min(least, size), most_lines=lines)
    leading = found.size * spacing / MM
    foot = _first_foot(place, upright, found.size / MM, leading * (len(found.lines) - 1))
    lefts = _lefts(found, face, place, align)
    set_lines = (
        SetLine(x, foot + leading * row, line) for row, (x, line) in enumerate(zip(lefts, found.lines, strict=True))
    )
    return _Set(found.size, tuple(set_lines), found.is_whole)


def _first_foot(place: Place, upright: Upright, size: float, below: float) -> float:
    """Where the first line stands; ``below`` is from there to the last one, all in mm."""
    match upright:
        case Upright.TOP:
            return place.top + size * _TOP_TO_FOOT
        case Upright.BOTTOM:
            return place.top + place.height - size * _FOOT_TO_BOTTOM - below
        case Upright.MIDDLE:
            return place.top + place.height / 2 - below / 2 + size * _MIDDLE_TO_FOOT


def _lefts(found: Fitted, face: str, place: Place, align: Align) -> Iterator[float]:
    share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align]
    for line in found.lines:
        spare = place.width - text_width(line, face, found.size) / MM if share else 0.0
        yield place.left + spare * share


def _placed_picture(element: PictureElement, file: str, files: Files) -> PlacedPicture:
    place = element.place
    if not element.keeps_shape or not files.has(file):
        return PlacedPicture(element, file, place.left, place.top, place.width, place.height)
    across, down = files.picture(file).getSize()
    scale = min(place.width / across, place.height / down)
    width, height = across * scale, down * scale
    x, y = place.left + (place.width - width) / 2, place.top + (place.height - height) / 2
    return PlacedPicture(element, file, x, y, width, height)


def _placed_code(element: CodeElement, code: str) -> PlacedCode:
    place = element.place
    side = min(place.width, place.height)
    try:
        symbol = qr_symbol(code)
    except ValueError:
        return PlacedCode(element, code, None, place.left, place.top, side)
    width = side * symbol.size / (symbol.size + 2 * QUIET_MODULES)
    x, y = place.left + (place.width - width) / 2, place.top + (place.height - width) / 2
    return PlacedCode(element, code, symbol, x, y, width)


def _drawn(placed: Placed) -> Iterator[Any]:
    """What of an element makes the page what it is, for the digest."""
    element = element_of(placed)
    yield type(element).__name__.removesuffix("Element")
    yield element.id
    match placed:
        case PlacedText():
            yield from (placed.face, _rounded(placed.size), placed.element.colour)
            yield [[_rounded(line.x), _rounded(line.y), line.text] for line in placed.lines]
        case PlacedPicture():
            yield placed.file
            yield from (_rounded(each) for each in (placed.x, placed.y, placed.width, placed.height))
        case PlacedCode():
            yield placed.text
            yield from (_rounded(each) for each in (placed.x, placed.y, placed.width))
        case LineElement() | RectangleElement() | OrnamentElement():
            place = placed.place
            yield from (_rounded(each) for each in (place.left, place.top, place.width, place.height))
            yield from _look(placed)


def _look(element: LineElement | RectangleElement | OrnamentElement) -> Iterator[Any]:
    yield element.colour
    match element:
        case LineElement():
            yield from (_rounded(element.thickness), element.is_dashed)
        case RectangleElement():
            yield from (_rounded(element.thickness), element.fill, _rounded(element.radius))
        case OrnamentElement():
            yield element.design


def _rounded(measure: float) -> float:
    """To a hundredth, alike for 20, 20.0 and 20.001."""
    return round(float(measure), 2) + 0.0
