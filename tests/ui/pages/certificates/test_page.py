"""The register of a year, as a person uses it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.certificates import register_order
from desktop_app.certificates.later import Ground, annul
from desktop_app.certificates.service import issue_certificates
from desktop_app.clock import FixedClock
from desktop_app.i18n import _n
from desktop_app.progress import Progress
from tests.conftest import NOW
from tests.courses import Course, Taught, closed_course
from ui.navigation import Target
from ui.pages.certificates.page import CertificatesPage
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


def test_letters_in_the_chooser_show_one_series(page: CertificatesPage, settle: Settle) -> None:
    assert [page.kinds.itemData(place) for place in range(4, page.kinds.count())] == [("", "PM")]
    assert page.kinds.currentIndex() == 0
    page.kinds.setCurrentIndex(2)
    page.kinds.activated.emit(2)
    settle()
    assert page.rows.rowCount() == 0
    page.kinds.setCurrentIndex(4)
    page.kinds.activated.emit(4)
    page.refresh()
    settle()
    assert page.kinds.currentIndex() == 4
    assert page.rows.rowCount() == 2


def test_the_chosen_papers_go_to_a_print_run_and_withdrawn_ones_do_not(
    page: CertificatesPage, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page.table.view.selectAll()
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_P, keys)
    assert targets == [Target("print_run", (course.cohort_id, (1, 2)))]
    workspace.centre.write(annul, certificate_id=1, ground=Ground("Xato", "51-T/T", workspace.centre.clock.today()))
    page.refresh()
    settle()
    page.table.view.selectAll()
    qtbot.keyClick(page.table.view, Qt.Key.Key_P, keys)
    assert len(targets) == 1


def test_of_very_many_that_a_text_finds_the_page_says_that_it_shows_the_first(
    page: CertificatesPage, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_order, "FEW", 1)
    monkeypatch.setattr(register_order, "MOST_SHOWN", 1)
    said: list[str] = []
    monkeypatch.setattr(page, "set_context", said.append)
    qtbot.keyClicks(page.table.filter_box, "ova")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    settle()
    assert said[-1] == _n(
        "Of very many, the first {n} is shown: type more.", "Of very many, the first {n} are shown: type more.", 1
    )
    every = page.rows.every_row()
    assert len(every(page.workspace.centre, Progress())) == 2
    qtbot.keyClicks(page.table.filter_box, " 000001")
    cut = said[-1]
    qtbot.waitUntil(lambda: said[-1] != cut)
    assert page.rows.rowCount() == 1


def test_in_a_narrow_window_the_ways_stand_on_a_line_of_their_own(page: CertificatesPage, settle: Settle) -> None:
    places = []
    for width in (1500, 760, 1500):
        page.resize(width, 600)
        settle()
        places.append(page.table.tools.indexOf(page._ways) >= 0)
        assert page._ways.isVisible()
    assert places == [True, False, True]
