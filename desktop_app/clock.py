"""The only place that asks the time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

# Uzbekistan keeps UTC+5 all year and Windows PCs often lack the time zone data, so the offset is ours.
TASHKENT = timezone(timedelta(hours=5), "UTC+5")


class Clock:
    """The real time: instants in UTC, days as they are counted in Uzbekistan."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(TASHKENT).date()


@dataclass
class FixedClock(Clock):
    """A clock that stands still, for tests and for made-up centres."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant
