"""The security look of a certificate: a braided frame and fine interlaced waves, pure vectors."""

import math
from collections.abc import Callable, Iterable

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.canvas import A4_LONG, A4_SHORT, MM
from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.primitives import Colour

_FAINT = HexColor("#D9E7ED")
_SOFT = HexColor("#9DC0CE")

_OUTER, _INNER = 9 * MM, 15 * MM
_WAVES = 64

Point = tuple[float, float]


def draw_ornament(canvas: Canvas) -> None:
    """Fill the landscape page under everything else."""
    canvas.saveState()
    canvas.setLineJoin(1)
    _draw_waves(canvas)
    _draw_frame(canvas)
    _draw_rosette(canvas, x=81.5 * MM, y=A4_SHORT - 31 * MM, radius=9.5 * MM, turns=36)
    _draw_fold(canvas)
    canvas.restoreState()


def _draw_waves(canvas: Canvas) -> None:
    """Interlaced sine curves, wide in the middle of each half and narrow at the fold, behind all text."""
    left, right = _INNER, A4_LONG - _INNER

    def wave(phase: float) -> Callable[[float], float]:
        def height(x: float) -> float:
            turn = (x - left) / (right - left) * 2 * math.pi
            swing = (46 - 30 * math.cos(2 * turn)) * MM
            return A4_SHORT / 2 + swing * math.sin(turn + phase)

        return height

    curves = (wave(2 * math.pi * index / _WAVES) for index in range(_WAVES))
    _stroke(canvas, (_sampled(curve, left, right) for curve in curves), colour=_FAINT, width=0.25)


def _draw_frame(canvas: Canvas) -> None:
    canvas.setStrokeColor(PAPER[Colour.ACCENT])
    canvas.setLineWidth(1.4)
    canvas.rect(_OUTER, _OUTER, A4_LONG - 2 * _OUTER, A4_SHORT - 2 * _OUTER)
    canvas.setLineWidth(0.5)
    canvas.rect(_INNER, _INNER, A4_LONG - 2 * _INNER, A4_SHORT - 2 * _INNER)
    _stroke(canvas, _braid(), colour=_SOFT, width=0.35)
    for x in (_OUTER, A4_LONG - _INNER):
        for y in (_OUTER, A4_SHORT - _INNER):
            _draw_corner(canvas, x, y)


def _braid() -> Iterable[list[Point]]:
    """Four strands round the page between the two frame lines, ending at the corner squares."""
    middle, swing = (_OUTER + _INNER) / 2, (_INNER - _OUTER) / 2 - 0.6 * MM
    long, short = A4_LONG - 2 * middle, A4_SHORT - 2 * middle
    for strand in range(4):
        phase = strand * math.pi / 2
        for length, flip in ((long, False), (short, True)):
            periods = round(length / (9 * MM))
            side = [
                (at, swing * math.sin(2 * math.pi * periods * at / length + phase))
                for at in _steps(0.0, length, 1.1 * MM)
            ]
            far = (A4_LONG if flip else A4_SHORT) - middle
            for edge in (middle, far):
                yield [
                    (edge + across, middle + along) if flip else (middle + along, edge + across)
                    for along, across in side
                ]


def _draw_corner(canvas: Canvas, x: float, y: float) -> None:
    """A clear square with a small rosette, where the strands of two sides would tangle."""
    side = _INNER - _OUTER
    canvas.setFillColor(PAPER[Colour.GROUND])
    canvas.setStrokeColor(PAPER[Colour.ACCENT])
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, side, side, fill=1)
    _draw_rosette(canvas, x=x + side / 2, y=y + side / 2, radius=side / 2 - 0.8 * MM, turns=14)


def _draw_rosette(canvas: Canvas, *, x: float, y: float, radius: float, turns: int) -> None:
    """Ellipses turned about one centre, as engraved rosettes are made."""

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

    petals = (petal(turn) for turn in range(turns))
    _stroke(canvas, petals, colour=PAPER[Colour.ACCENT], width=0.25)


def _draw_fold(canvas: Canvas) -> None:
    canvas.setStrokeColor(_SOFT)
    canvas.setLineWidth(0.4)
    canvas.setDash(0.5, 2.5)
    canvas.line(A4_LONG / 2, _INNER + 8 * MM, A4_LONG / 2, A4_SHORT - _INNER - 8 * MM)
    canvas.setDash()


def _sampled(curve: Callable[[float], float], start: float, end: float) -> list[Point]:
    return [(x, curve(x)) for x in _steps(start, end, 2.5 * MM)]


def _steps(start: float, end: float, about: float) -> list[float]:
    count = max(round((end - start) / about), 1)
    return [start + (end - start) * index / count for index in range(count + 1)]


def _stroke(canvas: Canvas, curves: Iterable[list[Point]], *, colour: Color, width: float) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(width)
    path = canvas.beginPath()
    for points in curves:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)
