"""The panel of the step "admission": who is in the cohort, and the ways in and out of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desktop_app.cohorts.enrolment import enrol, enrolled_people, remove
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.path import CohortFacts
from desktop_app.cohorts.records import Admission, CohortState, EnrolledPerson
from desktop_app.cohorts.rules import AWAITING, PRESENT_STATES
from desktop_app.i18n import _, _n
from ui.actions import Action, key_text, make_button
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.cohorts.admit_dialog import AdmitDialog
from ui.pages.cohorts.columns import PEOPLE_COLUMNS
from ui.pages.cohorts.enrol_dialog import EnrolDialog
from ui.pages.cohorts.expel_dialog import ExpelDialog
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop_app.centre import Centre

EXPEL_KEY = "Ctrl+Delete"


@dataclass(frozen=True)
class Enrolled:
    facts: CohortFacts
    people: tuple[EnrolledPerson, ...]

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
        self._row_actions = self._add_row_actions()
        card = Card()
        self._buttons = self._add_buttons(self.table.tools)
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

    def admit(self) -> None:
        if self._enrolled is None:
            return
        admission: Admission | None = AdmitDialog.ask(self, self._cohort_id, self._enrolled.facts)
        if admission is not None:
            self._say(_admitted(admission))

    def expel(self) -> None:
        person = self.table.current()
        if person is not None and ExpelDialog.ask(self, person):
            self._say(_("{name} is expelled.", name=person.name))

    def remove(self) -> None:
        """Take the person out again; the banner offers to put them back."""
        person = self.table.current()
        if person is None:
            return
        run_command(
            self,
            lambda centre: centre.write(remove, enrolment_id=person.id),
            lambda _outcome: self._say_removed(person),
        )

    def _add_buttons(self, row: QHBoxLayout) -> dict[str, QPushButton]:
        group = _("Admission")
        row.setSpacing(GAP_S)
        actions = {
            "expel": Action(_("Expel…"), self.expel, icon="cross", hint=f"{_('Expel…')} ({key_text(EXPEL_KEY)})"),
            "admit": Action(_("Admit by order"), self.admit, icon="check", key="Ctrl+Shift+A"),
            "enrol": Action(_("Enrol a person"), self.enrol, icon="plus", key="Ctrl+N"),
            "roster": Action(_("Roster from Excel"), self.open_roster, icon="file-excel", key="Ctrl+I"),
        }
        buttons = {name: make_button(self, action, group=group) for name, action in actions.items()}
        for button in buttons.values():
            row.addWidget(button)
        return buttons

    def _add_row_actions(self) -> "dict[str, QAction]":
        return {
            "expel": self.table.add_row_action(Action(_("Expel…"), self.expel, icon="cross", key=EXPEL_KEY)),
            "remove": self.table.add_row_action(
                Action(_("Take out: enrolled by mistake"), self.remove, icon="delete", key="Delete")
            ),
        }

    def _show(self, enrolled: Enrolled) -> None:
        self._enrolled = enrolled
        roster = Action(_("Roster from Excel"), self.open_roster, icon="file-excel")
        empty = EmptyState(_("Nobody is enrolled yet: load the roster, or enrol people one by one."), roster, "people")
        self.table.set_empty(empty if enrolled.is_open else EmptyState(_("Nobody was enrolled."), icon="people"))
        self.table.set_rows(enrolled.people)
        if self.table.current() is None:
            self.table.select(lambda _person: True)
        for button in self._buttons.values():
            button.setVisible(enrolled.is_open)
        self._buttons["admit"].setEnabled(bool(enrolled.facts.applicants))
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        person = self.table.current()
        is_open = self._enrolled is not None and self._enrolled.is_open and person is not None
        may_be_expelled = is_open and person is not None and person.state in PRESENT_STATES
        self._row_actions["expel"].setEnabled(may_be_expelled)
        self._buttons["expel"].setEnabled(may_be_expelled)
        self._row_actions["remove"].setEnabled(is_open and person is not None and person.state in AWAITING)

    def _say(self, text: str) -> None:
        self.workspace.show_notice(text)

    def _say_removed(self, person: EnrolledPerson) -> None:
        cohort_id = self._cohort_id

        def put_back() -> None:
            again = [person.person_id]
            run_command(self, lambda centre: centre.write(enrol, cohort_id=cohort_id, person_ids=again))

        self.workspace.show_notice(_("{name} is taken out of the cohort.", name=person.name), undo=put_back)


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
