"""The filter over the list of people: pills, saved filters, everything in one form."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.people.filters import save_filter, saved_filters
from desktop_app.people.records import THIS_YEAR, PeopleFilter, PersonDraft
from desktop_app.people.service import save_person
from tests.ui.looks import clipped_words, when_asked
from ui.pages.people.filter_bar import FilterNameDialog
from ui.pages.people.filter_dialog import FilterDialog
from ui.pages.people.list_page import PeoplePage
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> PeoplePage:
    drafts = (
        PersonDraft(surname="Karimov", given_name="Ali", subject_code="FIZ", district_code="1727206"),
        PersonDraft(
            surname="Olimov", given_name="Vali", subject_code="FIZ", workplace="5-maktab", district_code="1727212"
        ),
        PersonDraft(surname="Qodirov", given_name="Gʻani", subject_code="KIM", jshshir="40711904150273"),
    )
    for draft in drafts:
        workspace.centre.write(save_person, draft)
    made = PeoplePage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


def names(page: PeoplePage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def test_each_choice_is_a_pill_that_takes_it_out(page: PeoplePage, settle: Settle) -> None:
    page.filters.choose(PeopleFilter(subject_code="FIZ", lacks_jshshir=True, district_code="1727206"))
    settle()
    assert names(page) == ["Karimov Ali"]
    assert [pill.text() for pill in page.filters.pills] == [
        "Akkurgan District",
        "Physics (and astronomy)",
        "No JShShIR",
    ]
    page.filters.pills[0].click()
    settle()
    assert names(page) == ["Karimov Ali", "Olimov Vali"]
    assert page.choosers["district_code"].currentData() is None
    assert page.choosers["subject_code"].currentData() == "FIZ"


def test_those_due_are_shown_among_the_chosen(page: PeoplePage, settle: Settle) -> None:
    page.filters.choose(PeopleFilter(subject_code="KIM", due_year=THIS_YEAR))
    settle()
    assert names(page) == ["Qodirov Gʻani"]
    page.filters.choose(PeopleFilter(due_year=THIS_YEAR, lacks_jshshir=True))
    settle()
    assert names(page) == ["Karimov Ali", "Olimov Vali"]


def test_everything_is_chosen_in_one_form_by_keys(page: PeoplePage, qtbot: QtBot, settle: Settle) -> None:
    def fill(dialog: FilterDialog) -> None:
        assert clipped_words(dialog) == []
        dialog.field("district_code").set_value("1727212")
        dialog.field("district_code").edited.emit()
        settle()
        school = dialog.field("institution_id")
        school.set_value(1)
        assert school.editor.currentText() == "5-maktab"
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    when_asked(FilterDialog, fill)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert names(page) == ["Olimov Vali"]
    qtbot.waitUntil(lambda: "5-maktab" in [pill.text() for pill in page.filters.pills])


def test_a_filter_is_saved_by_its_key_and_used_again(
    page: PeoplePage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page.filters.choose(PeopleFilter(subject_code="FIZ"))
    settle()

    def name_it(dialog: FilterNameDialog) -> None:
        assert dialog.field("name").value == "Physics (and astronomy)"
        dialog.field("name").set_value("Fiziklar")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    when_asked(FilterNameDialog, name_it)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    page.filters.clear()
    settle()
    assert len(names(page)) == 3
    menu = page.filters.menu()
    menu.actions()[0].trigger()
    settle()
    assert names(page) == ["Karimov Ali", "Olimov Vali"]
    assert [saved.name for saved in workspace.centre.read(saved_filters)] == ["Fiziklar"]


def test_a_saved_filter_brings_its_text_into_the_box(page: PeoplePage, workspace: Workspace, settle: Settle) -> None:
    saved = workspace.centre.write(save_filter, name="Vali", wanted=PeopleFilter(text="vali", subject_code="FIZ")).value
    page.filters.use(saved)
    settle()
    assert page.table.filter_box.text() == "vali"
    assert names(page) == ["Olimov Vali"]


def test_a_deleted_filter_is_brought_back_from_the_banner(
    page: PeoplePage, workspace: Workspace, settle: Settle
) -> None:
    undone: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: undone.append(undo))
    saved = workspace.centre.write(save_filter, name="Fizika", wanted=PeopleFilter(subject_code="FIZ")).value
    page.filters.delete(saved)
    settle()
    assert workspace.centre.read(saved_filters) == []
    undone[0]()
    settle()
    assert [each.name for each in workspace.centre.read(saved_filters)] == ["Fizika"]


def test_no_word_is_clipped_with_many_pills(page: PeoplePage, settle: Settle) -> None:
    page.filters.choose(
        PeopleFilter(
            subject_code="FIZ",
            district_code="1727206",
            staff_group="PEDAGOG",
            language_code="uz",
            locality_code="rural",
            lacks_consent=True,
            lacks_jshshir=True,
            due_year=2027,
        )
    )
    settle()
    assert len(page.filters.pills) == 8
    assert clipped_words(page) == []
