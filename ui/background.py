"""A worker thread for the centre's data, one aside for the longest works; replies come on the window's thread."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThreadPool, Signal

Work = Callable[[], Any]
Done = Callable[[Any], object]
Failed = Callable[[Exception], object]


class Worker(QObject):
    """Runs plain callables one after another, in the order they were handed over.

    A reply is dropped when its owner was deleted meanwhile. Of jobs with the same owner and ``slot`` only the
    newest is run and answered, so that a search never shows what was typed before.
    """

    _ended = Signal(object)
    """The job, from its thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        # The thread holds the database connection's page cache: keep it.
        self._pool.setExpiryTimeout(-1)
        self._aside = QThreadPool(self)
        self._aside.setMaxThreadCount(1)
        self._jobs: set[_Job] = set()
        self._newest: dict[tuple[int, str], _Job] = {}
        self._is_drained = False
        # Why something that was typed could not be written, where its page was no longer there to say so.
        self.unwritten: list[Exception] = []
        self._ended.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        owner: QObject,
        work: Work,
        done: Done,
        failed: Failed,
        *,
        slot: str = "",
        replaced: Callable[[], object] | None = None,
        stop: Callable[[], object] | None = None,
        is_kept: bool = False,
        is_alone: bool = False,
    ) -> None:
        """Run ``work`` in the worker, then ``done(result)`` or ``failed(error)`` on the thread of the window.

        ``replaced`` is called instead when a newer job took the slot. A job with a way to ``stop`` it runs aside: in a
        second thread, in line only with others of its kind. It must bear that all else goes on meanwhile.
        After ``drain`` nothing more is taken or answered: a timer of a page on its way out may still ask. Of what waits
        then, what ``is_kept`` is still run: a write of what somebody has typed. What ``is_alone`` begins, in the
        worker, once nothing runs aside any more.
        """
        if self._is_drained:
            return
        if is_alone:
            work = partial(_once_alone, self._aside, work)
        job = _Job(owner, work, done, failed, slot, replaced, stop, self._ended.emit, is_kept)
        if slot:
            older = self._newest.get(job.lane)
            if older is not None:
                older.is_replaced = True
            self._newest[job.lane] = job
        self._jobs.add(job)
        # The method, not a QRunnable of Python's own: PySide never lets go of one that it does not delete.
        (self._pool if stop is None else self._aside).start(job.run)

    def is_idle(self, *, but_aside: bool = False) -> bool:
        """Nothing is running, waiting or about to be answered; ``but_aside`` leaves out what runs beside."""
        return all(but_aside and job.stop is not None for job in self._jobs)

    def unsaved(self) -> int:
        """How many writes of what somebody has typed are not done yet."""
        return sum(job.is_kept for job in self._jobs)

    def forget_readings(self) -> None:
        """Nobody wants any more what is only read: of what waits, what is kept is run alone."""
        for job in self._jobs:
            job.is_replaced = job.is_replaced or not job.is_kept

    def stop_aside(self) -> None:
        """Ask what runs aside to stop, and wait for nothing: a question to a server that hangs does not."""
        for job in self._jobs:
            if job.stop is not None:
                job.stop()

    def drain(self, within_ms: int = -1) -> bool:
        """Run what waits and is kept, drop all else that waits or comes later, let what runs come to its end.

        What runs aside is stopped.
        """
        self._is_drained = True
        timer = QElapsedTimer()
        timer.start()
        self.forget_readings()
        self.stop_aside()
        self._aside.waitForDone()
        ended = self._pool.waitForDone(within_ms)
        if ended:
            for job in self._jobs:
                if job.is_kept and job.error is not None:
                    logging.getLogger("mahorat.window").error("not written at the end", exc_info=job.error)
                    self.unwritten.append(job.error)
                job.let_go()
        self._jobs.clear()
        self._newest.clear()
        logging.getLogger("mahorat.window").info("drained", extra={"facts": {"seconds": timer.elapsed() / 1000}})
        return ended

    def end(self) -> None:
        """Let the threads go. Only when drained: Qt waits here for what still runs, which waits for Python in turn."""
        for pool in (self._pool, self._aside):
            pool.setExpiryTimeout(0)
        self.deleteLater()

    def _answer(self, job: "_Job") -> None:
        if job not in self._jobs:
            return
        self._jobs.discard(job)
        if self._newest.get(job.lane) is job:
            del self._newest[job.lane]
        try:
            if shiboken6.isValid(job.owner):
                job.answer()
        finally:
            job.let_go()


def _once_alone(aside: QThreadPool, work: Work) -> Any:
    """In the worker, never in the window: a server that hangs is waited for as long as it does."""
    aside.waitForDone()
    return work()


class _Job:
    """One work and who waits for it. Only the thread of the window ever lets go of what it holds."""

    def __init__(
        self,
        owner: QObject,
        work: Work,
        done: Done,
        failed: Failed,
        slot: str,
        replaced: Callable[[], object] | None,
        stop: Callable[[], object] | None,
        ended: Callable[["_Job"], object],
        is_kept: bool,
    ) -> None:
        self.owner = owner
        self.work = work
        self.done = done
        self.failed = failed
        self.replaced = replaced
        self.stop = stop
        self.ended = ended
        self.is_kept = is_kept
        self.lane = (id(owner), slot)
        self.is_replaced = False
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        if not self.is_replaced:
            try:
                self.result = self.work()
            except Exception as error:
                # Carried to the window's thread, where it is shown or becomes a crash report.
                self.error = error
        self.ended(self)

    def answer(self) -> None:
        if self.is_replaced:
            if self.replaced is not None:
                self.replaced()
        elif self.error is not None:
            self.failed(self.error)
        else:
            self.done(self.result)

    def let_go(self) -> None:
        """Forget everything: the worker may hold the job a moment longer, and must not be the last to hold a widget."""
        vars(self).clear()
