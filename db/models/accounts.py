"""Who may do what: accounts of the staff, the titles of their roles, and what waits for a second pair of eyes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class Account(Versioned, Base):
    """What a member of staff signs in with. ``roles`` are codes; ``must_change``: another has set the password."""

    __tablename__ = "account"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[list[Any]] = mapped_column(JSON)
    is_active: Mapped[bool] = mapped_column(default=True)
    must_change: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by: Mapped[str]


class AccountSecret(Base):
    """What proves that it is them, and how long they wait after wrong tries: nothing for the journal to show.

    ``waited_from`` is the moment, as text, from which ``wait_s`` seconds were last counted.
    """

    __tablename__ = "account_secret"
    is_journaled = False

    staff_id: Mapped[int] = mapped_column(ForeignKey("account.staff_id", ondelete="CASCADE"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(default="")
    pin_hash: Mapped[str] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
    pin_failures: Mapped[int] = mapped_column(default=0)
    wait_s: Mapped[float] = mapped_column(default=0)
    waited_from: Mapped[str] = mapped_column(default="")


class RoleTitle(Versioned, Base):
    """What the centre calls a role, by language."""

    __tablename__ = "role_title"

    role: Mapped[str] = mapped_column(primary_key=True)
    titles: Mapped[dict[str, Any]]


class Approval(Versioned, Base):
    """An act that one person asked for and another allows or not.

    ``fingerprint`` binds the answer to exactly what was asked; ``used_at`` is when the act was done with it.
    """

    __tablename__ = "approval"
    __table_args__ = (Index(None, "act", "entity", "entity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str]
    fingerprint: Mapped[str]
    summary: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    is_approved: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    used_at: Mapped[datetime | None]


class KeySlot(Base):
    """A sealed copy of the master key, on a server; a centre in a file keeps them in its key file."""

    __tablename__ = "key_slot"
    is_journaled = False

    name: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
