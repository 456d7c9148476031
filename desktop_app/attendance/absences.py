"""Absences that were announced or explained: of a person or of the whole cohort, with the paper that proves them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from db.models.attendance import Absence, AttendanceFile, Mark
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.attendance.absence_records import (
    AbsenceChoices,
    AbsenceDraft,
    AbsenceRecord,
    AbsenceView,
    CoveredMark,
    SavedAbsence,
    TakenBack,
    TurnedMarks,
)
from desktop_app.attendance.evidence import add_evidence, evidence_of, remove_evidence
from desktop_app.attendance.expected import covers, reason_text
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.cohorts.rules import NOT_COUNTED, OPEN_STATES, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.marks.kinds import is_hidden, kinds_by_set, kinds_of
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.people.rules import written_name
from desktop_app.reference.service import list_items

# A leave may be far longer than the course; what is longer than this is a year mistyped.
MOST_DAYS = 366
_COLUMNS = tuple(field.name for field in fields(AbsenceDraft) if field.name not in ("id", "version"))


def absence_choices(unit: UnitOfWork, *, cohort_id: int, session_id: int | None = None) -> AbsenceChoices:
    """``session_id`` is the lesson that the absence is likely to begin with. Raises NotFound."""
    cohort = load_cohort(unit, cohort_id)
    people = unit.session.execute(
        select(Enrolment.id, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.not_in(NOT_COUNTED))
        .order_by(Person.sort_key, Person.id)
    )
    day = unit.session.scalar(select(Session.held_on).where(Session.id == session_id))
    return AbsenceChoices(
        cohort_id,
        cohort.code,
        cohort.starts_on,
        cohort.ends_on,
        tuple((enrolment_id, written_name(person)) for enrolment_id, person in people),
        tuple(
            kind
            for kind in kinds_of(unit, cohort).values()
            if kind.counts is not Counts.PRESENT and not is_hidden(unit, kind)
        ),
        tuple(list_items(unit, "absence_reason", on=unit.today)),
        day,
    )


def save_absence(unit: UnitOfWork, draft: AbsenceDraft, *, scan: tuple[str, bytes] | None = None) -> SavedAbsence:
    """Keep an absence; tells what it overlaps with, and which lessons are marked as plainly absent already.

    ``scan`` is name and bytes of the paper. Raises Invalid naming the field, Refused for a closed cohort, NotFound,
    Conflict, and whatever ``add_evidence`` raises.
    """
    cohort = load_cohort(unit, draft.cohort_id)
    require_open(cohort.code, cohort.state)
    _check_days(draft, cohort)
    _check_choices(unit, draft, cohort)
    row = _row_to_change(unit, draft)
    for name in _COLUMNS:
        value = getattr(draft, name)
        setattr(row, name, tidy(value) if isinstance(value, str) else value)
    unit.session.add(row)
    unit.session.flush()
    if scan is not None:
        add_evidence(unit, file_name=scan[0], content=scan[1], absence_id=row.id)
    absent = _covered(unit, row, _plain_absences(unit, cohort, row))
    return SavedAbsence(row.id, tuple(_overlaps(unit, row)), _named(absent))


def absences(
    unit: UnitOfWork,
    *,
    cohort_id: int | None = None,
    view: AbsenceView = AbsenceView.ALL,
    first: date | None = None,
    last: date | None = None,
) -> list[AbsenceRecord]:
    """The absences of a cohort or of all, newest first, that touch the days from ``first`` to ``last``."""
    wanted = are_own(unit, Absence.cohort_id)
    if cohort_id is not None:
        wanted.append(Absence.cohort_id == cohort_id)
    if first is not None:
        wanted.append(Absence.ends_on >= first)
    if last is not None:
        wanted.append(Absence.starts_on <= last)
    match view:
        case AbsenceView.ALL:
            pass
        case AbsenceView.COMING:
            wanted.append(Absence.ends_on >= unit.today)
        case AbsenceView.UNPROVEN:
            proven = select(AttendanceFile.absence_id).where(AttendanceFile.absence_id.is_not(None))
            wanted += [Absence.document == "", Absence.id.not_in(proven)]
    return _records(unit, _query().where(*wanted).order_by(Absence.starts_on.desc(), Absence.id.desc()))


def absence(unit: UnitOfWork, *, absence_id: int) -> AbsenceRecord:
    """Raises NotFound."""
    found = _records(unit, _query().where(Absence.id == absence_id))
    if not found:
        raise _gone()
    return found[0]


def turn_marks(unit: UnitOfWork, *, absence_id: int) -> TurnedMarks:
    """Turn the plain absences that the absence covers into marks of its kind, and no other mark.

    The absence itself is the reason for locked ones. ``return_marks`` undoes it.
    """
    row = _load(unit, absence_id)
    cohort = load_cohort(unit, row.cohort_id)
    changes = [
        MarkChange(
            mark.enrolment_id,
            mark.session_id,
            MarkValue(row.kind_code, mark.missed_hours, mark.late_minutes, mark.note),
        )
        for mark, _lesson, _person in _covered(unit, row, _plain_absences(unit, cohort, row))
    ]
    reasons = {item.code: item.names.text for item in list_items(unit, "absence_reason")}
    why = reason_text(row, reasons) or _("Absence explained afterwards")
    return TurnedMarks(tuple(set_marks(unit, marks=changes, reason=why)), tuple(changes))


def return_marks(unit: UnitOfWork, turned: TurnedMarks) -> None:
    """Let the marks be plain absences again. Raises MarkConflict where one was changed since."""
    set_marks(unit, marks=turned.before, seen=turned.after, reason=_("The absence was taken back"))


def marks_that_stay(unit: UnitOfWork, *, absence_id: int) -> tuple[CoveredMark, ...]:
    """The marks of the absence's kind in the lessons that it covers: taking it back does not take them."""
    row = _load(unit, absence_id)
    return _named(_covered(unit, row, {row.kind_code}))


def take_back_absence(unit: UnitOfWork, *, absence_id: int) -> TakenBack:
    """Take an absence out with its scans; the marks stay. ``restore_absence`` brings it back.

    Raises Refused for a closed cohort, NotFound.
    """
    row = _load(unit, absence_id)
    cohort = load_cohort(unit, row.cohort_id)
    require_open(cohort.code, cohort.state)
    stay = marks_that_stay(unit, absence_id=absence_id)
    files = tuple(
        remove_evidence(unit, file_id=file.id, reason=_("The absence was taken back"))
        for file in evidence_of(unit, absence_id=absence_id)
    )
    unit.session.flush()
    unit.session.delete(row)
    return TakenBack(_draft(row), files, stay)


def restore_absence(unit: UnitOfWork, taken: TakenBack) -> int:
    """Bring back what was taken back, under a new number."""
    saved = save_absence(unit, replace(taken.draft, id=0))
    for file_name, content in taken.files:
        add_evidence(unit, file_name=file_name, content=content, absence_id=saved.id)
    return saved.id


def _check_days(draft: AbsenceDraft, cohort: Cohort) -> None:
    if draft.ends_on < draft.starts_on:
        raise Invalid("days_out_of_order", N_("This day lies before the one it follows."), field="ends_on")
    if draft.ends_on < cohort.starts_on or draft.starts_on > cohort.ends_on:
        raise Invalid(
            "absence_outside_cohort",
            N_("Cohort {cohort} lasts from {starts} to {ends}."),
            field="starts_on",
            cohort=cohort.code,
            starts=short_date(cohort.starts_on),
            ends=short_date(cohort.ends_on),
        )
    days = (draft.ends_on - draft.starts_on).days + 1
    if days > MOST_DAYS:
        message = N_("That would be {days} days. Look at the years of both days.")
        raise Invalid("absence_too_long", message, field="starts_on", days=days)
    first, last = draft.first_place, draft.last_place
    is_one_day = draft.starts_on == draft.ends_on
    if is_one_day and first is not None and last is not None and last < first:
        raise Invalid("places_out_of_order", N_("The last lesson lies before the first."), field="last_place")


def _check_choices(unit: UnitOfWork, draft: AbsenceDraft, cohort: Cohort) -> None:
    kind = kinds_of(unit, cohort).get(draft.kind_code)
    if kind is None or kind.counts is Counts.PRESENT:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="kind_code")
    reasons = {item.code for item in list_items(unit, "absence_reason")}
    if draft.reason_code is not None and draft.reason_code not in reasons:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="reason_code")
    if draft.enrolment_id is not None:
        enrolment = unit.session.get(Enrolment, draft.enrolment_id)
        if enrolment is None or enrolment.cohort_id != draft.cohort_id:
            raise NotFound("enrolment_unknown", N_("This person is not in the cohort any more."))


def _row_to_change(unit: UnitOfWork, draft: AbsenceDraft) -> Absence:
    if not draft.id:
        return Absence(noted_at=unit.now, noted_by=unit.actor.name)
    row = _load(unit, draft.id)
    if row.version != draft.version:
        raise Conflict
    return row


def _load(unit: UnitOfWork, absence_id: int) -> Absence:
    row = unit.session.get(Absence, absence_id)
    if row is None:
        raise _gone()
    return row


def _overlaps(unit: UnitOfWork, row: Absence) -> list[AbsenceRecord]:
    """Other absences of the same people on the same days."""
    same_people = (
        or_(Absence.enrolment_id.is_(None), Absence.enrolment_id == row.enrolment_id)
        if row.enrolment_id is not None
        else Absence.id.is_not(None)
    )
    same_days = (Absence.starts_on <= row.ends_on) & (Absence.ends_on >= row.starts_on)
    others = (Absence.cohort_id == row.cohort_id, Absence.id != row.id, same_people, same_days)
    return _records(unit, _query().where(*others).order_by(Absence.starts_on, Absence.id))


def _plain_absences(unit: UnitOfWork, cohort: Cohort, row: Absence) -> set[str]:
    """The kinds of mark that say no more than that somebody was not there."""
    kinds = kinds_of(unit, cohort).items()
    return {code for code, kind in kinds if kind.counts is Counts.ABSENT and code != row.kind_code}


def _named(marks: Iterable[tuple[Mark, Session, Person]]) -> tuple[CoveredMark, ...]:
    return tuple(
        CoveredMark(mark.enrolment_id, lesson.id, written_name(person), lesson.held_on, lesson.place_in_day)
        for mark, lesson, person in marks
    )


def _covered(unit: UnitOfWork, row: Absence, kinds: Collection[str]) -> list[tuple[Mark, Session, Person]]:
    """The marks of these kinds in the lessons that the absence covers, by day and name."""
    query = (
        select(Mark, Session, Person)
        .join(Session, Session.id == Mark.session_id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Session.cohort_id == row.cohort_id, Session.held_on.between(row.starts_on, row.ends_on))
        .where(Mark.kind_code.in_(kinds))
        .order_by(Session.held_on, Session.place_in_day, Person.sort_key, Person.id)
    )
    if row.enrolment_id is not None:
        query = query.where(Mark.enrolment_id == row.enrolment_id)
    return [
        (mark, lesson, person)
        for mark, lesson, person in unit.session.execute(query)
        if covers(row, held_on=lesson.held_on, place_in_day=lesson.place_in_day)
    ]


def _query() -> Select[*tuple[Any, ...]]:
    files = select(func.count()).where(AttendanceFile.absence_id == Absence.id).correlate(Absence).scalar_subquery()
    return (
        select(Absence, Cohort, Person, files)
        .join(Cohort, Cohort.id == Absence.cohort_id)
        .outerjoin(Enrolment, Enrolment.id == Absence.enrolment_id)
        .outerjoin(Person, Person.id == Enrolment.person_id)
    )


def _records(unit: UnitOfWork, query: Select[*tuple[Any, ...]]) -> list[AbsenceRecord]:
    rows = unit.session.execute(query).all()
    reasons = {item.code: item.names.text for item in list_items(unit, "absence_reason")}
    kinds = kinds_by_set(unit)
    return [
        AbsenceRecord(
            _draft(row),
            cohort.code,
            "" if person is None else written_name(person),
            _kind_name(kinds[cohort.mark_set_id], row.kind_code),
            reasons.get(row.reason_code or "", ""),
            files,
            row.noted_at,
            row.noted_by,
            cohort.state in OPEN_STATES,
        )
        for row, cohort, person, files in rows
    ]


def _kind_name(kinds: Mapping[str, MarkKind], code: str) -> str:
    return kinds[code].names.text if code in kinds else code


def _draft(row: Absence) -> AbsenceDraft:
    return AbsenceDraft(**{name: getattr(row, name) for name in _COLUMNS}, id=row.id, version=row.version)


def _gone() -> NotFound:
    return NotFound("absence_gone", N_("This absence was taken back already."))
