"""The builder by clicks and keys: seen, moved, made, taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.cohorts.service import cohorts
from tests.factories import person, programme, write
from tests.ui.looks import clipped_words, show_in_front, visible_words
from ui.pages.forming.builder_page import FormingPage
from ui.workspace import Workspace

TODAY = datetime(2026, 11, 4, 5, 42, tzinfo=UTC)
TEACHERS = 52


@dataclass
class Desk:
    page: FormingPage
    centre: Centre
    settle: Callable[[], None]
    qtbot: QtBot

    @property
    def sizes(self) -> list[int]:
        assert self.page.board is not None
        return [row.people for row in self.page.board.rows]

    def choose(self, group: int, *places: int) -> None:
        """Choose people of a group by their places."""
        self.page.groups.select_place(group)
        self.settle()
        self.page.people.view.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        people = self.page.people.view
        for place in places:
            people.selectionModel().select(people.model().index(place, 0), flags.Select | flags.Rows)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.AltModifier) -> None:
        # A dialog that closed leaves no window active for a moment, and no key fires then.
        show_in_front(self.page)
        self.page.people.view.setFocus()
        self.qtbot.waitUntil(self.page.people.view.hasFocus)
        self.qtbot.keyClick(self.page.people.view, key, modifier)
        self.settle()


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    centre = workspace.centre
    centre.clock = FixedClock(TODAY)
    write(centre, programme(subject_code="MAT"))
    facts = {"staff_group": "PEDAGOG", "subject_code": "MAT", "language_code": "uz", "category_code": "II"}
    for number in range(TEACHERS):
        write(centre, person(surname=f"Karimov{number:02}", service_since=date(2015, 9, 1), **facts))
    page = FormingPage(workspace)
    qtbot.addWidget(page)
    page.resize(1160, 760)
    page.show()
    settle()
    return Desk(page, centre, settle, qtbot)


def test_groups_are_shown_before_anything_is_written(desk: Desk) -> None:
    assert sum(desk.sizes) == TEACHERS
    assert desk.page.people.view.model().rowCount() == desk.sizes[0]
    assert desk.centre.read(cohorts).total == 0
    assert clipped_words(desk.page) == []


def test_that_nobody_is_to_be_grouped_is_said_when_it_is_known(
    workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    nobody = "Nobody is to be put into a group."
    page = FormingPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert nobody not in [text for _widget, text in visible_words(page)]
    settle()
    assert nobody in [text for _widget, text in visible_words(page)]


def test_alt_down_moves_a_person_to_the_next_group_and_undo_brings_them_back(desk: Desk) -> None:
    before = desk.sizes
    desk.choose(0, 0)
    desk.press(Qt.Key.Key_Down)
    assert desk.sizes == [before[0] - 1, before[1] + 1]
    desk.page.undo_move()
    assert desk.sizes == before


def test_delete_takes_a_person_out_and_says_why_they_are_left_over(desk: Desk) -> None:
    desk.choose(0, 0)
    desk.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert desk.sizes[-1] == 1
    desk.choose(2, 0)
    assert desk.page.people.view.model().index(0, 3).data() == "Taken out by hand"


def test_people_are_dragged_onto_a_group(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.sizes
    desk.choose(0, 0, 1)
    groups, people = desk.page.groups.view, desk.page.people.view

    class DragOntoTheNextGroup(QDrag):
        def exec(self, action: Qt.DropAction) -> None:
            """Qt's own waits for a mouse that nobody moves here."""
            place = QPointF(groups.visualRect(groups.model().index(1, 1)).center())
            none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
            groups.dropEvent(QDropEvent(place, action, self.mimeData(), left, none))

    monkeypatch.setattr("ui.widgets.table_view.QDrag", DragOntoTheNextGroup)
    pressed = people.visualRect(people.model().index(0, 0)).center()
    desk.qtbot.mousePress(people.viewport(), Qt.MouseButton.LeftButton, pos=pressed)
    assert len(desk.page.people.selected()) == 2
    for step in (10, 40):
        place = QPointF(pressed) + QPointF(0, step)
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            people.viewport().mapToGlobal(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(people.viewport(), moved)
    desk.settle()
    assert desk.sizes == [before[0] - 2, before[1] + 2]


def test_the_cohorts_are_made_at_once_and_taken_back_from_the_banner(desk: Desk) -> None:
    offers: list[object] = []
    desk.page.banner.show_outcome = lambda _text, *, undo, link: offers.append(undo)  # type: ignore[method-assign]
    desk.page.place_held.setText("Chirchiq")
    desk.page.groups.select_place(0)
    desk.page.make()
    desk.settle()
    made = desk.centre.read(cohorts)
    assert (made.total, sum(row.people for row in made.rows)) == (2, TEACHERS)
    assert {row.place for row in made.rows} == {"Chirchiq"}
    assert sum(desk.sizes) == 0
    (undo,) = offers
    assert callable(undo)
    undo()
    desk.settle()
    assert desk.centre.read(cohorts).total == 0
    assert sum(desk.sizes) == TEACHERS


def test_another_first_day_is_typed_and_a_wrong_one_is_told(desk: Desk) -> None:
    desk.page.first_day.setText("7.12.2026")
    desk.page.first_day.editingFinished.emit()
    desk.settle()
    assert desk.page.wish.starts_on == date(2026, 12, 7)
    desk.page.first_day.setText("ertaga")
    desk.page.first_day.editingFinished.emit()
    assert desk.page.wish.starts_on == date(2026, 12, 7)


def test_a_first_day_that_is_none_makes_no_cohorts(desk: Desk) -> None:
    desk.page.first_day.setText("31.02.2027")
    desk.page.make()
    desk.settle()
    assert desk.centre.read(cohorts).total == 0
    assert "31.02.2027" in desk.page.banner.text
    desk.page.first_day.setText("7.12.2026")
    desk.page.first_day.editingFinished.emit()
    desk.settle()
    assert desk.page.banner.text == ""
    assert desk.page.wish.starts_on == date(2026, 12, 7)
