"""What a hand does to elements with the mouse, told as boxes: moving them, or drawing an edge or a corner."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.certificate_templates.editing import Box, box_around
from desktop_app.certificate_templates.snapping import Lines, moved_to, sized_to

Guides = tuple[tuple[float, ...], tuple[float, ...]]
NO_GUIDES: Guides = ((), ())
EDGES: Mapping[str, tuple[float, float]] = {
    "left top": (0.0, 0.0),
    "top": (0.5, 0.0),
    "right top": (1.0, 0.0),
    "right": (1.0, 0.5),
    "right bottom": (1.0, 1.0),
    "bottom": (0.5, 1.0),
    "left bottom": (0.0, 1.0),
    "left": (0.0, 0.5),
}
"""The eight handles: which edges each draws, and where on the box it is."""


@dataclass(frozen=True, slots=True)
class Pull:
    """How far the mouse has gone in mm. ``reach`` 0: nothing draws; ``is_straight``: only along or only across."""

    across: float
    down: float
    reach: float
    is_straight: bool = False


@dataclass(frozen=True, slots=True)
class Moving:
    boxes: Mapping[str, Box]
    lines: Lines

    def pulled(self, pull: Pull) -> tuple[dict[str, Box], Guides]:
        across, down = pull.across, pull.down
        if pull.is_straight:
            across, down = (across, 0.0) if abs(across) >= abs(down) else (0.0, down)
        before = box_around(self.boxes.values())
        snapped = moved_to(before.moved(across, down), self.lines, pull.reach)
        across, down = snapped.box.left - before.left, snapped.box.top - before.top
        return {name: box.moved(across, down) for name, box in self.boxes.items()}, (snapped.across, snapped.down)


@dataclass(frozen=True, slots=True)
class Sizing:
    """``edges`` is one of the names of ``EDGES``."""

    name: str
    box: Box
    edges: str
    lines: Lines

    def pulled(self, pull: Pull) -> tuple[dict[str, Box], Guides]:
        drawn = {
            edge: getattr(self.box, edge) + (pull.across if edge in ("left", "right") else pull.down)
            for edge in self.edges.split()
        }
        snapped = sized_to(self.box, drawn, self.lines, pull.reach)
        return {self.name: snapped.box}, (snapped.across, snapped.down)
