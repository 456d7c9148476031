"""Chooses whose week is shown: a room, a trainer or a cohort, found by typing a part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.i18n import _
from desktop_app.timetable.rooms import rooms
from desktop_app.timetable.trainers import trainers
from ui.models.choices_model import Choice
from ui.pages.timetable.seen import Kind, Whose
from ui.pages.timetable.teaching_choices import room_words, trainer_words
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.fields import ChoiceField

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LEAST_WIDTH, WIDTH = 140, 270
COHORTS_OFFERED = 400


@dataclass(frozen=True)
class Known:
    """Everybody whose week can be looked at, by kind."""

    by_kind: dict[Kind, tuple[Choice, ...]]

    @property
    def first(self) -> Whose | None:
        """A room, else a trainer, else a cohort."""
        return next((Whose(kind, choices[0].value) for kind, choices in self.by_kind.items() if choices), None)


class WhoseBox(QWidget):
    chosen = Signal(object)
    """Whose."""

    def __init__(self) -> None:
        super().__init__()
        self._known = Known({})
        self.kind = Chooser(
            _("Whose week"),
            [Choice(Kind.ROOM, _("Room")), Choice(Kind.TRAINER, _("Trainer")), Choice(Kind.COHORT, _("Cohort"))],
        )
        self.one = ChoiceField("whose", "")
        self.one.editor.setAccessibleName(_("Room, trainer or cohort"))
        # Where the window is narrow the days of the week are told first.
        self.one.setMinimumWidth(LEAST_WIDTH)
        self.one.setMaximumWidth(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self.kind)
        row.addWidget(self.one)
        self.kind.chosen.connect(lambda _kind: self._offer_kind())
        self.one.edited.connect(self._choose)
        self.setFocusProxy(self.one)

    def offer(self, known: Known, now: Whose | None) -> None:
        """Show these choices, and whose week is in sight."""
        self._known = known
        if now is not None:
            self.kind.choose(now.kind)
        self.one.set_choices(known.by_kind.get(self.kind.value, ()))
        if now is not None:
            self.one.set_value(now.id)

    def _offer_kind(self) -> None:
        choices: Sequence[Choice] = self._known.by_kind.get(self.kind.value, ())
        self.one.set_choices(choices)
        self.one.set_value(choices[0].value if choices else None)
        self._choose()

    def _choose(self) -> None:
        if self.one.value is not None:
            self.chosen.emit(Whose(self.kind.value, self.one.value))


def known(centre: "Centre") -> Known:
    """Open rooms, trainers who teach, and the newest cohorts that are not over or cancelled."""
    running = {CohortState.PLANNED, CohortState.STUDYING}
    page = centre.read(cohorts, states=running, rows=COHORTS_OFFERED)
    return Known(
        {
            Kind.ROOM: tuple(Choice(room.id, room_words(room)) for room in centre.read(rooms)),
            Kind.TRAINER: tuple(Choice(each.id, trainer_words(each)) for each in centre.read(trainers)),
            Kind.COHORT: tuple(Choice(row.id, row.code, also=row.programme_title) for row in page.rows),
        }
    )
