"""The timetable of the centre: whose week, what is being held now, which papers there are."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from tests import factories
from tests.timetable.ground import MONDAY, course
from tests.ui.looks import clipped_words
from ui.navigation import Target
from ui.pages.timetable import papers as papers_module
from ui.pages.timetable.page import TimetablePage
from ui.pages.timetable.papers import papers_of
from ui.pages.timetable.seen import Kind, Whose
from ui.workspace import Workspace

TEN = datetime(2026, 11, 2, 5, 10, tzinfo=UTC)
Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> TimetablePage:
    """Two rooms; on Monday at ten past ten a lesson is held in the first, by a trainer."""
    centre = workspace.centre
    centre.clock = FixedClock(TEN)
    room = factories.write(centre, factories.room())
    factories.write(centre, factories.room(name="305-xona"))
    trainer = factories.write(centre, factories.trainer(full_name="Aliyev Ali"))
    made = course(centre, room_id=room.id, trainer_id=trainer.id)
    made.mark(0)
    shown = TimetablePage(workspace)
    qtbot.addWidget(shown)
    shown.resize(1160, 700)
    shown.show()
    settle()
    return shown


def test_the_first_room_is_shown_and_another_is_chosen(page: TimetablePage, settle: Settle) -> None:
    assert page.desk.seen is not None
    assert page.desk.seen.sheet.week.title == "204-xona"
    assert len(page.desk.seen.sheet.week.lessons) == 6
    page.whose.one.set_value(2)
    page.whose.one.edited.emit()
    settle()
    assert (page.desk.seen.sheet.week.title, page.desk.seen.sheet.week.lessons) == ("305-xona", ())


def test_the_week_that_was_looked_at_is_there_again_on_a_page_made_anew(
    page: TimetablePage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page.open(("trainer", 1))
    settle()
    page.desk.leaf(1)
    settle()
    page.hide()
    again = TimetablePage(workspace)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert again.desk.seen is not None
    assert (again.desk.whose, again.desk.monday) == (Whose(Kind.TRAINER, 1), date(2026, 11, 9))
    assert again.whose.one.value == 1


def test_a_trainer_and_a_cohort_have_their_weeks_too(page: TimetablePage, settle: Settle) -> None:
    for kind, title in ((Kind.TRAINER, "Aliyev Ali"), (Kind.COHORT, "MAT-26/11")):
        page.open((kind.value, 1))
        settle()
        assert page.desk.seen is not None
        assert page.desk.seen.sheet.week.title == title
        assert page.whose.kind.value is kind
        assert page.whose.one.value == 1


def test_the_board_says_who_is_where_now_and_leads_to_the_attendance(
    page: TimetablePage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    page.open("now")
    settle()
    assert page.board.sentence.text() == "10:10: 1 lesson is held, 1 not marked yet"
    lesson = page.board.table.view.model().index(0, 0)
    row = [page.board.table.view.model().index(0, column).data() for column in range(7)]
    assert row == ["204-xona", "10:00–11:20", "MAT-26/11", "1-modul", "Aliyev Ali", "1", "Not marked yet"]
    wanted: list[Target] = []
    workspace.navigation_requested.connect(wanted.append)
    page.board.table.view.setCurrentIndex(lesson)
    qtbot.keyClick(page.board.table.view, Qt.Key.Key_Return)
    assert wanted == [Target("cohort", (1, "attendance"))]


def test_a_room_has_papers_for_the_week_the_month_and_its_door(page: TimetablePage, workspace: Workspace) -> None:
    found = papers_of(Whose(Kind.ROOM, 1), "204-xona", MONDAY)
    assert [paper.words for paper in found] == [
        "Timetable of the week",
        "Timetable of the month",
        "Paper for the door, for the chosen day",
    ]
    assert all(paper.make(workspace.centre).startswith(b"%PDF") for paper in found)


def test_a_calendar_file_is_written_where_it_was_asked_for(
    page: TimetablePage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "xona.ics"
    monkeypatch.setattr(papers_module, "choose_target", lambda *_args, **_kwargs: out)
    page.papers.save_calendar(Whose(Kind.ROOM, 1), "204-xona")
    settle()
    assert out.read_bytes().count(b"BEGIN:VEVENT") == 6


def test_where_there_is_nothing_the_page_leads_to_rooms_and_trainers(
    workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    shown = TimetablePage(workspace)
    qtbot.addWidget(shown)
    shown.show()
    settle()
    assert shown._stack.currentIndex() == 1


def test_no_word_is_clipped(page: TimetablePage, settle: Settle) -> None:
    assert clipped_words(page) == []
    page.open("now")
    settle()
    assert clipped_words(page) == []
