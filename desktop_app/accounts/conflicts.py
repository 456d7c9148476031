"""Two people on one record: what the other one has written meanwhile, told to whoever comes second."""

from collections.abc import Collection

from sqlalchemy import select, tuple_

from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.field_words import is_silent
from desktop_app.accounts.journal import FieldChange, journal_record
from desktop_app.clock import TASHKENT
from desktop_app.errors import Conflict
from desktop_app.i18n import N_


class ChangedMeanwhile(Conflict):
    """Who changed the record, when, and what: ``theirs`` stand beside what was typed, which is not lost."""

    def __init__(self, who: str, at: str, theirs: tuple[FieldChange, ...]) -> None:
        super().__init__(who=who, at=at)
        self.message = N_("{who} changed this record at {at}. Compare, then open it again and repeat your change.")
        self.theirs = theirs


def explained(unit: UnitOfWork, met: Collection[tuple[str, str]]) -> Conflict:
    """The conflict over one of the records, table and id: over the one that was written last by somebody else."""
    key = tuple_(JournalEntry.entity, JournalEntry.entity_id)
    newest = select(JournalEntry).where(key.in_(met), JournalEntry.action == "change")
    row = unit.session.scalars(newest.order_by(JournalEntry.seq.desc()).limit(1)).first()
    if row is None:
        return Conflict()
    record = journal_record(row)
    theirs = tuple(change for change in record.changes if not is_silent(record.entity, change.field))
    return ChangedMeanwhile(record.actor_name, f"{record.at.astimezone(TASHKENT):%d.%m.%Y %H:%M}", theirs)
