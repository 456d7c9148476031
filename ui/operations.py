"""How a screen asks the centre for something or tells it to change: always in the worker, never by itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.changes import Changes, Outcome, noting, together
from desktop_app.errors import CentreError, SecondNeeded, SignInNeeded
from desktop_app.progress import Progress
from ui import failures, rights
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from ui.asked_form import Asked

T = TypeVar("T")
OnFailed = Callable[[CentreError], object]
BUSY_AFTER_MS = 200
A_COMMAND = "command"


class Owner(Protocol):
    """A widget that works in the background: a page, a dialog, a panel."""

    workspace: Workspace


def run_query(
    owner: Owner,
    query: "Callable[[Centre], T]",
    on_done: Callable[[T], object],
    on_failed: OnFailed | None = None,
    *,
    slot: str = "",
    is_aside: bool = False,
) -> None:
    """Read from the centre. Of queries with the same owner and slot only the newest comes back.

    Be careful to touch no widget inside ``query``: it runs in the worker's thread. ``is_aside``: in the thread beside
    it, for what may take seconds and nobody waits for.
    """
    _submit(owner, query, on_done, on_failed, slot=slot, stop=_let_it_end if is_aside else None)


def run_command(
    owner: Owner,
    command: "Callable[[Centre], Outcome[T]]",
    on_done: Callable[[Outcome[T]], object] | None = None,
    on_failed: OnFailed | None = None,
    *,
    tell: Callable[[Changes], object] | None = None,
    asked: "Asked | None" = None,
) -> None:
    """Write to the centre, tell every screen once what changed, then call ``on_done``.

    A form (an owner with ``under_way``) writes one thing at a time: what it asks for meanwhile is not done.
    ``tell`` is given the changes instead of the screens, by an owner that tells them of many writes at once.
    ``asked``: what a request for a second person keeps of an act that has no form.
    """

    def again() -> None:
        run_command(owner, command, on_done, on_failed, tell=tell, asked=asked)

    if _begin(owner, A_COMMAND):
        at_end = partial(_end, owner, A_COMMAND)
        _submit(owner, command, on_done, on_failed, at_end=at_end, tell=tell, again=again, asked=asked, is_kept=True)


def run_long(
    owner: Owner,
    title: str,
    work: "Callable[[Centre, Progress], T]",
    on_done: Callable[[T], object] | None = None,
    on_failed: OnFailed | None = None,
    *,
    is_aside: bool = False,
) -> None:
    """Read or write with progress and a cancel button in the bottom strip, under ``title``.

    Whatever it wrote every screen is told, also of a work that gives back no Outcome, was stopped or failed on its way.
    ``is_aside``: in a thread beside the worker, so that nobody waits for it; for works that read in small portions and
    write at most once, in a moment. A form that waits for the work does not begin it twice at a time.
    """
    if not is_aside and not _begin(owner, title):
        return
    workspace = owner.workspace
    progress = workspace.start_progress(title)
    written: list[Changes] = []

    def noted(centre: "Centre") -> T:
        with noting(written):
            result = work(centre, progress)
        if isinstance(result, Outcome):
            written.clear()
        return result

    def tell_written() -> None:
        widget = cast(QWidget, owner)
        workspace.broadcast(together(written), widget if shiboken6.isValid(widget) else None)

    def at_end() -> None:
        _end(owner, title)
        workspace.long_work_ended.emit(progress)
        # In the next turn: a page that reads anew asks for what it has just been given.
        QTimer.singleShot(0, workspace, tell_written)

    _submit(
        owner,
        noted,
        on_done,
        on_failed,
        at_end=at_end,
        stop=progress.cancel if is_aside else None,
        again=lambda: run_long(owner, title, work, on_done, on_failed, is_aside=is_aside),
    )


def _begin(owner: Owner, work: str) -> bool:
    """Whether it may begin now: pressed twice in a hurry, a form does each of its works once."""
    under_way: set[str] = getattr(owner, "under_way", set())
    if work in under_way:
        return False
    under_way.add(work)
    return True


def _end(owner: Owner, work: str) -> None:
    under_way: set[str] = getattr(owner, "under_way", set())
    under_way.discard(work)


def _submit(
    owner: Owner,
    work: "Callable[[Centre], T]",
    on_done: Callable[[T], object] | None,
    on_failed: OnFailed | None,
    *,
    slot: str = "",
    at_end: Callable[[], object] | None = None,
    stop: Callable[[], object] | None = None,
    tell: Callable[[Changes], object] | None = None,
    again: Callable[[], object] | None = None,
    asked: "Asked | None" = None,
    is_kept: bool = False,
) -> None:
    workspace, widget = owner.workspace, cast(QWidget, owner)
    busy = _BusyAfterAWhile(None if stop is _let_it_end else widget)

    def answered() -> bool:
        """Whether the owner is still there to be told."""
        if at_end is not None:
            at_end()
        is_there = shiboken6.isValid(widget)
        if is_there:
            busy.end()
        return is_there

    def done(result: T) -> None:
        is_there = answered()
        if isinstance(result, Outcome):
            _tell(workspace, result.changes, widget if is_there else None, tell)
        if is_there and on_done is not None:
            on_done(result)

    def failed(error: Exception) -> None:
        if answered():
            _fail(widget, workspace, error, on_failed, again, asked)
        elif is_kept:
            workspace.not_written.emit(error)

    # The workspace owns the job, not the widget: a write must be broadcast even if its page is gone.
    keeper: QObject = widget if slot else workspace
    workspace.worker.submit(
        keeper,
        lambda: work(workspace.centre),
        done,
        failed,
        slot=slot,
        replaced=answered,
        stop=stop,
        is_kept=is_kept,
    )


def _fail(
    widget: QWidget,
    workspace: Workspace,
    error: Exception,
    on_failed: OnFailed | None,
    again: Callable[[], object] | None,
    asked: "Asked | None",
) -> None:
    """``again`` does the same from the beginning, when a second person has signed it."""
    if isinstance(error, SecondNeeded) and again is not None:
        from ui.second_dialog import let_second_sign

        let_second_sign(widget, error, again, asked)
    elif isinstance(error, SignInNeeded) and rights.are_held():
        workspace.sign_in_needed.emit()
    elif isinstance(error, CentreError) and on_failed is not None:
        on_failed(error)
    else:
        failures.show(widget, error)


def _tell(
    workspace: Workspace,
    changes: Changes,
    initiator: QWidget | None,
    tell: Callable[[Changes], object] | None,
) -> None:
    """Tell the screens, or the initiator that tells them itself, as long as it is there."""
    if tell is not None and initiator is not None:
        tell(changes)
    else:
        workspace.broadcast(changes, initiator)


def _let_it_end() -> None:
    """One statement of the database cannot be stopped half-way."""


class _BusyAfterAWhile:
    """Tells the owner that it waits, if anybody does, but only when the wait is long enough to be noticed."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner
        self._is_shown = False
        if not hasattr(owner, "set_busy"):
            self._timer = None
            return
        self._timer = QTimer(owner)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._timer.start(BUSY_AFTER_MS)

    def end(self) -> None:
        if self._timer is None:
            return
        self._timer.stop()
        self._timer.deleteLater()
        if self._is_shown:
            self._owner.set_busy(False)

    def _begin(self) -> None:
        self._is_shown = True
        self._owner.set_busy(True)
