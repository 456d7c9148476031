"""What can be seen of the window: where one can go, and what is wrong with what is in sight."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QTabBar, QTableView, QToolButton, QWidget

from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.records import CohortRow, CohortState
from desktop_app.cohorts.service import cohorts
from dev_catalogue import LANGUAGES as CATALOGUES
from dev_catalogue import read_translations
from tests.ui.looks import clipped_words, visible_words
from ui.app import Shell
from ui.key_sheet import actions_with_keys
from ui.navigation import COHORT_STEPS, PAGES, Target


def places(shell: Shell) -> list[Target]:
    """Every page, and every step of a cohort in each state."""
    rows = {row.state: row for row in shell.workspace.centre.read(cohorts, rows=None).rows}
    cohort_id = rows[CohortState.STUDYING].id
    person = shell.workspace.centre.read(enrolled_people, cohort_id=cohort_id)[0]
    arguments = {
        "person": person.person_id,
        "institution": ("person", person.person_id),
        "cohort": cohort_id,
        "roster": cohort_id,
    }
    steps = [(row.id, step.name) for row in rows.values() for step in COHORT_STEPS]
    return [Target(spec.name, arguments.get(spec.name)) for spec in PAGES] + [Target("cohort", step) for step in steps]


def faults(window: QWidget, english: set[str]) -> Iterator[str]:
    yield from (f"clipped: {text}" for text in clipped_words(window))
    yield from (f"not translated: {text}" for text in words_in_sight(window) if text in english)
    yield from (f"dead: {button.text() or button.toolTip()}" for button in dead_buttons(window))
    yield from (f"one key for two: {words}" for words in shared_keys(window))
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


def shared_keys(window: QWidget) -> Iterator[str]:
    """Two actions in sight that one key asks for at once: Qt then does neither."""
    by_key: dict[str, list[QAction]] = defaultdict(list)
    for actions in actions_with_keys(window).values():
        for action in actions:
            by_key[action.shortcut().toString()].append(action)
    for key, sharing in by_key.items():
        for one, other in combinations(sharing, 2):
            if _reaches(one, other) or _reaches(other, one):
                yield f"{key}: {one.text()}, {other.text()}"


def _reaches(action: QAction, other: QAction) -> bool:
    """Whether its key works where the other's does: in the whole window, or around the other's place."""
    place, inner = action.parent(), other.parent()
    if action.shortcutContext() is not Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return True
    return isinstance(place, QWidget) and isinstance(inner, QWidget) and (place is inner or place.isAncestorOf(inner))


def a_cohort(shell: Shell, state: CohortState) -> CohortRow:
    return shell.workspace.centre.read(cohorts, states=[state], rows=None).rows[0]
