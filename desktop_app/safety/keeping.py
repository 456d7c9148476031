"""Which backups are kept: everything recent, then one a day, a week, a month."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

RECENT_DAYS = 2
DAILY, WEEKLY, MONTHLY = 12, 10, 12
DAYS_OF_MONTH = 31
# The newest stay whatever their dates say: a clock that jumped must not eat the work of these days.
NEWEST_ALWAYS = 10


@dataclass(frozen=True)
class Dated:
    """A backup as the rule sees it; ``seq`` gives the order, ``day`` only the grouping."""

    seq: int
    day: date
    is_before_migration: bool = False


def kept(backups: Sequence[Dated], *, today: date, months: int) -> set[int]:
    """The sequence numbers that stay; of a day, a week or a month the newest one stands for the rest.

    What is older than ``months`` goes whatever it is, for personal data are not kept for ever; only the newest stay.
    """
    newest_first = sorted(backups, key=lambda backup: backup.seq, reverse=True)
    stay = {backup.seq for backup in backups if backup.is_before_migration}
    stay |= {backup.seq for backup in backups if 0 <= (today - backup.day).days <= RECENT_DAYS}
    stay |= _newest_of_each(newest_first, lambda day: day, DAILY)
    stay |= _newest_of_each(newest_first, lambda day: day.isocalendar()[:2], WEEKLY)
    stay |= _newest_of_each(newest_first, lambda day: (day.year, day.month), MONTHLY)
    stay -= {backup.seq for backup in backups if (today - backup.day).days > months * DAYS_OF_MONTH}
    return stay | {backup.seq for backup in newest_first[:NEWEST_ALWAYS]}


def _newest_of_each(newest_first: list[Dated], period: Callable[[date], Hashable], periods: int) -> set[int]:
    newest: dict[Hashable, int] = {}
    for backup in newest_first:
        newest.setdefault(period(backup.day), backup.seq)
    return set(list(newest.values())[:periods])
