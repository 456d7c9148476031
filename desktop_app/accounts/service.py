"""The centre's staff: who acts, who leads cohorts."""

import socket
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models.centre import Staff
from db.unit_of_work import Actor, UnitOfWork
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import sort_key


@dataclass(frozen=True)
class StaffMember:
    id: int
    full_name: str
    title: str
    phone: str
    left_on: date | None
    version: int


def nobody_chosen() -> Actor:
    """The actor until somebody has said who sits at the PC."""
    return Actor(None, "", socket.gethostname())


def actor_of(member: StaffMember) -> Actor:
    return Actor(member.id, member.full_name, socket.gethostname())


def staff(unit: UnitOfWork, *, with_leavers: bool = False) -> list[StaffMember]:
    """The staff in Uzbek alphabetical order."""
    rows = unit.session.scalars(select(Staff)).all()
    members = [_record(row) for row in rows if with_leavers or row.left_on is None]
    return sorted(members, key=lambda member: sort_key(member.full_name))


def save_staff_member(unit: UnitOfWork, member: StaffMember) -> int:
    """Add a member (id 0) or change one; returns the id. Raises Invalid, Conflict."""
    name = tidy(member.full_name)
    if not name:
        raise Invalid("field_empty", N_("This field must be filled in."), field="full_name")
    row = unit.session.get(Staff, member.id) if member.id else None
    if row is None:
        row = Staff()
        unit.session.add(row)
    elif row.version != member.version:
        raise Conflict
    row.full_name, row.title = name, tidy(member.title)
    row.phone, row.left_on = tidy(member.phone), member.left_on
    unit.session.flush()
    return row.id


def _record(row: Staff) -> StaffMember:
    return StaffMember(row.id, row.full_name, row.title, row.phone, row.left_on, row.version)
