"""A template as it is designed: pages of elements placed in millimetres, kept as one JSON document.

Measures are millimetres from the upper left corner of the page, sizes of letters are points. The identifier of an
element stays the same from edition to edition: what was printed is kept under it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Texts = Mapping[str, str]
"""A text by language: uz_Latn, uz_Cyrl, ru, en."""


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

    Words that are too wide are made smaller down to ``least`` points, then set on up to ``lines`` lines.
    """

    text: Texts = field(default_factory=dict)
    typeface: str = Typeface.SERIF
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
    """A picture known by the SHA-256 of its file, or by ``field`` one that the centre has, such as its logo."""

    file: str = ""
    field: str = ""
    keeps_shape: bool = True


@dataclass(frozen=True, slots=True)
class LineElement(Element):
    """From the upper left to the lower right corner of its box; with a height of nought it lies flat."""

    thickness: float = 0.5
    colour: str = "#1F6A86"


@dataclass(frozen=True, slots=True)
class RectangleElement(Element):
    """A frame; ``fill`` empty is none, ``thickness`` 0 is no outline, ``radius`` in millimetres."""

    thickness: float = 0.5
    colour: str = "#1F6A86"
    fill: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class OrnamentElement(Element):
    """A guilloche of waves round the edge or across the box, drawn as lines: it cannot be copied by typing."""

    design: str = "frame"
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
    languages: tuple[str, ...] = ("uz_Latn", "uz_Cyrl", "ru", "en")
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
