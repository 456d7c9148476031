"""Named exceptions from the lock of months whose return was sent: who may change what, until when, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from db.models.returns import LockException, ReturnSnapshot, ReturnState
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _, language
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import month_title, short_date
from desktop_app.rows import row_at


@dataclass(frozen=True)
class ExceptionRecord:
    """``is_standing`` while it lets ``given_to`` change the month: not withdrawn, and its last day not past."""

    id: int
    version: int
    year: int
    month: int
    given_to: str
    until: date
    reason: str
    given_at: datetime
    given_by: str
    withdrawn_at: datetime | None
    is_standing: bool


def exceptions(unit: UnitOfWork, *, year: int | None = None, month: int | None = None) -> list[ExceptionRecord]:
    """Those of a month, of a year or all, newest first."""
    query = select(LockException).order_by(LockException.id.desc())
    if year is not None:
        query = query.where(LockException.year == year)
    if month is not None:
        query = query.where(LockException.month == month)
    return [
        ExceptionRecord(
            row.id,
            row.version,
            row.year,
            row.month,
            row.given_to,
            row.until,
            row.reason,
            row.given_at,
            row.given_by,
            row.withdrawn_at,
            is_standing=row.withdrawn_at is None and row.until >= unit.today,
        )
        for row in unit.session.scalars(query)
    ]


def give_exception(unit: UnitOfWork, *, year: int, month: int, given_to: str, until: date, reason: str) -> int:
    """Let a member of the staff change a locked month; returns the exception's id.

    Raises Refused for a month that is not locked, Invalid without who or why, and for a last day that is past.
    """
    sent = select(ReturnSnapshot.id).filter_by(year=year, month=month, state=ReturnState.SENT)
    if unit.session.scalar(sent) is None:
        raise Refused("month_not_locked", N_("No return of this month was sent: nothing is locked."))
    for name, text in (("given_to", given_to), ("reason", reason)):
        if not tidy(text):
            raise Invalid("field_empty", N_("This field must be filled in."), field=name)
    if until < unit.today:
        raise Invalid("day_past", N_("This day is past."), field="until")

    def lines() -> dict[str, str]:
        title = month_title(year, month, language())
        what = _("Let {name} change the closed month {month}", name=tidy(given_to), month=title)
        return {"what": what, "until": _("Until {day}", day=short_date(until)), "reason": tidy(reason)}

    asked = (tidy(given_to), until, tidy(reason))
    require_second(unit, Act.UNLOCK, entity="month", entity_id=f"{year}-{month:02}", lines=lines, asked=asked)
    row = LockException(
        year=year,
        month=month,
        given_to=tidy(given_to),
        until=until,
        reason=tidy(reason),
        given_at=unit.now,
        given_by=unit.actor.name,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def withdraw_exception(unit: UnitOfWork, *, exception_id: int, version: int) -> None:
    """Raises NotFound, Conflict, and Refused for one that was withdrawn before."""
    row = row_at(
        unit,
        LockException,
        exception_id,
        "no_such_exception",
        N_("This exception is no longer there."),
        version=version,
    )
    if row.withdrawn_at is not None:
        raise Refused("exception_withdrawn", N_("This exception was withdrawn already."))
    row.withdrawn_at = unit.now
