"""The four boxes of a line for its hours by kind of lesson."""

from dataclasses import astuple

from PySide6.QtWidgets import QLineEdit

from desktop_app.i18n import N_, _
from desktop_app.programmes.records import KindHours
from ui.pages.programmes.lines_editor import NUMBER_WIDTH, Line

# Caption and full name of each, in the order of KindHours.
KINDS = (
    (N_("Lecture"), N_("Hours of lectures")),
    (N_("Practical"), N_("Hours of practicals")),
    (N_("Field lessons"), N_("Hours of field lessons")),
    (N_("Independent"), N_("Hours of independent study")),
)
KIND_WIDTH = NUMBER_WIDTH + 10


class KindParts:
    """Boxes made in a line: read as hours by kind, and shut while topics decide them."""

    def __init__(self, line: Line[object], hours: KindHours) -> None:
        self.boxes: tuple[QLineEdit, ...] = tuple(
            line.number_part(number, _(name), width=KIND_WIDTH)
            for number, (_caption, name) in zip(astuple(hours), KINDS, strict=True)
        )

    @property
    def hours(self) -> KindHours:
        return KindHours(*(int(box.text() or 0) for box in self.boxes))

    def fix(self, hours: KindHours | None) -> None:
        """Show hours that are decided elsewhere; None opens the boxes again."""
        for box, number in zip(self.boxes, astuple(hours or self.hours), strict=True):
            box.setEnabled(hours is None)
            box.setText(str(number) if number else "")


def kind_captions() -> tuple[tuple[str, int], ...]:
    return tuple((_(caption), KIND_WIDTH) for caption, _name in KINDS)
