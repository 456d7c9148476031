"""The first form that anybody fills in, in a hurry."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.pages.welcome.centre_form import CentreForm


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> CentreForm:
    made = CentreForm(tmp_path)
    qtbot.addWidget(made)
    typed = {"region_code": "1727", "address": "Nurafshon", "director": "karimova dilnoza", "staff_name": "Aliyeva N."}
    for field in made.fields:
        if field.name in typed:
            field.set_value(typed[field.name])
    made._guess_name()
    return made


def error_of(form: CentreForm, name: str, text: str) -> str:
    field = next(field for field in form.fields if field.name == name)
    field.set_value(text)
    assert not form.is_sound()
    return field.error


def test_an_address_that_mail_cannot_reach_is_told_at_once(form: CentreForm) -> None:
    assert form.is_sound()
    assert error_of(form, "return_address", "salom@") == "This is not an e-mail address."


@pytest.mark.parametrize("name", ["director", "staff_name"])
def test_one_word_is_no_name_for_papers(form: CentreForm, name: str) -> None:
    assert error_of(form, name, "karimova") == "Write the surname and the given name."


def test_names_typed_in_small_letters_are_kept_as_papers_print_them(form: CentreForm) -> None:
    new = form.new_centre(document_language="uz_Latn")
    assert (new.director, new.staff_name) == ("Karimova Dilnoza", "Aliyeva N.")
