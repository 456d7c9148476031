"""A map of tiles of one size: what lies beside what is kept, and every tile says its figure in numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.primitives import Colour, Drawing, Rect, Shape, Text, TextWidth
from desktop_app.documents.wrapping import elided, wrapped

# Column and row of each region, laid by hand: west at the left, the Fergana valley at the right.
REGION_PLACES: Mapping[str, tuple[int, int]] = {
    "1735": (0, 0), "1726": (4, 0), "1714": (5, 0), "1703": (6, 0),
    "1733": (0, 1), "1712": (2, 1), "1708": (3, 1), "1727": (4, 1), "1730": (5, 1),
    "1706": (1, 2), "1718": (2, 2), "1724": (3, 2),
    "1710": (2, 3), "1722": (3, 3),
}  # fmt: skip
DISTRICT_COLUMNS = 8
_NAME_LINES = 2
_SMALL = 0.85
_LEAST = 0.75


@dataclass(frozen=True)
class Tile:
    """``figure`` is its large number, ``note`` the small one; ``share`` (1 is all of the plan) the length of its bar.

    A share of None is one that nobody can tell: there is no bar.
    """

    name: str
    figure: str
    note: str
    share: float | None


def in_rows(tiles: Sequence[Tile], *, columns: int = DISTRICT_COLUMNS) -> dict[tuple[int, int], Tile]:
    """One after another, in the order given."""
    return {(place % columns, place // columns): tile for place, tile in enumerate(tiles)}


def tile_map(
    placed: Mapping[tuple[int, int], Tile], *, width: float, text_width: TextWidth, style: ChartStyle | None = None
) -> Drawing:
    """The tiles at their places by column and row."""
    style = style or ChartStyle()
    columns = max((column for column, _row in placed), default=0) + 1
    rows = max((row for _column, row in placed), default=-1) + 1
    gap = style.gap * 0.6
    side = (width - gap * (columns - 1)) / columns
    name_size = style.text_size * _SMALL
    height = name_size * 1.2 * _NAME_LINES + style.line_height + name_size * 1.3 + style.gap * 1.8
    shapes: list[Shape] = []
    for (column, row), tile in placed.items():
        frame = Rect(column * (side + gap), row * (height + gap), side, height, Colour.GROUND, outline=Colour.MUTED)
        shapes += _tile(tile, frame, style, text_width)
    return Drawing(width, max(rows * (height + gap) - gap, 0.0), tuple(shapes))


def _tile(tile: Tile, frame: Rect, style: ChartStyle, text_width: TextWidth) -> list[Shape]:
    pad = style.gap * 0.6
    left, room = frame.x + pad, frame.width - 2 * pad
    small = style.text_size * _SMALL
    bar = style.gap * 0.7
    shapes: list[Shape] = [frame]
    y = frame.y + pad + small * 0.8
    of_name = _whole_words_size(tile.name, room, small, text_width)
    for line in wrapped(tile.name, room, lambda text: text_width(text, of_name, False), most_lines=_NAME_LINES):
        shapes.append(Text(left, y, line, of_name, Colour.MUTED))
        y += small * 1.2
    note = frame.y + frame.height - bar - pad
    figure = note - small * 1.3
    shapes.append(Text(left, figure, tile.figure, style.text_size * 1.1, is_bold=True))
    shown = elided(tile.note, room, lambda text: text_width(text, small, False))
    shapes.append(Text(left, note, shown, small))
    if tile.share is not None:
        lower = frame.y + frame.height - bar
        shapes.append(Rect(frame.x, lower, frame.width, bar, Colour.ACCENT_SOFT, outline=Colour.MUTED))
        shapes.append(Rect(frame.x, lower, frame.width * min(max(tile.share, 0.0), 1.0), bar, Colour.ACCENT))
    return shapes


def _whole_words_size(name: str, room: float, size: float, text_width: TextWidth) -> float:
    """The size at which no word of the name is broken, down to a least that can be read."""
    longest = max((text_width(word, size, False) for word in name.split()), default=0.0)
    return size * max(min(room / longest, 1.0), _LEAST) if longest else size
