"""What can be done with one person of a cohort: each act with its key, and when it is offered."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.cohorts.admission import take_call_back
from desktop_app.cohorts.enrolment import enrol, remove
from desktop_app.cohorts.leaving import undo_transfer
from desktop_app.cohorts.records import EnrolledPerson, EnrolmentState
from desktop_app.cohorts.rules import ADMITTED_STATES, AWAITING, PRESENT_STATES
from desktop_app.i18n import _, _n
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_command
from ui.pages.cohorts.absence_dialog import AbsenceDialog
from ui.pages.cohorts.call_dialog import CallDialog
from ui.pages.cohorts.expel_dialog import ExpelDialog
from ui.pages.cohorts.standing_dialog import StandingDialog
from ui.pages.cohorts.transfer_dialog import TransferDialog
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class PersonActs:
    """The acts hang on the table: its context menu, its keys, and the menu of ``button``."""

    def __init__(self, panel: Panel, table: RecordTable[EnrolledPerson], cohort_id: int) -> None:
        self._panel = panel
        self._table = table
        self._cohort_id = cohort_id
        self.button = QPushButton(_("With this person"))
        self.actions = {
            "open": self._add(Action(_("Open the card"), self.open_card, icon="person", key="Ctrl+O")),
            "call": self._add(
                Action(_("Call by a letter…"), self.call, icon="mail", key="Ctrl+L", right="edit_cohorts")
            ),
            "absent": self._add(
                Action(_("Did not come…"), self.note_absence, icon="cross", key="Ctrl+J", right="edit_cohorts")
            ),
            "hours": self._add(Action(_("Hours by module"), self.show_hours, icon="clock", key="Ctrl+H")),
            "transfer": self._add(
                Action(_("Transfer…"), self.transfer, icon="arrow-right", key="Ctrl+T", right="edit_cohorts")
            ),
            "undo": self._add(
                Action(_("Take the transfer back"), self.undo_transfer, icon="undo", key="Ctrl+U", right="edit_cohorts")
            ),
            "expel": self._add(Action(_("Expel…"), self.expel, icon="cross", key="Ctrl+Delete", right="edit_cohorts")),
            "remove": self._add(
                Action(
                    _("Take out: enrolled by mistake"), self.remove, icon="delete", key="Delete", right="edit_cohorts"
                )
            ),
        }
        menu = QMenu(self.button)
        menu.addActions(list(self.actions.values()))
        self.button.setMenu(menu)

    def show_what_can_be_done(self, *, is_open: bool) -> None:
        person = self._table.current()
        chosen = self._table.selected()
        state = person.state if person is not None else None
        may = {
            "open": person is not None,
            "hours": person is not None,
            "call": is_open and any(each.state is EnrolmentState.APPLIED for each in chosen),
            "absent": is_open and state in (*AWAITING, EnrolmentState.ABSENT),
            "transfer": is_open and state in ADMITTED_STATES,
            "undo": is_open and state in ADMITTED_STATES and person is not None and bool(person.came_from),
            "expel": is_open and state in PRESENT_STATES,
            "remove": is_open and state in AWAITING,
        }
        for name, action in self.actions.items():
            action.setEnabled(may[name])
        self.button.setEnabled(person is not None)

    def open_card(self) -> None:
        self._with_current(lambda person: self._panel.workspace.navigate(Target("person", person.person_id)))

    def call(self) -> None:
        """Call everybody chosen who has applied."""
        waiting = [each.id for each in self._table.selected() if each.state is EnrolmentState.APPLIED]
        self.call_people(waiting)

    def call_people(self, enrolment_ids: Sequence[int]) -> None:
        called = CallDialog.ask(self._panel, self._cohort_id, enrolment_ids) if enrolment_ids else None
        if called:
            self._say(
                _n("{n} person is called.", "{n} people are called.", len(called)),
                undo=lambda: run_command(
                    self._panel, lambda centre: centre.write(take_call_back, enrolment_ids=called)
                ),
            )

    def note_absence(self) -> None:
        def ask(person: EnrolledPerson) -> None:
            next_code = AbsenceDialog.ask(self._panel, person)
            if next_code:
                self._say(_("{name} did not come and is put into {cohort}.", name=person.name, cohort=next_code))
            elif next_code is not None:
                self._say(_("{name} is noted as absent.", name=person.name))

        self._with_current(ask)

    def show_hours(self) -> None:
        self._with_current(lambda person: StandingDialog.ask(self._panel, person))

    def transfer(self) -> None:
        def ask(person: EnrolledPerson) -> None:
            done = TransferDialog.ask(self._panel, person)
            if done is not None:
                code, onward_id = done
                self._say(
                    _("{name} goes on in cohort {cohort}.", name=person.name, cohort=code),
                    undo=lambda: self._undo(onward_id),
                )

        self._with_current(ask)

    def undo_transfer(self) -> None:
        self._with_current(lambda person: self._undo(person.id))

    def expel(self) -> None:
        def ask(person: EnrolledPerson) -> None:
            if ExpelDialog.ask(self._panel, person):
                self._say(_("{name} is expelled.", name=person.name))

        self._with_current(ask)

    def remove(self) -> None:
        """Take the person out again; the banner offers to put them back."""

        def take_out(person: EnrolledPerson) -> None:
            run_command(
                self._panel,
                lambda centre: centre.write(remove, enrolment_id=person.id),
                lambda _outcome: self._say_removed(person),
            )

        self._with_current(take_out)

    def _add(self, action: Action) -> "QAction":
        return self._table.add_row_action(action)

    def _with_current(self, act: Callable[[EnrolledPerson], object]) -> None:
        person = self._table.current()
        if person is not None:
            act(person)

    def _undo(self, enrolment_id: int) -> None:
        run_command(
            self._panel,
            lambda centre: centre.write(undo_transfer, enrolment_id=enrolment_id),
            lambda _outcome: self._say(_("The transfer was taken back.")),
        )

    def _say(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        self._panel.workspace.show_notice(text, undo=undo)

    def _say_removed(self, person: EnrolledPerson) -> None:
        cohort_id = self._cohort_id
        again = {"cohort_id": cohort_id, "person_ids": [person.person_id], "repeat_reason": person.repeat_reason}
        self._say(
            _("{name} is taken out of the cohort.", name=person.name),
            undo=lambda: run_command(self._panel, lambda centre: centre.write(enrol, **again)),
        )
