"""Garbage goes on the window's thread, and only there."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.calm import collector_at_rest
from ui import collector
from ui.background import Worker
from ui.collector import Collector


class Ring:
    """Held by itself alone once nobody else holds it."""

    def __init__(self, gone_in: list[int]) -> None:
        self.me = self
        weakref.finalize(self, lambda: gone_in.append(threading.get_ident()))


@pytest.fixture
def collecting(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setattr(collector, "YOUNG", 100)
    monkeypatch.setattr(collector, "MIDDLE", 0)
    monkeypatch.setattr(collector, "OLD", 0)
    parent = QObject()
    made = Collector(parent)
    yield made
    made.end()


def test_what_the_worker_leaves_behind_goes_on_the_thread_of_the_window(
    collecting: Collector, worker: Worker, qtbot: QtBot
) -> None:
    gone_in: list[int] = []
    made: list[int] = []

    def make() -> None:
        for _ in range(50_000):
            Ring(gone_in)
        made.append(threading.get_ident())

    worker.submit(collecting, make, lambda _result: None, pytest.fail)
    qtbot.waitUntil(lambda: bool(made) and worker.is_idle())
    assert made != [threading.get_ident()]
    held: list[list[int]] = []

    def is_gone() -> bool:
        # What goes while the worker still makes is taken off Python's count of the young: what the window makes next
        # brings the look at the rest.
        held.extend([] for _ in range(200))
        return len(gone_in) > 49_000

    qtbot.waitUntil(is_gone)
    assert set(gone_in) == {threading.get_ident()}


def test_it_waits_while_a_work_asks_for_rest(collecting: Collector) -> None:
    gone_in: list[int] = []
    with collector_at_rest():
        held = [Ring(gone_in) for _ in range(200)]
        held.clear()
        collecting.look()
        assert gone_in == []
    collecting.look()
    assert len(gone_in) == 200


def test_python_collects_again_when_the_window_is_closed(collecting: Collector) -> None:
    assert not gc.isenabled()
    collecting.end()
    assert gc.isenabled()
