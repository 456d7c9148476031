"""``attendance --cohort CODE``: the rule, everybody's three numbers, and the lessons that lack marks."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import Any

from desktop_app.attendance.board import UnmarkedLesson, unmarked_lessons
from desktop_app.attendance.records import AttendanceGrid, GridPerson
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import figure
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="CODE")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id
    register = centre.read(grid, cohort_id=cohort_id)
    unmarked = centre.read(unmarked_lessons, cohort_id=cohort_id)
    facts = {
        "cohort": register.cohort_code,
        "rule": register.rule_text,
        "people": [_person(register, person) for person in register.people],
        "unmarked": [_lesson(lesson) for lesson in reversed(unmarked)],
    }
    lines = [
        register.rule_text,
        *(f"{person.name}: {person.attendance.text}" for person in register.people),
        *(_lesson_line(lesson) for lesson in reversed(unmarked)),
    ]
    return Report(facts, lines)


def _person(register: AttendanceGrid, person: GridPerson) -> dict[str, Any]:
    found = person.attendance
    marks = Counter(
        register.marks[key].kind_code
        for session in register.sessions
        if (key := (person.enrolment_id, session.id)) in register.marks
    )
    return {
        "name": person.name,
        "hours_so_far": figure(found.attended),
        "hours_held": figure(found.held),
        "hours_planned": figure(found.planned),
        "percent_so_far": _percent(found.percent_so_far),
        "percent_of_plan": _percent(found.percent_of_plan),
        "percent_best": _percent(found.percent_best),
        "can_reach": found.can_be_enough,
        "marks": {kind.code: marks[kind.code] for kind in register.kinds},
    }


def _lesson(lesson: UnmarkedLesson) -> dict[str, Any]:
    return {
        "date": lesson.held_on.isoformat(),
        "place": lesson.place_in_day,
        "module": lesson.title,
        "people": lesson.people,
        "marked": lesson.marked,
        "lacking": lesson.lacking,
    }


def _lesson_line(lesson: UnmarkedLesson) -> str:
    return _(
        "{day}, lesson {place}: {marked} of {people} are marked.",
        day=short_date(lesson.held_on),
        place=lesson.place_in_day,
        marked=lesson.marked,
        people=lesson.people,
    )


def _percent(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)


COMMAND = Command("attendance of a cohort: its rule, everybody's hours, what is not marked", add_arguments, run)
