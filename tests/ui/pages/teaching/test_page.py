"""Rooms and trainers: entered, changed, closed; the hours of a month with what they come to."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.timetable.rooms import rooms
from desktop_app.timetable.trainers import trainers
from tests import factories
from tests.timetable.ground import course
from tests.ui.looks import clipped_words, show_in_front, when_asked
from ui.find_person import FindPersonDialog
from ui.navigation import Target
from ui.pages.teaching import pay_panel as pay_module
from ui.pages.teaching.page import TeachingPage
from ui.pages.teaching.trainer_dialog import TrainerDialog, read_lists
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

DECEMBER = datetime(2026, 12, 2, 5, 0, tzinfo=UTC)
Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> TeachingPage:
    workspace.centre.clock = FixedClock(DECEMBER)
    shown = TeachingPage(workspace)
    qtbot.addWidget(shown)
    shown.resize(1160, 700)
    shown.show()
    settle()
    return shown


def fill(settle: Settle, qtbot: QtBot, said: list[str], **values: object) -> None:
    """Fill the form that opens next, press Enter, and leave it if it stays."""

    def drive(dialog: FormDialog) -> None:
        for name, value in values.items():
            dialog.field(name).set_value(value)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        settle()
        if dialog.isVisible():
            said.append(dialog.banner.text or next(dialog.field(name).error for name in values))
            dialog.finish(None)

    when_asked(FormDialog, drive)


def test_a_room_is_entered_and_its_name_only_once(
    page: TeachingPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    said: list[str] = []
    fill(settle, qtbot, said, name="12-xona", seats=30, building="2-bino")
    page.rooms.add()
    fill(settle, qtbot, said, name="12-xona")
    page.rooms.add()
    settle()
    assert said == ["There is a room 12-xona already."]
    assert [(room.name, room.seats) for room in workspace.centre.read(rooms)] == [("12-xona", 30)]


def test_a_closed_room_is_shown_only_behind_its_tick(
    page: TeachingPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    factories.write(workspace.centre, factories.room())
    page.open("rooms")
    page.rooms.make_stale()
    settle()
    fill(settle, qtbot, [], closed_on=date(2026, 12, 1))
    page.rooms.table.select_place(0)
    qtbot.keyClick(page.rooms.table.view, Qt.Key.Key_Return)
    settle()
    assert page.rooms.table.view.model().rowCount() == 0
    page.rooms.everybody.click()
    settle()
    assert page.rooms.table.view.model().index(0, 4).data() == "Closed since 01.12.2026"


def test_lessons_that_a_closed_room_or_a_trainer_leaves_behind_are_told_with_their_week(
    page: TeachingPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    kept, taught = (
        factories.write(workspace.centre, factories.room()),
        factories.write(workspace.centre, factories.trainer()),
    )
    course(workspace.centre, room_id=kept.id, trainer_id=taught.id)
    told: list[tuple[str, object]] = []
    workspace.notice_requested.connect(lambda text, _undo, link: told.append((text, link)))
    wanted: list[Target] = []
    workspace.navigation_requested.connect(wanted.append)
    for panel, field in ((page.rooms, "closed_on"), (page.trainers, "left_on")):
        panel.make_stale()
        settle()
        page.open("rooms" if panel is page.rooms else "trainers")
        settle()
        fill(settle, qtbot, [], **{field: date(2026, 11, 3)})
        panel.table.select_place(0)
        qtbot.keyClick(panel.table.view, Qt.Key.Key_Return)
        settle()
        words, run = told[-1][1]  # type: ignore[misc]
        assert words == "Show the week"
        run()
    assert [text for text, _link in told] == [
        "Saved. 3 lessons are in this room after that day: give them another.",
        "Saved. 3 lessons are this trainer's after that day: give them to others.",
    ]
    assert wanted == [Target("timetable", ("room", kept.id)), Target("timetable", ("trainer", taught.id))]


def test_a_trainer_of_the_staff_takes_the_name_from_there(
    page: TeachingPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    fill(settle, qtbot, [], staff_id=1, subjects=("MATEMATIKA",), rate=50_000)
    page.trainers.add()
    settle()
    (found,) = workspace.centre.read(trainers)
    assert (found.full_name, found.staff_id, found.rate) == ("Yusupova Nargiza", 1, 50_000)


def test_somebody_of_the_register_is_chosen_and_another_name_lets_the_card_go(
    page: TeachingPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    draft = PersonDraft("Zokirova", "Zilola", phone="+998901234567")
    known_id = workspace.centre.write(save_person, draft).value
    dialog = TrainerDialog(page, read_lists(workspace.centre))
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    dialog.show()

    def choose(finding: FindPersonDialog) -> None:
        finding.find_box.setText("Zokir")
        settle()
        qtbot.keyClick(finding, Qt.Key.Key_Return)

    when_asked(FindPersonDialog, choose)
    dialog.choose_person()
    dialog.save()
    settle()
    (found,) = workspace.centre.read(trainers)
    assert (found.full_name, found.person_id, found.phone) == ("Zokirova Zilola", known_id, "+998 90 123 45 67")
    changed = TrainerDialog(page, read_lists(workspace.centre), found)
    qtbot.addWidget(changed, before_close_func=lambda closing: closing.done(0))
    changed.show()
    qtbot.keyClicks(changed.field("full_name").editor, "X")
    changed.save()
    settle()
    assert workspace.centre.read(trainers)[0].person_id is None


def test_the_week_of_a_trainer_is_one_key_away(
    page: TeachingPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    trainer = factories.write(workspace.centre, factories.trainer())
    page.trainers.make_stale()
    settle()
    wanted: list[Target] = []
    workspace.navigation_requested.connect(wanted.append)
    page.trainers.table.select_place(0)
    page.trainers.show_week()
    assert wanted == [Target("timetable", ("trainer", trainer.id))]


def test_the_hours_of_the_month_before_come_to_a_sum_on_paper_and_in_excel(
    page: TeachingPage, workspace: Workspace, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = factories.write(workspace.centre, factories.trainer(full_name="Aliyev Ali", rate=40_000))
    made = course(workspace.centre, trainer_id=trainer.id)
    made.mark(0)
    page.open("hours")
    settle()
    assert page.hours.sums.text() == "1 trainer, 2 hours held, 80\xa0000 soums."
    model = page.hours.table.view.model()
    assert [model.index(0, column).data() for column in (0, 1, 4, 5, 7)] == ["Aliyev Ali", "12", "2", "10", "80\xa0000"]
    for save, name in ((page.hours.save_pdf, "soat.pdf"), (page.hours.save_workbook, "soat.xlsx")):
        monkeypatch.setattr(pay_module, "choose_target", lambda *_args, _name=name, **_kwargs: tmp_path / _name)
        save()
        settle()
        assert (tmp_path / name).stat().st_size > 1_000


def test_f5_reads_the_list_in_front_anew(
    page: TeachingPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    factories.write(workspace.centre, factories.trainer(full_name="Aliyev Ali"))
    show_in_front(page)
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_F5)
    settle()
    assert page.trainers.table.view.model().rowCount() == 1


def test_no_word_is_clipped(page: TeachingPage, settle: Settle) -> None:
    for tab in ("trainers", "rooms", "hours"):
        page.open(tab)
        settle()
        assert clipped_words(page) == []
