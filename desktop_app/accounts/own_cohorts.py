"""What a leader of cohorts reaches: the functions open to them, and whether the records asked for are of their own."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import signature, unwrap
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from db.models.attendance import Absence, AttendanceFile, AttendanceSheet
from db.models.cohorts import Cohort, Enrolment
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.rights import own_cohorts_only
from desktop_app.errors import Refused
from desktop_app.i18n import N_

# These show or list only what is of the one who asks: each narrows itself by ``are_own``.
NARROW = frozenset(
    {
        "cohorts.service.cohorts",
        "cohorts.board.today_board",
        "cohorts.today.lessons_of",
        "attendance.board.unmarked_lessons",
        "attendance.board.newest_unmarked",
        "attendance.absences.absences",
        "attendance.walk_ins.walk_ins",
        "attendance.sheets.sheets",
        "attendance.sheets.sheets_count",
        "attendance.head_counts.head_lines",
        "timetable.week.lessons_between",
        "timetable.week.lessons_now",
    }
)
# And these are open for records of their own cohorts, which their arguments must name.
BY_RECORD = frozenset(
    {
        "cohorts.service.cohort",
        "cohorts.service.cohort_by_code",
        "cohorts.service.cohort_warnings",
        "cohorts.overview.cohort_head",
        "cohorts.overview.cohort_overview",
        "cohorts.overview.cohort_facts",
        "cohorts.enrolment.enrolled_people",
        "cohorts.electives.chosen_modules",
        "people.service.person_card",
        "timetable.service.sessions_of",
        "timetable.service.teaching_of",
        "timetable.week.week_of",
        "timetable.week.title_of",
        "attendance.service.grid",
        "attendance.service.people_of",
        "attendance.marking.set_marks",
        "attendance.history.cell_history",
        "attendance.carried.missing_hours",
        "attendance.exporting._register",
        "attendance.absences.absence_choices",
        "attendance.absences.save_absence",
        "attendance.absences.turn_marks",
        "attendance.absences.return_marks",
        "attendance.absences.marks_that_stay",
        "attendance.absences.take_back_absence",
        "attendance.walk_ins.add_walk_in",
        "attendance.walk_ins.change_walk_in",
        "attendance.head_counts.set_heads",
        "attendance.sheet_issue.wishes_for",
        "attendance.sheet_issue.lesson_day",
        "attendance.sheet_issue.preview_sheets",
        "attendance.sheet_issue.issue_sheets",
        "attendance.sheet_issue.reprint",
        "attendance.sheet_issue.take_back",
        "attendance.sheet_printing._part",
        "attendance.sheets.sheet",
        "attendance.sheets.note_returned",
        "attendance.sheets.note_out",
        "attendance.sheets.give_up",
        "attendance.sheets.take_in",
        "attendance.evidence.add_evidence",
        "attendance.evidence.evidence_of",
        "attendance.evidence.evidence_content",
        "attendance.evidence.remove_evidence",
    }
)
# Names of arguments and of fields that name a record, and how its cohort is found; a field of one class before all.
_COHORTS_OF: dict[str, Any] = {
    "cohort_id": select(Cohort.id, Cohort.id),
    "session_id": select(Session.id, Session.cohort_id),
    "enrolment_id": select(Enrolment.id, Enrolment.cohort_id),
    "person_id": select(Enrolment.person_id, Enrolment.cohort_id),
    "sheet_id": select(AttendanceSheet.id, AttendanceSheet.cohort_id),
    "absence_id": select(Absence.id, Absence.cohort_id),
    "file_id": (
        select(AttendanceFile.id, AttendanceSheet.cohort_id)
        .join(AttendanceSheet, AttendanceSheet.id == AttendanceFile.sheet_id)
        .union_all(select(AttendanceFile.id, Absence.cohort_id).join(Absence, Absence.id == AttendanceFile.absence_id))
    ),
    "code": select(Cohort.code, Cohort.id),
}
_NAMES = {name: name for name in _COHORTS_OF if name != "code"} | {
    "cohort_ids": "cohort_id",
    "enrolment_ids": "enrolment_id",
    "sheet_ids": "sheet_id",
    "cohort_by_code.code": "code",
    "AbsenceDraft.id": "absence_id",
    "PrintedSheet.id": "sheet_id",
    "PrintedSheet.lessons": "session_id",
    "PrintedSheet.people": "enrolment_id",
}


def are_own(unit: UnitOfWork, cohort_id: ColumnElement[int] | InstrumentedAttribute[int]) -> list[ColumnElement[bool]]:
    """What narrows a list to the cohorts of the one who asks; nothing for somebody with a wider task."""
    leader = own_cohorts_only(unit)
    return [] if leader is None else [cohort_id.in_(select(Cohort.id).where(Cohort.leader_id == leader))]


def require_own(
    unit: UnitOfWork,
    leader: int,
    function: Callable[..., Any],
    name: str,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> None:
    """Raises Refused("not_own_cohort") unless all that is named is of cohorts that this member of staff leads."""
    if name in NARROW:
        return
    named: defaultdict[str, set[Any]] = defaultdict(set)
    if name in BY_RECORD:
        arguments = signature(unwrap(function)).bind(unit, *args, **kwargs).arguments
        for argument, value in list(arguments.items())[1:]:
            for kind, record in _records(f"{function.__name__}.{argument}", value):
                named[kind].add(record)
    own = set(unit.session.scalars(select(Cohort.id).where(Cohort.leader_id == leader))) if named else set()
    if not named or not all(_are_own(unit, own, kind, records) for kind, records in named.items()):
        raise Refused("not_own_cohort", N_("This is open to you for the cohorts that you lead."))


def _are_own(unit: UnitOfWork, own: set[int], kind: str, records: set[Any]) -> bool:
    """A person may be in other cohorts, too; every other record is of one."""
    owned = _COHORTS_OF[kind].subquery()
    record, cohort = owned.c
    rows = unit.session.execute(select(record, cohort).where(record.in_(records)))
    return records <= {found for found, cohort_id in rows if cohort_id in own}


def _records(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """What records ``value`` names, by the name of its place: ``owner.name``. Nought and nothing name none yet."""
    kind = _NAMES.get(place) or _NAMES.get(place.split(".")[-1])
    if is_dataclass(value):
        for field in fields(value):
            yield from _records(f"{type(value).__name__}.{field.name}", getattr(value, field.name))
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _records(place, each)
    elif kind and value:
        yield kind, value
