"""What a dragged element is drawn to: the edges and middles of the others and of the page, and the grid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop_app.certificate_templates.editing import LEAST_SIDE, Box

GRID = 5.0  # mm
_FINE = 0.1  # mm to which a drag is rounded where nothing draws it


@dataclass(frozen=True, slots=True)
class Lines:
    """Where elements are drawn to, in mm from the left and from the top; none of ``grid`` without one."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    grid: float = 0.0


@dataclass(frozen=True, slots=True)
class Snapped:
    """The box, and the lines that it lies on now and that are shown: from the left, from the top."""

    box: Box
    across: tuple[float, ...] = ()
    down: tuple[float, ...] = ()


def lines_of(page: Box, others: Iterable[Box], *, grid: float = 0.0) -> Lines:
    boxes = (page, *others)
    across = {value for box in boxes for value in (box.left, box.left + box.width / 2, box.right)}
    down = {value for box in boxes for value in (box.top, box.top + box.height / 2, box.bottom)}
    return Lines(tuple(sorted(across)), tuple(sorted(down)), grid)


def moved_to(box: Box, lines: Lines, reach: float) -> Snapped:
    """Drawn by whichever of its edges and middles is nearest to a line, no farther than ``reach`` mm."""
    step_across = _step((box.left, box.left + box.width / 2, box.right), lines.across, lines.grid, reach)
    step_down = _step((box.top, box.top + box.height / 2, box.bottom), lines.down, lines.grid, reach)
    return _with_guides(box.moved(step_across, step_down), lines)


def sized_to(box: Box, edges: Mapping[str, float], lines: Lines, reach: float) -> Snapped:
    """With some edges ("left", "top", "right", "bottom") drawn elsewhere, each to a line that is near.

    No edge passes the one across from it; a flat line stays flat until its height is drawn.
    """
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    for edge, at in edges.items():
        is_across = edge in ("left", "right")
        wished = at + _step((at,), lines.across if is_across else lines.down, lines.grid, reach)
        match edge:
            case "left":
                left = min(wished, right - LEAST_SIDE)
            case "right":
                right = max(wished, left + LEAST_SIDE)
            case "top":
                top = min(wished, bottom - min(LEAST_SIDE, box.height))
            case _:
                bottom = max(wished, top + min(LEAST_SIDE, box.height))
    return _with_guides(Box(left, top, right - left, bottom - top), lines)


def _step(values: tuple[float, ...], lines: tuple[float, ...], grid: float, reach: float) -> float:
    """How far to go: to the nearest line, else to the grid, else to a round figure."""
    steps = [line - value for value in values for line in lines if abs(line - value) <= reach]
    if not steps and grid:
        on_grid = round(values[0] / grid) * grid - values[0]
        steps = [on_grid] if abs(on_grid) <= reach else []
    return min(steps, key=abs, default=round(values[0] / _FINE) * _FINE - values[0])


def _with_guides(box: Box, lines: Lines) -> Snapped:
    def hit(values: tuple[float, ...], known: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(line for line in known if any(abs(line - value) < _FINE / 2 for value in values))

    across = hit((box.left, box.left + box.width / 2, box.right), lines.across)
    down = hit((box.top, box.top + box.height / 2, box.bottom), lines.down)
    return Snapped(box, across, down)
