"""What was done to a timetable here, each act with its way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.changes import Outcome

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WayBack = Callable[["Centre"], Outcome[Any]]


@dataclass(frozen=True)
class Act:
    """``day`` is where the change will be seen once it is taken back."""

    words: str
    take_back: WayBack
    day: date


class UndoStack:
    """The acts of one screen, the newest on top."""

    def __init__(self) -> None:
        self._acts: list[Act] = []

    def push(self, act: Act) -> None:
        self._acts.append(act)

    def pop(self) -> Act | None:
        return self._acts.pop() if self._acts else None

    def drop(self, act: Act) -> bool:
        """Take an act out wherever it lies; tells whether it was there."""
        if act in self._acts:
            self._acts.remove(act)
            return True
        return False
