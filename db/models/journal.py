"""The journal of changes: written by the unit of work, never by hand; only an erasure takes words out of it.

Each entry seals the one before it (desktop_app/accounts/chain.py). ``commitment`` stands for what was before and after
and is made with ``salt``; ``mac`` is over all else, the commitment and the mac before. An erasure takes the words and
the salt, so that the chain holds and nobody can guess from the commitment what was there. Entries of centres from
before the chain have none of the three until they are sealed.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class JournalEntry(Base):
    __tablename__ = "journal"
    __table_args__ = (Index(None, "entity", "entity_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    host: Mapped[str]
    batch: Mapped[str]
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    commitment: Mapped[bytes | None] = mapped_column(LargeBinary)
    mac: Mapped[bytes | None] = mapped_column(LargeBinary)
