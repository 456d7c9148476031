"""The forms of what belongs to a card: filled with the keyboard, wrong input told under its field, nothing cut off."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.i18n import set_language
from desktop_app.people.consents import give_consent
from desktop_app.people.records import PersonCard, PersonDraft
from desktop_app.people.service import person_card, save_person
from tests.ui.looks import clipped_words
from ui.pages.people.card_page import PersonPage
from ui.pages.people.history_dialogs import (
    ConsentDialog,
    FormerNameDialog,
    FormerPostDialog,
    OutsideCourseDialog,
    WithdrawalDialog,
)
from ui.pages.people.leaving_dialogs import ArchiveDialog, EraseDialog
from ui.pages.people.lists import read_lists
from ui.pages.people.questions import ReasonDialog
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
TypeText = Callable[[QWidget, str], None]
Show = Callable[[FormDialog], FormDialog]


@pytest.fixture
def person_id(workspace: Workspace) -> int:
    return workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola")).value


@pytest.fixture
def owner(workspace: Workspace, qtbot: QtBot) -> PersonPage:
    page = PersonPage(workspace)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def show(settle: Settle) -> Iterator[Show]:
    shown: list[QDialog] = []

    def show_dialog(dialog: FormDialog) -> FormDialog:
        shown.append(dialog)
        dialog.show()
        settle()
        return dialog

    yield show_dialog
    for dialog in shown:
        dialog.hide()


def opened(workspace: Workspace, person_id: int) -> PersonCard:
    return workspace.centre.read(person_card, person_id=person_id)


def fill(dialog: FormDialog, type_text: TypeText, **values: str) -> None:
    for name, value in values.items():
        editor = dialog.field(name).editor
        assert isinstance(editor, QLineEdit)
        editor.clear()
        type_text(editor, value)


def press_enter(dialog: FormDialog, name: str, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.field(name).editor, Qt.Key.Key_Return)
    settle()


def test_a_course_taken_elsewhere_is_typed_and_saved_with_enter(
    owner: PersonPage,
    workspace: Workspace,
    person_id: int,
    show: Show,
    settle: Settle,
    type_text: TypeText,
    qtbot: QtBot,
) -> None:
    dialog = show(OutsideCourseDialog(owner, person_id))
    fill(dialog, type_text, title="Raqamli taʼlim", hours="36", ends_on="05032024", link="https://onlinedu.uz/1")
    press_enter(dialog, "link", settle, qtbot)
    (course,) = opened(workspace, person_id).training
    assert (course.programme, course.hours, course.ends_on) == ("Raqamli taʼlim", 36, date(2024, 3, 5))


def test_a_wrong_link_is_told_under_its_field(
    owner: PersonPage,
    workspace: Workspace,
    person_id: int,
    show: Show,
    settle: Settle,
    type_text: TypeText,
    qtbot: QtBot,
) -> None:
    dialog = show(OutsideCourseDialog(owner, person_id))
    fill(dialog, type_text, title="Raqamli taʼlim", ends_on="05032024", link="javascript:1")
    press_enter(dialog, "link", settle, qtbot)
    assert "https://" in dialog.field("link").error
    assert opened(workspace, person_id).training == ()


def test_a_former_workplace_is_typed_and_saved(
    owner: PersonPage,
    workspace: Workspace,
    person_id: int,
    show: Show,
    settle: Settle,
    type_text: TypeText,
    qtbot: QtBot,
) -> None:
    dialog = show(FormerPostDialog(owner, person_id, read_lists(workspace.centre)))
    fill(dialog, type_text, workplace="7-maktab", starts_on="01.09.2010", ends_on="01.09.2008")
    press_enter(dialog, "ends_on", settle, qtbot)
    assert dialog.field("ends_on").error
    fill(dialog, type_text, ends_on="31.08.2012")
    press_enter(dialog, "ends_on", settle, qtbot)
    (post,) = opened(workspace, person_id).posts
    assert (post.workplace, post.ends_on) == ("7-maktab", date(2012, 8, 31))


def test_a_former_name_is_offered_in_the_other_script(
    owner: PersonPage,
    workspace: Workspace,
    person_id: int,
    show: Show,
    settle: Settle,
    type_text: TypeText,
    qtbot: QtBot,
) -> None:
    dialog = show(FormerNameDialog(owner, person_id))
    fill(dialog, type_text, surname="Karimova", given_name="Zilola")
    press_enter(dialog, "given_name", settle, qtbot)
    (name,) = opened(workspace, person_id).former_names
    assert (name.full_name, name.surname_cyrl) == ("Karimova Zilola", "Каримова")


def test_a_consent_needs_its_form(
    owner: PersonPage, workspace: Workspace, person_id: int, show: Show, settle: Settle
) -> None:
    dialog = show(ConsentDialog(owner, person_id, read_lists(workspace.centre)))
    dialog.save()
    assert dialog.field("form").error
    dialog.field("form").set_value("paper")
    dialog.save()
    settle()
    assert opened(workspace, person_id).has_consent


def test_a_consent_is_withdrawn_on_a_day_not_to_come(
    owner: PersonPage, workspace: Workspace, person_id: int, show: Show, settle: Settle
) -> None:
    today = workspace.centre.clock.today()
    workspace.centre.write(give_consent, person_id=person_id, given_on=today, form="paper")
    dialog = show(WithdrawalDialog(owner, opened(workspace, person_id).consents[0]))
    dialog.field("withdrawn_on").set_value(today + timedelta(days=1))
    dialog.save()
    settle()
    assert dialog.field("withdrawn_on").error
    dialog.field("withdrawn_on").set_value(today)
    dialog.save()
    settle()
    assert not opened(workspace, person_id).has_consent


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_no_words_of_the_forms_are_cut_off_in_any_language(
    workspace: Workspace, person_id: int, show: Show, qtbot: QtBot, language: str
) -> None:
    set_language(language)
    page, lists = PersonPage(workspace), read_lists(workspace.centre)
    qtbot.addWidget(page)
    workspace.centre.write(give_consent, person_id=person_id, given_on=workspace.centre.clock.today(), form="paper")
    card = opened(workspace, person_id)
    dialogs = [
        OutsideCourseDialog(page, person_id),
        FormerPostDialog(page, person_id, lists),
        FormerNameDialog(page, person_id),
        ConsentDialog(page, person_id, lists),
        WithdrawalDialog(page, card.consents[0]),
        ArchiveDialog(page, card.line),
        EraseDialog(page, card.line),
        ReasonDialog(page, ["?"]),
    ]
    assert {type(dialog).__name__: clipped_words(show(dialog)) for dialog in dialogs} == {
        type(dialog).__name__: [] for dialog in dialogs
    }
