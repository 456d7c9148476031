"""What was done to a draft while it was written or designed, back to the beginning and forth again."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Draft = TypeVar("Draft")
Place = TypeVar("Place")


@dataclass(frozen=True)
class Moment(Generic[Draft, Place]):
    """The draft as it was, and what of it was in hand."""

    draft: Draft
    place: Place


class History(Generic[Draft, Place]):
    """Letters typed into one field, or steps of an arrow key, without a pause are one act."""

    def __init__(self, draft: Draft, place: Place) -> None:
        self.now = Moment(draft, place)
        self._before: list[Moment[Draft, Place]] = []
        self._after: list[Moment[Draft, Place]] = []
        self._going_on = ""

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def look_at(self, place: Place) -> None:
        """No act: it is not undone by itself."""
        self.now = Moment(self.now.draft, place)
        self.pause()

    def do(self, draft: Draft, place: Place, *, going_on: str = "") -> None:
        """``going_on`` names what may go on for a while, such as a field; empty for an act of its own."""
        if draft == self.now.draft:
            return
        if not going_on or going_on != self._going_on:
            self._before.append(self.now)
        self._going_on = going_on
        self._after.clear()
        self.now = Moment(draft, place)

    def pause(self) -> None:
        """What comes next is an act of its own."""
        self._going_on = ""

    def undo(self) -> bool:
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        return self._step(self._after, self._before)

    def _step(self, taken_from: list[Moment[Draft, Place]], kept_in: list[Moment[Draft, Place]]) -> bool:
        if not taken_from:
            return False
        kept_in.append(self.now)
        self.now = taken_from.pop()
        self.pause()
        return True
