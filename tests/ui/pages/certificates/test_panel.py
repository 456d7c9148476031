"""The certificates of a cohort: who gets one, issuing all in one go, the file, annulling."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models.centre import CentreProfile
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.register import certificates_of
from desktop_app.certificates.service import candidates, issue_certificates
from desktop_app.clock import FixedClock
from desktop_app.i18n import _, use
from tests.conftest import NOW
from tests.courses import Course, Taught, closed_course, taught_course
from tests.ui.looks import when_asked
from ui import files
from ui.navigation import Target
from ui.pages.certificates.annul_dialog import AnnulDialog
from ui.pages.certificates.columns import state_of
from ui.pages.certificates.external_dialog import ExternalDialog
from ui.pages.certificates.issue_dialog import IssueDialog
from ui.pages.certificates.panel import CertificatePanel
from ui.pages.certificates.replace_dialog import DuplicateDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
PEOPLE = (Taught("Azimova"), Taught("Botirova"), Taught("Davronova", 40))


@pytest.fixture
def course(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    return closed_course(workspace.centre, PEOPLE)


def shown(workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle) -> CertificatePanel:
    panel = CertificatePanel(workspace, course.cohort_id)
    qtbot.addWidget(panel)
    panel.resize(1100, 500)
    panel.show()
    settle()
    return panel


def states(panel: CertificatePanel) -> list[str]:
    model = panel.table.view.model()
    rows = []
    for place in range(model.rowCount()):
        panel.table.view.selectRow(place)
        row = panel.table.current()
        assert row is not None
        rows.append(state_of(row))
    return rows


def test_before_the_closing_nobody_is_ready_yet_and_the_reason_is_told(
    workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    workspace.centre.clock = FixedClock(NOW)
    panel = shown(workspace, taught_course(workspace.centre, PEOPLE), qtbot, settle)
    assert not panel.issue_button.isEnabled()
    assert set(states(panel)) == {"not_yet"}
    assert "Not yet: 3." in panel.counts.text()
    assert panel.reason.text()


def test_one_key_shows_what_stands_in_the_way_and_issues_to_everybody_who_is_ready(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    assert states(panel) == ["ready", "ready", "ready"]
    assert "3" in panel.issue_button.text()
    when_asked(IssueDialog, lambda dialog: dialog.save_button.click())
    qtbot.keyClick(panel.table.view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert states(panel) == ["valid", "valid", "valid"]
    assert not panel.issue_button.isVisible()
    assert panel.print_button.isEnabled()


def test_the_certificate_of_the_chosen_person_is_shown_as_a_page(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    assert any(not part.pixmap().isNull() for part in panel.preview.findChildren(QLabel))


def test_all_are_saved_as_one_file_and_offered_to_be_opened(
    workspace: Workspace,
    course: Course,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace.centre.write(issue_certificates, cohort_id=course.cohort_id)
    panel = shown(workspace, course, qtbot, settle)
    target = tmp_path / "sertifikatlar"
    # The system's own file dialog cannot be driven by a test.
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    notices: list[tuple[object, ...]] = []
    workspace.notice_requested.connect(lambda *told: notices.append(told))
    panel.save_button.click()
    settle()
    assert target.with_suffix(".pdf").exists()
    assert str(target.with_suffix(".pdf")) in str(notices[-1][0])


def test_annulling_is_not_done_by_enter_and_needs_a_reason_and_an_order(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    workspace.centre.write(issue_certificates, cohort_id=course.cohort_id)
    panel = shown(workspace, course, qtbot, settle)
    record = workspace.centre.read(certificates_of, cohort_id=course.cohort_id)[0]
    dialog = AnnulDialog(panel, record)
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    dialog.show()
    dialog.save_button.click()
    assert all(dialog.field(name).error for name in ("reason", "order_number", "order_date"))
    editor = dialog.field("reason").editor
    qtbot.keyClicks(editor, "Blanka buzilgan")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert dialog.isVisible()
    dialog.field("order_number").set_value("51-T/T")
    dialog.field("order_date").set_value(workspace.centre.clock.today())
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        qtbot.keyClick(dialog.field("order_number").editor, Qt.Key.Key_Return, modifier)
        settle()
        assert dialog.isVisible()
    dialog.save_button.click()
    settle()
    assert states(panel) == ["annulled", "valid", "ready"]


@pytest.mark.parametrize("language", ["uz_Latn", "ru"])
def test_the_way_out_of_annulling_cannot_be_taken_for_the_act(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle, language: str
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    record = workspace.centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued[0]
    with use(language):
        dialog = AnnulDialog(panel, record)
        qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
        assert _("Cancel") not in [button.text() for button in dialog.findChildren(QPushButton)]


def test_a_fault_keeps_the_issue_back_and_leads_to_where_it_is_mended(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    def forget_director(unit: UnitOfWork) -> None:
        unit.session.scalars(select(CentreProfile)).one().director = ""

    workspace.centre.write(forget_director)
    panel = shown(workspace, course, qtbot, settle)
    dialog = IssueDialog(panel, course.cohort_id)
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    settle()
    assert not dialog.save_button.isEnabled()
    next(button for button in dialog.findChildren(QPushButton) if button.text() == _("Go there")).click()
    assert dialog.outcome == Target("settings")


def test_a_duplicate_is_made_by_keys_and_the_line_under_the_paper_tells_its_life(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    first = workspace.centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued[0]
    panel = shown(workspace, course, qtbot, settle)

    def fill(dialog: DuplicateDialog) -> None:
        dialog.field("reason").set_value("Azimova arizasi, yoʻqolgan")
        dialog.field("order_number").set_value("50-T/T")
        dialog.field("order_date").set_value(workspace.centre.clock.today())
        dialog.save_button.click()

    when_asked(DuplicateDialog, fill)
    qtbot.keyClick(panel.table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    row = panel.table.current()
    assert row is not None
    assert row.certificate is not None
    assert (row.certificate.replaces, row.certificate.is_in_force) == (first.full_number, True)
    assert "50-T/T" in panel.facts.text()
    assert first.full_number in panel.facts.text()


def test_pasted_certificates_of_the_platform_are_kept_only_if_every_row_is_understood(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    dialog = ExternalDialog(panel, course.cohort_id)
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    name = workspace.centre.read(candidates, cohort_id=course.cohort_id)[0].name
    for text, may_be_kept in ((f"{name}\tUKT 1\nNotanish\tUKT 2", False), (f"{name}\tUKT 1", True)):
        dialog.field("text").set_value(text)
        dialog.field("text").edited.emit()
        settle()
        assert dialog.save_button.isEnabled() is may_be_kept
    dialog.save_button.click()
    settle()
    assert states(panel)[0] == "elsewhere"


def test_the_papers_of_the_chosen_kind_go_to_the_printing_page(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    issued = workspace.centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued
    panel = shown(workspace, course, qtbot, settle)
    with qtbot.waitSignal(workspace.navigation_requested) as told:
        qtbot.mouseClick(panel.print_button, Qt.MouseButton.LeftButton)
    assert told.args == [Target("print_run", (course.cohort_id, tuple(record.id for record in issued)))]
