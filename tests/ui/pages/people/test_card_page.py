"""The card of a person: masked number, clipboard, the way to the cohorts."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.people.consents import give_consent
from desktop_app.people.courses import save_outside_course
from desktop_app.people.printing import consent_form, statement_of_training
from desktop_app.people.records import OutsideCourseDraft, PersonDraft
from desktop_app.people.service import person_card, save_person
from desktop_app.people.who_saw import TraceKind
from tests import factories
from tests.factories import write
from tests.ui.looks import clipped_words, when_asked
from ui.navigation import Target
from ui.pages.people.card_page import PersonPage
from ui.pages.people.leaving_dialogs import ArchiveDialog, EraseDialog
from ui.pages.people.paper_dialog import Paper, PaperDialog
from ui.pages.people.who_saw_dialog import WhoSawDialog
from ui.workspace import Workspace

JSHSHIR = "41403850010011"


@pytest.fixture
def person_id(workspace: Workspace) -> int:
    draft = PersonDraft(surname="Olimova", given_name="Zilola", jshshir=JSHSHIR, workplace="12-maktab")
    return workspace.centre.write(save_person, draft).value


@pytest.fixture
def page(workspace: Workspace, person_id: int, qtbot: QtBot, settle: Callable[[], None]) -> PersonPage:
    made = PersonPage(workspace)
    qtbot.addWidget(made)
    made.open(person_id)
    made.show()
    settle()
    return made


def test_the_name_is_shown_in_both_scripts(page: PersonPage) -> None:
    assert (page.who.fact("Latin"), page.who.fact("Cyrillic")) == ("Olimova Zilola", "Олимова Зилола")


def test_a_tab_is_made_and_filled_when_it_is_first_looked_at(page: PersonPage) -> None:
    assert list(page.tabs.contents) == ["courses"]
    page.tabs.choose("posts")
    assert list(page.tabs.contents) == ["courses", "posts"]
    assert [post.workplace for post in page.tabs.content().table.rows_in_sight()] == ["12-maktab"]


def test_the_jshshir_is_masked_until_it_is_asked_for(page: PersonPage, qtbot: QtBot) -> None:
    assert page.who.fact("JShShIR") == "4140385•••••11"
    qtbot.mouseClick(page.show_number, Qt.MouseButton.LeftButton)
    assert page.who.fact("JShShIR") == JSHSHIR


def test_who_looked_is_noted_once_and_told(
    page: PersonPage, person_id: int, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page.refresh()
    page.toggle_number()
    settle()
    dialog = WhoSawDialog(page, page.workspace, person_id=person_id, name="Olimova Zilola")
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    dialog.kind.choose(TraceKind.SEEN.value)
    dialog.kind.chosen.emit(TraceKind.SEEN.value)
    assert dialog.table.view.model().rowCount() == 3, "the card, the number, and this very list"
    assert clipped_words(dialog) == []


def test_a_copied_card_keeps_the_mask(page: PersonPage) -> None:
    page.copy()
    copied = QGuiApplication.clipboard().text()
    assert "Workplace: 12-maktab" in copied
    assert JSHSHIR not in copied


def test_a_course_leads_to_its_cohort(
    page: PersonPage, workspace: Workspace, person_id: int, settle: Callable[[], None], qtbot: QtBot
) -> None:
    programme = write(workspace.centre, factories.programme())
    cohort = write(workspace.centre, factories.cohort(programme.id))
    write(workspace.centre, factories.enrolment(cohort.id, person_id))
    page.make_stale()
    settle()
    assert page.training.select(lambda course: course.cohort_code == cohort.code)
    with qtbot.waitSignal(workspace.navigation_requested) as led:
        qtbot.keyClick(page.training.view, Qt.Key.Key_Return)
    assert led.args == [Target("cohort", cohort.id)]


def test_a_course_taken_elsewhere_is_added_changed_and_deleted_with_a_way_back(
    page: PersonPage, workspace: Workspace, person_id: int, settle: Callable[[], None], qtbot: QtBot
) -> None:
    draft = OutsideCourseDraft("Raqamli savodxonlik", hours=36, ends_on=date(2024, 3, 1))
    workspace.centre.write(save_outside_course, draft, person_id=person_id)
    page.make_stale()
    settle()
    assert page.training.select(lambda course: course.is_outside)
    with qtbot.waitSignal(workspace.notice_requested) as told:
        page.tabs.courses.delete_button.click()
    settle()
    assert workspace.centre.read(person_card, person_id=person_id).training == ()
    told.args[1]()
    settle()
    assert workspace.centre.read(person_card, person_id=person_id).training[0].hours == 36


def test_a_course_of_the_centre_is_not_changed_on_the_card(
    page: PersonPage, workspace: Workspace, person_id: int, settle: Callable[[], None]
) -> None:
    programme = write(workspace.centre, factories.programme())
    cohort = write(workspace.centre, factories.cohort(programme.id))
    write(workspace.centre, factories.enrolment(cohort.id, person_id))
    page.make_stale()
    settle()
    page.training.select(lambda course: not course.is_outside)
    assert not page.tabs.courses.change_button.isEnabled()
    assert not page.tabs.courses.delete_button.isEnabled()


def pills(page: PersonPage) -> list[str]:
    return [pill.text for pill in page.pills]


def test_a_person_without_consent_has_a_mark_until_it_is_given(
    page: PersonPage, workspace: Workspace, person_id: int, settle: Callable[[], None]
) -> None:
    assert pills(page) == ["No consent"]
    day = workspace.centre.clock.today()
    workspace.centre.write(give_consent, person_id=person_id, given_on=day, form="paper")
    page.make_stale()
    settle()
    assert pills(page) == []
    assert page.education.fact("Consent").endswith("On paper")


def test_a_category_that_ends_within_a_year_is_told(
    page: PersonPage, workspace: Workspace, person_id: int, settle: Callable[[], None]
) -> None:
    ends = workspace.centre.clock.today() + timedelta(days=30)
    card = workspace.centre.read(person_card, person_id=person_id).draft
    workspace.centre.write(save_person, replace(card, category_code="I", category_valid_to=ends))
    page.make_stale()
    settle()
    assert f"Category ends on {ends:%d.%m.%Y}" in pills(page)


def test_who_is_archived_comes_back_with_undo(
    page: PersonPage, workspace: Workspace, person_id: int, settle: Callable[[], None], qtbot: QtBot
) -> None:
    def archive(dialog: ArchiveDialog) -> None:
        dialog.field("reason").set_value("Nafaqaga chiqdi")
        dialog.save()

    when_asked(ArchiveDialog, archive)
    with qtbot.waitSignal(workspace.notice_requested) as told:
        page.archive()
    settle()
    assert workspace.centre.read(person_card, person_id=person_id).line.is_archived
    told.args[1]()
    settle()
    assert not workspace.centre.read(person_card, person_id=person_id).line.is_archived


@pytest.fixture
def erasing(page: PersonPage, workspace: Workspace, person_id: int) -> Iterator[EraseDialog]:
    dialog = EraseDialog(page, workspace.centre.read(person_card, person_id=person_id).line)
    dialog.show()
    yield dialog
    dialog.hide()


def test_nobody_is_erased_by_enter_or_without_the_typed_surname(
    erasing: EraseDialog, workspace: Workspace, person_id: int, settle: Callable[[], None], qtbot: QtBot
) -> None:
    erasing.field("reason").set_value("Ariza")
    erasing.field("surname").set_value("Boshqa")
    erasing.save()
    assert erasing.field("surname").error
    erasing.field("surname").set_value("Olimova")
    qtbot.keyClick(erasing.field("surname").editor, Qt.Key.Key_Return)
    settle()
    assert workspace.centre.read(person_card, person_id=person_id).erased_on is None


def test_enter_on_the_button_that_leaves_leaves(erasing: EraseDialog, settle: Callable[[], None], qtbot: QtBot) -> None:
    settle()
    leave = next(each for each in erasing.findChildren(QPushButton) if each.text() == "Leave it as it is")
    leave.setFocus()
    qtbot.keyClick(leave, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not erasing.isVisible())
    assert erasing.outcome is None


def test_an_erased_card_can_only_be_read(
    erasing: EraseDialog, page: PersonPage, workspace: Workspace, settle: Callable[[], None], qtbot: QtBot
) -> None:
    erasing.field("reason").set_value("Ariza")
    erasing.field("surname").set_value("olimova")
    qtbot.mouseClick(erasing.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: erasing.outcome is not None)
    settle()
    assert "Olimova" not in page.title
    assert not page._edit.isEnabled()
    assert not page.tabs.courses.add_button.isEnabled()
    assert pills(page)[0].startswith("Data erased on")


def test_the_statement_is_looked_at_and_saved(
    page: PersonPage,
    workspace: Workspace,
    person_id: int,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    file = tmp_path / "maʼlumotnoma.pdf"
    monkeypatch.setattr("ui.pages.people.paper_dialog.choose_target", lambda *_arguments, **_named: file)
    paper = Paper(
        "Statement",
        "statement",
        person_id,
        lambda centre, words: statement_of_training(centre, person_id=person_id, in_language=words),
        "s",
    )
    dialog = PaperDialog(page, workspace, paper)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    dialog.save_button.click()
    settle()
    assert file.read_bytes().startswith(b"%PDF")


def test_a_paper_is_made_again_in_the_language_chosen(
    page: PersonPage, workspace: Workspace, person_id: int, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    asked: list[str | None] = []

    def make(centre: Centre, words: str | None) -> bytes:
        asked.append(words)
        return consent_form(centre, person_id=person_id, in_language=words)

    dialog = PaperDialog(page, workspace, Paper("Consent", "consent form", person_id, make, "c"))
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert dialog.language.value == "uz_Latn"
    dialog.language.setFocus()
    qtbot.keyClick(dialog.language, Qt.Key.Key_Down)
    settle()
    assert asked == [None, "uz_Cyrl"]
    assert dialog.print_button.isEnabled()


def test_everything_kept_is_looked_at_and_saved_for_programs(
    page: PersonPage,
    person_id: int,
    qtbot: QtBot,
    settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    file = tmp_path / "shaxs.json"
    monkeypatch.setattr("ui.pages.people.paper_dialog.choose_target", lambda *_arguments, **_named: file)

    def save(dialog: PaperDialog) -> None:
        settle()
        assert clipped_words(dialog) == []
        qtbot.keyClick(dialog, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        settle()
        dialog.reject()

    when_asked(PaperDialog, save)
    qtbot.keyClick(page, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert json.loads(file.read_bytes())["person_id"] == person_id


def test_no_words_of_the_card_are_cut_off(page: PersonPage, settle: Callable[[], None]) -> None:
    page.resize(1140, 700)
    settle()
    assert clipped_words(page) == []


def test_a_person_who_is_gone_leads_back_to_the_list(
    page: PersonPage, workspace: Workspace, settle: Callable[[], None]
) -> None:
    page.open(999)
    settle()
    assert not page._edit.isEnabled()


def test_the_workplace_leads_to_its_institution(
    page: PersonPage, workspace: Workspace, person_id: int, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.navigation_requested) as led:
        qtbot.keyClick(page, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert led.args == [Target("institution", ("person", person_id))]
