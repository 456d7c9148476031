"""The frame by its keys: pages, search, banner, what changes refresh, what language and theme do."""

import gettext
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import i18n
from desktop_app.changes import Changes
from tests.ui import demo_page
from tests.ui.looks import clipped_words, show_in_front, tab_order, visible_words
from ui.actions import Action, make_action
from ui.key_sheet import KeySheet, actions_with_keys
from ui.main_window import LEAST_SIZE, MainWindow
from ui.navigation import Target
from ui.side_bar import FULL_WIDTH, NARROW_WIDTH
from ui.widgets.page import SEARCH_WIDTH
from ui.widgets.text import OneLine, Role
from ui.workspace import Workspace

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[MainWindow]:
    made = MainWindow(workspace, pages=demo_page.PAGES, searches=demo_page.SEARCHES)
    made.resize(1366, 768)
    show_in_front(made)
    made.set_centre_name("Toshkent viloyati pedagogik mahorat markazi")
    made.show_foot("Yusupova Nargiza Baxtiyor qizi", "05.11.2026 09:12")
    made.navigate(Target("demo"))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    settle()
    yield made
    made.hide()
    made.deleteLater()


def test_a_page_is_made_when_it_is_first_shown_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    first = window.page
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    second = window.page
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert second is not first
    assert window.page is first


def test_a_target_reaches_its_page_with_what_to_show(window: MainWindow) -> None:
    window.navigate(Target("second"))
    window.workspace.navigate(Target("demo", "RS-26-04"))
    assert window.target == Target("demo", "RS-26-04")
    assert window.page.opened_with == ["RS-26-04"]


def test_back_leads_to_the_place_one_came_from_as_it_was_left(window: MainWindow) -> None:
    window.navigate(Target("demo", "RS-26-04"))
    window.workspace.navigate(Target("second"))
    window.workspace.go_back(Target("demo", "elsewhere"))
    assert window.target == Target("demo", "RS-26-04")


def test_back_leads_up_for_whoever_came_by_the_side_bar(window: MainWindow, qtbot: QtBot) -> None:
    window.navigate(Target("demo", "RS-26-04"))
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    window.workspace.go_back(Target("demo", "up"))
    assert window.target == Target("demo", "up")


def test_back_leads_first_through_the_levels_of_a_page_itself(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    window.workspace.navigate(Target("demo", "RS-26-04"))
    window.workspace.go_back(Target("demo", "all"))
    assert window.target == Target("demo", "all")
    window.workspace.go_back(Target("third"))
    assert window.target == Target("second")


def test_an_unknown_page_changes_nothing(window: MainWindow) -> None:
    before = window.page
    window.navigate(Target("nowhere"))
    assert window.page is before


def test_a_page_in_front_refreshes_at_once_and_a_hidden_one_when_it_is_shown(window: MainWindow) -> None:
    page = window.page
    window.workspace.broadcast(Changes(frozenset({"staff"})))
    assert page.refreshed == 2
    window.navigate(Target("second"))
    window.workspace.broadcast(Changes(frozenset({"staff"})))
    window.workspace.broadcast(Changes(frozenset({"staff"})))
    assert page.refreshed == 2
    window.navigate(Target("demo"))
    assert page.refreshed == 3


def test_changes_elsewhere_leave_a_page_alone(window: MainWindow) -> None:
    window.workspace.broadcast(Changes(frozenset({"certificate"})))
    assert window.page.refreshed == 1


def test_the_search_finds_as_one_types_and_enter_goes_there(
    window: MainWindow, qtbot: QtBot, settle: Settle, type_text: Callable[[QWidget, str], None]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    search = window.focusWidget()
    type_text(search, "ғоя")
    settle()
    assert [hit.subtitle for hit in search.hits] == ["RS-26-05"]
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.page.opened_with == ["RS-26-05"]
    assert search.text() == ""


def test_escape_leaves_the_search(
    window: MainWindow, qtbot: QtBot, settle: Settle, type_text: Callable[[QWidget, str], None]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    search = window.focusWidget()
    type_text(search, "a")
    settle()
    assert len(search.hits) > 1
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.hits == []
    assert window.focusWidget() is not search


def test_the_navigation_is_narrow_in_a_narrow_window_and_by_its_key(window: MainWindow, qtbot: QtBot) -> None:
    bar = window._side_bar
    assert bar.width() == FULL_WIDTH
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert bar.width() == NARROW_WIDTH
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    window.resize(1200, 768)
    assert bar.width() == NARROW_WIDTH


def test_an_outcome_offers_the_way_back_once(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[bool] = []
    window.workspace.show_notice("Done.", undo=lambda: undone.append(True))
    banner = window.page.banner
    assert banner.text == "Done."
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: undone == [True], timeout=2_000)
    assert banner.text == ""


def test_an_error_never_hides_by_itself_and_an_outcome_does(window: MainWindow) -> None:
    banner = window.page.banner
    banner.show_outcome("Done.")
    assert banner._timer.isActive()
    banner.show_error("No.")
    assert not banner._timer.isActive()


def test_the_key_sheet_tells_the_keys_of_the_window_and_of_the_page_in_front(window: MainWindow, qtbot: QtBot) -> None:
    keys = {action.shortcut().toString() for actions in actions_with_keys(window).values() for action in actions}
    assert {"F1", "Ctrl+K", "Ctrl+1", "Ctrl+2", "Ctrl+N", "F5", "Ctrl+F"} <= keys
    window.navigate(Target("second"))
    keys = {action.shortcut().toString() for actions in actions_with_keys(window).values() for action in actions}
    assert "Ctrl+N" not in keys


def test_the_keys_of_a_page_come_first_in_the_sheet_under_its_title(window: MainWindow) -> None:
    groups = actions_with_keys(window)
    page = window.page
    assert page is not None
    assert next(iter(groups)) == page.title
    assert list(groups)[-1] == "Everywhere"
    assert "F1" in {action.shortcut().toString() for action in groups["Everywhere"]}


def test_no_two_actions_in_sight_share_a_key(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for group, actions in actions_with_keys(window).items() for action in actions]
    assert sorted(keys) == sorted(set(keys))


def test_a_change_of_language_builds_the_page_again_where_it_was(window: MainWindow) -> None:
    window.navigate(Target("demo", "RS-26-02"))
    before = window.page
    i18n.set_language("uz_Cyrl")
    window.rebuild()
    assert window.page is not before
    assert window.page.opened_with == ["RS-26-02"]


def test_an_offer_to_undo_outlives_a_change_of_language(window: MainWindow) -> None:
    undone: list[QWidget] = []
    before = window.page
    before.banner.show_outcome("Removed.", undo=lambda: undone.append(before))
    window.navigate(Target("second"))
    window.rebuild()
    window.rebuild()
    window.navigate(Target("demo"))
    assert window.page is not before
    assert window.page.banner.text == "Removed."
    (offer,) = (button for button in window.page.banner.findChildren(QPushButton) if button.text() == "Undo")
    offer.click()
    assert undone == [before]
    assert window.page.banner.text == ""


def test_what_a_banner_only_tells_ends_with_its_page(window: MainWindow) -> None:
    window.page.banner.show_outcome("Saved.")
    window.rebuild()
    assert window.page.banner.text == ""


def test_the_strip_shows_how_far_the_work_is_and_only_while_it_runs(window: MainWindow) -> None:
    words = lambda: [text for _widget, text in visible_words(window)]  # noqa: E731
    progress = window.workspace.start_progress("Printing")
    progress.step("", 412, 1000)
    assert "412 / 1\u00a0000" in words()
    window.workspace.long_work_ended.emit(progress)
    assert "Printing" not in words()


def test_of_two_works_side_by_side_the_strip_shows_the_first_until_it_ends(window: MainWindow) -> None:
    words = lambda: [text for _widget, text in visible_words(window)]  # noqa: E731
    first, second = (window.workspace.start_progress(title) for title in ("Printing", "Comparing"))
    second.step("", 7, 9)
    assert "7 / 9" not in words()
    window.workspace.long_work_ended.emit(second)
    assert "Printing" in words()
    assert "Comparing" not in words()
    window.workspace.long_work_ended.emit(first)
    assert "Printing" not in words()


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_no_word_is_clipped(window: MainWindow, qtbot: QtBot, width: int) -> None:
    window.resize(width, 768)
    window.page.banner.show_outcome("Done.", undo=lambda: None)
    qtbot.wait(20)
    assert clipped_words(window) == []


def test_a_clipped_word_would_be_seen(window: MainWindow, qtbot: QtBot) -> None:
    label = next(each for each in window.page.findChildren(QLabel) if each.text() and not isinstance(each, OneLine))
    label.setFixedWidth(10)
    qtbot.wait(20)
    assert label.text() in clipped_words(window)


def test_something_has_the_focus_on_every_page(window: MainWindow) -> None:
    for spec in demo_page.PAGES:
        window.navigate(Target(spec.name))
        assert window.focusWidget() is not None, spec.name


def test_tab_reaches_navigation_search_and_table(window: MainWindow) -> None:
    reached = tab_order(window)
    assert window._search in reached
    assert window.page.table.view in reached
    assert window.page.path in reached
    assert len(reached) == len(set(map(id, reached)))


class Bracketed(gettext.NullTranslations):
    """A language that shows which words went through the catalogue."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return f"⟦{singular if n == 1 else plural}⟧"


@pytest.fixture
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(i18n, "_catalogue", lambda code: Bracketed())
    i18n._translated.cache_clear()
    i18n._translated_count.cache_clear()
    i18n.set_language("ru")
    yield
    i18n._translated.cache_clear()
    i18n._translated_count.cache_clear()


def test_every_word_of_the_frame_goes_through_the_catalogue(
    pseudo_language: None, window: MainWindow, settle: Settle
) -> None:
    window.workspace.show_notice("⟦ok⟧", undo=lambda: None)
    progress = window.workspace.start_progress("⟦ok⟧")
    frame = {*window.page.banner.findChildren(QWidget), *window._side_bar.findChildren(QWidget)}
    named = {"Mahorat", "Toshkent viloyati pedagogik mahorat markazi"} | {window._side_bar._staff.text()}
    named.add(window._side_bar._backup.text())
    plain = [text for widget, text in visible_words(window) if widget in frame and "⟦" not in text]
    assert set(plain) <= named
    window.workspace.long_work_ended.emit(progress)


def test_every_word_of_the_key_sheet_goes_through_the_catalogue(pseudo_language: None, window: MainWindow) -> None:
    sheet = KeySheet(window)
    sheet.show()
    own = {"Guruhlar", "Yangi guruh"}
    words = [text for widget, text in visible_words(sheet) if widget.property("role") != "key"]
    sheet.hide()
    assert [text for text in words if "⟦" not in text and text not in own] == []


def test_what_a_key_does_in_two_tables_of_a_page_stands_in_the_sheet_once(window: MainWindow) -> None:
    assert window.page is not None
    for _table in range(2):
        make_action(window.page, Action("Saralash", lambda: None, key="Ctrl+Shift+R"), is_local=True)
    sheet = KeySheet(window)
    sheet.show()
    words = [text for _widget, text in visible_words(sheet)]
    sheet.hide()
    assert (words.count("Ctrl+Shift+R"), words.count("Saralash")) == (1, 1)


def test_tab_reaches_what_stands_before_the_child_that_a_part_hands_its_focus_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.page is not None
    part, before, first = QWidget(), QPushButton("Saralash"), QLineEdit()
    inside = QHBoxLayout(part)
    inside.addWidget(before)
    inside.addWidget(first)
    part.setFocusProxy(first)
    window.page.body.addWidget(part)
    part.show()
    first.setFocus()
    order = tab_order(window)
    assert order.index(first) == 0
    assert order[-1] is before


def test_a_title_is_read_whole_before_the_search_is_more_than_its_glass(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert page is not None
    window.resize(*LEAST_SIZE)
    page.set_title("Taʼlim tashkilotlari")
    for words in ("Buyurtmanomalar", "Guruhlarni shakllantirish"):
        page.add_secondary(Action(words, lambda: None))
    search = window.open_search()
    page.setFocus()
    qtbot.waitUntil(lambda: search.width() < SEARCH_WIDTH, timeout=2_000)
    assert page._title.width() >= page._title.sizeHint().width()
    window.open_search()
    qtbot.waitUntil(lambda: search.width() >= SEARCH_WIDTH, timeout=2_000)


def test_a_line_that_does_not_fit_has_a_shorter_one_to_show(window: MainWindow) -> None:
    line = OneLine(Role.HEADING)
    line.setText("2026-yil 2–8-noyabr kunlari")
    whole = line.sizeHint().width()
    line.set_short("02.11–08.11.2026")
    assert 0 < line.minimumSizeHint().width() < whole
    line.set_short("2026-yil 2–8-noyabr kunlaridagi dars jadvali")
    assert line.minimumSizeHint().width() == whole
