"""The worker: replies on the window's thread, in order, dropped when nobody waits for them."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event, Timer

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.changes import Changes, Outcome
from desktop_app.errors import Cancelled, CentreError, NotFound
from desktop_app.progress import Progress
from tests import factories
from ui.background import Worker
from ui.operations import run_command, run_long, run_query
from ui.workspace import Workspace

Settle = Callable[[], None]
BEGINS_WITHIN_S = 10
# Long enough that draining has begun by then.
OPENS_AFTER_S = 0.2


class Owner(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.was_busy: list[bool] = []
        self.errors: list[CentreError] = []

    def set_busy(self, is_busy: bool) -> None:
        self.was_busy.append(is_busy)

    def show_error(self, error: CentreError) -> None:
        self.errors.append(error)


class Form(Owner):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.under_way: set[str] = set()


@pytest.fixture
def gate(worker: Worker) -> Iterator[Event]:
    """What keeps the worker waiting; opened at the end at the latest, or draining would wait for ever."""
    made = Event()
    yield made
    made.set()


def fail(error: Exception) -> None:
    raise error


def test_the_work_runs_in_the_worker_and_the_reply_on_the_windows_thread(worker: Worker, settle: Settle) -> None:
    seen: list[object] = []
    worker.submit(QObject(worker), QThread.currentThread, seen.append, fail)
    worker.submit(QObject(worker), lambda: 1, lambda _: seen.append(QThread.currentThread()), fail)
    settle()
    assert seen[0] is not seen[1]
    assert seen[1] == worker.thread()


def test_replies_come_in_the_order_of_asking(worker: Worker, settle: Settle) -> None:
    seen: list[int] = []
    for number in range(50):
        worker.submit(worker, lambda number=number: number, seen.append, fail)
    settle()
    assert seen == list(range(50))


def test_a_reply_is_dropped_when_its_owner_was_deleted(
    worker: Worker, settle: Settle, qtbot: QtBot, gate: Event
) -> None:
    seen: list[object] = []
    owner = QObject()
    worker.submit(owner, gate.wait, seen.append, fail)
    owner.deleteLater()
    qtbot.wait(1)
    gate.set()
    settle()
    assert seen == []


def test_what_a_job_held_is_let_go_of_at_once_and_by_the_windows_thread(worker: Worker, settle: Settle) -> None:
    let_go: list[int] = []

    class Held:
        def __del__(self) -> None:
            let_go.append(threading.get_ident())

    def refuse(held: Held) -> None:
        raise LookupError(held)

    for work in (id, refuse):
        for _turn in range(20):
            # A widget that the worker is the last to hold would be taken down in the worker.
            worker.submit(worker, partial(work, Held()), lambda _: None, lambda _: None)
    settle()
    assert let_go == [threading.get_ident()] * 40


def test_of_a_slot_only_the_newest_comes_back(worker: Worker, settle: Settle, gate: Event) -> None:
    seen, asked = [], []
    worker.submit(worker, gate.wait, lambda _: None, fail)
    for text in ("a", "ab", "abc"):
        worker.submit(worker, lambda text=text: asked.append(text) or text, seen.append, fail, slot="search")
    gate.set()
    settle()
    assert (seen, asked) == (["abc"], ["abc"])


def test_draining_delivers_nothing_more(worker: Worker, qtbot: QtBot) -> None:
    seen: list[int] = []
    for number in range(5):
        worker.submit(worker, lambda number=number: number, seen.append, fail)
    assert worker.drain(5_000)
    worker.submit(worker, lambda: seen.append(5), seen.append, fail)
    qtbot.wait(10)
    assert (seen, worker.is_idle()) == ([], True)


def test_what_was_typed_last_is_written_when_the_window_closes_at_once(workspace: Workspace, gate: Event) -> None:
    owner, done = Owner(workspace), []
    run_query(owner, lambda _centre: gate.wait(), lambda _: None)
    run_query(owner, lambda _centre: done.append("asked"), lambda _: None)
    run_command(owner, lambda _centre: done.append("written"))
    Timer(OPENS_AFTER_S, gate.set).start()
    assert workspace.worker.drain()
    assert done == ["written"]
    owner.deleteLater()


def test_a_last_write_that_was_refused_is_noted_in_the_log(
    workspace: Workspace, gate: Event, caplog: pytest.LogCaptureFixture
) -> None:
    owner = Owner(workspace)
    run_query(owner, lambda _centre: gate.wait(), lambda _: None)
    run_command(owner, lambda _centre: fail(NotFound("gone", "Gone.")))
    Timer(OPENS_AFTER_S, gate.set).start()
    assert workspace.worker.drain()
    assert [record.message for record in caplog.records if record.exc_info] == ["not written at the end"]
    owner.deleteLater()


def test_an_expected_error_is_shown_by_the_nearest_place_that_shows_errors(
    workspace: Workspace, settle: Settle
) -> None:
    page, inside = Owner(workspace), QWidget()
    inside.setParent(page)
    inside.workspace = workspace
    run_query(inside, lambda centre: fail(NotFound("gone", "Gone.")), lambda _: None)
    settle()
    assert [error.code for error in page.errors] == ["gone"]
    page.deleteLater()


def test_changes_are_told_once_with_their_initiator_before_the_reply(workspace: Workspace, settle: Settle) -> None:
    owner, heard = Owner(workspace), []
    workspace.changed.connect(lambda changes, initiator: heard.append((set(changes.tables), initiator)))
    outcome = Outcome(7, Changes(frozenset({"person"}), "b1"))
    run_command(owner, lambda centre: outcome, lambda done: heard.append(done.value))
    settle()
    assert heard == [({"person"}, owner), 7]
    owner.deleteLater()


def test_a_write_is_told_even_when_its_page_is_gone(
    workspace: Workspace, settle: Settle, qtbot: QtBot, gate: Event
) -> None:
    owner, heard = Owner(workspace), []
    workspace.changed.connect(lambda changes, initiator: heard.append(initiator))

    def write(_centre: object) -> Outcome[None]:
        gate.wait()
        return Outcome(None, Changes(frozenset({"person"})))

    run_command(owner, write, lambda done: heard.append("answered"))
    owner.deleteLater()
    qtbot.wait(1)
    gate.set()
    settle()
    assert heard == [None]


def test_a_page_is_busy_only_when_the_answer_takes_long(
    workspace: Workspace, settle: Settle, qtbot: QtBot, gate: Event
) -> None:
    quick, slow = Owner(workspace), Owner(workspace)
    run_query(quick, lambda centre: 1, lambda _: None)
    settle()
    run_query(slow, lambda centre: gate.wait(), lambda _: None)
    qtbot.waitUntil(lambda: slow.was_busy == [True], timeout=2_000)
    gate.set()
    settle()
    assert (quick.was_busy, slow.was_busy) == ([], [True, False])
    quick.deleteLater()
    slow.deleteLater()


def test_nobody_waits_for_a_work_aside(workspace: Workspace, settle: Settle, qtbot: QtBot, gate: Event) -> None:
    owner, seen = Owner(workspace), []
    run_long(owner, "Comparing", lambda _centre, _progress: gate.wait(), seen.append, is_aside=True)
    run_query(owner, lambda _centre: "quick", seen.append)
    qtbot.waitUntil(lambda: seen == ["quick"])
    gate.set()
    settle()
    assert seen == ["quick", True]
    owner.deleteLater()


def test_a_work_aside_is_stopped_when_the_window_closes(workspace: Workspace) -> None:
    owner, begun = Owner(workspace), Event()

    def work(_centre: object, progress: Progress) -> None:
        begun.set()
        while True:
            progress.step("", 1, 2)

    run_long(owner, "Comparing", work, is_aside=True)
    assert begun.wait(BEGINS_WITHIN_S)
    assert workspace.worker.drain(within_ms=1)
    owner.deleteLater()


def test_a_form_pressed_twice_in_a_hurry_begins_each_of_its_works_once(
    workspace: Workspace, settle: Settle, gate: Event
) -> None:
    form, done = Form(workspace), []
    for _press in range(2):
        run_long(form, "Reading", lambda _centre, _progress: gate.wait(), lambda _: done.append("read"))
        run_long(form, "Writing", lambda _centre, _progress: fail(NotFound("gone", "Gone.")))
        run_command(form, lambda _centre: Outcome(None, Changes()), lambda _: done.append("kept"))
    gate.set()
    settle()
    assert (done, len(form.errors)) == (["read", "kept"], 1)
    run_long(form, "Writing", lambda _centre, _progress: 1, done.append)
    settle()
    assert done == ["read", "kept", 1]
    form.deleteLater()


def test_what_a_long_work_wrote_is_told_whatever_it_gives_back(workspace: Workspace, settle: Settle) -> None:
    owner, heard = Owner(workspace), []
    workspace.changed.connect(lambda changes, initiator: heard.append((set(changes.tables), initiator)))

    def work(centre: Centre, _progress: Progress) -> int:
        for row in (factories.person(), factories.institution()):
            factories.write(centre, row)
        return 7

    run_long(owner, "Writing", work, heard.append)
    settle()
    assert heard == [7, ({"person", "institution"}, owner)]
    owner.deleteLater()


def test_what_a_work_wrote_before_it_failed_is_told(workspace: Workspace, settle: Settle) -> None:
    owner, heard = Owner(workspace), []
    workspace.changed.connect(lambda changes, _initiator: heard.append(set(changes.tables)))

    def work(centre: Centre, _progress: Progress) -> None:
        factories.write(centre, factories.person())
        raise NotFound("gone", "Gone.")

    run_long(owner, "Writing", work, on_failed=lambda error: heard.append(error.code))
    run_query(owner, lambda centre: factories.write(centre, factories.institution()), lambda _: None)
    settle()
    assert heard == ["gone", {"person"}]
    owner.deleteLater()


def test_a_long_work_is_stopped_at_its_next_step(workspace: Workspace, settle: Settle) -> None:
    owner, told, begun = Owner(workspace), [], Event()
    workspace.long_work_started.connect(lambda title, progress: told.append((title, progress)))
    workspace.long_work_ended.connect(lambda _progress: told.append("ended"))

    def work(_centre: object, progress: Progress) -> None:
        begun.set()
        while True:
            progress.step("", 1, 2)

    run_long(owner, "Counting", work, on_failed=told.append)
    assert begun.wait(BEGINS_WITHIN_S)
    told[0][1].cancel()
    settle()
    assert told[0][0] == "Counting"
    assert told[1] == "ended"
    assert isinstance(told[2], Cancelled)
    owner.deleteLater()
