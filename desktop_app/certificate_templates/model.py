"""A template as it is designed: pages of elements placed in millimetres, kept as one JSON document.

Measures are millimetres from the upper left corner of the page, sizes of letters are points. The identifier of an
element stays the same from edition to edition: what was printed is kept under it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from desktop_app.language.script import catalogue_to_cyrillic

Texts = Mapping[str, str]
"""A text by language: uz_Latn, uz_Cyrl, ru, en."""
LANGUAGES = ("uz_Latn", "uz_Cyrl", "ru", "en")


class Paper(StrEnum):
    A4 = "A4"
    A5 = "A5"

    @property
    def millimetres(self) -> tuple[float, float]:
        """The short side and the long side."""
        return {Paper.A4: (210.0, 297.0), Paper.A5: (148.0, 210.0)}[self]


class Anchor(StrEnum):
    """The point of an element's box that ``x`` and ``y`` name; the box grows away from it."""

    TOP_LEFT = "top_left"
    TOP = "top"
    TOP_RIGHT = "top_right"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom_right"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Upright(StrEnum):
    """Where lines stand in a box that is higher than they are."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Typeface(StrEnum):
    """The bundled families; a font that was added is named by the SHA-256 of its file instead."""

    SERIF = "serif"
    SANS = "sans"


class Design(StrEnum):
    """The guilloches that an ornament can be."""

    FRAME = "frame"
    WAVES = "waves"
    RIBBON = "ribbon"
    ROSETTE = "rosette"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element is: the point, which point of its box that is, and the box."""

    x: float
    y: float
    width: float
    height: float
    anchor: Anchor = Anchor.TOP_LEFT

    @property
    def left(self) -> float:
        if self.anchor in (Anchor.TOP_LEFT, Anchor.LEFT, Anchor.BOTTOM_LEFT):
            return self.x
        share = 0.5 if self.anchor in (Anchor.TOP, Anchor.CENTRE, Anchor.BOTTOM) else 1.0
        return self.x - self.width * share

    @property
    def top(self) -> float:
        if self.anchor in (Anchor.TOP_LEFT, Anchor.TOP, Anchor.TOP_RIGHT):
            return self.y
        share = 0.5 if self.anchor in (Anchor.LEFT, Anchor.CENTRE, Anchor.RIGHT) else 1.0
        return self.y - self.height * share


@dataclass(frozen=True, slots=True)
class Element:
    """What every element has.

    ``condition`` is an expression over the fields, such as ``hours >= 72``; empty is always. An ``is_background`` one
    is an underlay: drawn on plain paper, left out where the blank has it printed already. A ``is_locked`` one cannot be
    dragged by mistake.
    """

    id: str
    place: Place
    condition: str = ""
    is_background: bool = False
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class TextElement(Element):
    """Words with fields in braces, ``{name}``, ``{starts|long_date}``.

    Words that are too wide are made a little smaller, then set on up to ``lines`` lines, then made smaller down to
    ``least`` points. With three lines or more it is running text, which is broken before it is made smaller.
    """

    text: Texts = field(default_factory=dict)
    typeface: Typeface | str = Typeface.SERIF
    is_bold: bool = False
    is_italic: bool = False
    size: float = 12.0
    least: float = 8.0
    lines: int = 1
    colour: str = "#1A2430"
    align: Align = Align.CENTRE
    upright: Upright = Upright.MIDDLE
    spacing: float = 1.25


@dataclass(frozen=True, slots=True)
class PictureElement(Element):
    """A picture known by the SHA-256 of its file; with ``field`` "logo" it is the centre's own, if it has one.

    Which logo that was is frozen with the words: under the element's id stands the SHA-256 of the file.
    """

    file: str = ""
    field: str = ""
    keeps_shape: bool = True


@dataclass(frozen=True, slots=True)
class LineElement(Element):
    """From the upper left to the lower right corner of its box; with a height of nought it lies flat."""

    thickness: float = 0.5
    colour: str = "#1F6A86"
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class RectangleElement(Element):
    """A frame; ``fill`` empty is none, ``thickness`` 0 is no outline, ``radius`` in millimetres."""

    thickness: float = 0.5
    colour: str = "#1F6A86"
    fill: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class OrnamentElement(Element):
    """A guilloche round the edge of the box or across it, drawn as fine lines in the colour and its tints."""

    design: Design = Design.FRAME
    colour: str = "#1F6A86"


@dataclass(frozen=True, slots=True)
class CodeElement(Element):
    """The signed QR code, dark on white with its quiet zone inside the box."""


AnyElement = TextElement | PictureElement | LineElement | RectangleElement | OrnamentElement | CodeElement


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the sheet, its elements from the lowest to the uppermost."""

    elements: tuple[AnyElement, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """``sides`` are one or two; ``languages`` those that its texts are written in."""

    code: str
    edition: int
    title: Texts
    kind: str
    paper: Paper = Paper.A4
    is_landscape: bool = True
    languages: tuple[str, ...] = LANGUAGES
    sides: tuple[Side, ...] = (Side(),)

    @property
    def width(self) -> float:
        short, long = self.paper.millimetres
        return long if self.is_landscape else short

    @property
    def height(self) -> float:
        short, long = self.paper.millimetres
        return short if self.is_landscape else long

    def elements(self) -> Iterator[AnyElement]:
        """Those of both sides."""
        for side in self.sides:
            yield from side.elements


def needs_words(element: AnyElement) -> bool:
    """Whether it is drawn only on papers that have words for it, be they empty."""
    return isinstance(element, TextElement) or bool(element.condition or getattr(element, "field", ""))


def text_in(texts: Texts, language: str) -> str:
    """The text in a language, else in the nearest one; Uzbek Cyrillic that is not written is made from the Latin."""
    if texts.get(language):
        return texts[language]
    if language == "uz_Cyrl" and texts.get("uz_Latn"):
        return _in_cyrillic(texts["uz_Latn"])
    return next((texts[near] for near in LANGUAGES if texts.get(near)), "")


@lru_cache(maxsize=1_024)
def _in_cyrillic(text: str) -> str:
    return catalogue_to_cyrillic(text)
