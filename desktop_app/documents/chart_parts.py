"""What every chart shares: sizes that follow the text, tick values, a legend that never clips."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop_app.documents.primitives import Colour, Pattern, Rect, Shape, Text, TextWidth
from desktop_app.documents.wrapping import elided, wrapped

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """The size of the text, from which all other sizes follow: 8.5 suits paper, 12 a screen."""

    text_size: float = 8.5

    @property
    def line_height(self) -> float:
        return self.text_size * 1.3

    @property
    def gap(self) -> float:
        """The space between things that belong together."""
        return self.text_size * 0.6

    @property
    def bar(self) -> float:
        """The thickness of a single horizontal bar."""
        return self.text_size * 1.25

    @property
    def ascent(self) -> float:
        """From a baseline up to the top of a capital letter."""
        return self.text_size * 0.72


@dataclass(frozen=True, slots=True)
class Series:
    """How one series is filled and what it is called in the legend."""

    name: str
    fill: Colour
    pattern: Pattern = Pattern.PLAIN
    pattern_colour: Colour = Colour.ACCENT

    def rect(self, x: float, y: float, width: float, height: float) -> Rect:
        outline = self.pattern_colour if self.pattern is not Pattern.PLAIN else None
        return Rect(x, y, width, height, self.fill, self.pattern, self.pattern_colour, outline)


def measure_at(style: ChartStyle, text_width: TextWidth, *, is_bold: bool = False) -> Measure:
    return lambda text: text_width(text, style.text_size, is_bold)


def widest(texts: Iterable[str], measure: Measure) -> float:
    return max((measure(text) for text in texts), default=0.0)


def ticks(low: float, high: float, *, about: int = 5) -> list[float]:
    """Round values that cover ``low`` to ``high``, steps of 1, 2 or 5 times a power of ten."""
    span = high - low
    if span <= 0:
        return [low, low + 1.0]
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def centred_lines(
    lines: Sequence[str], *, x: float, middle: float, style: ChartStyle, colour: Colour = Colour.INK
) -> list[Text]:
    """Lines of text set one under another so that the block is centred on ``middle``."""
    top = middle - len(lines) * style.line_height / 2
    baseline = top + (style.line_height + style.ascent) / 2
    return [
        Text(x, baseline + index * style.line_height, line, style.text_size, colour) for index, line in enumerate(lines)
    ]


def legend(
    series: Sequence[Series], *, width: float, top: float, style: ChartStyle, text_width: TextWidth
) -> tuple[list[Shape], float]:
    """The keys in as many rows as their names need, and the y under them."""
    measure = measure_at(style, text_width)
    swatch = style.text_size
    shapes: list[Shape] = []
    x, y = 0.0, top
    for entry in series:
        name = elided(entry.name, width - swatch - style.gap, measure)
        needed = swatch + style.gap + measure(name)
        if x and x + needed > width:
            x, y = 0.0, y + style.line_height * 1.15
        middle = y + style.line_height / 2
        shapes.append(entry.rect(x, middle - swatch / 2, swatch, swatch))
        shapes.append(Text(x + swatch + style.gap, middle + style.ascent / 2, name, style.text_size))
        x += needed + style.gap * 3
    return shapes, y + style.line_height * 1.15 + style.gap


def label_column(
    labels: Sequence[str], *, width: float, style: ChartStyle, text_width: TextWidth
) -> tuple[list[list[str]], float]:
    """Each label in at most two lines, and the width of their column: at most two fifths of the chart."""
    measure = measure_at(style, text_width)
    column = min(widest(labels, measure), width * 0.4)
    lines = [wrapped(label, column + 0.01, measure, most_lines=2) for label in labels]
    return lines, widest((line for label in lines for line in label), measure)
