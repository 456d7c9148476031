"""The made-up attendance beside the marks: absences, somebody not on the list, heads, sheets, badges at the door."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import func, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.absence_records import AbsenceDraft
from desktop_app.attendance.absences import save_absence
from desktop_app.attendance.badge_codes import badge_code
from desktop_app.attendance.head_counts import set_heads
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.scan_day import lessons_of
from desktop_app.attendance.scans import record_scan
from desktop_app.attendance.sheet_issue import issue_sheets, week_of
from desktop_app.attendance.sheets import note_returned
from desktop_app.attendance.walk_ins import add_walk_in
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.reference.service import profile

# A few are enough to see what the pages do; more would only hide it.
COHORTS = 3
LESSONS = 4
WALK_IN = ("Rahmonova Gulchehra", "25-maktabdan, roʻyxatda yoʻq")
BADGES_FORGOTTEN = 3
# People come to the first lesson so long before it, one after the other.
COME_BEFORE, QUEUE = timedelta(minutes=14), timedelta(seconds=35)
DOCUMENT = "{day:%d.%m.%Y} kungi 17-sonli mehnatga layoqatsizlik varaqasi"


def fill_attendance(unit: UnitOfWork) -> None:
    """For the cohorts that study now and have been marked; a small centre may have none."""
    for place, cohort in enumerate(_studying(unit)):
        held = _marked_lessons(unit, cohort)
        people = _people(unit, cohort)
        if not held or not people:
            continue
        kinds = kinds_of(unit, cohort)
        _announce(unit, cohort, people, kinds, place=place)
        _count_heads(unit, held, kinds, missing=place)
        _print_sheets(unit, cohort, held, is_returned=place % 2 == 0)
        if place == 0:
            _add_walk_in(unit, cohort, held, kinds)
            _read_badges(unit, cohort, people[BADGES_FORGOTTEN:])


def _studying(unit: UnitOfWork) -> Sequence[Cohort]:
    is_marked = select(Session.cohort_id).join(Mark, Mark.session_id == Session.id)
    is_open = (Cohort.state == CohortState.STUDYING, Cohort.ends_on >= unit.today, Cohort.id.in_(is_marked))
    return unit.session.scalars(select(Cohort).where(*is_open).order_by(Cohort.id).limit(COHORTS)).all()


def _marked_lessons(unit: UnitOfWork, cohort: Cohort) -> Sequence[Session]:
    """The newest lessons that are marked."""
    is_marked = Session.id.in_(select(Mark.session_id))
    lessons = select(Session).where(Session.cohort_id == cohort.id, Session.held_on <= unit.today, is_marked)
    return unit.session.scalars(
        lessons.order_by(Session.held_on.desc(), Session.place_in_day.desc()).limit(LESSONS)
    ).all()


def _people(unit: UnitOfWork, cohort: Cohort) -> Sequence[int]:
    studies = (Enrolment.cohort_id == cohort.id, Enrolment.state == EnrolmentState.STUDYING)
    return unit.session.scalars(select(Enrolment.id).where(*studies).order_by(Enrolment.id)).all()


def _announce(
    unit: UnitOfWork, cohort: Cohort, people: Sequence[int], kinds: Mapping[str, MarkKind], *, place: int
) -> None:
    """One explained by its paper, one announced and not proven yet; of the second cohort a day of everybody's."""
    kind = _first(kinds, Counts.EXCUSED)
    day = max(cohort.starts_on, unit.today - timedelta(days=2))
    coming = min(cohort.ends_on, unit.today + timedelta(days=1))
    sick = AbsenceDraft(cohort.id, people[0], day, day, kind, reason_code="KASAL", document=DOCUMENT.format(day=day))
    duty = AbsenceDraft(cohort.id, people[-1], coming, coming, kind, first_place=2, reason_code="VAZIFA")
    save_absence(unit, sick)
    save_absence(unit, duty)
    if place == 1:
        save_absence(unit, AbsenceDraft(cohort.id, None, coming, coming, kind, last_place=1, note="Tuman yigʻilishi"))


def _count_heads(unit: UnitOfWork, held: Sequence[Session], kinds: Mapping[str, MarkKind], *, missing: int) -> None:
    """The duty officer counted the newest lesson: in the first cohort as the register says, in the others fewer."""
    present = [code for code, kind in kinds.items() if kind.counts is Counts.PRESENT]
    marked = select(func.count()).where(Mark.session_id == held[0].id, Mark.kind_code.in_(present))
    people = (unit.session.scalar(marked) or 0) - missing
    set_heads(unit, session_id=held[0].id, people=max(0, people), seen=None)


def _print_sheets(unit: UnitOfWork, cohort: Cohort, held: Sequence[Session], *, is_returned: bool) -> None:
    """The sheets of the week of the newest lesson and of the oldest of these, which came back or did not."""
    weeks = {lesson.held_on - timedelta(days=lesson.held_on.weekday()) for lesson in held}
    sheets = issue_sheets(unit, [week_of(cohort.id, monday) for monday in sorted(weeks)])
    if is_returned:
        note_returned(unit, sheet_ids=[sheets[0].id])


def _add_walk_in(unit: UnitOfWork, cohort: Cohort, held: Sequence[Session], kinds: Mapping[str, MarkKind]) -> None:
    name, note = WALK_IN
    enrolment_id = add_walk_in(unit, cohort_id=cohort.id, name=name, note=note)
    value = MarkValue(_first(kinds, Counts.PRESENT))
    set_marks(unit, marks=[MarkChange(enrolment_id, lesson.id, value) for lesson in held[:2]], reason=note)


def _read_badges(unit: UnitOfWork, cohort: Cohort, people: Sequence[int]) -> None:
    """Those who have come by now, where the cohort has lessons today; what is marked already stays as it is."""
    lessons = lessons_of(unit, cohort.id, unit.today)
    if not lessons:
        return
    uuid = profile(unit).uuid
    for place, enrolment_id in enumerate(people):
        at = lessons[0].starts_at - COME_BEFORE + place * QUEUE
        if at <= unit.now:
            record_scan(unit, text=badge_code(enrolment_id, centre_uuid=uuid), at=at)


def _first(kinds: Mapping[str, MarkKind], counts: Counts) -> str:
    return next(code for code, kind in kinds.items() if kind.counts is counts)
