"""Saving marks one by one as they are typed, and taking them back to any depth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.attendance.marking import MarkConflict, set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.changes import Changes, Outcome
from desktop_app.errors import CentreError
from ui.operations import run_command
from ui.pages.attendance.asked_marks import asked_marks
from ui.pages.attendance.register_model import RegisterModel

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from ui.widgets.page import Panel

# Other screens count the whole cohort anew: they are told when the hands rest, not at each of thirty keys a second.
TELL_AFTER_MS = 500


@dataclass(eq=False)
class Step:
    """One act of the person: the marks it set, those that stood there before, and why where they were locked."""

    before: list[MarkChange]
    after: list[MarkChange]
    reason: str

    def forget(self, cells: set[tuple[int, int]]) -> None:
        """Leave these cells alone: what stands there now is another person's."""
        for side in (self.before, self.after):
            side[:] = [change for change in side if (change.enrolment_id, change.session_id) not in cells]


@dataclass(frozen=True)
class Dispute:
    """A cell that two people have marked: what was typed here, and what somebody else has set meanwhile."""

    ours: MarkChange
    theirs: MarkChange
    reason: str


@dataclass(frozen=True)
class _Save:
    """Marks on their way, and as what the cells were seen when they were typed."""

    number: int
    changes: tuple[MarkChange, ...]
    seen: tuple[MarkChange, ...]
    reason: str
    take_back: Callable[[], object]


class Marking(QObject):
    """Shows each mark at once and saves it at once; what could not be saved is taken back."""

    saved = Signal()
    """All that was typed until now is kept."""
    began = Signal(object)
    """The MarkChanges that are shown from now on and handed to the disk next."""
    failed = Signal(object)
    """CentreError."""
    left = Signal()
    """Locked marks wait for a second person, or were given up: what stood before them is shown again."""
    disputed = Signal(object)
    """Disputes: somebody else has marked these cells; their marks are shown, all else that was typed is kept."""
    moved = Signal(object)
    """The MarkChanges that an undo, a redo or an answered request touched, so that the eye finds them."""

    def __init__(self, owner: "Panel", model: RegisterModel) -> None:
        super().__init__(owner)
        self._owner = owner
        self._model = model
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._number = 0
        self._unanswered = 0
        self._untold: Changes | None = None
        self._tell_soon = QTimer(self, singleShot=True, interval=TELL_AFTER_MS)
        self._tell_soon.timeout.connect(self.tell_now)
        # Whose numbers are other ones now, until they are asked for.
        self.people_touched: set[int] = set()

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    def set_marks(self, changes: Sequence[MarkChange], *, reason: str = "") -> None:
        """Set these marks as one step; ``reason`` where some of them are locked.

        What is shown so already is sent as well, though it is no step: somebody else may have set another mark there.
        """
        if not changes:
            return
        pairs = [(self._model.shown(change), change) for change in changes]
        pairs = [(before, after) for before, after in pairs if before != after]
        step = Step([before for before, _after in pairs], [after for _before, after in pairs], reason)
        if pairs:
            self._done.append(step)
            self._undone.clear()
        self._save(changes, reason, lambda: _take_out(self._done, step))

    def undo(self) -> None:
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self.moved.emit(step.before)
            self._save(step.before, step.reason, lambda: _move(step, self._undone, self._done))

    def redo(self) -> None:
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self.moved.emit(step.after)
            self._save(step.after, step.reason, lambda: _move(step, self._done, self._undone))

    def tell_now(self) -> None:
        """Tell the other screens what was saved since they were told last."""
        self._tell_soon.stop()
        changes, self._untold = self._untold, None
        if changes is not None:
            self._owner.workspace.broadcast(changes, self._owner)

    def _save(self, changes: Sequence[MarkChange], reason: str, take_back: Callable[[], object]) -> None:
        self._number += 1
        seen = tuple(self._model.shown(change) for change in changes)
        self._model.show_unsaved(self._number, changes)
        self.began.emit(changes)
        self._send(_Save(self._number, tuple(changes), seen, reason, take_back))

    def _send(self, save: _Save) -> None:
        self._unanswered += 1

        def saved(_outcome: object) -> None:
            self._unanswered -= 1
            self._model.settle(save.number, save.changes, is_saved=True)
            self.people_touched |= {change.enrolment_id for change in save.changes}
            self._tell_saved()

        def failed(error: CentreError) -> None:
            self._unanswered -= 1
            if isinstance(error, MarkConflict):
                self._settle_conflict(save, error)
                return
            save.take_back()
            self._model.settle(save.number, save.changes, is_saved=False)
            self.failed.emit(error)

        def command(centre: "Centre") -> Outcome[list[MarkChange]]:
            return centre.write(set_marks, marks=save.changes, seen=save.seen, reason=save.reason)

        def left() -> None:
            self._unanswered -= 1
            save.take_back()
            self._model.settle(save.number, save.changes, is_saved=False)
            self.left.emit()

        asked = asked_marks(save.changes, save.reason, left)
        run_command(self._owner, command, saved, failed, tell=self._tell_later, asked=asked)

    def _settle_conflict(self, save: _Save, conflict: MarkConflict) -> None:
        """Leave to the person the cells that somebody else has marked, and save all others of the step.

        Where the mark that stands there is one known here, only an earlier save of our own has failed: no dispute.
        """
        theirs = {_cell(kept): kept for kept in conflict.every if self._model.saved(kept) != kept}
        self._model.learn(tuple(theirs.values()))
        newest = [change for change in save.changes if self._model.is_newest(save.number, change)]
        disputes = [Dispute(ours, theirs[_cell(ours)], save.reason) for ours in newest if _cell(ours) in theirs]
        left = tuple(change for change in newest if _cell(change) not in theirs)
        self._model.settle(save.number, [dispute.ours for dispute in disputes], is_saved=False)
        self.people_touched |= {enrolment_id for enrolment_id, _session_id in theirs}
        self._forget(set(theirs))
        if left:
            self._send(replace(save, changes=left, seen=tuple(map(self._model.saved, left))))
        else:
            self._tell_saved()
        if disputes:
            self.disputed.emit(disputes)

    def _forget(self, cells: set[tuple[int, int]]) -> None:
        for steps in (self._done, self._undone):
            for step in steps:
                step.forget(cells)
            steps[:] = [step for step in steps if step.after]

    def _tell_later(self, changes: Changes) -> None:
        tables = changes.tables if self._untold is None else self._untold.tables | changes.tables
        self._untold = Changes(tables, changes.batch)
        self._tell_soon.start()

    def _tell_saved(self) -> None:
        if self._unanswered == 0:
            self.saved.emit()


def _cell(change: MarkChange) -> tuple[int, int]:
    return change.enrolment_id, change.session_id


def _take_out(steps: list[Step], step: Step) -> None:
    if step in steps:
        steps.remove(step)


def _move(step: Step, taken: list[Step], given: list[Step]) -> None:
    if step in taken:
        taken.remove(step)
        given.append(step)
