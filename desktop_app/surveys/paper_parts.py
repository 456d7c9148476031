"""What the blocks of a printed sheet are made of: boxes with their numbers, columns of options, broken lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from desktop_app.documents.canvas import MM
from desktop_app.documents.fonts import Face, printable, text_width
from desktop_app.documents.pen import TEXT, TINY, Pen
from desktop_app.documents.primitives import Align, Colour
from desktop_app.documents.wrapping import wrapped

LINE = 1.22
BOX = 4.2 * MM
COLUMN_GAP, MOST_COLUMNS = 3 * MM, 6
# Widths are sums of floats, and bold digits are wider than plain ones.
SLACK = 1.0


def box(pen: Pen, x: float, y: float, number: str, *, side: float = BOX) -> None:
    pen.boxes(x, y, [side], side, weight=0.7)
    pen.text(x + side / 2, y + side / 2, number, size=TINY, colour=Colour.MUTED, align=Align.CENTRE)


@dataclass(frozen=True)
class Grid:
    """Cells filled downwards, column by column; ``edges`` are where the columns begin and the last one ends."""

    rows: int
    edges: tuple[float, ...]

    def corner(self, at: int, x: float, y: float, line: float) -> tuple[float, float]:
        column, row = divmod(at, self.rows)
        return x + self.edges[column], y + row * line

    def room(self, at: int) -> float:
        """The width of the cell without the gap to the next column."""
        column = at // self.rows
        return self.edges[column + 1] - self.edges[column] - COLUMN_GAP


def grid_of(widths: Sequence[float], room: float) -> Grid:
    """As many columns as fit, each as wide as its longest cell; what is left over is shared out."""
    for rows in range(-(-len(widths) // MOST_COLUMNS), len(widths) + 1):
        columns = [max(widths[at : at + rows]) + COLUMN_GAP for at in range(0, len(widths), rows)]
        spare = (room - sum(columns)) / len(columns)
        if spare >= 0 or rows == len(widths):
            return Grid(rows, tuple(accumulate((column + spare for column in columns), initial=0.0)))
    raise ValueError("a question without options has no grid")


class Lines:
    """Words broken into the lines of a width."""

    def __init__(self, words: str, width: float, *, size: float = TEXT, face: Face = Face.SANS) -> None:
        self._size, self._face = size, face
        shown = printable(words, face)
        self._lines = wrapped(shown, width, lambda part: text_width(part, face, size)) if shown else []
        self.height = len(self._lines) * size * LINE

    def draw(self, pen: Pen, x: float, y: float, *, colour: Colour = Colour.INK) -> None:
        for at, line in enumerate(self._lines):
            pen.text(x, y + (at + 0.5) * self._size * LINE, line, size=self._size, face=self._face, colour=colour)
