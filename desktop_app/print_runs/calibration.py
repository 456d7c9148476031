"""What a printer needs to hit a blank: how far it prints beside the place, and how much too small or too large.

A printer scales about the middle of the page and shifts; both are taken back at the output, never in a template.
"""

from dataclasses import dataclass

from desktop_app.errors import Invalid
from desktop_app.i18n import N_

# The lines of the test page, in mm: where the upright and the flat one ought to be, and how long the long one is.
MARK, LENGTH = 20.0, 100.0
MOST_MM = 15.0
LEAST_SCALE, MOST_SCALE = 0.9, 1.1


@dataclass(frozen=True)
class Calibration:
    """Millimetres to the right and down, and the scale about the middle of the page."""

    right: float = 0.0
    down: float = 0.0
    scale: float = 1.0

    @property
    def is_none(self) -> bool:
        return self == Calibration()


def measured(
    *, from_left: float, from_top: float, length: float, page: tuple[float, float], applied: Calibration
) -> Calibration:
    """The correction, from what a ruler says of the test page: the two marks from the edges, and the long line.

    ``applied`` was in force while the page was printed, ``page`` its width and height in mm. Raises Invalid for a
    figure that no printer is so far off by: the ruler was misread.
    """
    for field, value, wanted in (("from_left", from_left, MARK), ("from_top", from_top, MARK)):
        if abs(value - wanted) > MOST_MM:
            message = N_("The line ought to be {wanted} mm from the edge, {value} cannot be right: measure again.")
            raise Invalid("measured_wrong", message, field=field, wanted=f"{wanted:g}", value=f"{value:g}")
    if not LEAST_SCALE <= length / LENGTH <= MOST_SCALE:
        message = N_("The line ought to be {wanted} mm long, {value} cannot be right: measure again.")
        raise Invalid("measured_wrong", message, field="length", wanted=f"{LENGTH:g}", value=f"{length:g}")
    scale = length / LENGTH
    right, down = (
        _shift(value - side / 2 - scale * (MARK - side / 2), scale)
        for value, side in ((from_left, page[0]), (from_top, page[1]))
    )
    return Calibration(
        round(applied.right + right * applied.scale, 2),
        round(applied.down + down * applied.scale, 2),
        round(applied.scale / scale, 4),
    )


def _shift(beside: float, scale: float) -> float:
    """What to draw beside the place so that it comes out ``beside`` the other way; the printer scales it too."""
    return -beside / scale


def printer_name(*, printer: str, tray: str, paper: str) -> str:
    """Under which a calibration is kept: a printer pulls differently from each tray and for each way of the sheet."""
    return " | ".join((printer, tray, paper))
