"""The station at the door, by what a scanner types and by keys."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.attendance.walk_ins import walk_ins
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.i18n import set_language
from tests.attendance.door_made import DoorDay, door_day, moment
from tests.factories import room, session, write
from tests.ui.looks import clipped_words
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.pages.attendance_desk.scan_dialogs import StrangerDialog
from ui.pages.attendance_desk.scan_station import DoorPanel
from ui.theme import Tone
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def day(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> DoorDay:
    monkeypatch.setattr(centre, "clock", FixedClock(moment("08:27")))
    return door_day(centre)


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, day: DoorDay, settle: Settle) -> DoorPanel:
    page = AttendanceDeskPage(workspace)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.open("door")
    page.show()
    settle()
    QApplication.processEvents()
    assert isinstance(page.panel, DoorPanel)
    return page.panel


def scan(panel: DoorPanel, code: str, settle: Settle) -> None:
    """A scanner presses the keys of the code wherever the focus is, and Enter."""
    QTest.keyClicks(panel.window().focusWidget() or panel, code)
    QTest.keyClick(panel.window().focusWidget() or panel, Qt.Key.Key_Return)
    settle()


def names(panel: DoorPanel) -> list[str]:
    model = panel.readings.view.model()
    return [model.index(place, 2).data() for place in range(model.rowCount())]


def test_the_field_has_the_focus_from_the_beginning(panel: DoorPanel) -> None:
    assert panel.window().focusWidget() is panel.code_box
    assert panel.face.said.title == "Ready for a badge"


def test_a_badge_shows_the_name_large_once_it_is_kept(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    scan(panel, day.badge_of(0), settle)
    said = panel.face.said
    assert (said.title, said.line) == ("Azimova Zilola Rustam qizi", "MAT-26/11 · in at 08:27")
    assert said.tone is Tone.GOOD
    assert day.marks() == ["KELDI", "", ""]
    assert names(panel) == ["Azimova Zilola Rustam qizi"]
    assert panel.code_box.text() == ""
    assert panel.window().focusWidget() is panel.code_box


def test_nothing_is_said_to_be_recorded_before_it_is_on_disk(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    QTest.keyClicks(panel.code_box, day.badge_of(0))
    QTest.keyClick(panel.code_box, Qt.Key.Key_Return)
    assert panel.face.said.title == "Ready for a badge"
    settle()
    assert panel.face.said.title == "Azimova Zilola Rustam qizi"


def test_badges_that_come_faster_than_the_disk_are_all_kept(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    for place in range(3):
        QTest.keyClicks(panel.code_box, day.badge_of(place))
        QTest.keyClick(panel.code_box, Qt.Key.Key_Return)
    settle()
    assert sorted(name[:1] for name in names(panel)) == ["A", "B", "D"]


def test_lateness_and_leaving_are_said_in_words(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    day.set_clock("08:42")
    scan(panel, day.badge_of(0), settle)
    assert panel.face.said.line == "MAT-26/11 · in at 08:42 · 12 minutes late for lesson 1"
    assert panel.face.said.tone is Tone.WARN
    day.set_clock("09:20")
    scan(panel, day.badge_of(0), settle)
    assert panel.face.said.line == "MAT-26/11 · out at 09:20"
    assert panel.face.said.notes == ("Of lesson 1 1 academic hour is missed.",)


def test_a_typed_mark_that_wins_is_told(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    day.type_mark(0, "SABABLI")
    scan(panel, day.badge_of(0), settle)
    assert panel.face.said.notes == (
        "Lesson 1 stays “Excused” as somebody marked it; by the badge it would be “Present”.",
    )


def test_a_refusal_says_why_and_the_next_badge_is_taken(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    code = day.badge_of(0)
    scan(panel, code[:-1] + str((int(code[-1]) + 1) % 10), settle)
    assert panel.face.said.title == "Not recorded"
    assert panel.face.said.tone is Tone.BAD
    scan(panel, code, settle)
    assert panel.face.said.title == "Azimova Zilola Rustam qizi"


def test_sound_is_off_until_asked_for_and_remembered(
    panel: DoorPanel, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(1))
    scan(panel, "DV-2026-000001", settle)
    assert heard == []
    QTest.keyClick(panel.code_box, Qt.Key.Key_F9)
    assert workspace.settings.has_door_sounds
    scan(panel, "DV-2026-000001", settle)
    assert heard == [1]


def test_f8_takes_the_newest_reading_back(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    scan(panel, day.badge_of(0), settle)
    scan(panel, day.badge_of(1), settle)
    QTest.keyClick(panel.code_box, Qt.Key.Key_F8)
    settle()
    assert names(panel) == ["Azimova Zilola Rustam qizi"]
    assert day.marks(1) == ["", "", ""]


def test_a_code_nobody_knows_stands_in_the_register_of_the_only_cohort(
    panel: DoorPanel, day: DoorDay, settle: Settle
) -> None:
    scan(panel, "AB-12345", settle)
    assert panel.face.said.line == "MAT-26/11 · in at 08:27"
    assert "Not on the list yet" in panel.face.said.notes[0]
    assert [row.code for row in day.centre.read(walk_ins)] == ["AB12345"]


def test_of_several_cohorts_f4_chooses(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    door_day(day.centre, code="ONA-26/11")
    scan(panel, "AB-12345", settle)
    assert panel.face.said.title == "Unknown badge"
    assert panel.unknown is not None
    assert panel.unknown_button.isEnabled()
    dialog = StrangerDialog(panel, panel.unknown)
    dialog.field("cohort").set_value(panel.unknown.choices[1].cohort_id)
    dialog.field("name").set_value(day.badge_of(0))
    dialog.save()
    settle()
    assert dialog.outcome is None
    dialog.field("name").set_value("Karimova Lola")
    dialog.save()
    settle()
    assert dialog.outcome.cohort_code == "ONA-26/11"
    assert [row.name for row in day.centre.read(walk_ins)] == ["Karimova Lola"]
    dialog.deleteLater()


def test_the_next_known_badge_puts_the_unknown_one_away(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    door_day(day.centre, code="ONA-26/11")
    scan(panel, "AB-12345", settle)
    scan(panel, day.badge_of(0), settle)
    assert panel.unknown is None
    assert not panel.unknown_button.isEnabled()


def test_the_counts_of_each_cohort_are_shown(panel: DoorPanel, day: DoorDay, settle: Settle) -> None:
    scan(panel, day.badge_of(0), settle)
    model = panel.cohorts.view.model()
    assert [model.index(0, column).data() for column in range(4)] == ["MAT-26/11", "08:30–15:20", "1 of 3 in", "1"]


def test_lessons_that_begin_are_marked_while_the_station_is_in_sight(
    panel: DoorPanel, day: DoorDay, settle: Settle
) -> None:
    scan(panel, day.badge_of(0), settle)
    day.set_clock("10:01")
    panel.mark_begun()
    settle()
    assert day.marks() == ["KELDI", "KELDI", ""]


def test_a_room_is_chosen_and_remembered(panel: DoorPanel, day: DoorDay, workspace: Workspace, settle: Settle) -> None:
    here = write(day.centre, room()).id
    write(
        day.centre,
        session(
            door_day(day.centre, code="ONA-26/11").cohort_id, held_on=date(2026, 11, 21), place_in_day=4, room_id=here
        ),
    )
    panel.refresh()
    settle()
    assert panel.room_box.choices[1].text == "204-xona"
    panel.room_box.setCurrentIndex(1)
    panel.room_box.activated.emit(1)
    settle()
    assert workspace.settings.door_room == here
    assert panel.cohorts.view.model().rowCount() == 1
    assert panel.window().focusWidget() is panel.code_box


def test_closing_is_asked_and_enter_of_a_scanner_says_no(
    panel: DoorPanel, day: DoorDay, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(owner: object, question: str, *, details: str, is_danger: bool, **words: str) -> bool:
        asked.append(details)
        assert is_danger
        return len(asked) > 1

    monkeypatch.setattr("ui.pages.attendance_desk.scan_station.confirm", answer)
    scan(panel, day.badge_of(0), settle)
    day.set_clock("15:30")
    QTest.keyClick(
        panel.code_box, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    settle()
    assert asked == ["MAT-26/11: 1 person came. Absent: Bzimova Zilola Rustam qizi, Dzimova Zilola Rustam qizi."]
    assert day.marks(1) == ["", "", ""]
    panel.ask_close()
    settle()
    assert day.marks(1) == ["KELMADI"] * 3


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_nothing_is_clipped(qtbot: QtBot, workspace: Workspace, day: DoorDay, settle: Settle, language: str) -> None:
    set_language(language)
    page = AttendanceDeskPage(workspace)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.open("door")
    page.show()
    settle()
    assert isinstance(page.panel, DoorPanel)
    day.set_clock("08:42")
    scan(page.panel, day.badge_of(0), settle)
    assert clipped_words(page) == []
