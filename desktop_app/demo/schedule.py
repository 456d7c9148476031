"""When the made-up cohorts are held, and how far each has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from desktop_app.demo.catalogue import NEW_HOURS, PROGRAMMES, MadeUpProgramme

YEARS_BACK = 5
COHORT_PEOPLE = (25, 26, 27, 28, 29, 30)
RECENT_DAYS = 365


class Stage(StrEnum):
    """How far a cohort has come on the day the demonstration is made."""

    EMPTY = "empty"
    CALLED = "called"
    STUDYING = "studying"
    ENDED = "ended"
    COMPLETED = "completed"
    CERTIFIED = "certified"
    LONG_AGO = "long_ago"


@dataclass(frozen=True)
class MadeUpCohort:
    """``people`` is how many are enrolled; ``starts_on`` the wish, moved to a working day when it is laid out."""

    stage: Stage
    programme: MadeUpProgramme
    starts_on: date
    people: int


# The newest cohorts, one of every kind; the days are counted from today.
_NOW = (
    (Stage.EMPTY, 20, 36),
    (Stage.CALLED, 9, 72),
    (Stage.CALLED, 3, 36),
    (Stage.STUDYING, -2, 36),
    (Stage.STUDYING, -8, 72),
    (Stage.STUDYING, -12, 144),
    (Stage.ENDED, -15, NEW_HOURS),
    (Stage.COMPLETED, -24, 36),
    (Stage.COMPLETED, -38, 72),
)


def schedule(rng: Random, *, people: int, today: date) -> list[MadeUpCohort]:
    """Cohorts for so many people: one of every kind about today, the others evenly over five years back."""
    found: list[MadeUpCohort] = []
    left = people
    for stage, days, hours in _NOW:
        size = 0 if stage is Stage.EMPTY else min(left, rng.choice(COHORT_PEOPLE))
        if size or stage is Stage.EMPTY:
            found.append(MadeUpCohort(stage, _programme(rng, hours), today + timedelta(days=days), size))
            left -= size
    sizes = list(_sizes(rng, left))
    span = YEARS_BACK * 365 - 60
    for place, size in enumerate(sizes):
        day = today - timedelta(days=60 + span * place // max(len(sizes), 1))
        monday = day - timedelta(days=day.weekday())
        is_recent = (today - monday).days <= RECENT_DAYS
        stage = Stage.CERTIFIED if is_recent else Stage.LONG_AGO
        found.append(MadeUpCohort(stage, _any_programme(rng), monday, size))
    return sorted(found, key=lambda cohort: (cohort.starts_on, cohort.programme.code))


def _sizes(rng: Random, people: int) -> Iterator[int]:
    while people > 0:
        size = min(people, rng.choice(COHORT_PEOPLE))
        yield size
        people -= size


def _any_programme(rng: Random) -> MadeUpProgramme:
    return rng.choices(PROGRAMMES, weights=[programme.weight for programme in PROGRAMMES])[0]


def _programme(rng: Random, hours: int) -> MadeUpProgramme:
    return rng.choice([programme for programme in PROGRAMMES if programme.hours == hours])
