"""The form of a card: guesses, doubts, duplicates, errors in their places."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.people.records import PersonDraft, Sex
from desktop_app.people.rules import years_before
from desktop_app.people.service import person_card, save_person
from tests.ui.looks import when_asked
from ui.navigation import Target
from ui.pages.people.card_page import PersonPage
from ui.pages.people.edit_dialog import PersonDialog
from ui.pages.people.patronymic_field import PatronymicField
from ui.pages.people.questions import ChangeDialog, ReasonDialog
from ui.widgets.confirm import ConfirmDialog
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


def test_latin_is_offered_as_a_guess_while_cyrillic_is_typed(
    ask: Callable[..., PersonDialog], type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname_cyrl", "Цой", type_text)
    assert (dialog.field("surname").value, dialog.field("surname").is_guess) == ("Soy", True)


def test_a_typed_name_is_not_overwritten_even_where_it_equals_the_offer(
    ask: Callable[..., PersonDialog], type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Olimova", type_text)
    type_into(dialog, "surname_cyrl", "Олимова", type_text)
    type_into(dialog, "surname", "Olimovna", type_text)
    assert dialog.field("surname_cyrl").value == "Олимова"


def test_the_latin_form_on_a_card_is_never_rewritten_from_cyrillic(
    ask: Callable[..., PersonDialog], type_text: TypeText
) -> None:
    dialog = ask(PersonDraft(surname="Tsoy", given_name="Olga", surname_cyrl="Цой", id=1))
    type_into(dialog, "surname_cyrl", "Цойй", type_text)
    assert dialog.field("surname").value == "Tsoy"


def test_cyrillic_typed_in_the_latin_field_goes_where_it_belongs(
    ask: Callable[..., PersonDialog], type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "каримова", type_text)
    dialog.field("given_name").setFocus()
    assert (dialog.field("surname").value, dialog.field("surname_cyrl").value) == ("Karimova", "Каримова")


def test_apostrophes_become_canonical_when_the_field_is_left(
    ask: Callable[..., PersonDialog], type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "o`rinova", type_text)
    dialog.field("given_name").setFocus()
    editor = dialog.field("surname").editor
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Oʻrinova"


def test_the_other_style_of_a_patronymic_is_offered_and_taken_with_a_click(
    ask: Callable[..., PersonDialog], qtbot: QtBot, type_text: TypeText
) -> None:
    dialog = ask()
    patronymic = dialog.field("patronymic")
    assert isinstance(patronymic, PatronymicField)
    type_into(dialog, "patronymic", "Rustam qizi", type_text)
    (offer,) = [button for button in patronymic.offers if button.isVisible()]
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert patronymic.value == "Rustamovna"
    assert dialog.field("patronymic_cyrl").value == "Рустамовна"


def test_years_of_service_are_kept_as_a_day(ask: Callable[..., PersonDialog], type_text: TypeText) -> None:
    dialog = ask()
    today = dialog.workspace.centre.clock.today()
    type_into(dialog, "service_since", "16", type_text)
    assert dialog.field("service_since").value == years_before(16, today)
    type_into(dialog, "service_since", "2010", type_text)
    assert dialog.field("service_since").value == date(2010, 9, 1)
    type_into(dialog, "service_since", "ertaga", type_text)
    assert dialog.field("service_since").problem()


def test_a_category_is_offered_its_five_years_and_none_for_life(
    ask: Callable[..., PersonDialog], qtbot: QtBot, type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "category_given_on", "12.03.2024", type_text)
    valid_to = dialog.field("category_valid_to")
    assert (valid_to.value, valid_to.is_guess) == (date(2029, 3, 12), True)
    lifetime = dialog.field("category_is_lifetime").editor
    assert isinstance(lifetime, QCheckBox)
    lifetime.click()
    assert (valid_to.value, valid_to.isEnabled()) == (None, False)


def test_a_wrong_jshshir_is_told_under_its_field(
    ask: Callable[..., PersonDialog], settle: Settle, type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Olimova", type_text)
    type_into(dialog, "given_name", "Zilola", type_text)
    type_into(dialog, "jshshir", JSHSHIR[:-1], type_text)
    dialog.save()
    assert "14 digits" in dialog.field("jshshir").error


def test_a_doubt_is_told_while_typing(ask: Callable[..., PersonDialog], type_text: TypeText) -> None:
    dialog = ask()
    type_into(dialog, "jshshir", JSHSHIR, type_text)
    assert not dialog.doubts.isVisible()
    type_into(dialog, "birth_date", "15.03.1985", type_text)
    assert "another birth date" in dialog.doubts.text()
    type_into(dialog, "jshshir", JSHSHIR[:-1] + "2", type_text)
    assert "check digit" in dialog.doubts.text()


def test_a_doubt_is_saved_with_a_reason(
    ask: Callable[..., PersonDialog], workspace: Workspace, qtbot: QtBot, type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Olimova", type_text)
    type_into(dialog, "given_name", "Zilola", type_text)
    type_into(dialog, "jshshir", JSHSHIR, type_text)
    type_into(dialog, "birth_date", "15.03.1985", type_text)

    def give_reason(asking: ReasonDialog) -> None:
        type_into(asking, "reason", "Passportda shunday", type_text)
        asking.save()

    when_asked(ReasonDialog, give_reason)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    card = workspace.centre.read(person_card, person_id=dialog.outcome)
    assert card.line.birth_date == date(1985, 3, 15)


def test_a_wrong_check_digit_is_saved_with_a_reason_only(
    ask: Callable[..., PersonDialog], workspace: Workspace, qtbot: QtBot, type_text: TypeText
) -> None:
    dialog = ask()
    type_into(dialog, "surname", "Olimova", type_text)
    type_into(dialog, "given_name", "Zilola", type_text)
    type_into(dialog, "jshshir", JSHSHIR[:-1] + "2", type_text)

    def give_reason(asking: ReasonDialog) -> None:
        type_into(asking, "reason", "ID-kartada shunday", type_text)
        asking.save()

    when_asked(ReasonDialog, give_reason)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    assert workspace.centre.read(person_card, person_id=dialog.outcome).identity_note == "ID-kartada shunday"


def test_a_changed_surname_is_asked_about_and_kept(
    ask: Callable[..., PersonDialog], workspace: Workspace, qtbot: QtBot, type_text: TypeText
) -> None:
    person_id = workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola")).value
    dialog = ask(workspace.centre.read(person_card, person_id=person_id).draft)
    type_into(dialog, "surname", "Saidova", type_text)

    def say_married(asking: ChangeDialog) -> None:
        assert asking.ways.value == 0
        type_into(asking, "since", "01.06.2024", type_text)
        type_into(asking, "reason", "Nikoh guvohnomasi", type_text)
        asking.save()

    when_asked(ChangeDialog, say_married)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    (former,) = workspace.centre.read(person_card, person_id=person_id).former_names
    assert (former.full_name, former.changed_on) == ("Olimova Zilola", date(2024, 6, 1))


def test_a_likely_slip_is_proposed_as_one(
    ask: Callable[..., PersonDialog], workspace: Workspace, qtbot: QtBot, type_text: TypeText
) -> None:
    person_id = workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola")).value
    dialog = ask(workspace.centre.read(person_card, person_id=person_id).draft)
    type_into(dialog, "surname", "Olimjova", type_text)

    def agree(asking: ChangeDialog) -> None:
        assert asking.ways.value == 1
        asking.save()

    when_asked(ChangeDialog, agree)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    assert workspace.centre.read(person_card, person_id=person_id).former_names == ()


def test_a_question_that_is_left_leaves_the_form_open(
    ask: Callable[..., PersonDialog], workspace: Workspace, settle: Settle, type_text: TypeText
) -> None:
    person_id = workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola")).value
    dialog = ask(workspace.centre.read(person_card, person_id=person_id).draft)
    type_into(dialog, "surname", "Saidova", type_text)
    left: list[bool] = []

    def leave(asking: ChangeDialog) -> None:
        asking.hide()
        asking.done(0)
        left.append(True)

    when_asked(ChangeDialog, leave)
    dialog.save()
    settle()
    assert left
    assert dialog.isVisible()
    assert dialog.outcome is None


def test_people_of_the_same_name_are_told_while_typing(
    ask: Callable[..., PersonDialog], workspace: Workspace, settle: Settle, type_text: TypeText
) -> None:
    workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola", workplace="12-maktab"))
    dialog = ask()
    type_into(dialog, "surname", "Олимова", type_text)
    type_into(dialog, "given_name", "Зилола", type_text)
    settle()
    (line,) = dialog.alike.lines
    assert line.startswith("Olimova Zilola, 12-maktab (")


def test_the_other_card_is_opened_from_the_warning_and_what_was_typed_waits(
    ask: Callable[..., PersonDialog],
    workspace: Workspace,
    qtbot: QtBot,
    settle: Settle,
    type_text: TypeText,
) -> None:
    other_id = workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola")).value
    went: list[Target] = []
    workspace.navigation_requested.connect(went.append)
    dialog = ask()
    for name, typed in (("surname", "Olimova"), ("given_name", "Zilola"), ("graduated_from", "Nizomiy")):
        type_into(dialog, name, typed, type_text)
    settle()
    when_asked(ConfirmDialog, lambda asking: asking.no_button.click())
    press_link(dialog, qtbot)
    assert dialog.isVisible()
    assert went == []

    when_asked(ConfirmDialog, lambda asking: asking.yes_button.click())
    press_link(dialog, qtbot)
    assert not dialog.isVisible()
    assert went == [Target("person", other_id)]

    again = ask()
    settle()
    assert again.field("graduated_from").value == "Nizomiy"
    assert again.is_changed()
    (start_anew,) = [button for button in again.banner.findChildren(QPushButton) if button.text() == "Start anew"]
    start_anew.click()
    settle()
    assert again.field("surname").value == ""
    assert not again.is_changed()


def press_link(dialog: PersonDialog, qtbot: QtBot) -> None:
    """Enter on the first of the look-alikes."""
    (link,) = dialog.alike.findChildren(QPushButton)
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)


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


def test_of_two_on_one_card_the_second_sees_both_values_and_goes_on_without_typing_anew(
    ask: Callable[..., PersonDialog], workspace: Workspace, another: Centre, settle: Settle, type_text: TypeText
) -> None:
    person_id = workspace.centre.write(save_person, PersonDraft(surname="Karimova", given_name="Anora")).value
    dialog = ask(workspace.centre.read(person_card, person_id=person_id).draft)
    type_into(dialog, "phone", "+998 90 123 45 67", type_text)
    type_into(dialog, "document", "AA 1234567", type_text)
    theirs = another.read(person_card, person_id=person_id).draft
    another.write(save_person, replace(theirs, phone="+998 91 765 43 21", diploma_specialty="Fizika"))
    dialog.save()
    settle()
    assert "wrote: +998 91 765 43 21" in dialog.field("phone").error
    assert dialog.field("phone").value == "+998 90 123 45 67"
    (take_in,) = (each for each in dialog.findChildren(QPushButton) if each.text().startswith("Take in theirs"))
    take_in.click()
    settle()
    typed = {name: dialog.field(name).value for name in ("phone", "document", "diploma_specialty")}
    assert typed == {"phone": "+998 90 123 45 67", "document": "AA 1234567", "diploma_specialty": "Fizika"}
    assert "wrote: +998 91 765 43 21" in dialog.field("phone").error
    assert dialog.is_changed()
    dialog.save()
    settle()
    assert not dialog.isVisible()
    saved = another.read(person_card, person_id=person_id).draft
    assert {name: getattr(saved, name) for name in typed} == typed
