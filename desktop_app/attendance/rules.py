"""How marks are counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from desktop_app.attendance.records import Attendance, Counts, Lesson, ModuleStanding
from desktop_app.language.keys import search_key
from desktop_app.reference.rules import Rules


def is_attended(counts: Counts, rules: Rules) -> bool:
    """Whether a lesson with such a mark counts as attended; an excused absence does so only by rule."""
    match counts:
        case Counts.PRESENT:
            return True
        case Counts.EXCUSED:
            return rules.excused_counts_as_present
        case Counts.ABSENT:
            return False


def attended_hours(lessons: Iterable[tuple[int, Counts | None]], rules: Rules) -> int:
    """The academic hours attended, of lessons with their hours and marks."""
    return sum(hours for hours, counts in lessons if counts is not None and is_attended(counts, rules))


def attendance(lessons: Iterable[tuple[int, Counts | None]], *, planned_hours: int, rules: Rules) -> Attendance:
    """The reckoning over the lessons that have begun; the hours planned are those of the programme."""
    begun = list(lessons)
    attended = attended_hours(begun, rules)
    unmarked = sum(hours for hours, counts in begun if counts is None)
    missed = sum(hours for hours, _counts in begun) - attended - unmarked
    return Attendance(attended, missed, unmarked, planned_hours, rules.attendance_min_percent)


def standings(
    lessons: Iterable[Lesson], *, totals: Mapping[str, int], carried: Mapping[str, int], rules: Rules
) -> Iterator[ModuleStanding]:
    """How one person stands with each module, given its total hours; ``carried`` hours are by key of the title.

    Lessons held before the person came are not theirs: what they brought along takes their place.
    """
    attended: dict[str, int] = defaultdict(int)
    open_hours: dict[str, int] = defaultdict(int)
    for lesson in lessons:
        if lesson.is_for and lesson.counts is None:
            open_hours[lesson.module] += lesson.hours
        elif lesson.is_for and lesson.counts is not None and is_attended(lesson.counts, rules):
            attended[lesson.module] += lesson.hours
    for module, total in totals.items():
        yield ModuleStanding(module, total, carried.get(search_key(module), 0), attended[module], open_hours[module])


def attendance_with_carried(
    modules: Iterable[ModuleStanding], *, begun_unmarked: int, planned_hours: int, rules: Rules
) -> Attendance:
    """The reckoning of somebody who came by a transfer: no module counts for more than its own hours."""
    modules = tuple(modules)
    return Attendance(
        attended=sum(module.counted for module in modules),
        missed=sum(module.missing for module in modules),
        unmarked=begun_unmarked,
        planned=planned_hours,
        threshold_percent=rules.attendance_min_percent,
    )
