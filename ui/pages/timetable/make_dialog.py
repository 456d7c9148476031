"""Makes the timetable: what would come of it is said before anything is kept."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.cohorts.electives import chosen_modules
from desktop_app.cohorts.records import CohortRecord
from desktop_app.cohorts.service import cohort
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from desktop_app.programmes.records import ProgrammeRecord
from desktop_app.programmes.rules import elective_hours
from desktop_app.programmes.service import programme
from desktop_app.surveys.cohort_needs import cohort_needs
from desktop_app.surveys.needs import ModuleNeed
from desktop_app.timetable.clash_records import LessonsClash
from desktop_app.timetable.records import PlannedSession
from desktop_app.timetable.remaking import remake
from desktop_app.timetable.service import proposed_sessions, sessions_of
from ui import formats
from ui.actions import Action, key_text, make_button
from ui.operations import run_command, run_query
from ui.pages.timetable.electives import Elective, ElectivesList
from ui.theme import GAP_S
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, dress, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LIST_HEIGHT = 190
WIDTH = 620


@dataclass(frozen=True)
class Ground:
    """What the choice is made from.

    ``decided`` are the modules chosen for the cohort, ``taught`` the electives of the timetable there is, each in their
    order.
    """

    record: CohortRecord
    programme: ProgrammeRecord
    ranking: tuple[ModuleNeed, ...]
    decided: tuple[int, ...]
    taught: tuple[int, ...]


class MakeTimetableDialog(FormDialog):
    """Finishes with what ``remake`` gave."""

    def __init__(self, owner: QWidget, cohort_id: int, *, is_anew: bool) -> None:
        super().__init__(
            owner,
            title=_("Make the timetable anew") if is_anew else _("Make the timetable"),
            save_text=_("Replace the timetable") if is_anew else _("Make the timetable"),
            intro=_("Lessons of 80 minutes over the working days from the first day on, modules in their order."),
        )
        self.setMinimumWidth(WIDTH)
        if is_anew:
            dress(self.save_button, role="danger")
        self._cohort_id = cohort_id
        self._is_despite = False
        self._ground: Ground | None = None
        self.electives = ElectivesList()
        self.electives.setFixedHeight(LIST_HEIGHT)
        self._heading = label(_("Elective modules"), Role.STRONG)
        self.decision_line = label("", Role.MUTED, wrap=True)
        self.hours_line = label("", Role.SMALL, wrap=True)
        self._preview = label("", wrap=True)
        self._movers = QWidget()
        self._lay_out()
        self.electives.choices.changed.connect(self._preview_soon)
        self.save_button.setEnabled(False)
        run_query(self, lambda centre: _ground(centre, cohort_id), self._show)

    def submit(self) -> None:
        cohort_id, chosen = self._cohort_id, self.electives.choices.chosen
        is_despite = self._is_despite
        run_command(
            self,
            lambda centre: centre.write(remake, cohort_id=cohort_id, electives=chosen, despite_clashes=is_despite),
            lambda outcome: self.finish(outcome.value),
        )

    def show_error(self, error: CentreError) -> None:
        """Clashes are named; saving once more is meant in spite of them."""
        super().show_error(error)
        if isinstance(error, LessonsClash):
            self._is_despite = True
            self.save_button.setText(_("Make it nevertheless"))
            dress(self.save_button, role="danger")

    def is_changed(self) -> bool:
        # Until it is made, a timetable is only a choice of ticks.
        return False

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._movers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for words, step, sign, key in (
            (_("Earlier"), -1, "chevron-up", "Alt+Up"),
            (_("Later"), 1, "chevron-down", "Alt+Down"),
        ):
            hint = f"{words} ({key_text(key)})"
            move = Action(words, partial(self.electives.move_current, step), icon=sign, hint=hint)
            row.addWidget(make_button(self, move))
        row.addWidget(self.hours_line, 1)
        for part in (self._heading, self.decision_line, self.electives, self._movers, self._preview):
            self.body.addWidget(part)
        self.decision_line.hide()

    def _show(self, ground: Ground) -> None:
        self._ground = ground
        places = {need.module.id: need for need in ground.ranking}
        electives = [
            Elective(
                module.id,
                module.title,
                module.hours,
                places[module.id].place if module.id in places else None,
                module.id in places and places[module.id].is_proposed,
            )
            for module in ground.programme.modules
            if module.is_elective
        ]
        electives.sort(key=lambda module: module.place or 0)
        for part in (self._heading, self.electives, self._movers):
            part.setVisible(bool(electives))
        self.decision_line.setVisible(bool(ground.decided))
        self.decision_line.setText(_decision_text(ground))
        proposed = tuple(module.id for module in electives if module.is_proposed)
        self.electives.choices.set_modules(electives, ground.decided or ground.taught or proposed)
        self.electives.setCurrentIndex(self.electives.choices.index(0, 0))
        (self.electives if electives else self.save_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _preview_soon(self) -> None:
        if self._ground is None:
            return
        self._say_hours(self._ground.programme)
        cohort_id, chosen = self._cohort_id, self.electives.choices.chosen

        def propose(centre: "Centre") -> list[PlannedSession]:
            return centre.read(proposed_sessions, cohort_id=cohort_id, electives=chosen)

        run_query(self, propose, self._show_preview, self._show_problem, slot="preview")

    def _say_hours(self, taught: ProgrammeRecord) -> None:
        room = elective_hours(taught.hours, taught.modules)
        chosen = self.electives.choices.chosen
        hours = sum(module.hours for module in taught.modules if module.id in chosen)
        facts = {"hours": hours, "room": room}
        if hours < room:
            self.hours_line.setText(_("{hours} of {room} hours chosen: the rest stays without a module.", **facts))
        elif hours > room:
            self.hours_line.setText(_("{hours} hours chosen for {room}: the last module is cut.", **facts))
        else:
            self.hours_line.setText(_("{hours} of {room} hours chosen.", **facts))

    def _show_preview(self, planned: list[PlannedSession]) -> None:
        assert self._ground is not None
        record = self._ground.record
        facts = {"first": formats.date_text(planned[0].held_on), "last": formats.date_text(planned[-1].held_on)}
        words = _n("{n} lesson from {first} to {last}.", "{n} lessons from {first} to {last}.", len(planned), **facts)
        is_too_long = planned[-1].held_on > record.ends_on
        if is_too_long:
            ends = formats.date_text(record.ends_on)
            words += " " + _("The cohort ends on {ends}: move its last day first.", ends=ends)
        self._preview.setText(words)
        dress(self._preview, tone="bad" if is_too_long else "good")
        self.save_button.setDisabled(is_too_long)

    def _show_problem(self, error: CentreError) -> None:
        self._preview.setText(error.text)
        dress(self._preview, tone="bad")
        self.save_button.setEnabled(False)


def _decision_text(ground: Ground) -> str:
    """What was decided for the cohort, and which lessons there are with other modules."""
    titles = {module.id: module.title for module in ground.programme.modules}
    apart = [titles[module_id] for module_id in ground.taught if module_id not in ground.decided]
    decided = _("Decided for this cohort: {modules}.", modules="; ".join(titles[each] for each in ground.decided))
    if not apart:
        return decided
    others = _("There are lessons with other modules: {modules}.", modules="; ".join(apart))
    return f"{decided} {others}"


def _ground(centre: "Centre", cohort_id: int) -> Ground:
    record = centre.read(cohort, cohort_id=cohort_id)
    taught = centre.read(programme, programme_id=record.programme_id)
    electives = {module.id for module in taught.modules if module.is_elective}
    held = [lesson.module_id for lesson in centre.read(sessions_of, cohort_id=cohort_id)]
    in_order = dict.fromkeys(module_id for module_id in held if module_id in electives and module_id is not None)
    needs = centre.read(cohort_needs, cohort_id=cohort_id).modules
    decided = centre.read(chosen_modules, cohort_id=cohort_id)
    return Ground(record, taught, needs.modules if needs else (), decided, tuple(in_order))
