"""The papers of a cohort: seen, issued, saved for Word."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState, Enrolment, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.cohorts.admission import admit
from desktop_app.orders.service import papers_of_cohort
from tests.factories import cohort, enrolment, person, programme, write
from tests.ui.looks import when_asked
from ui.pages.papers import panel as panel_module
from ui.pages.papers.issue_dialog import IssueDialog
from ui.pages.papers.panel import PapersPanel
from ui.pages.papers.rows import Standing
from ui.workspace import Workspace


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    made = write(centre, cohort(write(centre, programme()).id))
    for surname, state in (("Azizova", EnrolmentState.APPLIED), ("Boboyeva", EnrolmentState.EXPELLED)):
        write(centre, enrolment(made.id, write(centre, person(surname=surname)).id, state=state))
    centre.write(admit, cohort_id=made.id, order_number="14-M", order_date=date(2026, 11, 3))
    return made.id


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, cohort_id: int, settle: Callable[[], None]) -> PapersPanel:
    made = PapersPanel(workspace, cohort_id)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def choose(panel: PapersPanel, title: str, standing: Standing) -> None:
    assert panel.table.select(lambda row: (row.title, row.standing) == (title, standing))


def test_what_can_be_issued_stands_first(panel: PapersPanel) -> None:
    row = panel.table.current()
    assert row is not None
    assert row.standing is Standing.READY
    assert panel.issue_button.isEnabled()


def test_a_paper_that_must_wait_says_why(panel: PapersPanel) -> None:
    choose(panel, "Completion order", Standing.NOT_YET)
    assert panel.detail.text() == "The cohort is not completed yet."
    assert not panel.issue_button.isEnabled()
    assert not panel.word_button.isEnabled()


def test_an_order_is_issued_under_the_next_number(
    panel: PapersPanel, centre: Centre, cohort_id: int, settle: Callable[[], None]
) -> None:
    choose(panel, "Expulsion order", Standing.READY)
    panel.issue()

    def save(dialog: IssueDialog) -> None:
        assert dialog.field("number").value == "15-M"
        dialog.field("dated_on").set_value(date(2026, 11, 20))
        dialog.save()

    when_asked(IssueDialog, save)
    settle()
    numbers = [(one.number, one.is_signed) for one in centre.read(papers_of_cohort, cohort_id=cohort_id)]
    assert ("15-M", True) in numbers
    settle()
    choose(panel, "Expulsion order", Standing.ISSUED)


def test_letters_to_several_employers_are_issued_at_once_and_make_one_file(
    qtbot: QtBot,
    workspace: Workspace,
    centre: Centre,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planned = write(
        centre,
        cohort(
            write(centre, programme()).id,
            state=CohortState.PLANNED,
            starts_on=date(2026, 12, 1),
            ends_on=date(2026, 12, 26),
        ),
    )
    for place in range(3):
        who = write(centre, person(surname=f"Nazarova{place}")).id
        row = enrolment(planned.id, who, state=EnrolmentState.APPLIED, workplace=f"{place + 1}-maktab")
        write(centre, row)
    panel = PapersPanel(workspace, planned.id)
    qtbot.addWidget(panel)
    panel.show()
    settle()
    choose(panel, "Letter calling to the course", Standing.READY)
    assert panel.detail.text() == "3 people · 3 letters"
    panel.issue()

    def save(dialog: IssueDialog) -> None:
        dialog.save()

    when_asked(IssueDialog, save)
    settle()
    settle()
    assert [row.order.number for row in panel.table.selected() if row.order] == ["01-1", "01-2", "01-3"]
    out = tmp_path / "xatlar.docx"
    monkeypatch.setattr(panel_module, "choose_target", lambda *_args, **_kwargs: out)
    panel.save_word()
    settle()
    said = [paragraph.text for paragraph in Document(str(out)).paragraphs]
    assert [text for text in said if text.endswith("maktab rahbariyatiga")] == [
        f"{n}-maktab rahbariyatiga" for n in (1, 2, 3)
    ]
    states = centre.read(
        lambda unit: {row.state for row in unit.session.query(Enrolment).filter_by(cohort_id=planned.id)}
    )
    assert states == {EnrolmentState.CALLED}


def test_an_admission_order_is_saved_for_word_and_signed_by_it(
    panel: PapersPanel,
    centre: Centre,
    cohort_id: int,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "14-M.docx"
    monkeypatch.setattr(panel_module, "choose_target", lambda *_args, **_kwargs: out)
    choose(panel, "Admission order", Standing.ISSUED)
    panel.save_word()
    settle()
    assert "BUYURAMAN:" in [paragraph.text for paragraph in Document(str(out)).paragraphs]
    (order,) = (one for one in centre.read(papers_of_cohort, cohort_id=cohort_id) if one.number == "14-M")
    assert order.is_signed
