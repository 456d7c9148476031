"""Lists and territories in the settings, by real keys and clicks; today is the clock's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.reference import exchange
from desktop_app.reference.differences import Fate
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items, regions
from desktop_app.reference.territories import add_territory, territories
from desktop_app.reference.workbook import item_fields, write_entries
from tests.ui.looks import clipped_words, show_in_front, when_asked
from ui.models.table_model import ROW_ROLE
from ui.pages.settings import exchange_dialog
from ui.pages.settings.exchange_dialog import ExchangeDialog
from ui.pages.settings.lists import ListsSection
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.territories import ALL_REGIONS, TerritoriesSection
from ui.pages.settings.territory_dialogs import CodeDialog, TerritoryDialog
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
SINCE = "01.09.2026"


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    made = SettingsPage(workspace)
    qtbot.addWidget(made)
    workspace.notice_requested.connect(lambda text, undo, link: made.banner.show_outcome(text, undo=undo, link=link))
    made.resize(1200, 700)
    show_in_front(made)
    settle()
    yield made
    for dialog in made.findChildren(FormDialog):
        dialog.hide()


@pytest.fixture
def lists(page: SettingsPage, settle: Settle) -> ListsSection:
    page.open("lists")
    settle()
    assert isinstance(page.section, ListsSection)
    return page.section


@pytest.fixture
def places(page: SettingsPage, settle: Settle) -> TerritoriesSection:
    page.open("territories")
    settle()
    assert isinstance(page.section, TerritoriesSection)
    return page.section


def press(view: Any, key: Qt.Key, qtbot: QtBot, settle: Settle, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    view.setFocus()
    qtbot.keyClick(view, key, modifier)
    settle()


def undo(page: SettingsPage, settle: Settle) -> None:
    next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo").click()
    settle()


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


def subjects(workspace: Workspace) -> list[str]:
    return [item.code for item in workspace.centre.read(list_items, "subject")]


def rows(section: TerritoriesSection) -> list[Any]:
    model = section.table.view.model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def test_an_entry_is_put_down_and_back_with_the_keys(
    page: SettingsPage, lists: ListsSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    first, second, *_rest = before = subjects(workspace)
    lists.table.view.selectRow(0)
    press(lists.table.view, Qt.Key.Key_Down, qtbot, settle, Qt.KeyboardModifier.AltModifier)
    assert subjects(workspace)[:2] == [second, first]
    assert lists.table.current().code == first
    undo(page, settle)
    assert subjects(workspace) == before


def test_what_is_in_use_is_not_deleted_and_says_so(
    page: SettingsPage, lists: ListsSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    lists.list_box.choose("staff_group")
    lists.refresh()
    settle()
    lists.table.view.selectRow(0)
    press(lists.table.view, Qt.Key.Key_Delete, qtbot, settle, Qt.KeyboardModifier.ShiftModifier)
    assert "in use" in page.banner.text
    assert len(workspace.centre.read(list_items, "staff_group")) == 3


def test_a_workbook_is_seen_before_it_is_taken_over_and_can_be_taken_back(
    page: SettingsPage,
    lists: ListsSection,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = [{"code": "ROBO", "uz": "Robototexnika"}, {"code": "", "uz": "Astronomiya"}]
    path = write_entries(tmp_path / "fanlar.xlsx", [("Subjects", item_fields("subject"), entries)], creator="")
    monkeypatch.setattr(exchange_dialog, "choose_source", lambda *_args, **_facts: path)
    seen: list[list[Fate]] = []

    def agree(dialog: ExchangeDialog) -> None:
        model = dialog.table.view.model()
        assert "Row 3, column B" in " ".join(str(model.index(0, place).data()) for place in range(model.columnCount()))
        seen.append([line.difference.fate for line in dialog._lines])
        dialog.save_button.click()

    before = subjects(workspace)
    when_asked(ExchangeDialog, agree)
    lists.bring_in()
    qtbot.waitUntil(lambda: "ROBO" in subjects(workspace), timeout=8000)
    settle()
    assert seen[0][:2] == [Fate.NEW, Fate.WRONG]
    assert set(seen[0][2:]) == {Fate.MISSING}
    undo(page, settle)
    assert subjects(workspace) == before


def test_a_file_that_changes_nothing_has_nothing_to_take_over(
    lists: ListsSection, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    path = exchange.export_lists(workspace.centre, out=tmp_path / "lists.xlsx")
    dialog = ExchangeDialog(lists, exchange.preview_lists(workspace.centre, path))
    dialog.show()
    settle()
    assert not dialog.save_button.isEnabled()
    assert dialog.table.view.model().rowCount() == 0
    dialog.with_same.click()
    assert dialog.table.view.model().rowCount() > 90
    assert clipped_words(dialog) == []
    dialog.close()


def test_the_regions_lead_to_their_districts_with_enter(
    places: TerritoriesSection, qtbot: QtBot, settle: Settle
) -> None:
    places.region_box.choose(ALL_REGIONS)
    places.region_box.chosen.emit(ALL_REGIONS)
    assert places.table.view.model().rowCount() == 14
    places.table.view.selectRow(0)
    press(places.table.view, Qt.Key.Key_Return, qtbot, settle)
    assert places.region_box.value == "1735"
    assert {place.record.parent_code for place in rows(places)} == {"1735"}


def test_districts_of_a_city_stand_under_it(places: TerritoriesSection) -> None:
    places.region_box.choose("1714")
    places.region_box.chosen.emit("1714")
    codes = [place.record.code for place in rows(places)]
    assert codes[codes.index("1714401") + 1] == "1714401365"


def test_a_region_is_put_up_with_the_keys_and_back(
    page: SettingsPage, places: TerritoriesSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    places.region_box.choose(ALL_REGIONS)
    places.region_box.chosen.emit(ALL_REGIONS)
    places.table.view.selectRow(1)
    press(places.table.view, Qt.Key.Key_Up, qtbot, settle, Qt.KeyboardModifier.AltModifier)
    assert [region.code for region in workspace.centre.read(regions)][:2] == ["1703", "1735"]
    undo(page, settle)
    assert [region.code for region in workspace.centre.read(regions)][:2] == ["1735", "1703"]


def test_a_new_district_gets_its_cyrillic_name_and_a_code_of_our_own(
    places: TerritoriesSection, workspace: Workspace, settle: Settle
) -> None:
    dialog = fill(TerritoryDialog(places, places._places, "1727"), settle, uz="Yangi Toshkent tumani")
    assert dialog.outcome is not None
    added = next(place for place in workspace.centre.read(territories) if place.code == "1727X1")
    assert added.names.cyrl == "Янги Тошкент тумани"
    assert any(place.state == "Code of our own" for place in rows(places))


def test_the_form_of_a_renamed_district_tells_what_it_was_called_before(
    places: TerritoriesSection, workspace: Workspace, settle: Settle
) -> None:
    record = next(place for place in workspace.centre.read(territories) if place.code == "1727206")
    dialog = fill(TerritoryDialog(places, places._places, "1727", record), settle, uz="Mustaqillik tumani", since=SINCE)
    assert dialog.former.isHidden()
    renamed = next(place for place in workspace.centre.read(territories) if place.code == "1727206")
    again = TerritoryDialog(places, places._places, "1727", renamed)
    settle()
    assert not again.former.isHidden()
    assert again.former.text() == f"Called before: {record.names.text} until 31.08.2026"


def test_our_own_code_gives_way_to_that_of_the_ministry(
    places: TerritoriesSection, workspace: Workspace, settle: Settle
) -> None:
    workspace.centre.write(add_territory, parent_code="1727", level="district", names=Names("Yangi", "", ""))
    record = next(place for place in workspace.centre.read(territories) if place.code == "1727X1")
    dialog = fill(CodeDialog(places, record), settle, code="99")
    assert dialog.field("code").error
    fill(dialog, settle, code="1727998")
    assert dialog.outcome == ("1727998", 0)


def test_a_district_is_closed_and_opened_again_with_delete(
    places: TerritoriesSection, qtbot: QtBot, settle: Settle
) -> None:
    count = places.table.view.model().rowCount()
    places.table.view.selectRow(0)
    press(places.table.view, Qt.Key.Key_Delete, qtbot, settle)
    assert places.table.current().record.valid_to is not None
    press(places.table.view, Qt.Key.Key_Delete, qtbot, settle)
    assert places.table.current().record.valid_to is None
    assert places.table.view.model().rowCount() == count
