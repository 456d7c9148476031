"""The list of people: order, search as one types, choosers, keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from ui.navigation import Target
from ui.pages.people.columns import PEOPLE_COLUMNS, REASON
from ui.pages.people.list_page import PeoplePage
from ui.workspace import Workspace

Settle = Callable[[], None]
TypeText = Callable[[QWidget, str], None]
REASON_PLACE = next(place for place, column in enumerate(PEOPLE_COLUMNS) if column.name == REASON)


def shown_names(page: PeoplePage) -> list[str]:
    model = page.table.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def add(workspace: Workspace, **facts: object) -> int:
    return workspace.centre.write(save_person, PersonDraft(**facts)).value


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Callable[[], PeoplePage]:
    def opened() -> PeoplePage:
        made = PeoplePage(workspace)
        qtbot.addWidget(made)
        made.resize(1100, 700)
        made.show()
        settle()
        return made

    return opened


def test_people_stand_in_uzbek_order(workspace: Workspace, page: Callable[[], PeoplePage]) -> None:
    for surname in ("Shodiyev", "Oʻrinov", "Zokirov"):
        add(workspace, surname=surname, given_name="Ali")
    assert shown_names(page()) == ["Zokirov Ali", "Oʻrinov Ali", "Shodiyev Ali"]


def test_typing_finds_people_and_says_why(
    workspace: Workspace, page: Callable[[], PeoplePage], settle: Settle, qtbot: QtBot, type_text: TypeText
) -> None:
    add(workspace, surname="Karimov", given_name="Ali", phone="90 123 45 67")
    add(workspace, surname="Olimov", given_name="Vali")
    opened = page()
    assert opened.table.view.isColumnHidden(REASON_PLACE)
    type_text(opened.table.filter_box, "90 123")
    qtbot.waitUntil(lambda: shown_names(opened) == ["Karimov Ali"])
    assert not opened.table.view.isColumnHidden(REASON_PLACE)
    assert opened.model.index(0, REASON_PLACE).data() == "Phone +998 90 123 45 67"


def test_a_name_is_found_by_cyrillic_letters(
    workspace: Workspace, page: Callable[[], PeoplePage], settle: Settle, qtbot: QtBot, type_text: TypeText
) -> None:
    add(workspace, surname="Gʻulomov", given_name="Ali")
    add(workspace, surname="Olimov", given_name="Vali")
    opened = page()
    type_text(opened.table.filter_box, "ғулом")
    qtbot.waitUntil(lambda: shown_names(opened) == ["Gʻulomov Ali"])


def test_a_chosen_district_narrows_the_list_and_what_is_typed(
    workspace: Workspace, page: Callable[[], PeoplePage], settle: Settle, qtbot: QtBot, type_text: TypeText
) -> None:
    add(workspace, surname="Karimov", given_name="Ali", district_code="1727206")
    add(workspace, surname="Karimov", given_name="Vali")
    opened = page()
    box = opened.choosers["district_code"]
    box.setCurrentIndex(box.findData("1727206"))
    settle()
    assert shown_names(opened) == ["Karimov Ali"]
    type_text(opened.table.filter_box, "vali")
    qtbot.waitUntil(lambda: shown_names(opened) == [])


def test_an_empty_centre_leads_to_a_roster(workspace: Workspace, page: Callable[[], PeoplePage], qtbot: QtBot) -> None:
    opened = page()
    with qtbot.waitSignal(workspace.navigation_requested) as led:
        qtbot.keyClick(opened, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert led.args == [Target("roster")]


def test_enter_opens_the_card(
    workspace: Workspace, page: Callable[[], PeoplePage], qtbot: QtBot, settle: Settle
) -> None:
    person_id = add(workspace, surname="Karimov", given_name="Ali")
    opened = page()
    with qtbot.waitSignal(workspace.navigation_requested) as led:
        qtbot.keyClick(opened.table.view, Qt.Key.Key_Return)
    assert led.args == [Target("person", person_id)]


def test_the_list_stays_where_it_was_when_a_card_was_changed(
    workspace: Workspace, page: Callable[[], PeoplePage], settle: Settle
) -> None:
    for surname in ("Aliyev", "Boboyev", "Davronov"):
        add(workspace, surname=surname, given_name="Ali")
    opened = page()
    opened.table.view.selectRow(1)
    opened.make_stale()
    settle()
    assert opened.table.current().person.full_name == "Boboyev Ali"
