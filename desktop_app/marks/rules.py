"""What a lesson comes to by its mark."""

from desktop_app.marks.records import Counts, MarkKind, MarkValue, Weighed
from desktop_app.reference.rules import ATTENDED, HALF, LEFT_OUT, Rules


def weigh(hours: int, value: MarkValue, kind: MarkKind, rules: Rules) -> Weighed:
    """What a lesson of so many academic hours comes to by its mark, or several lessons marked alike.

    Somebody later than the rule allows has attended half of it or nothing; of an absence for some hours only these are
    missed; an excused one counts by rule.
    """
    match kind.counts:
        case Counts.PRESENT:
            attended = hours * _share(value, kind, rules) / 100
            return Weighed(attended, hours - attended)
        case Counts.LEFT_OUT:
            return Weighed(0, 0, hours)
    away = hours if value.missed_hours is None else min(value.missed_hours, hours)
    if kind.counts is Counts.EXCUSED and rules.excused_counts_as == ATTENDED:
        return Weighed(hours, 0)
    if kind.counts is Counts.EXCUSED and rules.excused_counts_as == LEFT_OUT:
        return Weighed(hours - away, 0, away)
    return Weighed(hours - away, away)


def _share(value: MarkValue, kind: MarkKind, rules: Rules) -> float:
    """The percentage of the lesson that somebody present has attended."""
    limit = rules.late_limit_minutes
    if value.late_minutes is None or limit is None or value.late_minutes <= limit:
        return kind.share
    return min(kind.share, 50) if rules.late_counts_as == HALF else 0
