"""Choosing one of a list: by any of its names in either script, by its code, and only what is still offered."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop_app.reference.records import ListItem, Names, TerritoryRecord
from ui.models.choices_model import Choice
from ui.reference_choices import item_choices, place_choice
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.fields import ChoiceField

TODAY = date(2026, 11, 21)


def item(code: str, uz: str, ru: str, *, valid_from: date | None = None, valid_to: date | None = None) -> ListItem:
    return ListItem(1, "subject", code, Names(uz, ru, uz), {}, valid_from, valid_to, 1)


ITEMS = (
    item("FIZ", "Fizika", "Физика"),
    item("CHIZ", "Chizmachilik", "Черчение"),
    item("ASTRO", "Astronomiya", "Астрономия", valid_to=date(2026, 11, 20)),
    item("ROBO", "Robototexnika", "Робототехника", valid_from=date(2027, 1, 1)),
)


@pytest.fixture
def field(qtbot: QtBot) -> ChoiceField:
    made = ChoiceField("subject_code", "Fan", item_choices(ITEMS, TODAY))
    qtbot.addWidget(made)
    return made


def offered(field: ChoiceField) -> list[str]:
    box = field.editor
    assert isinstance(box, QComboBox)
    return [box.itemText(place) for place in range(box.count())]


def found(field: ChoiceField, typed: str) -> list[str]:
    box = field.editor
    assert isinstance(box, QComboBox)
    box.lineEdit().setText(typed)
    box.lineEdit().textEdited.emit(typed)
    model = box.completer().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_only_what_holds_today_is_offered(field: ChoiceField) -> None:
    assert offered(field) == ["Fizika", "Chizmachilik"]


def test_what_is_closed_is_shown_where_it_stands_already(field: ChoiceField) -> None:
    field.set_value("ASTRO")
    assert field.value == "ASTRO"
    assert "Astronomiya" in offered(field)


def test_what_stands_stays_when_the_choices_are_read_anew(field: ChoiceField) -> None:
    field.set_value("ASTRO")
    field.set_choices(item_choices(ITEMS, TODAY))
    assert field.value == "ASTRO"


@pytest.mark.parametrize("typed", ["chiz", "чизма", "Черче", "cherch", "CHIZ"])
def test_a_choice_is_found_in_either_script_in_another_language_and_by_code(field: ChoiceField, typed: str) -> None:
    assert found(field, typed) == ["Chizmachilik"]


def test_leaving_the_field_takes_the_only_choice_that_what_was_typed_is_part_of(field: ChoiceField) -> None:
    box = field.editor
    assert isinstance(box, QComboBox)
    found(field, "machi")
    box.lineEdit().editingFinished.emit()
    assert (field.value, box.currentText()) == ("CHIZ", "Chizmachilik")


@pytest.mark.parametrize("typed", ["i", "xyz", ""])
def test_what_is_part_of_several_or_of_none_is_asked_about(field: ChoiceField, typed: str) -> None:
    found(field, typed)
    field.editor.lineEdit().editingFinished.emit()  # type: ignore[attr-defined]
    assert field.value is None


def test_a_code_typed_whole_is_the_choice(field: ChoiceField) -> None:
    found(field, "FIZ")
    assert (field.value, field.problem()) == ("FIZ", "")


def test_a_closed_choice_is_not_found(field: ChoiceField) -> None:
    assert found(field, "astro") == []
    assert field.problem()


def test_a_district_is_found_by_its_code() -> None:
    names = Names("Parkent tumani", "Паркентский район", "Parkent district")
    choice = place_choice(TerritoryRecord("1727249", "1727", "district", None, names), TODAY, hint="Toshkent viloyati")
    assert (choice.code, choice.is_offered, choice.hint) == ("1727249", True, "Toshkent viloyati")
    assert not place_choice(
        TerritoryRecord("1727249", "1727", "district", None, names, valid_to=date(2026, 1, 1)), TODAY
    ).is_offered


def test_numbers_are_no_codes() -> None:
    assert Choice(12, "Maktab").code == ""


def test_a_long_choice_that_takes_the_focus_shows_how_it_begins(qtbot: QtBot) -> None:
    field = ChoiceField("category", "Toifa", [Choice("HEAD", "Davlat va nodavlat taʼlim muassasalari rahbar kadrlari")])
    qtbot.addWidget(field)
    field.set_value("HEAD")
    field.setFixedWidth(200)
    field.show()
    box = field.editor
    assert isinstance(box, ChoiceBox)
    QApplication.sendEvent(box.lineEdit(), QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert box.lineEdit().hasSelectedText()
    assert box.lineEdit().cursorPosition() == 0


def test_a_long_name_keeps_its_value_and_is_told_to_be_cut(qtbot: QtBot) -> None:
    name = "Davlat va nodavlat taʼlim muassasalari rahbar kadrlari"
    field = ChoiceField("category", "Toifa", [Choice("HEAD", name)])
    qtbot.addWidget(field)
    field.set_value("HEAD")
    field.setFixedWidth(200)
    field.show()
    box = field.editor
    assert isinstance(box, ChoiceBox)
    assert box.is_cut
    assert field.value == "HEAD"
    field.setFixedWidth(800)
    QApplication.processEvents()
    assert not box.is_cut
