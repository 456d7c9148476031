"""The form of a card: guesses, doubts, duplicates, errors in their places."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.people.records import PersonDraft, Sex
from desktop_app.people.service import person_card, save_person
from ui.pages.people.card_page import PersonPage
from ui.pages.people.edit_dialog import PersonDialog, ReasonDialog
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
TypeText = Callable[[QWidget, str], None]
# A made-up number whose check digit is right: a woman born on 14.03.1985.
JSHSHIR = "41403850010011"


@pytest.fixture
def ask(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[Callable[..., PersonDialog]]:
    owner = PersonPage(workspace)
    qtbot.addWidget(owner)
    dialogs: list[PersonDialog] = []

    def opened(draft: PersonDraft | None = None) -> PersonDialog:
        dialog = PersonDialog(owner, draft)
        dialogs.append(dialog)
        dialog.show()
        settle()
        return dialog

    yield opened
    for dialog in dialogs:
        # Closing would ask whether what was typed may be lost.
        dialog.hide()


def type_into(dialog: FormDialog, name: str, text: str, type_text: TypeText) -> None:
    editor = dialog.field(name).editor
    assert isinstance(editor, QLineEdit)
    editor.clear()
    type_text(editor, text)


def test_cyrillic_is_offered_as_a_guess_while_latin_is_typed(
    ask: Callable[..., PersonDialog], type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Gʻulomov", type_text)
    assert (dialog.field("surname_cyrl").value, dialog.field("surname_cyrl").is_guess) == ("Ғуломов", True)


def test_typed_cyrillic_is_never_overwritten(ask: Callable[..., PersonDialog], type_text: TypeText) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Olimova", type_text)
    type_into(dialog, "surname_cyrl", "Олимовна", type_text)
    type_into(dialog, "surname", "Olimovna", type_text)
    assert dialog.field("surname_cyrl").value == "Олимовна"


def test_the_jshshir_tells_birth_date_and_sex_as_guesses(ask: Callable[..., PersonDialog], type_text: TypeText) -> None:
    dialog = ask()
    type_into(dialog, "jshshir", JSHSHIR, type_text)
    assert dialog.field("birth_date").value == date(1985, 3, 14)
    assert dialog.field("sex").value is Sex.FEMALE
    assert dialog.field("sex").is_guess


def test_a_wrong_jshshir_is_told_under_its_field(
    ask: Callable[..., PersonDialog], settle: Settle, type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Olimova", type_text)
    type_into(dialog, "given_name", "Zilola", type_text)
    type_into(dialog, "jshshir", JSHSHIR[:-1] + "2", type_text)
    dialog.save()
    assert "check digit" in dialog.field("jshshir").error


def test_a_doubt_is_saved_with_a_reason(
    ask: Callable[..., PersonDialog], workspace: Workspace, qtbot: QtBot, type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Olimova", type_text)
    type_into(dialog, "given_name", "Zilola", type_text)
    type_into(dialog, "jshshir", JSHSHIR, type_text)
    type_into(dialog, "birth_date", "15.03.1985", type_text)

    def give_reason() -> None:
        asking = QApplication.activeModalWidget()
        if not isinstance(asking, ReasonDialog):
            QTimer.singleShot(20, give_reason)
            return
        type_into(asking, "reason", "Passportda shunday", type_text)
        asking.save()

    QTimer.singleShot(20, give_reason)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    card = workspace.centre.read(person_card, person_id=dialog.outcome)
    assert card.line.birth_date == date(1985, 3, 15)


def test_people_of_the_same_name_are_told_while_typing(
    ask: Callable[..., PersonDialog], workspace: Workspace, settle: Settle, type_text: TypeText
) -> None:
    workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola", workplace="12-maktab"))
    dialog = ask()
    type_into(dialog, "surname", "Олимова", type_text)
    type_into(dialog, "given_name", "Зилола", type_text)
    settle()
    assert "Olimova Zilola, 12-maktab" in dialog.alike.text()


def test_a_jshshir_in_use_is_told_under_its_field(
    ask: Callable[..., PersonDialog], workspace: Workspace, settle: Settle, type_text: TypeText
) -> None:
    workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola", jshshir=JSHSHIR))
    dialog = ask()
    type_into(dialog, "surname", "Boshqa", type_text)
    type_into(dialog, "given_name", "Zilola", type_text)
    type_into(dialog, "jshshir", JSHSHIR, type_text)
    dialog.save()
    settle()
    assert "Olimova Zilola" in dialog.field("jshshir").error


def test_an_unchanged_card_is_left_without_a_question(ask: Callable[..., PersonDialog], workspace: Workspace) -> None:
    person_id = workspace.centre.write(
        save_person, PersonDraft(surname="Olimova", given_name="Zilola", district_code="1727206")
    ).value
    dialog = ask(workspace.centre.read(person_card, person_id=person_id).draft)
    assert not dialog.is_changed()
    dialog.reject()
    assert not dialog.isVisible()
