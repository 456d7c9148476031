"""Members of staff with accounts, and what the journal tells of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from db import unit_of_work
from db.base import Base
from db.models.accounts import Account
from db.models.centre import Staff
from db.models.journal import JournalEntry
from db.unit_of_work import Actor
from desktop_app.accounts.sign_in import keys_in
from desktop_app.centre import Centre

PASSWORD = "qirq bir tuya yoʻlda"


def lay(centre: Centre, *rows: Base) -> None:
    """Write rows whatever the accounts of the centre allow."""
    with unit_of_work.writing(
        centre.engine,
        actor=centre.actor,
        now=centre.clock.now(),
        today=centre.clock.today(),
        journal_key=centre.journal_key,
    ) as unit:
        unit.session.add_all(rows)


def member(centre: Centre, name: str) -> int:
    row = Staff(full_name=name)
    lay(centre, row)
    return row.id


def employ(centre: Centre, name: str, *roles: str, login: str = "") -> Actor:
    """A member of staff with an account of these roles, who cannot sign in: nobody gave a password."""
    staff_id = member(centre, name)
    lay(
        centre,
        Account(
            staff_id=staff_id,
            login=login or name.lower(),
            roles=list(roles),
            created_at=centre.clock.now(),
            created_by="",
        ),
    )
    return Actor(staff_id, name, "PC-1")


def hired(centre: Centre, name: str, login: str, *roles: str) -> Actor:
    """The same with PASSWORD."""
    keys_in(centre).add_slot(centre.master, login, PASSWORD)
    return employ(centre, name, *roles, login=login)


@contextmanager
def acting(centre: Centre, actor: Actor) -> Iterator[None]:
    before, centre.actor = centre.actor, actor
    try:
        yield
    finally:
        centre.actor = before


def acts_of(centre: Centre, entity: str) -> list[str]:
    """What the journal tells of a kind of record, oldest first."""
    asked = select(JournalEntry.action).where(JournalEntry.entity == entity).order_by(JournalEntry.seq)
    with centre.engine.connect() as connection:
        return list(connection.scalars(asked))
