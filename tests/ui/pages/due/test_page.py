"""Who is due, by real keys and clicks."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from db.models.people import Person
from desktop_app.cohorts.enrolment import enrol, enrolled_people
from desktop_app.i18n import set_language
from desktop_app.people.words import keep_words
from tests import factories
from tests.ui.looks import clipped_words, show_in_front
from ui.navigation import Target
from ui.pages.due.cohort_dialog import IntoCohortDialog
from ui.pages.due.export_dialog import ExportDialog
from ui.pages.due.filters import Standing
from ui.pages.due.page import DISTRICTS, SCHOOLS, DuePage
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

Settle = Callable[[], None]
OTHER_DISTRICT = "1727212"


@pytest.fixture
def school(workspace: Workspace) -> int:
    return factories.write(workspace.centre, factories.institution(name="12-maktab")).id


@pytest.fixture
def people(workspace: Workspace, school: int) -> dict[str, int]:
    """Three who are due in 2026, one of them since 2024, and one who is not."""
    teacher = {"staff_group": "PEDAGOG", "subject_code": "FIZ", "institution_id": school}
    cards: dict[str, dict[str, Any]] = {
        "Aliyeva": teacher,
        "Boboyeva": {**teacher, "service_since": date(2021, 9, 1)},
        "Davronova": {"district_code": OTHER_DISTRICT},
        "Ergasheva": {"service_since": date(2026, 9, 1)},
    }
    return {
        surname: factories.write(workspace.centre, factories.person(surname=surname, **card)).id
        for surname, card in cards.items()
    }


@pytest.fixture
def page(workspace: Workspace, people: dict[str, int], qtbot: QtBot, settle: Settle) -> Iterator[DuePage]:
    assert workspace.centre.clock.today().year == 2026
    made = DuePage(workspace)
    qtbot.addWidget(made)
    made.resize(1118, 700)
    show_in_front(made)
    settle()
    yield made
    for dialog in made.findChildren(FormDialog):
        dialog.hide()


def shown(page: DuePage) -> list[str]:
    model = page.people.view.model()
    return [str(model.index(place, 0).data()).split()[0] for place in range(model.rowCount())]


def cohort(workspace: Workspace, **values: Any) -> int:
    taught = factories.write(workspace.centre, factories.programme(subject_code="FIZ"))
    return factories.write(workspace.centre, factories.cohort(taught.id, state="planned", **values)).id


def totals(page: DuePage, name: str, settle: Settle) -> RecordTable[Any]:
    page.tabs.choose(name)
    settle()
    table = page.tabs.content()
    assert isinstance(table, RecordTable)
    return table


def undo(page: DuePage, settle: Settle) -> None:
    next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo").click()
    settle()


def test_the_page_opens_with_this_year_and_says_how_many(page: DuePage) -> None:
    assert shown(page) == ["Aliyeva", "Boboyeva", "Davronova"]
    assert page.context == "2026: 3 people are due · 1 overdue"


def test_another_year_is_shown_by_its_target(page: DuePage, settle: Settle) -> None:
    page.open(2031)
    settle()
    assert len(shown(page)) == 4
    assert page.filters.year.value == 2031


def test_the_whole_reason_stands_under_the_list(page: DuePage, settle: Settle) -> None:
    page.people.select_place(1)
    settle()
    assert page.why.text().endswith("No course is known; in service since 01.09.2021.")


def test_enter_on_a_total_leads_to_its_people(page: DuePage, qtbot: QtBot, settle: Settle) -> None:
    districts = totals(page, DISTRICTS, settle)
    districts.select(lambda total: total.key == OTHER_DISTRICT)
    qtbot.keyClick(districts.view, Qt.Key.Key_Return)
    settle()
    assert page.tabs.currentIndex() == 0
    assert shown(page) == ["Davronova"]
    assert page.filters.choosers["district_code"].value == OTHER_DISTRICT


def test_a_school_is_gone_down_into_though_no_district_is_chosen(page: DuePage, school: int, settle: Settle) -> None:
    schools = totals(page, SCHOOLS, settle)
    schools.select(lambda total: total.key == school)
    schools.opened.emit(schools.current())
    settle()
    assert shown(page) == ["Aliyeva", "Boboyeva"]
    assert page.filters.choosers["institution_id"].currentText() == "12-maktab"


def test_schools_are_offered_once_their_district_is_chosen(page: DuePage, settle: Settle) -> None:
    box = page.filters.choosers["institution_id"]
    assert not box.isEnabled()
    page.filters.narrow(district_code=factories.DISTRICT_CODE)
    settle()
    assert box.isEnabled()
    assert [choice.text for choice in box.choices] == ["All schools", "12-maktab"]


def test_the_key_shows_everybody_again(page: DuePage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.standing.choose(Standing(is_overdue=True))
    page.filters.narrow(subject_code="FIZ")
    settle()
    assert shown(page) == ["Boboyeva"]
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_X, keys)
    settle()
    assert len(shown(page)) == 3


def test_a_surname_is_found_among_the_due(
    page: DuePage, workspace: Workspace, people: dict[str, int], qtbot: QtBot
) -> None:
    workspace.centre.write(lambda unit: keep_words(unit, unit.session.get_one(Person, people["Davronova"])))
    qtbot.keyClick(page.people.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.people.filter_box, "davron")
    qtbot.waitUntil(lambda: shown(page) == ["Davronova"])


def test_a_list_in_which_nobody_is_left_says_how_to_widen_it(page: DuePage, settle: Settle) -> None:
    page.filters.narrow(staff_group="RAHBAR")
    settle()
    assert shown(page) == []
    button = next(b for b in page.people.findChildren(QPushButton) if b.text().startswith("Show everybody"))
    button.click()
    settle()
    assert len(shown(page)) == 3


def test_enter_on_a_person_opens_the_card(
    page: DuePage, workspace: Workspace, people: dict[str, int], qtbot: QtBot
) -> None:
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    page.people.select_place(0)
    qtbot.keyClick(page.people.view, Qt.Key.Key_Return)
    assert targets == [Target("person", people["Aliyeva"])]


def test_the_plan_stands_beside_the_due(page: DuePage, workspace: Workspace, settle: Settle) -> None:
    factories.write(workspace.centre, factories.plan_line(people=1, district_code=factories.DISTRICT_CODE))
    page.make_stale()
    settle()
    model = totals(page, DISTRICTS, settle).view.model()
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row[1:] == ["2", "1", "0", "0", "1", "1"]
    assert model.index(1, 5).data() == "–"
    assert page.context.endswith("the plan takes 1")


def test_chosen_people_go_into_a_cohort_and_are_taken_back(
    page: DuePage, workspace: Workspace, people: dict[str, int], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort_id = cohort(workspace)
    answered = answering(monkeypatch, settle)
    page.people.select_place(0)
    page.put_into_cohort()
    settle()
    assert "1 person goes into MAT-26/11." in answered["words"]
    assert "it should have 25 to 30" in answered["warning"]
    enrolled = workspace.centre.read(enrolled_people, cohort_id=cohort_id)
    assert [person.person_id for person in enrolled] == [people["Aliyeva"]]
    model = page.people.view.model()
    assert model.index(0, 7).data() == "MAT-26/11"
    undo(page, settle)
    assert workspace.centre.read(enrolled_people, cohort_id=cohort_id) == []
    assert model.index(0, 7).data() == ""


def test_whoever_is_in_a_cohort_is_not_put_into_another(
    page: DuePage, workspace: Workspace, people: dict[str, int], settle: Settle
) -> None:
    cohort_id = cohort(workspace)
    workspace.centre.write(enrol, cohort_id=cohort_id, person_ids=[people["Aliyeva"]])
    page.make_stale()
    settle()
    page.people.select_place(0)
    page.put_into_cohort()
    assert page.banner.isVisible()
    assert page.findChildren(IntoCohortDialog) == []


def test_a_programme_for_another_subject_is_told(
    page: DuePage, workspace: Workspace, people: dict[str, int], settle: Settle
) -> None:
    cohort(workspace)
    dialog = IntoCohortDialog(page, [people["Davronova"]])
    dialog.show()
    settle()
    assert "The programme is not for the subject or the staff group of 1 person." in dialog.warning.text()
    assert dialog.save_button.isEnabled()


def test_the_list_goes_to_excel_with_its_totals(
    page: DuePage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "due.xlsx"
    monkeypatch.setattr("ui.pages.due.page.choose_target", lambda *_args, **_named: out)
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: dialog.save())
    page.export()
    settle()
    assert load_workbook(out).sheetnames == [
        "Tinglovchilar",
        "Tumanlar boʻyicha",
        "Maktablar boʻyicha",
        "Fanlar boʻyicha",
    ]


def test_the_dialog_asks_before_numbers_are_written_in_full(page: DuePage, settle: Settle) -> None:
    dialog = ExportDialog(page, people=3)
    dialog.show()
    dialog.findChild(QCheckBox).click()
    dialog.save()
    assert dialog.outcome == (True,)


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_no_word_of_the_page_is_clipped(
    workspace: Workspace, people: dict[str, int], qtbot: QtBot, settle: Settle, language: str
) -> None:
    set_language(language)
    made = DuePage(workspace)
    qtbot.addWidget(made)
    made.resize(1118, 700)
    made.show()
    settle()
    assert clipped_words(made) == []


def answering(monkeypatch: pytest.MonkeyPatch, settle: Settle) -> dict[str, str]:
    """Press Enter in the dialog once it knows what would come of it, and keep what it said."""
    said: dict[str, str] = {}

    def answer(dialog: IntoCohortDialog) -> None:
        dialog.show()
        settle()
        said.update(words=dialog.words.text(), warning=dialog.warning.text())
        dialog.save()
        settle()

    monkeypatch.setattr(IntoCohortDialog, "exec", answer)
    return said
