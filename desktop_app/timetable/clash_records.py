"""What can stand in the way of a lesson, each in a sentence that names the cohorts, the day and the time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import ClassVar

from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import month_title, short_date

# So many clashes are told whole where a plan is refused; the others are counted.
TOLD_AT_ONCE = 3


class Taken(StrEnum):
    """What of a lesson is taken by another one at the same time."""

    TRAINER = "trainer"
    ROOM = "room"
    GROUP = "group"


@dataclass(frozen=True)
class TimeClash:
    """The trainer, the room or the cohort itself has the lesson ``session_id`` of ``other`` at that time.

    ``session_id`` is 0 where both lessons are only planned; the times are those that the two lessons share.
    """

    taken: Taken
    cohort: str
    other: str
    day: date
    starts_at: time
    ends_at: time
    name: str = ""
    session_id: int = 0
    is_warning: ClassVar[bool] = False

    @property
    def text(self) -> str:
        facts = {
            "cohort": self.cohort,
            "other": self.other,
            "day": short_date(self.day),
            "time": f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}",
            "name": self.name,
        }
        match self.taken:
            case Taken.TRAINER:
                return _("{name} is to teach cohorts {cohort} and {other} at once: {day}, {time}.", **facts)
            case Taken.ROOM:
                return _("Room {name} is to hold cohorts {cohort} and {other} at once: {day}, {time}.", **facts)
            case Taken.GROUP:
                return _("Cohort {cohort} has two lessons at once: {day}, {time}.", **facts)


@dataclass(frozen=True)
class Unavailable:
    """The room is closed by then, or the trainer has left."""

    cohort: str
    name: str
    is_room: bool
    since: date
    day: date
    is_warning: ClassVar[bool] = False

    @property
    def text(self) -> str:
        facts = {
            "name": self.name,
            "cohort": self.cohort,
            "day": short_date(self.day),
            "since": short_date(self.since),
        }
        if self.is_room:
            return _("Room {name} is closed since {since}: cohort {cohort} cannot be in it on {day}.", **facts)
        return _("{name} has left on {since} and cannot teach cohort {cohort} on {day}.", **facts)


@dataclass(frozen=True)
class RoomTooSmall:
    cohort: str
    room: str
    seats: int
    people: int
    is_warning: ClassVar[bool] = True

    @property
    def text(self) -> str:
        return _n(
            "Room {room} has {n} seat, cohort {cohort} has {people} people.",
            "Room {room} has {n} seats, cohort {cohort} has {people} people.",
            self.seats,
            room=self.room,
            cohort=self.cohort,
            people=self.people,
        )


@dataclass(frozen=True)
class OtherSubject:
    """The trainer does not teach the subject of the programme; ``subject`` is its name."""

    cohort: str
    trainer: str
    subject: str
    is_warning: ClassVar[bool] = True

    @property
    def text(self) -> str:
        return _(
            "{trainer} is not known to teach “{subject}”, the subject of cohort {cohort}.",
            trainer=self.trainer,
            subject=self.subject,
            cohort=self.cohort,
        )


@dataclass(frozen=True)
class LoadTooHigh:
    """More academic hours in a month (its first day) than agreed with the trainer."""

    trainer: str
    month: date
    hours: int
    most: int
    is_warning: ClassVar[bool] = True

    @property
    def text(self) -> str:
        return _(
            "{trainer} would have {hours} hours, at most {most} are agreed: {month}.",
            trainer=self.trainer,
            hours=self.hours,
            most=self.most,
            month=month_title(self.month.year, self.month.month, language()),
        )


@dataclass(frozen=True)
class WeekTooFull:
    """More academic hours in a week of the cohort than the rules allow; ``monday`` begins it."""

    cohort: str
    monday: date
    hours: int
    most: int
    is_warning: ClassVar[bool] = True

    @property
    def text(self) -> str:
        return _(
            "The week of {monday} would have {hours} hours; at most {most} are allowed.",
            monday=short_date(self.monday),
            hours=self.hours,
            most=self.most,
        )


Clash = TimeClash | Unavailable | RoomTooSmall | OtherSubject | LoadTooHigh | WeekTooFull


class LessonsClash(Refused):
    """Lessons were not kept because they clash; ``clashes`` are those that stand in the way."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__("lessons_clash", N_("The lessons clash with others."), clashes=len(clashes))
        self.clashes = tuple(clashes)

    @property
    def text(self) -> str:
        told = [clash.text for clash in self.clashes[:TOLD_AT_ONCE]]
        if more := len(self.clashes) - len(told):
            told.append(_n("And {n} clash more.", "And {n} clashes more.", more))
        return "\n".join(told)


def require_no_clash(clashes: Iterable[Clash], *, despite_clashes: bool) -> None:
    """Raises LessonsClash unless all are warnings; a cohort can never be at two lessons at once.

    ``despite_clashes`` lets a trainer or a room have two cohorts at once, as at a lecture for a whole intake.
    """
    hard = [clash for clash in clashes if not clash.is_warning]
    if despite_clashes:
        hard = [clash for clash in hard if isinstance(clash, TimeClash) and clash.taken is Taken.GROUP]
    if hard:
        raise LessonsClash(hard)
