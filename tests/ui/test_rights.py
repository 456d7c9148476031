"""What the signed-in person may not do is grey with the reason, or not there; without accounts all is open."""

import ast
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.accounts.rights import RIGHTS_OF, Right, rights_of
from desktop_app.accounts.roles import Role
from tests.ui import demo_page
from ui import rights
from ui.actions import LOCK_KEY, Action, make_action, make_button
from ui.main_window import MainWindow
from ui.navigation import COHORT_STEPS, PAGES, Target
from ui.pages.settings.page import SECTIONS, SettingsPage
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

UI = Path(__file__).parents[2] / "ui"


def rights_named() -> Iterator[tuple[str, str]]:
    """Each ``right="…"`` of the screens, and each ``may("…")``."""
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "right" and isinstance(node.value, ast.Constant):
                yield path.name, node.value.value
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "rights.may":
                yield from ((path.name, each.value) for each in node.args if isinstance(each, ast.Constant))


def keys_named() -> Iterator[tuple[str, str]]:
    """Each ``key="…"`` of the pages."""
    for path in (UI / "pages").rglob("*.py"):
        if path.parent.name != "welcome":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == "key" and isinstance(node.value, ast.Constant):
                    yield path.name, str(node.value.value)


class OfRules(FormDialog):
    right = "edit_rules"


def test_screens_name_no_right_that_does_not_exist() -> None:
    named = list(rights_named())
    assert len(named) > 200
    assert [each for each in named if each[1] not in set(Right)] == []


def test_no_page_wants_a_key_of_the_window_for_itself() -> None:
    of_window = {LOCK_KEY, "F1", "Ctrl+K", "Ctrl+B", "Ctrl+Shift+U"} | {
        spec.shortcut for spec in PAGES if spec.shortcut
    }
    taken = [each for each in keys_named() if each[1] in of_window]
    assert len(list(keys_named())) > 200
    assert taken == []


def test_what_is_about_all_cohorts_is_grey_for_whom_leads_some(qapp: QApplication, qtbot: QtBot) -> None:
    rights.hold({"see_cohorts"}, own={"see_cohorts"})
    owner = QWidget()
    qtbot.addWidget(owner)
    wide = make_button(owner, Action("Applications", print, right="see_cohorts", is_wide=True))
    own = make_button(owner, Action("Open", print, right="see_cohorts"))
    assert not wide.isEnabled()
    assert own.isEnabled()
    assert "only for the cohorts that you lead" in wide.toolTip()


def test_a_form_that_may_only_be_read_says_so_before_anything_is_typed(workspace: Workspace, qtbot: QtBot) -> None:
    owner = QWidget()
    owner.workspace = workspace
    qtbot.addWidget(owner)
    for held, is_open in (({"use"}, False), ({"use", "edit_rules"}, True)):
        rights.hold(held)
        form = OfRules(owner, title="Rules")
        assert form.save_button.isEnabled() is is_open
        assert ("Change rules" in form.banner.text) is not is_open


def test_an_action_without_its_right_stays_grey_and_says_why(qapp: QApplication, qtbot: QtBot) -> None:
    rights.hold({"use"})
    owner = QWidget()
    qtbot.addWidget(owner)
    pressed: list[bool] = []
    action = Action("Merge", lambda: pressed.append(True), key="Ctrl+M", right="merge_people")
    button, command = make_button(owner, action), make_action(owner, action)
    button.setEnabled(True)
    command.setEnabled(True)
    button.click()
    command.trigger()
    assert not button.isEnabled()
    assert not command.isEnabled()
    assert pressed == []
    assert "Merge two cards" in button.toolTip()


def test_without_accounts_nothing_is_grey(qapp: QApplication, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    button = make_button(owner, Action("Merge", lambda: None, right="merge_people"))
    assert button.isEnabled()
    button.setEnabled(False)
    assert not button.isEnabled()


def test_an_administrator_finds_settings_and_requests_alone(workspace: Workspace) -> None:
    rights.hold(RIGHTS_OF[Role.ADMINISTRATOR])
    window = MainWindow(workspace)
    assert [spec.name for spec in window._in_navigation()] == ["requests", "settings"]
    assert window.first_page == "settings"
    window.deleteLater()


def test_every_role_finds_a_first_page_and_no_page_of_others(workspace: Workspace) -> None:
    for role in Role:
        rights.hold(rights_of([role]))
        window = MainWindow(workspace)
        shown = window._in_navigation()
        assert shown
        assert [spec.name for spec in shown if not rights.may(spec.right)] == []
        window.deleteLater()


def test_a_page_without_its_right_is_refused_where_one_is(workspace: Workspace, qtbot: QtBot) -> None:
    window = MainWindow(workspace, pages=(*demo_page.PAGES, *PAGES), searches=())
    window.show()
    window.navigate(Target("demo"))
    rights.hold({"use"})
    window.navigate(Target("people"))
    assert window.target == Target("demo")
    assert "See cards of people" in window.page.banner.text
    window.hide()
    window.deleteLater()


def test_settings_show_the_sections_of_ones_rights(workspace: Workspace) -> None:
    rights.hold({"use", "see_journal"})
    page = SettingsPage(workspace)
    names = [spec.name for spec in page._specs]
    assert "journal" in names
    assert not {"rules", "backup", "protection"} & set(names)
    assert len(names) < len(SECTIONS)
    page.deleteLater()


def test_every_page_and_step_but_the_open_ones_names_its_right() -> None:
    assert {spec.name for spec in PAGES if not spec.right} <= {"settings", "roles", "requests"}
    assert [step.name for step in COHORT_STEPS if not step.right] == []
