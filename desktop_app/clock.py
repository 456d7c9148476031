"""The only place that asks the time."""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

# Uzbekistan keeps UTC+5 all year and Windows PCs often lack the time zone data, so the offset is ours.
TASHKENT = timezone(timedelta(hours=5), "UTC+5")
# New at each start of a Linux PC; elsewhere a smaller number of seconds tells of a start.
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Uptime:
    """How long the PC runs since the start called ``boot``: nobody sets this clock."""

    boot: str
    seconds: float


class Clock:
    """The real time: instants in UTC, days as they are counted in Uzbekistan."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(TASHKENT).date()

    def uptime(self) -> Uptime:
        return Uptime(BOOT_ID.read_text("ascii").strip() if BOOT_ID.exists() else "", time.monotonic())


@dataclass
class FixedClock(Clock):
    """A clock that stands still, for tests and for made-up centres."""

    instant: datetime
    up: Uptime = field(default=Uptime("", 0))

    def now(self) -> datetime:
        return self.instant

    def uptime(self) -> Uptime:
        return self.up
