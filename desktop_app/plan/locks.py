"""Which lines of the plan and figures of other channels a sent return has counted, so that they stay as they are."""

from collections.abc import Iterable

from db.unit_of_work import UnitOfWork
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.reference.month_locks import Lock, Month, locks, month_of, require_months_open

Entry = PlanEntry | FigureEntry


def require_uncounted(unit: UnitOfWork, *entries: Entry) -> None:
    """Raises Refused where the return of a month that counts one of them was sent."""
    require_months_open(unit, (month for entry in entries if (month := counted_in(entry)) is not None))


def locked_entries(unit: UnitOfWork, entries: Iterable[Entry]) -> dict[Entry, Lock]:
    """Those that a return which was sent has counted, with its lock."""
    months = {entry: month for entry in entries if (month := counted_in(entry)) is not None}
    found = locks(unit, months.values())
    return {entry: found[month] for entry, month in months.items() if month in found}


def counted_in(entry: Entry) -> Month | None:
    """The month whose return counts it; None for a line that is ordered only after its month is over."""
    month = entry.year, entry.month
    is_later = isinstance(entry, PlanEntry) and entry.order_date is not None and month_of(entry.order_date) > month
    return None if is_later else month
