"""Two windows on one register, neither of which is told what the other one does: nothing is lost in silence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models.journal import JournalEntry
from db.unit_of_work import Actor, UnitOfWork
from desktop_app.centre import Centre
from desktop_app.marks.records import MarkValue
from desktop_app.settings import Settings
from tests.ui.looks import wait_until
from ui.background import Worker
from ui.pages.attendance.marking import Dispute
from ui.pages.attendance.panel import AttendancePanel
from ui.widgets.page import Page
from ui.workspace import Workspace

if TYPE_CHECKING:
    from tests.ui.pages.attendance.conftest import Desk

KEYS = {"+": "KELDI", "-": "KELMADI", "s": "SABABLI", "k": "KECH"}
PRESSES = 120
BURSTS = 30
LONGEST_BURST = 6
HELD_LESSONS = 3
Cell = tuple[int, int]


@dataclass
class Window:
    """A PC of its own: it shares nothing with the other one but the file."""

    name: str
    panel: AttendancePanel
    worker: Worker
    type_text: Callable[["AttendancePanel", str], None]
    disputes: list[Dispute] = field(default_factory=list)

    def press(self, cell: Cell, key: str) -> None:
        self.panel.register.go_to(cell)
        self.type_text(self.panel.register.view, key)

    def settle(self) -> None:
        wait_until(self.worker.is_idle)

    def shown(self, cell: Cell) -> str | None:
        value = self.panel.model.mark_at(*cell)
        return None if value is None else value.kind_code

    def new_disputes(self) -> dict[Cell, tuple[str | None, str | None]]:
        """Ours and theirs of the cells that came into dispute since the last question."""
        new, self.disputes = self.disputes, []
        found = {}
        for dispute in new:
            place = self.panel.model.place_of(dispute.ours)
            assert place is not None
            found[place] = tuple(
                None if side.value is None else side.value.kind_code for side in (dispute.ours, dispute.theirs)
            )
        return found


@pytest.fixture
def windows(desk: "Desk", qtbot: QtBot, type_text: Callable, tmp_path: Path) -> Iterator[tuple[Window, Window]]:
    made = [
        _window(name, desk, Worker(), qtbot, type_text, tmp_path / f"{name}.toml") for name in ("Nodira", "Dilnoza")
    ]
    for window in made:
        window.settle()
    yield made[0], made[1]
    for window in made:
        window.worker.drain()
        window.worker.end()


def _window(name: str, desk: "Desk", worker: Worker, qtbot: QtBot, type_text: Callable, settings: Path) -> Window:
    centre = Centre(desk.centre.paths, desk.centre.engine, desk.centre.clock, Actor(None, name, f"PC-{name}"))
    workspace = Workspace(worker, Settings(language="en", theme="light"), settings)
    workspace.adopt(centre)
    page = Page(workspace, title="Cohort")
    panel = AttendancePanel(workspace, desk.cohort_id)
    page.body.addWidget(panel)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    window = Window(name, panel, worker, type_text)
    panel.marking.disputed.connect(lambda found: window.disputes.extend(found))
    return window


def journal(desk: "Desk") -> list[tuple[str, Cell, str | None, str | None]]:
    """Who turned which cell's mark from what into what, in order."""

    def told(unit: UnitOfWork) -> list[tuple[str, Cell, str | None, str | None]]:
        entries = unit.session.scalars(
            select(JournalEntry).where(JournalEntry.entity == "mark").order_by(JournalEntry.seq)
        )
        lines = []
        for entry in entries:
            session_id, enrolment_id = map(int, entry.entity_id.split("/"))
            cell = desk.enrolments.index(enrolment_id), desk.sessions.index(session_id)
            lines.append((entry.actor_name, cell, entry.before.get("kind_code"), entry.after.get("kind_code")))
        return lines

    return desk.centre.read(told)


def random_press(dice: Random) -> tuple[Cell, str]:
    return (dice.randrange(3), dice.randrange(HELD_LESSONS)), dice.choice(list(KEYS))


def test_of_hundreds_of_marks_each_is_kept_or_disputed_with_both_values(
    desk: "Desk", windows: tuple[Window, Window]
) -> None:
    dice = Random(5)
    held: dict[Cell, str | None] = {}
    written, disputes = [], 0
    for _press in range(2 * PRESSES):
        window = dice.choice(windows)
        cell, key = random_press(dice)
        seen, stands, typed = window.shown(cell), held.get(cell), KEYS[key]
        window.press(cell, key)
        window.settle()
        if stands == typed:
            assert window.new_disputes() == {}
        elif stands == seen:
            assert window.new_disputes() == {}
            written.append((window.name, cell, stands, typed))
            held[cell] = typed
        else:
            assert window.new_disputes() == {cell: (typed, stands)}
            assert window.shown(cell) == stands
            disputes += 1
    assert desk.kept == held
    assert journal(desk) == written
    assert disputes > PRESSES / 4


def test_of_keys_typed_ahead_of_the_disk_none_is_lost_in_silence_either(
    desk: "Desk", windows: tuple[Window, Window]
) -> None:
    dice = Random(6)
    told = 0
    for _burst in range(BURSTS):
        kept_before, lines_before = desk.kept, len(journal(desk))
        last: dict[str, dict[Cell, str]] = {window.name: {} for window in windows}
        for window in dice.sample(windows, 2):
            for _key in range(dice.randint(1, LONGEST_BURST)):
                cell, key = random_press(dice)
                last[window.name][cell] = KEYS[key]
                window.press(cell, key)
        for window in windows:
            window.settle()
        lines = journal(desk)[lines_before:]
        for window in windows:
            disputes = window.new_disputes()
            told += len(disputes)
            for cell, typed in last[window.name].items():
                is_written = any(line[:2] == (window.name, cell) and line[3] == typed for line in lines)
                stood_there = kept_before.get(cell) == typed or any(
                    line[1] == cell and line[3] == typed for line in lines
                )
                is_told = disputes.get(cell, (None, None))[0] == typed
                assert is_written or stood_there or is_told, f"{window.name} typed {typed} into {cell}: gone"
    assert told
    _require_unbroken(journal(desk), desk.kept)


def test_an_undo_never_takes_away_what_the_other_window_has_marked_meanwhile(
    desk: "Desk", windows: tuple[Window, Window]
) -> None:
    ours, theirs = windows
    cell = (0, 0)
    ours.press(cell, "+")
    ours.settle()
    theirs.panel.refresh()
    theirs.settle()
    theirs.press(cell, "-")
    theirs.settle()
    ours.panel.marking.undo()
    ours.settle()
    assert desk.kept == {cell: "KELMADI"}
    assert ours.new_disputes() == {cell: (None, "KELMADI")}
    ours.panel.marking.undo()
    ours.settle()
    assert desk.kept == {cell: "KELMADI"}


def test_marks_that_differ_by_their_note_alone_are_told_apart(desk: "Desk") -> None:
    desk.elsewhere(0, 2, MarkValue("KELDI", note="Guvohnomasiz"))
    desk.put(0, 2)
    desk.type("+")
    assert "“Present · Guvohnomasiz” meanwhile, you “Present”" in desk.panel.disputes.words.text()


def test_two_panels_of_one_window_show_each_others_marks_without_a_conflict(desk: "Desk", qtbot: QtBot) -> None:
    page = Page(desk.panel.workspace, title="Cohort")
    other = AttendancePanel(desk.panel.workspace, desk.cohort_id)
    page.body.addWidget(other)
    qtbot.addWidget(page)
    page.show()
    desk.settle()
    desk.put(0, 0)
    desk.type("s")
    desk.panel.marking.tell_now()
    desk.settle()
    QApplication.processEvents()
    desk.settle()
    value = other.model.mark_at(0, 0)
    assert value is not None
    assert value.kind_code == "SABABLI"
    other.register.go_to((0, 0))
    desk.type_text(other.register.view, "-")
    desk.settle()
    assert desk.kept == {(0, 0): "KELMADI"}


def _require_unbroken(lines: list[tuple[str, Cell, str | None, str | None]], kept: dict[Cell, str]) -> None:
    """Each mark of the journal is set over the one before it, and the last one is the one that stands."""
    held: dict[Cell, str | None] = {}
    for _name, cell, before, after in lines:
        assert held.get(cell) == before
        held[cell] = after
    assert {cell: mark for cell, mark in held.items() if mark is not None} == kept
