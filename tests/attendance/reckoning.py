"""What marks come to, reckoned once more in plain fractions: nothing here is taken from the program's own rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Law:
    """The rules of a cohort's first day."""

    excused: str = "missed"
    late_limit: int | None = 40
    late: str = "missed"
    min_percent: int | None = 80
    max_missed: int | None = None
    is_rounded: bool = False


@dataclass(frozen=True)
class Said:
    """A mark: what its kind counts as and for how many percent, hours missed, minutes late."""

    counts: str
    share: int = 100
    missed: int | None = None
    late: int | None = None


@dataclass(frozen=True)
class Held:
    day: date
    hours: int


@dataclass(frozen=True)
class Sums:
    attended: Fraction
    missed: Fraction
    unmarked: Fraction
    left_out: Fraction
    gone: Fraction
    planned: Fraction
    law: Law

    @property
    def so_far(self) -> Fraction | None:
        return _percent(self.attended, self.attended + self.missed)

    @property
    def of_plan(self) -> Fraction | None:
        return _percent(self.attended, self.planned)

    @property
    def best(self) -> Fraction | None:
        return _percent(self.most, self.planned)

    @property
    def most(self) -> Fraction:
        """The hours attended if everything from now on is."""
        return self.planned - self.missed - self.gone

    @property
    def can_reach(self) -> bool:
        return self._spare >= 0

    @property
    def may_miss(self) -> int:
        return max(0, floor(self._spare))

    @property
    def _spare(self) -> Fraction:
        law, bounds = self.law, [Fraction(0)]
        if law.min_percent is not None:
            percent = law.min_percent - (Fraction(1, 2) if law.is_rounded else 0)
            bounds.append(percent * self.planned / HUNDRED)
        if law.max_missed is not None:
            bounds.append(self.planned - law.max_missed)
        return self.most - max(bounds)


def reckon(
    lessons: Sequence[Held],
    marks: Mapping[int, Said],
    *,
    planned: int,
    today: date,
    law: Law,
    joined: date,
    left: date | None = None,
) -> Sums:
    """Of one person; ``marks`` are by the place of the lesson."""
    attended = missed = unmarked = left_out = gone = Fraction(0)
    for place, lesson in enumerate(lessons):
        if lesson.day > today or (left is not None and lesson.day >= left):
            continue
        said = marks.get(place)
        if said is None and lesson.day < joined:
            gone += lesson.hours
        elif said is None:
            unmarked += lesson.hours
        else:
            there, away, out = _split(lesson.hours, said, law)
            attended, missed, left_out = attended + there, missed + away, left_out + out
    return Sums(attended, missed, unmarked, left_out, gone, planned - left_out, law)


def _split(hours: int, said: Said, law: Law) -> tuple[Fraction, Fraction, Fraction]:
    """Attended, missed, not asked for."""
    whole = Fraction(hours)
    if said.counts == "left_out":
        return Fraction(0), Fraction(0), whole
    if said.counts == "present":
        share = said.share
        if said.late is not None and law.late_limit is not None and said.late > law.late_limit:
            share = 0 if law.late == "missed" else min(share, 50)
        return whole * share / 100, whole * (100 - share) / 100, Fraction(0)
    away = whole if said.missed is None else Fraction(said.missed)
    if said.counts == "excused" and law.excused == "attended":
        return whole, Fraction(0), Fraction(0)
    if said.counts == "excused" and law.excused == "left_out":
        return whole - away, Fraction(0), away
    return whole - away, away, Fraction(0)


def _percent(part: Fraction, whole: Fraction) -> Fraction | None:
    return HUNDRED * part / whole if whole else None
