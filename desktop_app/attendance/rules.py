"""How marks are counted."""

from collections.abc import Iterable

from desktop_app.attendance.records import Attendance, Counts
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
