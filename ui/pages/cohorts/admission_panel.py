"""The panel of the step "admission": who is in the cohort, and the ways in and out of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.path import CohortFacts
from desktop_app.cohorts.records import Admission, CohortState, EnrolledPerson, EnrolmentState
from desktop_app.i18n import _, _n
from ui.actions import Action, make_button
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.cohorts.admit_dialog import AdmitDialog
from ui.pages.cohorts.columns import PEOPLE_COLUMNS
from ui.pages.cohorts.enrol_dialog import EnrolDialog
from ui.pages.cohorts.person_acts import PersonActs
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.wrapping_row import WrappingRow
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# The column of reasons, empty in most cohorts.
WHY = 6


@dataclass(frozen=True)
class Enrolled:
    facts: CohortFacts
    people: tuple[EnrolledPerson, ...]

    @property
    def applied(self) -> list[int]:
        """Who has not been called yet."""
        return [person.id for person in self.people if person.state is EnrolmentState.APPLIED]

    @property
    def is_open(self) -> bool:
        return self.facts.state in (CohortState.PLANNED, CohortState.STUDYING)


class AdmissionPanel(Panel):
    changes_that_matter = frozenset({"enrolment", "person", "cohort", "mark", "territory"})

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._enrolled: Enrolled | None = None
        self.table: RecordTable[EnrolledPerson] = RecordTable(
            workspace, "cohort people", PEOPLE_COLUMNS, filter_hint=_("Name, workplace or district")
        )
        self.acts = PersonActs(self, self.table, cohort_id)
        card = Card()
        self._buttons = self._add_buttons()
        card.body.addWidget(self.table, 1)
        place = QHBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(card)
        self.table.selection_changed.connect(self._show_what_can_be_done)
        self.setFocusProxy(self.table.view)

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: _enrolled(centre, cohort_id), self._show, slot="refresh")

    def enrol(self) -> None:
        outcome = EnrolDialog.ask(self, self._cohort_id)
        if outcome is not None:
            self._say(_("{name} is enrolled.", name=outcome))

    def open_roster(self) -> None:
        self.workspace.navigate(Target("roster", self._cohort_id))

    def call(self) -> None:
        """Call everybody who has applied."""
        if self._enrolled is not None:
            self.acts.call_people(self._enrolled.applied)

    def admit(self) -> None:
        if self._enrolled is None:
            return
        admission: Admission | None = AdmitDialog.ask(self, self._cohort_id, self._enrolled.facts)
        if admission is not None:
            self._say(_admitted(admission))

    def _add_buttons(self) -> dict[str, QPushButton]:
        group = _("Admission")
        actions = {
            "call": Action(_("Call"), self.call, icon="mail", key="Ctrl+Shift+L", right="edit_cohorts"),
            "admit": Action(_("Admit by order"), self.admit, icon="check", key="Ctrl+Shift+A", right="edit_cohorts"),
            "enrol": Action(_("Enrol a person"), self.enrol, icon="plus", key="Ctrl+N", right="edit_cohorts"),
            "roster": Action(
                _("Roster from Excel"), self.open_roster, icon="file-excel", key="Ctrl+I", right="import_people"
            ),
        }
        buttons = {name: make_button(self, action, group=group) for name, action in actions.items()}
        self.table.tools.addLayout(WrappingRow(self.acts.button, *buttons.values(), is_right=True))
        return buttons

    def _show(self, enrolled: Enrolled) -> None:
        self._enrolled = enrolled
        roster = Action(_("Roster from Excel"), self.open_roster, icon="file-excel", right="import_people")
        empty = EmptyState(_("Nobody is enrolled yet: load the roster, or enrol people one by one."), roster, "people")
        self.table.set_empty(empty if enrolled.is_open else EmptyState(_("Nobody was enrolled."), icon="people"))
        self.table.set_rows(enrolled.people)
        self.table.view.setColumnHidden(WHY, not any(person.why for person in enrolled.people))
        if self.table.current() is None:
            self.table.select(lambda _person: True)
        for button in self._buttons.values():
            button.setVisible(enrolled.is_open)
        self._buttons["admit"].setEnabled(bool(enrolled.facts.applicants))
        self._buttons["call"].setVisible(enrolled.is_open and bool(enrolled.applied))
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        self.acts.show_what_can_be_done(is_open=self._enrolled is not None and self._enrolled.is_open)

    def _say(self, text: str) -> None:
        self.workspace.show_notice(text)


def _enrolled(centre: "Centre", cohort_id: int) -> Enrolled:
    facts = centre.read(cohort_facts, cohort_id=cohort_id)
    return Enrolled(facts, tuple(centre.read(enrolled_people, cohort_id=cohort_id)))


def _admitted(admission: Admission) -> str:
    sentences = [_n("{n} person is admitted.", "{n} people are admitted.", admission.admitted)]
    if admission.not_seen:
        names = ", ".join(admission.not_seen)
        sentences.append(_("Not seen in the first days and not admitted: {names}.", names=names))
    if admission.kept_order:
        kept = admission.kept_order
        sentences.append(_("The cohort keeps its first order, {number}; this one stands in the register.", number=kept))
    return " ".join(sentences)
