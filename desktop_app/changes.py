"""What a command changed, told to every screen that shows it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Changes:
    """The names of the tables that a unit of work wrote, and its batch in the journal."""

    tables: frozenset[str] = frozenset()
    batch: str = ""

    def touch(self, *tables: str) -> bool:
        return not self.tables.isdisjoint(tables)


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What a command gave back, and what it changed."""

    value: T
    changes: Changes = field(default_factory=Changes)


_noted: ContextVar[list[Changes] | None] = ContextVar("noted", default=None)


@contextmanager
def noting(changes: list[Changes]) -> Iterator[None]:
    """Add to the list whatever this thread writes meanwhile; the work may fail or be stopped after a part of it."""
    token = _noted.set(changes)
    try:
        yield
    finally:
        _noted.reset(token)


def note(changes: Changes) -> None:
    """To be called where something was written."""
    noted = _noted.get()
    if noted is not None:
        noted.append(changes)


def together(changes: Sequence[Changes]) -> Changes:
    """Told at once; the batch is named where there is only one."""
    if len(changes) == 1:
        return changes[0]
    return Changes(frozenset[str]().union(*(each.tables for each in changes)))
