"""The list of institutions, the page of one, and merging, by real keys and clicks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.models.people import OutsideCourse
from desktop_app.institutions.records import InstitutionDraft, InstitutionFilter
from desktop_app.institutions.service import institution_card, institution_ids, institution_lines, save_institution
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests.factories import write
from tests.ui.looks import clipped_words, show_in_front, when_asked
from ui.navigation import Target
from ui.pages.institutions import institution_page
from ui.pages.institutions.edit_dialog import ClosingDialog, InstitutionDialog
from ui.pages.institutions.institution_page import InstitutionPage
from ui.pages.institutions.list_page import InstitutionsPage
from ui.pages.institutions.merge_dialog import LookAlikesDialog, MergeDialog
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
DISTRICT, OTHER_DISTRICT = "1727206", "1727220"
SCHOOL = InstitutionDraft("12-sonli umumiy oʻrta taʼlim maktabi", "UOTM", DISTRICT, "123456789", "urban")


def enter(workspace: Workspace, **values: Any) -> int:
    return workspace.centre.write(save_institution, replace(SCHOOL, **values)).value.id


def work_at(workspace: Workspace, school: str, surname: str, district: str | None = DISTRICT) -> int:
    draft = PersonDraft(surname=surname, given_name="Ali", workplace=school, district_code=district)
    return workspace.centre.write(save_person, draft).value


def names(workspace: Workspace) -> list[str]:
    ids = workspace.centre.read(institution_ids, InstitutionFilter())
    return [line.name for line in workspace.centre.read(institution_lines, ids)]


def shown(page: InstitutionsPage) -> list[str]:
    model = page.table.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def fill(dialog: FormDialog, settle: Settle, **texts: str) -> FormDialog:
    dialog.show()
    settle()
    for name, text in texts.items():
        editor = dialog.field(name).editor
        line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
        line.setText(text)
        line.textEdited.emit(text)
    dialog.save()
    settle()
    return dialog


def undo(place: QWidget, settle: Settle) -> None:
    next(button for button in place.findChildren(QPushButton) if button.text() == "Undo").click()
    settle()


@pytest.fixture
def opened(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[Callable[..., Any]]:
    made: list[QWidget] = []

    def page(kind: type[Any] = InstitutionsPage, argument: object = None) -> Any:
        page = kind(workspace)
        made.append(page)
        qtbot.addWidget(page)
        workspace.notice_requested.connect(
            lambda text, undo, link: page.banner.show_outcome(text, undo=undo, link=link)
        )
        if argument is not None:
            page.open(argument)
        page.resize(1160, 700)
        show_in_front(page)
        settle()
        return page

    yield page
    for page in made:
        for dialog in page.findChildren(FormDialog):
            dialog.hide()


def test_a_centre_without_institutions_offers_to_enter_one(opened: Callable[..., Any]) -> None:
    page = opened()
    assert any(button.text() == "New institution" for button in page.table.findChildren(QPushButton))


@pytest.mark.parametrize("typed", ["12-maktab", "12 мактаб", "123456789"])
def test_a_school_is_found_as_one_types_in_either_script(
    opened: Callable[..., Any],
    workspace: Workspace,
    qtbot: QtBot,
    type_text: Callable[[QWidget, str], None],
    typed: str,
) -> None:
    enter(workspace)
    enter(workspace, name="13-maktab", code="")
    page = opened()
    type_text(page.table.filter_box, typed)
    qtbot.waitUntil(lambda: shown(page) == [SCHOOL.name])
    assert page.context == "1 institution found"


def test_the_list_is_narrowed_and_sorted(opened: Callable[..., Any], workspace: Workspace, settle: Settle) -> None:
    enter(workspace)
    enter(workspace, name="2-MTT", kind_code="MTT", code="")
    work_at(workspace, "2-MTT", "Karimov")
    page = opened()
    page.table.view.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    settle()
    assert shown(page) == ["2-MTT", SCHOOL.name]
    page.kind_box.choose("UOTM")
    page.kind_box.chosen.emit("UOTM")
    settle()
    assert shown(page) == [SCHOOL.name]


def test_enter_opens_the_school(opened: Callable[..., Any], workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    school = enter(workspace)
    page = opened()
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert targets == [Target("institution", school)]


def test_a_known_name_is_told_under_its_field(opened: Callable[..., Any], workspace: Workspace, settle: Settle) -> None:
    enter(workspace)
    page = opened()
    dialog = InstitutionDialog(page, InstitutionDraft(district_code=DISTRICT))
    dialog.show()
    settle()
    fill(dialog, settle, name="12-maktab")
    assert SCHOOL.name in dialog.field("name").error
    fill(dialog, settle, name="14-maktab", code="12")
    assert dialog.field("code").error
    fill(dialog, settle, code="111222333")
    assert dialog.outcome is not None
    assert names(workspace)[-1] == "14-maktab"


def test_a_shared_stir_is_asked_about_and_then_saved(
    opened: Callable[..., Any], workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    enter(workspace)
    dialog = InstitutionDialog(opened(), InstitutionDraft(district_code=DISTRICT))
    dialog.show()
    settle()

    def agree(question: ConfirmDialog) -> None:
        question.yes_button.click()

    when_asked(ConfirmDialog, agree)
    fill(dialog, settle, name="14-maktab", code="123456789")
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    assert len(names(workspace)) == 2


def test_the_page_tells_who_was_trained_and_who_never(opened: Callable[..., Any], workspace: Workspace) -> None:
    school = enter(workspace)
    first, _second = (work_at(workspace, SCHOOL.name, surname) for surname in ("Karimov", "Olimov"))
    today = workspace.centre.clock.today()
    write(workspace.centre, OutsideCourse(person_id=first, title="Fizika", hours=72, ends_on=today))
    page = opened(InstitutionPage, school)
    model = page.people.view.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["Olimov Ali", "Karimov Ali"]
    assert [model.index(row, 5).data() for row in range(2)] == ["Never", "Trained"]
    assert page.trained_tile.accessibleDescription() == "1 50.0% of 2"
    assert clipped_words(page) == []


def test_the_workplace_of_a_person_opens_their_school(opened: Callable[..., Any], workspace: Workspace) -> None:
    enter(workspace)
    person_id = work_at(workspace, SCHOOL.name, "Karimov")
    assert opened(InstitutionPage, ("person", person_id)).title == SCHOOL.name


def test_a_person_without_a_workplace_leads_back_to_the_list(opened: Callable[..., Any], workspace: Workspace) -> None:
    person_id = work_at(workspace, "", "Karimov")
    page = opened(InstitutionPage, ("person", person_id))
    assert any(button.text() == "All institutions" for button in page.findChildren(QPushButton))


def test_a_school_put_into_another_district_comes_back_with_its_people(
    opened: Callable[..., Any], workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = enter(workspace)
    work_at(workspace, SCHOOL.name, "Karimov")
    page = opened(InstitutionPage, school)

    def save(owner: QWidget, draft: InstitutionDraft) -> Any:
        return workspace.centre.write(save_institution, replace(draft, district_code=OTHER_DISTRICT)).value

    monkeypatch.setattr(institution_page.InstitutionDialog, "ask", save)
    page.edit()
    assert "1 person went with it" in page.banner.text
    undo(page, settle)
    assert workspace.centre.read(institution_card, institution_id=school).draft.district_code == DISTRICT


def test_a_school_renamed_from_a_day_on_keeps_its_former_name_until_that_is_given_back(
    opened: Callable[..., Any], workspace: Workspace, settle: Settle
) -> None:
    school = enter(workspace)
    page = opened(InstitutionPage, school)
    dialog = InstitutionDialog(page, workspace.centre.read(institution_card, institution_id=school).draft)
    fill(dialog, settle, name="Ziyo akademik litseyi", since="1.9.2020", reason="14-son qaror")
    page.make_stale()
    settle()
    assert page.title.endswith("Ziyo akademik litseyi")
    assert f"until 31.08.2020 called {SCHOOL.name}" in page.context
    page.tabs.setCurrentWidget(page.former)
    model = page.former.view.model()
    assert [model.index(0, column).data() for column in range(3)] == [SCHOOL.name, "31.08.2020", "14-son qaror"]
    page.give_back()
    settle()
    assert names(workspace) == [SCHOOL.name]
    assert page.former.view.model().rowCount() == 0


def test_an_order_of_renaming_asks_for_its_day(
    opened: Callable[..., Any], workspace: Workspace, settle: Settle
) -> None:
    school = enter(workspace)
    page = opened(InstitutionPage, school)
    dialog = InstitutionDialog(page, workspace.centre.read(institution_card, institution_id=school).draft)
    fill(dialog, settle, name="Ziyo akademik litseyi", reason="14-son qaror")
    assert dialog.isVisible()
    assert names(workspace) == [SCHOOL.name]


def test_a_closed_school_is_opened_again_by_undo(
    opened: Callable[..., Any], workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    school = enter(workspace)
    page = opened(InstitutionPage, school)

    def close(dialog: ClosingDialog) -> None:
        dialog.field("reason").set_value("12-son buyruq")
        dialog.save()

    when_asked(ClosingDialog, close)
    qtbot.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(workspace) == [])
    settle()
    undo(page, settle)
    assert names(workspace) == [SCHOOL.name]


def test_look_alikes_are_merged_and_parted_in_one_place(
    opened: Callable[..., Any], workspace: Workspace, settle: Settle
) -> None:
    enter(workspace)
    enter(workspace, name="12-IDUM", code="", district_code=None)
    work_at(workspace, SCHOOL.name, "Karimov")
    dialog = LookAlikesDialog(opened())
    dialog.show()
    settle()
    assert dialog.table.view.model().index(0, 5).data().startswith("one name, written otherwise")
    dialog.swap()
    assert dialog.table.current().first.name == "12-IDUM"
    dialog.swap()
    dialog.save()
    settle()
    assert names(workspace) == [SCHOOL.name]
    assert not dialog.save_button.isEnabled()
    undo(dialog, settle)
    assert sorted(names(workspace)) == ["12-IDUM", SCHOOL.name]


def test_another_spelling_is_chosen_by_hand_and_parted_again(
    opened: Callable[..., Any], workspace: Workspace, settle: Settle
) -> None:
    school = enter(workspace)
    other = enter(workspace, name="Ziyo maktabi", code="")
    enter(workspace, name="Boshqa tuman maktabi", code="", district_code=OTHER_DISTRICT)
    page = opened(InstitutionPage, school)
    dialog = MergeDialog(page, workspace.centre.read(institution_card, institution_id=school).draft)
    dialog.show()
    settle()
    field = dialog.field("gone_id")
    assert [choice.value for choice in field._model.choices] == [other]
    field.set_value(other)
    dialog.save()
    settle()
    assert dialog.outcome.kept_id == school
    page.make_stale()
    settle()
    assert "Ziyo maktabi" in page.context
    assert page.part_button.isVisible()
    page.part_button.click()
    settle()
    assert len(names(workspace)) == 3


def test_both_lists_go_to_excel(
    opened: Callable[..., Any],
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(InstitutionPage, enter(workspace))
    monkeypatch.setattr(institution_page, "choose_target", lambda *_args, **_facts: tmp_path / "maktab.xlsx")
    page.export()
    settle()
    assert (tmp_path / "maktab.xlsx").exists()
    assert "maktab.xlsx" in page.banner.text
