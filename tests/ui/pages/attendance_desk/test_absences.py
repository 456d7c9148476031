"""Absences as a person notes them: from the register and from the desk, by keys, with a scan, taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.attendance.absence_records import AbsenceDraft, AbsenceRecord, AbsenceView
from desktop_app.attendance.absences import absences, save_absence
from desktop_app.attendance.evidence import evidence_of
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.marks.records import MarkValue
from tests import factories
from tests.ui.looks import clipped_words, when_asked
from ui.pages.attendance.actions import Spot
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.attendance_desk import absences as absences_module
from ui.pages.attendance_desk.absence_dialog import AbsenceDialog, ask_absence
from ui.pages.attendance_desk.absences import AbsencesPanel
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.page import Panel
from ui.workspace import Workspace

DAY = date(2026, 11, 19)


@pytest.fixture
def cohort(centre: Centre) -> int:
    """A cohort of two with a lesson on a day gone by."""
    taught = factories.write(centre, factories.programme(module_hours=(6,)))
    row = factories.write(centre, factories.cohort(taught.id, ends_on=date(2099, 1, 1)))
    for surname in ("Aliyeva", "Karimova"):
        person = factories.write(centre, factories.person(surname=surname)).id
        factories.write(centre, factories.enrolment(row.id, person))
    factories.write(centre, factories.session(row.id, held_on=DAY))
    return row.id


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, cohort: int, settle: Callable[[], None]) -> AttendanceDeskPage:
    made = AttendanceDeskPage(workspace)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    workspace.notice_requested.connect(lambda text, undo, link: made.banner.show_outcome(text, undo=undo, link=link))
    made.open("absences")
    made.show()
    settle()
    return made


def kept(centre: Centre) -> list[AbsenceRecord]:
    return centre.read(absences)


def fill(dialog: AbsenceDialog, **values: object) -> None:
    for name, value in values.items():
        dialog.field(name).set_value(value)
    dialog.save()


def note(centre: Centre, cohort: int, **values: Any) -> int:
    enrolment = centre.read(grid, cohort_id=cohort).people[0].enrolment_id
    draft = AbsenceDraft(
        cohort, **{"enrolment_id": enrolment, "starts_on": DAY, "ends_on": DAY} | values, kind_code="SABABLI"
    )
    return centre.write(save_absence, draft).value.id


def mark_absent(centre: Centre, cohort: int) -> None:
    found = centre.read(grid, cohort_id=cohort)
    change = MarkChange(found.people[0].enrolment_id, found.sessions[0].id, MarkValue("KELMADI"))
    centre.write(set_marks, marks=[change], reason="varaqdan")


def mark_of_first(centre: Centre, cohort: int) -> str:
    found = centre.read(grid, cohort_id=cohort)
    return found.marks[found.people[0].enrolment_id, found.sessions[0].id].kind_code


def panel_of(page: AttendanceDeskPage) -> AbsencesPanel:
    assert isinstance(page.panel, AbsencesPanel)
    return page.panel


def test_from_the_register_the_person_and_the_day_stand_there_already(
    qtbot: QtBot, workspace: Workspace, centre: Centre, cohort: int, settle: Callable[[], None], tmp_path: Path
) -> None:
    found = centre.read(grid, cohort_id=cohort)
    spot = Spot(cohort, found.people[1].enrolment_id, found.sessions[0].id)
    owner = Panel(workspace)
    qtbot.addWidget(owner)
    scan = tmp_path / "varaqa.pdf"
    scan.write_bytes(b"%PDF-1.7 varaqa")
    when_asked(AbsenceDialog, lambda dialog: fill(dialog, reason_code="KASAL", document="№ 17", file=scan))
    ask_absence(owner, spot)
    settle()
    (row,) = kept(centre)
    assert (row.name, row.draft.starts_on, row.draft.ends_on) == (found.people[1].name, DAY, DAY)
    assert (row.draft.kind_code, row.draft.reason_code, row.files) == ("SABABLI", "KASAL", 1)


def test_on_the_desk_the_cohort_is_chosen_and_it_may_be_the_whole_group(
    page: AttendanceDeskPage, centre: Centre, cohort: int, settle: Callable[[], None]
) -> None:
    def act(dialog: AbsenceDialog) -> None:
        dialog.field("cohort_id").set_value(cohort)
        dialog.field("cohort_id").edited.emit()
        settle()
        fill(dialog, enrolment_id=0, starts_on=DAY, ends_on=DAY, note="qor")

    when_asked(AbsenceDialog, act)
    panel_of(page).add()
    settle()
    (row,) = kept(centre)
    assert (row.name, row.draft.enrolment_id, row.draft.note) == ("", None, "qor")


def test_what_was_just_noted_is_in_sight_also_when_it_is_over(
    page: AttendanceDeskPage, cohort: int, settle: Callable[[], None]
) -> None:
    panel = panel_of(page)
    assert panel.view.value is AbsenceView.COMING

    def act(dialog: AbsenceDialog) -> None:
        dialog.field("cohort_id").set_value(cohort)
        dialog.field("cohort_id").edited.emit()
        settle()
        fill(dialog, enrolment_id=0, starts_on=DAY, ends_on=DAY)

    when_asked(AbsenceDialog, act)
    panel.add()
    settle()
    row = panel.table.current()
    assert row is not None
    assert row.draft.starts_on == DAY
    assert panel.view.value is AbsenceView.ALL


def test_a_scan_that_cannot_be_read_is_told_in_the_form(
    page: AttendanceDeskPage, centre: Centre, cohort: int, settle: Callable[[], None], tmp_path: Path
) -> None:
    told = []

    def act(dialog: AbsenceDialog) -> None:
        for file in (tmp_path / "yoq.pdf", tmp_path):
            fill(dialog, enrolment_id=0, starts_on=DAY, ends_on=DAY, file=file)
            settle()
            told.append(dialog.banner.text)
        (tmp_path / "matn.pdf").write_text("matn")
        fill(dialog, file=tmp_path / "matn.pdf")
        settle()
        told.append(dialog.field("file").error)
        dialog.done(0)

    when_asked(AbsenceDialog, act)
    AbsenceDialog.ask(page, cohort_id=cohort)
    assert [text.partition(" cannot")[0] for text in told[:2]] == ["The file yoq.pdf", f"The file {tmp_path.name}"]
    assert "neither a JPEG" in told[2]
    assert kept(centre) == []


def test_what_cannot_be_stands_under_its_field(
    page: AttendanceDeskPage, centre: Centre, cohort: int, settle: Callable[[], None]
) -> None:
    told = []

    def act(dialog: AbsenceDialog) -> None:
        fill(dialog, enrolment_id=0, starts_on=DAY, ends_on=date(2026, 11, 18))
        settle()
        told.append(dialog.field("ends_on").error)
        dialog.done(0)

    when_asked(AbsenceDialog, act)
    AbsenceDialog.ask(page, cohort_id=cohort)
    assert told == ["This day lies before the one it follows."]
    assert kept(centre) == []


def test_marks_of_plain_absence_get_the_reason_when_asked_and_the_banner_takes_it_back(
    page: AttendanceDeskPage, centre: Centre, cohort: int, settle: Callable[[], None]
) -> None:
    mark_absent(centre, cohort)
    absence_id = note(centre, cohort)
    panel = panel_of(page)
    panel.view.choose(AbsenceView.ALL)
    panel.refresh()
    settle()
    row = panel.table.current()
    assert row is not None
    assert row.id == absence_id
    asked = []

    def agree(question: ConfirmDialog) -> None:
        asked.append(question.yes_button.text())
        question.accept()

    def change(dialog: AbsenceDialog) -> None:
        when_asked(ConfirmDialog, agree)
        fill(dialog, document="№ 17")

    when_asked(AbsenceDialog, change)
    panel.change()
    settle()
    assert asked == ["Turn 1 mark"]
    assert mark_of_first(centre, cohort) == "SABABLI"
    undo(page)
    settle()
    assert mark_of_first(centre, cohort) == "KELMADI"


def test_taking_back_says_which_marks_stay_and_undo_brings_it_back(
    page: AttendanceDeskPage,
    centre: Centre,
    cohort: int,
    settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note(centre, cohort)
    found = centre.read(grid, cohort_id=cohort)
    change = MarkChange(found.people[0].enrolment_id, found.sessions[0].id, MarkValue("SABABLI"))
    centre.write(set_marks, marks=[change], reason="varaqdan")
    told: list[str] = []
    monkeypatch.setattr(absences_module, "confirm", lambda *_args, details, **_more: told.append(details) or True)
    panel = panel_of(page)
    panel.view.choose(AbsenceView.ALL)
    panel.refresh()
    settle()
    panel.take_back()
    settle()
    assert kept(centre) == []
    assert told == ["1 mark that was set for it stays in the register. Change it there if it is wrong."]
    undo(page)
    settle()
    assert len(kept(centre)) == 1


def test_a_scan_is_attached_shown_and_taken_off(
    page: AttendanceDeskPage, centre: Centre, cohort: int, settle: Callable[[], None], tmp_path: Path
) -> None:
    absence_id = note(centre, cohort)
    panel = panel_of(page)
    panel.view.choose(AbsenceView.UNPROVEN)
    panel.refresh()
    settle()
    scan = tmp_path / "varaqa.pdf"
    scan.write_bytes(b"%PDF-1.7 varaqa")
    panel.pane.attach(scan)
    settle()
    assert panel.table.current() is None, "it is proven now"
    panel.view.choose(AbsenceView.ALL)
    panel.refresh()
    settle()
    assert panel.pane.files.view.model().rowCount() == 1
    panel.pane.files.select_place(0)
    panel.pane.remove_chosen()
    settle()
    assert centre.read(evidence_of, absence_id=absence_id) == []
    undo(page)
    settle()
    assert len(centre.read(evidence_of, absence_id=absence_id)) == 1


def test_in_the_register_the_turned_marks_are_shown_at_once(
    qtbot: QtBot, workspace: Workspace, centre: Centre, cohort: int, settle: Callable[[], None]
) -> None:
    mark_absent(centre, cohort)
    panel = AttendancePanel(workspace, cohort)
    qtbot.addWidget(panel)
    panel.resize(1100, 600)
    panel.show()
    settle()

    def agree(question: ConfirmDialog) -> None:
        question.accept()

    def save(dialog: AbsenceDialog) -> None:
        when_asked(ConfirmDialog, agree)
        fill(dialog, document="№ 17")

    found = centre.read(grid, cohort_id=cohort)
    when_asked(AbsenceDialog, save)
    ask_absence(panel, Spot(cohort, found.people[0].enrolment_id, found.sessions[0].id))
    settle()
    assert mark_of_first(centre, cohort) == "SABABLI"
    shown = panel.model.mark_at(0, 0)
    assert shown is not None
    assert shown.kind_code == "SABABLI"


def test_the_desk_leads_to_the_register_by_a_key(
    qtbot: QtBot,
    page: AttendanceDeskPage,
    workspace: Workspace,
    centre: Centre,
    cohort: int,
    settle: Callable[[], None],
) -> None:
    went = []
    workspace.navigate = went.append  # type: ignore[method-assign]
    note(centre, cohort)
    panel = panel_of(page)
    panel.view.choose(AbsenceView.ALL)
    panel.refresh()
    settle()
    panel.table.view.setFocus()
    qtbot.keyClick(panel.table.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert [(target.page, target.argument) for target in went] == [("cohort", (cohort, "attendance"))]


def test_an_empty_list_says_so_and_nothing_is_clipped(page: AttendanceDeskPage) -> None:
    assert clipped_words(page) == []


def undo(page: AttendanceDeskPage) -> None:
    """Press what the banner offers."""
    button = next(each for each in page.banner.findChildren(QPushButton) if each.text().startswith("Undo"))
    button.click()
