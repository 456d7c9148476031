"""Every page and every step of a cohort in all four languages on a demonstration centre; the search of everything."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import create_centre
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import register, register_years
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.records import CohortRow, CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.demo.filling import fill_demo
from desktop_app.i18n import LANGUAGES, _
from desktop_app.language.script import to_cyrillic
from desktop_app.paths import CentrePaths
from desktop_app.programmes.service import programmes
from desktop_app.settings import Settings
from dev_catalogue import LANGUAGES as CATALOGUES
from dev_catalogue import read_translations
from tests.journeys.conftest import SCREEN
from tests.journeys.hands import Hands
from tests.ui.looks import clipped_words, visible_words
from ui.app import Shell
from ui.navigation import COHORT_STEPS, PAGES, Target
from ui.pages.programmes.page import ProgrammesPage
from ui.pages.welcome.page import WelcomePage

PEOPLE = 300


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up centre, closed; every test works on its own copy."""
    folder = tmp_path_factory.mktemp("demonstration") / "centre"
    centre = create_centre(CentrePaths(folder), DEMONSTRATION)
    fill_demo(centre, people=PEOPLE, seed=1)
    centre.is_changed_since_backup = False
    centre.close()
    return folder


@pytest.fixture
def language() -> str:
    return "uz_Latn"


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot, demonstration: Path, tmp_path: Path, language: str) -> Iterator[Shell]:
    folder = shutil.copytree(demonstration, tmp_path / "centre")
    made = Shell(qapp, Settings(language=language, theme="light"), tmp_path / "settings.toml", data_folder=folder)
    made.window.resize(*SCREEN)
    made.start()
    made.window.activateWindow()
    qtbot.waitUntil(lambda: made.window.page is not None, timeout=10_000)
    yield made
    if made.workspace.has_centre:
        made.workspace.centre.is_changed_since_backup = False
    made.close()
    made.workspace.worker.end()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_step_is_sound(shell: Shell, hands: Hands, language: str) -> None:
    english = english_left_over(language)
    wrong = {}
    for target in places(shell):
        hands.go(target.page, target.argument)
        found = list(faults(shell.window, english))
        if found:
            wrong[target] = found
    assert wrong == {}


def places(shell: Shell) -> list[Target]:
    """Every page, and every step of a cohort in each state."""
    rows = {row.state: row for row in shell.workspace.centre.read(cohorts, rows=None).rows}
    cohort_id = rows[CohortState.STUDYING].id
    person = shell.workspace.centre.read(enrolled_people, cohort_id=cohort_id)[0]
    arguments = {"person": person.person_id, "cohort": cohort_id, "roster": cohort_id}
    steps = [(row.id, step.name) for row in rows.values() for step in COHORT_STEPS]
    return [Target(spec.name, arguments.get(spec.name)) for spec in PAGES] + [Target("cohort", step) for step in steps]


def faults(window: QWidget, english: set[str]) -> Iterator[str]:
    yield from (f"clipped: {text}" for text in clipped_words(window))
    yield from (f"not translated: {text}" for text in words_in_sight(window) if text in english)
    yield from (f"dead: {button.text() or button.toolTip()}" for button in dead_buttons(window))
    if window.focusWidget() is None or not window.focusWidget().isVisible():
        yield "nothing has the focus"


def english_left_over(language: str) -> set[str]:
    """The texts of the sources that read otherwise in this language."""
    spoken = {"uz_Cyrl": "uz_Latn"}.get(language, language)
    catalogue = next((one for one in CATALOGUES if one.code == spoken), None)
    if catalogue is None:
        return set()
    read = read_translations(catalogue)
    return {text for text, forms in read.items() if text not in forms}


def words_in_sight(window: QWidget) -> Iterator[str]:
    """Of labels and buttons, of the headers and cells of tables, of tabs."""
    yield from (text for _widget, text in visible_words(window))
    for tabs in window.findChildren(QTabBar):
        if tabs.isVisible():
            yield from (tabs.tabText(place) for place in range(tabs.count()))
    for view in window.findChildren(QTableView):
        model = view.model()
        if view.isVisible() and model is not None:
            columns = range(model.columnCount())
            yield from (str(model.headerData(place, Qt.Orientation.Horizontal)) for place in columns)
            yield from (str(model.index(0, place).data()) for place in columns)


def dead_buttons(window: QWidget) -> Iterator[QAbstractButton]:
    """The enabled buttons in sight that nobody listens to."""
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled() or type(button) is QAbstractButton:
            continue
        signals = (button.clicked, button.toggled, button.pressed)
        has_action = isinstance(button, QToolButton) and button.defaultAction() is not None
        if not has_action and not any(button.isSignalConnected(QMetaMethod.fromSignal(one)) for one in signals):
            yield button


def test_a_demonstration_centre_is_opened_from_the_welcome(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    shell = Shell(qapp, Settings(theme="light"), tmp_path / "settings.toml", data_folder=tmp_path / "centre")
    hands = Hands(shell, qtbot)
    try:
        shell.start()
        shell.window.activateWindow()
        hands.find(WelcomePage)
        hands.click(_("Open a demonstration centre"))
        hands.wait(lambda: shell.window.page is not None)
        hands.settle()
        assert shell.window.target == Target("home")
        assert shell.workspace.centre.read(cohorts).rows
    finally:
        if shell.workspace.has_centre:
            shell.workspace.centre.is_changed_since_backup = False
        shell.close()
        shell.workspace.worker.end()


def test_the_search_leads_to_a_person_a_cohort_and_a_certificate(shell: Shell, hands: Hands) -> None:
    centre = shell.workspace.centre
    studied = a_cohort(shell, CohortState.STUDYING)
    person = centre.read(enrolled_people, cohort_id=studied.id)[0]
    window = shell.window
    search(hands, to_cyrillic(person.name))
    assert window.target == Target("person", person.person_id)
    search(hands, studied.code)
    assert window.target == Target("cohort", studied.id)
    certificate = newest_certificate(shell)
    search(hands, certificate.full_number)
    assert window.target == Target("cohort", (certificate.cohort_id, "certificates"))


def test_the_search_leads_to_the_programme_among_all(shell: Shell, hands: Hands) -> None:
    last = shell.workspace.centre.read(programmes)[-1]
    hands.go("programmes", last.id)
    assert isinstance(hands.page, ProgrammesPage)
    current = hands.page.table.current()
    assert current is not None
    assert current.row.id == last.id


def search(hands: Hands, text: str) -> None:
    hands.press("Ctrl+K")
    hands.write(text)
    hands.settle()
    hands.press("Return")
    hands.settle()


def a_cohort(shell: Shell, state: CohortState) -> CohortRow:
    return shell.workspace.centre.read(cohorts, states=[state], rows=None).rows[0]


def newest_certificate(shell: Shell) -> CertificateRecord:
    centre = shell.workspace.centre
    return centre.read(register, year=centre.read(register_years)[0], offset=0, limit=1)[0]
