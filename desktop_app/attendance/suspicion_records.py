"""What was noticed in a register."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.i18n import _
from desktop_app.language.dates import short_date


class Doubt(StrEnum):
    """What was noticed, in the order in which it is shown.

    ``no_absence``: a cohort without a single absence or lateness. ``many_perfect``: many more of its people never
    missed anything than in the other cohorts. ``alike``: people of a cohort whose marks are the same on several days
    on which most others were there. ``heads``: another number of people was counted in the room. ``early``: marks
    made before the lesson. ``late``: marks made later than the rule allows, corrections that say why apart.
    ``not_on_duty``: marks of somebody who is neither the cohort's leader nor the lesson's trainer and who has typed
    little of its register. ``at_night``: marks made between ten in the evening and six in the morning.
    """

    NO_ABSENCE = "no_absence"
    MANY_PERFECT = "many_perfect"
    ALIKE = "alike"
    HEADS = "heads"
    EARLY = "early"
    LATE = "late"
    NOT_ON_DUTY = "not_on_duty"
    AT_NIGHT = "at_night"


@dataclass(frozen=True)
class SeenCohort:
    """The cohort that a finding is of."""

    id: int
    code: str
    leader: str


@dataclass(frozen=True)
class SeenLesson:
    """A lesson that a finding is about."""

    id: int
    held_on: date
    place_in_day: int

    @property
    def text(self) -> str:
        return _("{day}, lesson {place}", day=short_date(self.held_on), place=self.place_in_day)


@dataclass(frozen=True)
class Finding:
    """One thing noticed: the fact in a sentence, the lessons it is about, and the people."""

    doubt: Doubt
    cohort: SeenCohort
    text: str
    lessons: tuple[SeenLesson, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def session_id(self) -> int | None:
        """Where to look first."""
        return self.lessons[0].id if self.lessons else None
