"""``timetable``: the lessons of a cohort, what they clash with, and its hours ledger."""

from argparse import ArgumentParser, Namespace
from typing import Any

from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _, language
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import figure, short_number
from desktop_app.progress import Progress
from desktop_app.timetable.clash_records import Clash, TimeClash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.ledger import HoursLedger, LedgerLine, hours_ledger
from desktop_app.timetable.records import SessionRecord
from desktop_app.timetable.service import sessions_of


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="CODE")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    """Refusing where a trainer, a room or the cohort itself is wanted twice; warnings refuse nothing."""
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id
    lessons = centre.read(sessions_of, cohort_id=cohort_id)
    own = frozenset(lesson.id for lesson in lessons)
    clashes = centre.read(clashes_of, lessons, cohort_id=cohort_id, ignoring=own)
    ledger = centre.read(hours_ledger, cohort_id=cohort_id)
    facts = {
        "cohort": ledger.cohort,
        "sessions": [_session(lesson) for lesson in lessons],
        "clashes": [_clash(clash) for clash in clashes],
        "hours": _hours(ledger),
    }
    lines = [*map(_line, lessons), *(clash.text for clash in clashes), _ledger_text(ledger)]
    return Report(facts, lines, is_refusal=any(not clash.is_warning for clash in clashes))


def _session(lesson: SessionRecord) -> dict[str, Any]:
    return {
        "date": lesson.held_on.isoformat(),
        "place": lesson.place_in_day,
        "starts_at": f"{lesson.starts_at:%H:%M}",
        "ends_at": f"{lesson.ends_at:%H:%M}",
        "hours": lesson.hours,
        "kind": lesson.kind_code or None,
        "module": lesson.module_title or None,
        "topic": lesson.topic_title or None,
        "room": lesson.room or None,
        "trainer": lesson.trainer or None,
        "marks": lesson.marks,
    }


def _clash(clash: Clash) -> dict[str, Any]:
    told: dict[str, Any] = {"text": clash.text, "is_warning": clash.is_warning}
    if isinstance(clash, TimeClash):
        told |= {
            "taken": clash.taken.value,
            "other": clash.other,
            "date": clash.day.isoformat(),
            "starts_at": f"{clash.starts_at:%H:%M}",
            "ends_at": f"{clash.ends_at:%H:%M}",
        }
    return told


def _hours(ledger: HoursLedger) -> dict[str, Any]:
    return {
        "course": ledger.course_hours,
        "independent": ledger.independent,
        **_ledger_line(ledger.total),
        "is_short": ledger.is_short,
        "modules": [{"module": line.title or None, **_ledger_line(line)} for line in ledger.lines],
    }


def _ledger_line(line: LedgerLine) -> dict[str, Any]:
    return {
        "planned": line.planned,
        "scheduled": line.scheduled,
        "held": line.held,
        "attended": figure(line.attended),
        "difference": line.difference,
    }


def _line(lesson: SessionRecord) -> str:
    times = f"{lesson.starts_at:%H:%M}–{lesson.ends_at:%H:%M}"
    words = (short_date(lesson.held_on), times, lesson.topic_title or lesson.module_title, lesson.room, lesson.trainer)
    return "  ".join(filter(None, words))


def _ledger_text(ledger: HoursLedger) -> str:
    return _(
        "Hours: {planned} planned, {scheduled} in the timetable, {held} held, {attended} attended on average.",
        planned=ledger.total.planned,
        scheduled=ledger.total.scheduled,
        held=ledger.total.held,
        attended=short_number(ledger.total.attended, language()),
    )


COMMAND = Command("show the lessons of a cohort, what they clash with, and its hours", add_arguments, run)
