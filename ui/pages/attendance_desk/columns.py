"""The columns of what is not marked, of who is out of reach, of all cohorts, and of what is doubtful."""

from collections.abc import Callable
from typing import TypeVar

from desktop_app.attendance.board import UnmarkedLesson
from desktop_app.attendance.reach import CohortShare, PersonAtRisk
from desktop_app.attendance.records import hours_text
from desktop_app.attendance.suspicion_records import Doubt, Finding
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

Line = TypeVar("Line")
# A lesson of yesterday may still be entered in good order; what is older is late.
LATE_AFTER_DAYS = 1
PEOPLE_SHOWN = 3

DOUBTS: dict[Doubt, str] = {
    Doubt.NO_ABSENCE: N_("No absence at all"),
    Doubt.MANY_PERFECT: N_("Few absences"),
    Doubt.ALIKE: N_("Marks alike"),
    Doubt.HEADS: N_("Heads differ"),
    Doubt.EARLY: N_("Before the lesson"),
    Doubt.LATE: N_("Long after"),
    Doubt.NOT_ON_DUTY: N_("By somebody else"),
    Doubt.AT_NIGHT: N_("At night"),
}


def percent_shown(percent: float | None) -> str:
    return formats.NOTHING if percent is None else f"{formats.decimal_text(percent)}%"


def days_ago(days: int) -> str:
    return _n("{n} day ago", "{n} days ago", days) if days else _("today")


UNMARKED_COLUMNS: tuple[Column[UnmarkedLesson], ...] = (
    Column("day", N_("Day"), lambda lesson: lesson.held_on, width=96),
    Column("lesson", N_("Lesson"), lambda lesson: lesson.place_in_day, width=76, align=Align.CENTRE),
    Column("cohort", N_("Cohort"), lambda lesson: lesson.cohort_code, width=112),
    Column(
        "title",
        N_("Module"),
        lambda lesson: lesson.title,
        width=190,
        is_stretched=True,
        is_told_whole=True,
    ),
    Column("leader", N_("Group leader"), lambda lesson: lesson.leader, width=160, is_told_whole=True),
    Column("trainer", N_("Trainer"), lambda lesson: lesson.trainer, width=160, is_told_whole=True),
    Column(
        "marked",
        N_("Marked"),
        lambda lesson: _("{marked} of {people}", marked=lesson.marked, people=lesson.people),
        width=110,
        sort=lambda lesson: lesson.marked / lesson.people,
        tone=lambda lesson: Tone.WARN if lesson.marked else Tone.BAD,
        hint=lambda lesson: _n("{n} person has no mark.", "{n} people have no mark.", lesson.lacking),
    ),
    Column(
        "days",
        N_("How long ago"),
        lambda lesson: days_ago(lesson.days),
        width=122,
        sort=lambda lesson: lesson.days,
        tone=lambda lesson: Tone.WARN if lesson.days > LATE_AFTER_DAYS else None,
    ),
)


def _standing(line: PersonAtRisk) -> str:
    if line.is_lost:
        return _("Out of reach")
    return _n("{n} hour to spare", "{n} hours to spare", line.attendance.may_still_miss)


def _share(name: str, title: str, percent: Callable[[Line], float | None], *, hint: str) -> Column[Line]:
    return Column(
        name,
        title,
        percent,
        shown=percent_shown,
        width=88,
        align=Align.RIGHT,
        sort=lambda line: percent(line) or 0,
        hint=lambda _line: _(hint),
    )


SO_FAR, OF_PLAN, BEST = (
    N_("Of the hours that are marked so far."),
    N_("Of all hours of the plan."),
    N_("Of the plan, if nothing more is missed."),
)

REACH_COLUMNS: tuple[Column[PersonAtRisk], ...] = (
    Column("state", N_("State"), _standing, width=150, tone=lambda line: Tone.BAD if line.is_lost else Tone.WARN),
    Column("name", N_("Surname, name, patronymic"), lambda line: line.name, width=260, is_stretched=True),
    Column("cohort", N_("Cohort"), lambda line: line.cohort_code, width=112),
    Column("leader", N_("Group leader"), lambda line: line.leader, width=150, is_told_whole=True),
    Column("ends_on", N_("Ends"), lambda line: line.ends_on, width=96),
    _share("so_far", N_("So far"), lambda line: line.attendance.percent_so_far, hint=SO_FAR),
    _share("of_plan", N_("Of plan"), lambda line: line.attendance.percent_of_plan, hint=OF_PLAN),
    _share("best", N_("At best"), lambda line: line.attendance.percent_best, hint=BEST),
)


COHORT_COLUMNS: tuple[Column[CohortShare], ...] = (
    Column("code", N_("Cohort"), lambda line: line.code, width=112),
    Column("title", N_("Programme"), lambda line: line.title, width=200, is_stretched=True, is_told_whole=True),
    Column("leader", N_("Group leader"), lambda line: line.leader, width=150, is_told_whole=True),
    Column("people", N_("Persons"), lambda line: line.hours.people, width=80, align=Align.RIGHT),
    _share("so_far", N_("So far"), lambda line: line.hours.percent_so_far, hint=SO_FAR),
    _share("of_plan", N_("Of plan"), lambda line: line.hours.percent_of_plan, hint=OF_PLAN),
    _share("best", N_("At best"), lambda line: line.hours.percent_best, hint=BEST),
    Column(
        "unmarked",
        N_("Hours not\nmarked"),
        lambda line: line.hours.unmarked or None,
        shown=lambda hours: "" if hours is None else hours_text(hours),
        width=100,
        align=Align.RIGHT,
        sort=lambda line: line.hours.unmarked,
        tone=lambda line: Tone.WARN if line.hours.unmarked else None,
        hint=lambda _line: _("Hours of lessons that have begun, of all people together."),
    ),
    Column(
        "at_risk",
        N_("Out of reach\nor near it"),
        lambda line: line.hours.at_risk or None,
        width=120,
        align=Align.RIGHT,
        tone=lambda line: Tone.WARN if line.hours.at_risk else None,
    ),
)


def _people(finding: Finding) -> str:
    more = len(finding.people) - PEOPLE_SHOWN
    names = ", ".join(finding.people[:PEOPLE_SHOWN])
    return _n("{names} and {n} more", "{names} and {n} more", more, names=names) if more > 0 else names


DOUBTFUL_COLUMNS: tuple[Column[Finding], ...] = (
    Column(
        "doubt",
        N_("What was noticed"),
        lambda finding: _(DOUBTS[finding.doubt]),
        width=180,
        sort=lambda finding: list(Doubt).index(finding.doubt),
        tone=lambda _finding: Tone.PLAIN,
    ),
    Column("cohort", N_("Cohort"), lambda finding: finding.cohort.code, width=112),
    Column("fact", N_("Fact"), lambda finding: finding.text, width=300, is_stretched=True, is_told_whole=True),
    Column("people", N_("Who"), _people, width=180, hint=lambda finding: "\n".join(finding.people)),
    Column(
        "lessons",
        N_("Lessons"),
        lambda finding: len(finding.lessons) or None,
        width=84,
        align=Align.RIGHT,
        hint=lambda finding: "\n".join(lesson.text for lesson in finding.lessons),
    ),
    Column("leader", N_("Group leader"), lambda finding: finding.cohort.leader, width=150),
)
