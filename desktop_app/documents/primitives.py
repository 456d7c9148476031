"""The few shapes a chart is made of; a screen or a sheet of paper only has to draw these.

The origin is the upper left corner, y grows downwards, and the unit is the one of the back end: a point
on paper, a logical pixel on a screen. Colours are names, so that one layout serves paper and both themes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum


class Colour(StrEnum):
    """A role, not a hue. ``GROUND`` is also the colour of text that stands on a filled bar."""

    ACCENT = "accent"
    ACCENT_SOFT = "accent_soft"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"
    INK = "ink"
    GRID = "grid"
    GROUND = "ground"


class Pattern(StrEnum):
    """What lies over a fill, so that two series stay apart on a black-and-white printer."""

    PLAIN = "plain"
    DIAGONAL = "diagonal"
    DOTS = "dots"
    CROSS = "cross"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled box; a pattern is drawn over the fill in ``pattern_colour``, an outline if one is named."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour
    pattern: Pattern = Pattern.PLAIN
    pattern_colour: Colour = Colour.ACCENT
    outline: Colour | None = None


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour = Colour.GRID
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. ``y`` is its baseline; ``x`` its left end, middle or right end by ``align``."""

    x: float
    y: float
    text: str
    size: float
    colour: Colour = Colour.INK
    is_bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Polyline:
    points: tuple[tuple[float, float], ...]
    colour: Colour = Colour.ACCENT
    thickness: float = 1.5


Shape = Rect | Line | Text | Polyline


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart: shapes in the order of drawing, inside ``width`` by ``height``."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def moved(drawing: Drawing, *, x: float, y: float) -> Drawing:
    """The drawing with its corner at a point of another one."""
    return replace(drawing, shapes=tuple(_moved(shape, x, y) for shape in drawing.shapes))


def _moved(shape: Shape, x: float, y: float) -> Shape:
    match shape:
        case Line(x1, y1, x2, y2):
            return replace(shape, x1=x1 + x, y1=y1 + y, x2=x2 + x, y2=y2 + y)
        case Polyline(points):
            return replace(shape, points=tuple((left + x, top + y) for left, top in points))
        case Rect() | Text():
            return replace(shape, x=shape.x + x, y=shape.y + y)


# Width of one line of text at a size, bold or not, as this back end will really draw it.
TextWidth = Callable[[str, float, bool], float]
