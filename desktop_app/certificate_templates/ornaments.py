"""Guilloches, the security look of a paper: fine interlaced lines, pure vectors, in a colour and its tints."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from desktop_app.certificate_templates.model import Design
from desktop_app.documents.canvas import MM

_SOFT, _FAINT = 0.5625, 0.83  # how much white is mixed in
_BAND = 6 * MM  # between the two lines of the frame
_WAVES = 64
# The same few ornaments are drawn again and again; the largest is a tenth of a megabyte.
_KEPT = 16

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """In points from the lower left corner of the page."""

    x: float
    y: float
    width: float
    height: float


def draw_ornament(canvas: Canvas, design: Design, box: Box, colour: str) -> None:
    canvas.saveState()
    canvas.setLineJoin(1)
    _DRAWN[design](canvas, box, colour)
    canvas.restoreState()


def _tint(colour: str, white_share: float) -> Color:
    full = HexColor(colour)
    return Color(*(part + (ground - part) * white_share for part, ground in zip(full.rgb(), white.rgb(), strict=True)))


def _draw_waves(canvas: Canvas, box: Box, colour: str) -> None:
    _stroke(canvas, _waves(box), colour=_tint(colour, _FAINT), width=0.25)


@lru_cache(maxsize=_KEPT)
def _waves(box: Box) -> str:
    """Interlaced sine curves, wide in the middle of each half and narrow at the fold, behind all text."""
    middle, largest = box.y + box.height / 2, box.height * 76 / 180

    def wave(phase: float) -> Callable[[float], float]:
        def height(x: float) -> float:
            turn = (x - box.x) / box.width * 2 * math.pi
            swing = largest * (46 - 30 * math.cos(2 * turn)) / 76
            return middle + swing * math.sin(turn + phase)

        return height

    curves = (wave(2 * math.pi * index / _WAVES) for index in range(_WAVES))
    return _written(_sampled(curve, box.x, box.x + box.width) for curve in curves)


def _draw_ribbon(canvas: Canvas, box: Box, colour: str) -> None:
    _stroke(canvas, _ribbon(box), colour=_tint(colour, _FAINT), width=0.25)


@lru_cache(maxsize=_KEPT)
def _ribbon(box: Box) -> str:
    """One broad band that swings across the box: lines side by side that change places on the way."""
    middle, swing, breadth = box.y + box.height / 2, box.height * 0.32, box.height * 0.18

    def line(share: float) -> Callable[[float], float]:
        def height(x: float) -> float:
            turn = (x - box.x) / box.width * 2 * math.pi
            across = breadth * math.cos(turn * 1.5 + share * math.pi)
            return middle + swing * math.sin(turn) + across

        return height

    curves = (line(2 * index / _WAVES) for index in range(_WAVES))
    return _written(_sampled(curve, box.x, box.x + box.width) for curve in curves)


def _draw_frame(canvas: Canvas, box: Box, colour: str) -> None:
    """Two lines round the edge, a braid of four strands between them, rosettes in the corners."""
    full = HexColor(colour)
    canvas.setStrokeColor(full)
    canvas.setLineWidth(1.4)
    canvas.rect(box.x, box.y, box.width, box.height)
    canvas.setLineWidth(0.5)
    canvas.rect(box.x + _BAND, box.y + _BAND, box.width - 2 * _BAND, box.height - 2 * _BAND)
    _stroke(canvas, _braid(box), colour=_tint(colour, _SOFT), width=0.35)
    for x in (box.x, box.x + box.width - _BAND):
        for y in (box.y, box.y + box.height - _BAND):
            _draw_corner(canvas, x, y, colour)


@lru_cache(maxsize=_KEPT)
def _braid(box: Box) -> str:
    return _written(_strands(box))


def _strands(box: Box) -> Iterable[list[Point]]:
    swing = _BAND / 2 - 0.6 * MM
    for strand in range(4):
        phase = strand * math.pi / 2
        for length, breadth, is_upright in (
            (box.width - _BAND, box.height - _BAND, False),
            (box.height - _BAND, box.width - _BAND, True),
        ):
            periods = max(round(length / (9 * MM)), 1)
            for edge in (0.0, breadth):
                side = (
                    (at, edge + swing * math.sin(2 * math.pi * periods * at / length + phase))
                    for at in _steps(0.0, length, 1.1 * MM)
                )
                x, y = box.x + _BAND / 2, box.y + _BAND / 2
                yield [(x + across, y + along) if is_upright else (x + along, y + across) for along, across in side]


def _draw_corner(canvas: Canvas, x: float, y: float, colour: str) -> None:
    """A clear square with a small rosette, where the strands of two sides would tangle."""
    canvas.setFillColor(white)
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, _BAND, _BAND, fill=1)
    _draw_petals(canvas, (x + _BAND / 2, y + _BAND / 2), _BAND / 2 - 0.8 * MM, turns=14, colour=colour)


def _draw_rosette(canvas: Canvas, box: Box, colour: str) -> None:
    centre = box.x + box.width / 2, box.y + box.height / 2
    _draw_petals(canvas, centre, min(box.width, box.height) / 2, turns=36, colour=colour)


def _draw_petals(canvas: Canvas, centre: Point, radius: float, *, turns: int, colour: str) -> None:
    _stroke(canvas, _petals(centre, radius, turns), colour=HexColor(colour), width=0.25)


@lru_cache(maxsize=_KEPT)
def _petals(centre: Point, radius: float, turns: int) -> str:
    """Ellipses turned about one centre, as engraved rosettes are made."""
    x, y = centre

    def petal(turn: int) -> list[Point]:
        tilt = math.pi * turn / turns
        points = []
        for step in range(49):
            angle = 2 * math.pi * step / 48
            along, across = radius * math.cos(angle), radius * 0.42 * math.sin(angle)
            points.append(
                (
                    x + along * math.cos(tilt) - across * math.sin(tilt),
                    y + along * math.sin(tilt) + across * math.cos(tilt),
                )
            )
        return points

    return _written(petal(turn) for turn in range(turns))


def _sampled(curve: Callable[[float], float], start: float, end: float) -> list[Point]:
    return [(x, curve(x)) for x in _steps(start, end, 2.5 * MM)]


def _steps(start: float, end: float, about: float) -> list[float]:
    count = max(round((end - start) / about), 1)
    return [start + (end - start) * index / count for index in range(count + 1)]


def _written(curves: Iterable[list[Point]]) -> str:
    """Thousands of points as a page says them; reportlab's own path takes five times as long."""
    return " ".join(
        f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for points in curves for place, (x, y) in enumerate(points)
    )


def _stroke(canvas: Canvas, written: str, *, colour: Color, width: float) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(width)
    canvas.drawPath(PDFPathObject(code=[written]), stroke=1, fill=0)


_DRAWN: Mapping[Design, Callable[[Canvas, Box, str], None]] = {
    Design.FRAME: _draw_frame,
    Design.WAVES: _draw_waves,
    Design.RIBBON: _draw_ribbon,
    Design.ROSETTE: _draw_rosette,
}
