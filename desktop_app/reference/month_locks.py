"""Months whose return was sent: what it counts is changed by a named exception only, and then corrected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from db.models.returns import LockException, ReturnSnapshot, ReturnState
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_title, short_date

LOCKED_CODE = "month_locked"

Month = tuple[int, int]


@dataclass(frozen=True)
class Lock:
    """The return in force of a month: what it counts is closed."""

    year: int
    month: int
    number: int

    @property
    def title(self) -> str:
        return month_title(self.year, self.month, language())


def month_of(day: date) -> Month:
    return day.year, day.month


def require_month_open(unit: UnitOfWork, *days: date | None) -> None:
    """Raises Refused where the return of a day's month was sent, unless an exception names the one who acts."""
    require_months_open(unit, {month_of(day) for day in days if day is not None})


def require_months_open(unit: UnitOfWork, months: Iterable[Month]) -> None:
    """Raises Refused as ``require_month_open`` does."""
    found = locks(unit, months)
    if found:
        lock = found[min(found)]
        others = _excepted(unit, lock)
        if others:
            raise Refused(
                LOCKED_CODE,
                N_(
                    "The return for {month} was sent as No. {number}. What it counts may be changed by {names} alone: "
                    "let them do it, or give another exception on the page Returns."
                ),
                month=lock.title,
                number=lock.number,
                names=", ".join(others),
            )
        raise Refused(
            LOCKED_CODE,
            N_(
                "The return for {month} was sent as No. {number}, and what it counts is locked. Page Returns: give an "
                "exception there, make the change, and send a corrected return."
            ),
            month=lock.title,
            number=lock.number,
        )


def locks(unit: UnitOfWork, months: Iterable[Month]) -> dict[Month, Lock]:
    """Those of the months that the one who acts may not change."""
    wanted = set(months)
    if not wanted:
        return {}
    rows = unit.session.execute(
        select(ReturnSnapshot.year, ReturnSnapshot.month, ReturnSnapshot.number).where(
            _is_one_of(ReturnSnapshot, wanted), ReturnSnapshot.state == ReturnState.SENT
        )
    ).all()
    if not rows:
        return {}
    opened = set(
        unit.session.execute(
            select(LockException.year, LockException.month).where(
                _is_one_of(LockException, wanted),
                LockException.given_to == unit.actor.name,
                LockException.until >= unit.today,
                LockException.withdrawn_at.is_(None),
            )
        ).all()
    )
    return {(year, month): Lock(year, month, number) for year, month, number in rows if (year, month) not in opened}


def _excepted(unit: UnitOfWork, lock: Lock) -> list[str]:
    """Whom an exception lets change the month, and until when."""
    query = select(LockException.given_to, LockException.until).where(
        _is_one_of(LockException, {(lock.year, lock.month)}),
        LockException.until >= unit.today,
        LockException.withdrawn_at.is_(None),
    )
    standing = unit.session.execute(query.order_by(LockException.given_to, LockException.until)).all()
    # Of several given to one person the longest counts.
    return [_("{name} (until {day})", name=name, day=short_date(until)) for name, until in dict(standing).items()]


def _is_one_of(table: type[ReturnSnapshot] | type[LockException], months: set[Month]) -> ColumnElement[bool]:
    return or_(*(and_(table.year == year, table.month == month) for year, month in sorted(months)))
