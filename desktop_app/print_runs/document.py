"""The test page of a printer: rulers, a grid, and the three lines that a person measures."""

import io

from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.canvas import MM, streamed_canvas
from desktop_app.documents.fonts import Face
from desktop_app.i18n import _
from desktop_app.print_runs.calibration import LENGTH, MARK, Calibration

_STEP, _EDGE = 10.0, 8.0
_FINE, _THICK = 0.25, 0.9
_TICK, _LONG_TICK = 1.5, 3.0
_SIZE = 9


def calibration_page(*, width: float, height: float, calibration: Calibration) -> bytes:
    """A PDF of one page of ``width`` x ``height`` mm, drawn as certificates are with that correction."""
    target = io.BytesIO()
    canvas = streamed_canvas(target, title=_("Test page of the printer"))
    canvas.setPageSize((width * MM, height * MM))
    middle = width * MM / 2, height * MM / 2
    canvas.translate(middle[0] + calibration.right * MM, middle[1] - calibration.down * MM)
    canvas.scale(calibration.scale, calibration.scale)
    canvas.translate(-middle[0], -middle[1])
    _grid(canvas, width, height)
    _marks(canvas, width, height)
    _words(canvas, width, height)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _grid(canvas: Canvas, width: float, height: float) -> None:
    canvas.setLineWidth(_FINE)
    canvas.setStrokeGray(0.75)
    for step in range(1, int(width / _STEP)):
        canvas.line(step * _STEP * MM, _EDGE * MM, step * _STEP * MM, (height - _EDGE) * MM)
    for step in range(1, int(height / _STEP)):
        canvas.line(_EDGE * MM, (height - step * _STEP) * MM, (width - _EDGE) * MM, (height - step * _STEP) * MM)


def _marks(canvas: Canvas, width: float, height: float) -> None:
    """The upright line 1, the flat line 2, and the ruler 3 across the middle."""
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.setLineWidth(_THICK)
    canvas.line(MARK * MM, _EDGE * MM, MARK * MM, (height - _EDGE) * MM)
    canvas.line(_EDGE * MM, (height - MARK) * MM, (width - _EDGE) * MM, (height - MARK) * MM)
    left, foot = (width - LENGTH) / 2 * MM, height / 2 * MM
    canvas.line(left, foot, left + LENGTH * MM, foot)
    for tick in range(int(LENGTH) + 1):
        long = tick % 10 == 0
        canvas.setLineWidth(_THICK if tick in (0, LENGTH) else _FINE)
        x = left + tick * MM
        canvas.line(x, foot, x, foot + (_LONG_TICK if long else _TICK) * MM)


def _words(canvas: Canvas, width: float, height: float) -> None:
    lines = (
        (MARK + 3, height * 0.3, _("1. From the left edge of the sheet to this thick line: {mm} mm", mm=f"{MARK:g}")),
        (MARK + 3, MARK + 6, _("2. From the upper edge of the sheet to this thick line: {mm} mm", mm=f"{MARK:g}")),
        ((width - LENGTH) / 2, height / 2 + 6, _("3. The length of this line: {mm} mm", mm=f"{LENGTH:g}")),
        (MARK + 3, height * 0.7, _("Measure with a ruler and type the three figures in the program.")),
    )
    canvas.setFont(Face.SANS, _SIZE)
    for x, y, text in lines:
        canvas.drawString(x * MM, (height - y) * MM, text)
