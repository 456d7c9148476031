"""What a command changed, told to every screen that shows it."""

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
