"""How marks are counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from desktop_app.attendance.records import (
    Attendance,
    AttendanceRule,
    Lesson,
    ModuleStanding,
)
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.keys import search_key
from desktop_app.language.numbers import short_number
from desktop_app.marks.records import Weighed
from desktop_app.reference.rules import HALF, WHOLE, Rules


class Membership(Protocol):
    """From when until when somebody belongs to a cohort."""

    @property
    def came_from_id(self) -> int | None: ...
    @property
    def enrolled_on(self) -> date: ...
    @property
    def left_on(self) -> date | None: ...


_EXCUSED_WORDS = {
    "missed": N_("An excused absence counts as missed."),
    "attended": N_("An excused absence counts as attended."),
    "left_out": N_("The hours of an excused absence are left out."),
}


def attendance_rule(rules: Rules) -> AttendanceRule:
    """The threshold of the dated rules."""
    return AttendanceRule(
        rules.attendance_min_percent, rules.attendance_max_missed_hours, rules.attendance_rounding == WHOLE
    )


def attendance(
    lessons: Iterable[tuple[int, Weighed | None]], *, programme_hours: float, rule: AttendanceRule, gone: float = 0
) -> Attendance:
    """The reckoning over the lessons that have begun, each with its hours and what its mark comes to."""
    attended = missed = left_out = unmarked = 0.0
    for hours, weighed in lessons:
        if weighed is None:
            unmarked += hours
        else:
            attended += weighed.attended
            missed += weighed.missed
            left_out += weighed.left_out
    return Attendance(attended, missed, unmarked, programme_hours, rule, left_out, gone)


def standings(
    lessons: Iterable[Lesson], *, totals: Mapping[str, int], carried: Mapping[str, float]
) -> Iterator[ModuleStanding]:
    """How one person stands with each module, given its total hours; ``carried`` hours are by key of the title.

    Lessons held before the person came are not theirs: what they brought along takes their place.
    """
    attended: dict[str, float] = defaultdict(float)
    left_out: dict[str, float] = defaultdict(float)
    open_hours: dict[str, float] = defaultdict(float)
    for lesson in lessons:
        if not lesson.is_for:
            continue
        if lesson.weighed is None:
            open_hours[lesson.module] += lesson.hours
        else:
            attended[lesson.module] += lesson.weighed.attended
            left_out[lesson.module] += lesson.weighed.left_out
    for module, total in totals.items():
        brought = carried.get(search_key(module), 0)
        yield ModuleStanding(module, total, brought, attended[module], open_hours[module], left_out[module])


def attendance_with_carried(
    modules: Iterable[ModuleStanding], *, begun_unmarked: float, programme_hours: float, rule: AttendanceRule
) -> Attendance:
    """The reckoning of somebody who came by a transfer: no module counts for more than its own hours."""
    modules = tuple(modules)
    return Attendance(
        attended=sum(module.counted for module in modules),
        missed=sum(module.missing for module in modules),
        unmarked=begun_unmarked,
        programme_hours=programme_hours,
        rule=rule,
        left_out=sum(module.left_out for module in modules),
    )


def is_theirs(enrolment: Membership, held_on: date) -> bool:
    """Whether a lesson of that day is one of the person's: not before a transfer here, nor after they left."""
    has_come = enrolment.came_from_id is None or held_on >= enrolment.enrolled_on
    return has_come and (enrolment.left_on is None or held_on < enrolment.left_on)


def rule_sentence(rules: Rules, programme_hours: int) -> str:
    """The rule of a cohort in words, as its register and its papers say it."""
    rule = attendance_rule(rules)
    parts = [_least_sentence(rule, programme_hours)]
    if rule.max_missed is not None:
        most = rule.max_missed
        parts.append(_n("At most {n} academic hour may be missed.", "At most {n} academic hours may be missed.", most))
    parts.append(_(_EXCUSED_WORDS[rules.excused_counts_as]))
    if rules.late_limit_minutes is not None:
        parts.append(_late_sentence(rules.late_limit_minutes, is_half=rules.late_counts_as == HALF))
    if rule.is_rounded and rule.min_percent is not None:
        parts.append(_("The percentage is rounded to a whole one."))
    return " ".join(parts)


def _least_sentence(rule: AttendanceRule, hours: int) -> str:
    if rule.min_percent is None:
        return _n("{n} academic hour is planned.", "{n} academic hours are planned.", hours)
    return _n(
        "At least {percent}% of {n} academic hour must be attended.",
        "At least {percent}% of {n} academic hours must be attended.",
        hours,
        percent=short_number(rule.min_percent, language()),
    )


def _late_sentence(minutes: int, *, is_half: bool) -> str:
    if is_half:
        return _n(
            "Whoever comes more than {n} minute late has attended half of the lesson.",
            "Whoever comes more than {n} minutes late has attended half of the lesson.",
            minutes,
        )
    return _n(
        "Whoever comes more than {n} minute late has missed the lesson.",
        "Whoever comes more than {n} minutes late has missed the lesson.",
        minutes,
    )
