"""The register of a year and the checking of codes, as a person uses them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.certificates.printing import write_certificates
from desktop_app.certificates.register import certificates_of
from desktop_app.certificates.service import annul, issue_certificates, sheets
from desktop_app.clock import FixedClock
from desktop_app.progress import Progress
from tests.conftest import NOW
from tests.courses import Course, Taught, closed_course
from ui.navigation import Target
from ui.pages.certificates.check_dialog import CheckDialog
from ui.pages.certificates.page import CertificatesPage
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def course(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    course = closed_course(workspace.centre, [Taught("Azimova"), Taught("Botirova")])
    workspace.centre.write(issue_certificates, cohort_id=course.cohort_id)
    return course


@pytest.fixture
def page(workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle) -> CertificatesPage:
    made = CertificatesPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    settle()
    return made


@pytest.fixture
def dialog(page: CertificatesPage, qtbot: QtBot) -> CheckDialog:
    made = CheckDialog(page)
    qtbot.addWidget(made)
    made.show()
    return made


def verdicts(dialog: CheckDialog) -> list[str]:
    return [pill.text for card in dialog.cards for pill in card.findChildren(PillLabel)]


def test_the_register_shows_the_year_and_is_searched_by_name(
    page: CertificatesPage, qtbot: QtBot, settle: Settle
) -> None:
    model = page.table.view.model()
    assert (model.rowCount(), page.years.currentText()) == (2, "2026")
    qtbot.keyClicks(page.table.filter_box, "botir")
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    settle()
    row = page.rows.row_at(0)
    assert row is not None
    assert row.holder.startswith("Botirova")


def test_enter_leads_to_the_cohort(page: CertificatesPage, workspace: Workspace, course: Course, qtbot: QtBot) -> None:
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    page.table.view.selectRow(0)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert targets == [Target("cohort", (course.cohort_id, "certificates"))]


def test_a_scanned_code_is_told_valid_with_the_register_beside_it(
    dialog: CheckDialog, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    code = workspace.centre.read(sheets, cohort_id=course.cohort_id)[0].code
    dialog.code.setText(code)
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    settle()
    assert verdicts(dialog) == ["Valid"]
    words = [found.text() for found in dialog.cards[0].findChildren(QLabel)]
    assert words.count("PM-2026-000001") == 2


def test_an_annulled_certificate_and_any_other_text_are_told_apart(
    dialog: CheckDialog, workspace: Workspace, course: Course, settle: Settle
) -> None:
    code = workspace.centre.read(sheets, cohort_id=course.cohort_id)[0].code
    record = workspace.centre.read(certificates_of, cohort_id=course.cohort_id)[0]
    workspace.centre.write(annul, certificate_id=record.id, reason="Xato")
    dialog.check(code)
    settle()
    assert verdicts(dialog) == ["Annulled"]
    dialog.check("salom")
    settle()
    assert verdicts(dialog) == ["Not a certificate"]


def test_a_file_is_checked_page_by_page(
    dialog: CheckDialog, workspace: Workspace, course: Course, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "sertifikatlar.pdf"
    write_certificates(workspace.centre, cohort_id=course.cohort_id, out=file, progress=Progress())
    dialog.check(file)
    settle()
    assert verdicts(dialog) == ["Valid", "Valid"]


def test_a_file_that_is_no_picture_gets_a_sentence(dialog: CheckDialog, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "matn.pdf"
    file.write_text("bu PDF emas")
    dialog.check(file)
    settle()
    assert dialog.banner.text
    assert verdicts(dialog) == []
