"""Setting marks: whole or not at all, never over what somebody else set meanwhile, and locked ones with a reason."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.accounts.rights import Right, require_right
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.service import locked_until
from desktop_app.cohorts.rules import require_open
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.marks.kinds import as_seen, is_hidden, kinds_of
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.people.rules import written_name
from desktop_app.reference.service import rules_on

LONGEST_LATE = 240
# A whole term from a file: nobody who is asked reads more of them one by one, and how many there are is said.
MOST_TOLD = 400
Key = tuple[int, int]


class MarkConflict(Refused):
    """Somebody else changed marks since they were read: ``every`` one as it stands now, ``kept`` the first of them."""

    def __init__(self, every: Sequence[MarkChange], **facts: object) -> None:
        super().__init__(
            "mark_conflict",
            N_("{name}, {day}, lesson {place}: somebody else has marked “{theirs}” meanwhile, you “{ours}”."),
            **facts,
        )
        self.every = tuple(every)
        self.kept = self.every[0]


def set_marks(
    unit: UnitOfWork,
    *,
    marks: Sequence[MarkChange],
    seen: Sequence[MarkChange] | None = None,
    reason: str = "",
    is_typed: bool = True,
) -> list[MarkChange]:
    """Set or clear marks, all or none; returns what stood there before, which set again undoes the change.

    ``seen`` are the marks as they looked to whoever changes them: another one there by now raises MarkConflict.
    Not ``is_typed`` are those that follow from badges: nobody stands by them as who marked.
    Raises Refused for a closed cohort, a lesson to come, a person who left or was not admitted, and a locked lesson
    without a ``reason``; Invalid for a kind that the cohort's set does not have, hours or minutes that cannot be.
    """
    lessons, cohorts = _lessons(unit, {mark.session_id for mark in marks})
    enrolments = _enrolments(unit, {mark.enrolment_id for mark in marks})
    kinds = {row.id: kinds_of(unit, row) for row in cohorts}
    for row in cohorts:
        require_open(row.code, row.state)
    for mark in marks:
        lesson = lessons[mark.session_id]
        check_mark(lesson, *enrolments[mark.enrolment_id], today=unit.today)
        check_value(mark.value, lesson, kinds[lesson.cohort_id])
    kept = _kept_marks(unit, lessons, enrolments)
    before = {key: _value(mark) for key, mark in kept.items()}
    # Of two marks for one lesson the last holds, and undoing must give back what stood before both.
    wanted = {(mark.session_id, mark.enrolment_id): mark.value for mark in marks}
    changed = [key for key, value in wanted.items() if before.get(key) != value]
    if seen is not None:
        shown = {cohort_id: {kind.code: kind for kind in as_seen(unit, of.values())} for cohort_id, of in kinds.items()}
        _check_seen(seen, wanted, before, lessons, enrolments, shown)
    for key in changed:
        _require_seen(unit, kinds[lessons[key[0]].cohort_id], before.get(key), wanted[key])
    locked = _locked(unit, changed, lessons, cohorts)
    if locked and not tidy(reason):
        raise Refused(
            "marks_locked",
            N_("The marks of {day} are locked. Say why they are corrected."),
            day=short_date(lessons[locked[0][0]].held_on),
        )
    if locked:
        _require_unlocking(unit, {key: wanted[key] for key in locked}, before, lessons, tidy(reason))
    why = dict.fromkeys(locked, tidy(reason))
    _note_why_cleared(unit, {kept[key]: text for key, text in why.items() if key in kept and wanted[key] is None})
    for key in changed:
        _set_mark(unit, kept.get(key), key, wanted[key], reason=why.get(key, ""), is_typed=is_typed)
    return [
        MarkChange(enrolment_id, session_id, before.get((session_id, enrolment_id)))
        for session_id, enrolment_id in wanted
    ]


def value_text(value: MarkValue | None, kinds: Mapping[str, MarkKind]) -> str:
    """A mark in words, such as “Absent, 1 h”."""
    if value is None:
        return _("not marked")
    name = kinds[value.kind_code].names.text if value.kind_code in kinds else value.kind_code
    if value.missed_hours is not None:
        return _("{mark}, {hours} h", mark=name, hours=value.missed_hours)
    if value.late_minutes is not None:
        return _("{mark}, {minutes} min", mark=name, minutes=value.late_minutes)
    return name


def full_text(value: MarkValue | None, kinds: Mapping[str, MarkKind]) -> str:
    """A mark in words with its note, so that two marks that differ are never told in the same words."""
    note = value.note if value is not None else ""
    return " · ".join(filter(None, (value_text(value, kinds), note)))


def _require_seen(unit: UnitOfWork, kinds: Mapping[str, MarkKind], *values: MarkValue | None) -> None:
    """Raises Refused where a mark is or becomes one that the one who acts may not see."""
    codes = {value.kind_code for value in values if value is not None}
    if any(code in kinds and is_hidden(unit, kinds[code]) for code in codes):
        raise Refused("mark_hidden", N_("This kind of mark is set and changed only by those who may see it."))


def _require_unlocking(
    unit: UnitOfWork,
    wanted: Mapping[Key, MarkValue | None],
    before: Mapping[Key, MarkValue],
    lessons: Mapping[int, Session],
    reason: str,
) -> None:
    require_right(unit, Right.UNLOCK_ATTENDANCE)
    days = sorted({lessons[session_id].held_on for session_id, _person in wanted})
    count = len(wanted)
    cohort_id = lessons[next(iter(wanted))[0]].cohort_id
    code = unit.session.get_one(Cohort, cohort_id).code

    def lines() -> dict[str, str]:
        what = _n("Correct {n} mark of a locked lesson", "Correct {n} marks of locked lessons", count)
        of_cohort = _("Cohort {cohort}", cohort=code)
        return {"what": what, "cohort": of_cohort, "days": ", ".join(map(short_date, days)), "reason": reason}

    asked = [sorted((*key, repr(value)) for key, value in wanted.items()), reason]
    marks = [[*key, _packed(before.get(key)), _packed(value)] for key, value in wanted.items()]
    wish = {"marks": marks[:MOST_TOLD]}
    require_second(unit, Act.UNLOCK, entity="cohort", entity_id=cohort_id, lines=lines, asked=asked, wish=wish)


def _packed(value: MarkValue | None) -> list[object] | None:
    """Of a mark what a request keeps; ``asked.marks_asked`` reads it."""
    return None if value is None else [value.kind_code, value.missed_hours, value.late_minutes, value.note]


def _check_seen(
    seen: Sequence[MarkChange],
    wanted: Mapping[Key, MarkValue | None],
    before: Mapping[Key, MarkValue],
    lessons: Mapping[int, Session],
    enrolments: Mapping[int, tuple[Enrolment, str]],
    kinds: Mapping[int, Mapping[str, MarkKind]],
) -> None:
    changed = []
    for mark in seen:
        key = (mark.session_id, mark.enrolment_id)
        theirs = before.get(key)
        if key in wanted and theirs not in (mark.value, wanted[key]):
            changed.append(MarkChange(mark.enrolment_id, mark.session_id, theirs))
    if not changed:
        return
    first = changed[0]
    lesson = lessons[first.session_id]
    raise MarkConflict(
        changed,
        name=enrolments[first.enrolment_id][1],
        day=short_date(lesson.held_on),
        place=lesson.place_in_day,
        ours=full_text(wanted[lesson.id, first.enrolment_id], kinds[lesson.cohort_id]),
        theirs=full_text(first.value, kinds[lesson.cohort_id]),
    )


def _locked(
    unit: UnitOfWork, keys: Iterable[Key], lessons: Mapping[int, Session], cohorts: Iterable[Cohort]
) -> list[Key]:
    """Which of the marks are of a day that is locked by the rules of their cohort."""
    until = {row.id: locked_until(rules_on(unit, row.starts_on), unit.today) for row in cohorts}

    def is_locked(lesson: Session) -> bool:
        day = until[lesson.cohort_id]
        return day is not None and lesson.held_on <= day

    return [key for key in keys if is_locked(lessons[key[0]])]


def _lessons(unit: UnitOfWork, ids: set[int]) -> tuple[dict[int, Session], set[Cohort]]:
    rows = unit.session.execute(
        select(Session, Cohort).join(Cohort, Cohort.id == Session.cohort_id).where(Session.id.in_(ids))
    ).all()
    if len(rows) < len(ids):
        raise NotFound("lesson_gone", N_("There is no such lesson any more."))
    return {lesson.id: lesson for lesson, _cohort in rows}, {cohort for _lesson, cohort in rows}


def _enrolments(unit: UnitOfWork, ids: set[int]) -> dict[int, tuple[Enrolment, str]]:
    """Each enrolment with the person's name, for the sentence if a mark is refused."""
    names = (Person.surname, Person.given_name, Person.patronymic)
    rows = unit.session.execute(select(Enrolment, *names).join(Person).where(Enrolment.id.in_(ids)))
    found = {row.Enrolment.id: (row.Enrolment, written_name(row)) for row in rows}
    if len(found) < len(ids):
        raise NotFound("enrolment_unknown", N_("This person is not in the cohort any more."))
    return found


def check_value(value: MarkValue | None, lesson: Session, kinds: Mapping[str, MarkKind]) -> None:
    """Raises Invalid for a kind that the set does not have, and for hours or minutes that cannot be."""
    if value is None:
        return
    kind = kinds.get(value.kind_code)
    if kind is None:
        raise Invalid("mark_unknown", N_("There is no such kind of mark."))
    if value.missed_hours is not None and not (
        kind.counts in (Counts.ABSENT, Counts.EXCUSED) and 0 < value.missed_hours <= lesson.hours
    ):
        raise Invalid(
            "missed_hours",
            N_("Of this lesson, 1 to {hours} academic hours can be missed."),
            field="missed_hours",
            hours=lesson.hours,
        )
    if value.late_minutes is not None and not (
        kind.counts is Counts.PRESENT and 0 < value.late_minutes <= LONGEST_LATE
    ):
        raise Invalid(
            "late_minutes",
            N_("Somebody present can be 1 to {most} minutes late."),
            field="late_minutes",
            most=LONGEST_LATE,
        )


def check_mark(lesson: Session, enrolment: Enrolment, name: str, *, today: date) -> None:
    """Raises Refused for a lesson to come, and for a person to whom this lesson is none."""
    if lesson.cohort_id != enrolment.cohort_id:
        raise NotFound("enrolment_unknown", N_("This person is not in the cohort any more."))
    if lesson.held_on > today:
        raise Refused(
            "lesson_to_come",
            N_("The lesson of {day} has not been held yet and cannot be marked."),
            day=short_date(lesson.held_on),
        )
    if enrolment.came_from_id is not None and lesson.held_on < enrolment.enrolled_on:
        raise Refused(
            "lesson_before_transfer",
            N_("{name} came by a transfer on {day}: earlier lessons are not marked."),
            name=name,
            day=short_date(enrolment.enrolled_on),
        )
    match enrolment.state:
        case EnrolmentState.ABSENT:
            raise Refused("not_admitted", N_("{name} did not come and was not admitted."), name=name)
        case EnrolmentState.COMPLETED | EnrolmentState.STATEMENT:
            raise Refused("person_finished", N_("{name} has finished: the marks stay as they are."), name=name)
        case EnrolmentState.EXPELLED | EnrolmentState.TRANSFERRED:
            if enrolment.left_on is None or lesson.held_on >= enrolment.left_on:
                raise Refused("person_left", N_("{name} has left the cohort: later lessons are not marked."), name=name)
        case (
            EnrolmentState.APPLIED
            | EnrolmentState.CALLED
            | EnrolmentState.ADMITTED
            | EnrolmentState.STUDYING
            | EnrolmentState.WALK_IN
        ):
            # Applicants are marked too: the first three days decide whom the admission order names.
            return


def _kept_marks(unit: UnitOfWork, sessions: Iterable[int], enrolments: Iterable[int]) -> dict[Key, Mark]:
    rows = unit.session.scalars(
        select(Mark).where(Mark.session_id.in_(list(sessions)), Mark.enrolment_id.in_(list(enrolments)))
    )
    return {(mark.session_id, mark.enrolment_id): mark for mark in rows}


def _value(mark: Mark) -> MarkValue:
    return MarkValue(mark.kind_code, mark.missed_hours, mark.late_minutes, mark.note)


def _set_mark(
    unit: UnitOfWork, mark: Mark | None, key: Key, value: MarkValue | None, *, reason: str, is_typed: bool
) -> None:
    if value is None:
        if mark is not None:
            unit.session.delete(mark)
        return
    if mark is None:
        mark = Mark(session_id=key[0], enrolment_id=key[1])
        unit.session.add(mark)
    mark.kind_code, mark.missed_hours, mark.late_minutes = value.kind_code, value.missed_hours, value.late_minutes
    mark.note, mark.reason = tidy(value.note), reason
    mark.marked_at, mark.marked_by = unit.now, unit.actor.staff_id if is_typed else None


def _note_why_cleared(unit: UnitOfWork, reasons: Mapping[Mark, str]) -> None:
    """The journal keeps a deleted row as it was: the reason is written to it first."""
    for mark, reason in reasons.items():
        mark.reason = reason
    unit.session.flush()
