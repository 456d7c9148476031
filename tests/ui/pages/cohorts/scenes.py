"""Scenes of cohorts, programmes, timetable and attendance for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.records import CohortState, EnrolledPerson
from desktop_app.cohorts.service import cohort, cohorts
from desktop_app.programmes.service import programme, programmes
from ui.pages.cohorts.absence_dialog import AbsenceDialog
from ui.pages.cohorts.admit_dialog import AdmitDialog
from ui.pages.cohorts.call_dialog import CallDialog
from ui.pages.cohorts.cancel_dialog import CancelDialog
from ui.pages.cohorts.checklist_dialog import ChecklistDialog
from ui.pages.cohorts.edit_dialog import CohortDialog
from ui.pages.cohorts.enrol_dialog import EnrolDialog
from ui.pages.cohorts.expel_dialog import ExpelDialog
from ui.pages.cohorts.reopen_dialog import ReopenDialog
from ui.pages.cohorts.standing_dialog import StandingDialog
from ui.pages.cohorts.transfer_dialog import TransferDialog
from ui.pages.programmes.edit_dialog import ProgrammeDialog
from ui.pages.timetable.make_dialog import MakeTimetableDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def step(name: str, state: CohortState = CohortState.STUDYING) -> "Callable[[Stage], QWidget]":
    """The hub with the panel of one step."""
    return lambda stage: stage.page("cohort", (_cohort(stage, state), name))


def new_cohort(stage: "Stage") -> QWidget:
    return CohortDialog(stage.page("cohorts"))


def edited_cohort(stage: "Stage") -> QWidget:
    page = stage.page("cohorts")
    cohort_id = _cohort(stage, CohortState.PLANNED)
    return CohortDialog(page, stage.workspace.centre.read(cohort, cohort_id=cohort_id))


def cancelled(stage: "Stage") -> QWidget:
    page = stage.page("cohorts")
    cohort_id = _cohort(stage, CohortState.PLANNED)
    return CancelDialog(page, stage.workspace.centre.read(cohort, cohort_id=cohort_id))


def enrolled(stage: "Stage") -> QWidget:
    cohort_id = _cohort(stage, CohortState.PLANNED)
    dialog = EnrolDialog(stage.page("cohort", (cohort_id, "admission")), cohort_id)
    dialog.find_box.setText("ab")
    return dialog


def admitted(stage: "Stage") -> QWidget:
    """The order for people who stand on the list already, as on the last day before a course."""
    cohort_id = _called_cohort(stage)
    page = stage.page("cohort", (cohort_id, "admission"))
    return AdmitDialog(page, cohort_id, stage.workspace.centre.read(cohort_facts, cohort_id=cohort_id))


def expelled(stage: "Stage") -> QWidget:
    cohort_id = _cohort(stage, CohortState.STUDYING)
    page = stage.page("cohort", (cohort_id, "admission"))
    return ExpelDialog(page, stage.workspace.centre.read(enrolled_people, cohort_id=cohort_id)[0])


def called(stage: "Stage") -> QWidget:
    page, cohort_id, people = _people_of(stage, CohortState.STUDYING)
    return CallDialog(page, cohort_id, [person.id for person in people])


def absent(stage: "Stage") -> QWidget:
    page, _cohort_id, people = _people_of(stage, CohortState.STUDYING)
    return AbsenceDialog(page, people[0])


def transferred(stage: "Stage") -> QWidget:
    page, _cohort_id, people = _people_of(stage, CohortState.STUDYING)
    return TransferDialog(page, people[0])


def hours(stage: "Stage") -> QWidget:
    page, _cohort_id, people = _people_of(stage, CohortState.STUDYING)
    return StandingDialog(page, people[0])


def checklist(stage: "Stage") -> QWidget:
    page, cohort_id, _people = _people_of(stage, CohortState.STUDYING)
    return ChecklistDialog(page, cohort_id, stage.workspace.centre.read(cohort, cohort_id=cohort_id).code)


def reopened(stage: "Stage") -> QWidget:
    page, cohort_id, _people = _people_of(stage, CohortState.COMPLETED)
    return ReopenDialog(page, stage.workspace.centre.read(cohort, cohort_id=cohort_id))


def _people_of(stage: "Stage", state: CohortState) -> "tuple[QWidget, int, list[EnrolledPerson]]":
    cohort_id = _cohort(stage, state)
    page = stage.page("cohort", (cohort_id, "admission"))
    return page, cohort_id, stage.workspace.centre.read(enrolled_people, cohort_id=cohort_id)


def timetable(stage: "Stage") -> QWidget:
    cohort_id = _cohort(stage, CohortState.STUDYING)
    return MakeTimetableDialog(stage.page("cohort", (cohort_id, "timetable")), cohort_id, is_anew=False)


def programme_form(stage: "Stage") -> QWidget:
    page = stage.page("programmes")
    centre = stage.workspace.centre
    return ProgrammeDialog(page, centre.read(programme, programme_id=centre.read(programmes)[0].id))


def _called_cohort(stage: "Stage") -> int:
    """A cohort that is still to begin, with people who await it."""
    planned = stage.workspace.centre.read(cohorts, states=[CohortState.PLANNED]).rows
    return next(row.id for row in planned if row.people)


def _cohort(stage: "Stage", state: CohortState) -> int:
    return stage.workspace.centre.read(cohorts, states=[state]).rows[0].id


SCENES = {
    "cohort-plan": step("plan"),
    "cohort-admission": step("admission"),
    "cohort-admission-empty": step("admission", CohortState.PLANNED),
    "cohort-timetable": step("timetable"),
    "cohort-attendance": step("attendance"),
    "cohort-attendance-over": step("attendance", CohortState.COMPLETED),
    "cohort-new": new_cohort,
    "cohort-form": edited_cohort,
    "cohort-cancel": cancelled,
    "cohort-enrol": enrolled,
    "cohort-admit": admitted,
    "cohort-expel": expelled,
    "cohort-call": called,
    "cohort-absent": absent,
    "cohort-transfer": transferred,
    "cohort-hours": hours,
    "cohort-checklist": checklist,
    "cohort-reopen": reopened,
    "timetable-make": timetable,
    "programme-form": programme_form,
}
