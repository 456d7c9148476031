"""What others write on a server, so that a window shows it without being opened anew."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from db.base import Base
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork

EVERY_TABLE = frozenset(Base.metadata.tables)


@dataclass(frozen=True)
class News:
    """The number of the newest entry of the journal, and the tables that others wrote since."""

    seq: int
    tables: frozenset[str] = frozenset()


def newest(unit: UnitOfWork) -> News:
    """Where to listen from."""
    return News(unit.session.scalar(select(func.max(JournalEntry.seq))) or 0)


def news(unit: UnitOfWork, *, since: int, own: Collection[str]) -> News:
    """What was written behind an entry, but for one's ``own`` batches."""
    seq = unit.session.scalar(select(func.max(JournalEntry.seq))) or 0
    if seq <= since:
        return News(seq)
    written = select(JournalEntry.entity).where(JournalEntry.seq > since, JournalEntry.batch.not_in(own)).distinct()
    return News(seq, frozenset(unit.session.scalars(written)))
