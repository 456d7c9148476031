"""Saving marks one by one as they are typed, and taking them back to any depth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.errors import CentreError
from desktop_app.language.script import to_cyrillic
from ui.operations import run_command
from ui.pages.attendance.register_model import RegisterModel

if TYPE_CHECKING:
    from desktop_app.attendance.records import AttendanceGrid
    from ui.widgets.page import Panel

# What else the key of plain presence and of absence looks like: plus without Shift, dashes that keyboards make.
PRESENCE_KEYS = " ="
TWINS = {"-": "−–—_"}


@dataclass(frozen=True)
class Step:
    """One action of the person: the marks it set, and those that stood there before."""

    before: tuple[MarkChange, ...]
    after: tuple[MarkChange, ...]


def mark_keys(grid: "AttendanceGrid") -> dict[str, str]:
    """The kind of mark for each letter that may be typed, in the Latin and in the Cyrillic layout."""
    keys: dict[str, str] = {}
    if grid.presence is not None:
        keys |= dict.fromkeys(PRESENCE_KEYS, grid.presence.code)
    for kind in grid.kinds:
        letters = kind.letter + to_cyrillic(kind.letter) + TWINS.get(kind.letter, "")
        keys |= dict.fromkeys(letters.lower() + letters.upper(), kind.code)
    return keys


class Marking(QObject):
    """Shows each mark at once and saves it at once; what could not be saved is taken back."""

    saved = Signal()
    """All that was typed until now is kept."""
    began = Signal()
    failed = Signal(object)
    """CentreError."""
    moved = Signal(object)
    """The MarkChanges that an undo or redo touched, so that the eye finds them."""

    def __init__(self, owner: "Panel", model: RegisterModel) -> None:
        super().__init__(owner)
        self._owner = owner
        self._model = model
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._number = 0
        self._unanswered = 0

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    def set_marks(self, changes: Sequence[MarkChange]) -> None:
        """Set these marks as one step."""
        before = tuple(
            MarkChange(change.enrolment_id, change.session_id, self._model.mark_at(*place))
            for change in changes
            if (place := self._model.place_of(change)) is not None
        )
        step = Step(before, tuple(changes))
        if step.before == step.after or not changes:
            return
        self._done.append(step)
        self._undone.clear()
        self._save(step.after, lambda: self._done.remove(step))

    def undo(self) -> None:
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self.moved.emit(step.before)
            self._save(step.before, lambda: self._give_back(step, self._undone, self._done))

    def redo(self) -> None:
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self.moved.emit(step.after)
            self._save(step.after, lambda: self._give_back(step, self._done, self._undone))

    def _save(self, changes: tuple[MarkChange, ...], take_back: Callable[[], object]) -> None:
        self._number += 1
        number = self._number
        self._unanswered += 1
        self._model.show_unsaved(number, changes)
        self.began.emit()

        def saved(_outcome: object) -> None:
            self._unanswered -= 1
            self._model.settle(number, changes, is_saved=True)
            if self._unanswered == 0:
                self.saved.emit()

        def failed(error: CentreError) -> None:
            self._unanswered -= 1
            take_back()
            self._model.settle(number, changes, is_saved=False)
            self.failed.emit(error)

        run_command(self._owner, lambda centre: centre.write(set_marks, marks=changes), saved, failed)

    @staticmethod
    def _give_back(step: Step, taken: list[Step], given: list[Step]) -> None:
        taken.remove(step)
        given.append(step)
