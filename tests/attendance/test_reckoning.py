"""Whatever the timetable, the marks, the people and the rule: register and totals say what a plain reckoning says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.models.attendance import Mark
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Attendance
from desktop_app.attendance.service import grid
from desktop_app.attendance.totals import totals
from desktop_app.centre import Centre
from desktop_app.reference.service import set_rule
from tests import factories
from tests.attendance.reckoning import Held, Law, Said, Sums, reckon
from tests.attendance.scenarios.classes import Status, mark_set

TODAY = date(2026, 11, 21)
BEGINS = TODAY - timedelta(days=9)
KINDS = {
    "KELDI": ("present", 100),
    "YARIM": ("present", 50),
    "QISMAN": ("present", 33),
    "SABABLI": ("excused", 100),
    "KELMADI": ("absent", 100),
    "OZOD": ("left_out", 100),
}
numbers = count()


@dataclass(frozen=True)
class Typed:
    kind: str
    missed: int | None = None
    late: int | None = None

    @property
    def said(self) -> Said:
        return Said(*KINDS[self.kind], missed=self.missed, late=self.late)


@dataclass(frozen=True)
class Member:
    joined: date
    left: date | None
    marks: Mapping[int, Typed]


@dataclass(frozen=True)
class Course:
    lessons: Sequence[Held]
    members: Sequence[Member]
    planned: int
    law: Law


@st.composite
def typed_marks(draw: st.DrawFn, hours: int) -> Typed:
    kind = draw(st.sampled_from(sorted(KINDS)))
    counts, _share = KINDS[kind]
    missed = draw(st.none() | st.integers(1, hours)) if counts in ("absent", "excused") else None
    late = draw(st.none() | st.integers(1, 80)) if counts == "present" else None
    return Typed(kind, missed, late)


@st.composite
def members(draw: st.DrawFn, lessons: Sequence[Held]) -> Member:
    joined = BEGINS + timedelta(days=draw(st.integers(0, 6)))
    left = draw(st.none() | st.integers(0, 9).map(lambda days: BEGINS + timedelta(days=days)))
    marked = draw(st.sets(st.integers(0, len(lessons) - 1), max_size=len(lessons)))
    return Member(joined, left, {place: draw(typed_marks(lessons[place].hours)) for place in sorted(marked)})


laws = st.builds(
    Law,
    excused=st.sampled_from(["missed", "attended", "left_out"]),
    late_limit=st.none() | st.integers(1, 60),
    late=st.sampled_from(["missed", "half"]),
    min_percent=st.none() | st.integers(1, 100),
    max_missed=st.none() | st.integers(0, 30),
    is_rounded=st.booleans(),
)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    days = draw(st.lists(st.integers(0, 12), min_size=1, max_size=12).map(sorted))
    lessons = [Held(BEGINS + timedelta(days=day), draw(st.integers(1, 4))) for day in days]
    taught = sum(lesson.hours for lesson in lessons)
    people = draw(st.lists(members(lessons), min_size=1, max_size=4))
    return Course(lessons, people, draw(st.integers(taught, taught + 20)), draw(laws))


ONE_LESSON = [Held(BEGINS, 3)]
MISSED_BEFORE_JOINING = Course(
    ONE_LESSON, [Member(BEGINS + timedelta(days=1), None, {0: Typed("SABABLI", missed=1)})], 3, Law(excused="left_out")
)
ALL_LEFT_OUT = Course(ONE_LESSON, [Member(BEGINS, None, {0: Typed("OZOD")})], 3, Law(max_missed=0))
HALF_OF_A_HALF = Course(ONE_LESSON, [Member(BEGINS, None, {0: Typed("YARIM", late=41)})], 3, Law(late="half"))


@given(courses())
@example(MISSED_BEFORE_JOINING)
@example(ALL_LEFT_OUT)
@example(HALF_OF_A_HALF)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_register_and_totals_say_what_a_plain_reckoning_says(centre: Centre, course: Course) -> None:
    cohort_id, enrolments = written(centre, course)
    shown = {row.enrolment_id: row.attendance for row in centre.read(grid, cohort_id=cohort_id).people}
    summed = centre.read(lambda unit: next(dict(one.people) for one in totals(unit, cohort_ids=[cohort_id])))
    assert shown.keys() == summed.keys()
    for enrolment_id, member in zip(enrolments, course.members, strict=True):
        expected = expected_of(course, member)
        if enrolment_id not in shown:
            # Who dropped out without a mark that counts is not shown.
            assert member.left is not None
            assert expected.so_far is None
            continue
        for found in (shown[enrolment_id], summed[enrolment_id]):
            require_same(found, expected)


def expected_of(course: Course, member: Member) -> Sums:
    said = {place: typed.said for place, typed in member.marks.items()}
    terms = {"planned": course.planned, "today": TODAY, "law": course.law}
    return reckon(course.lessons, said, **terms, joined=member.joined, left=member.left)


def require_same(found: Attendance, expected: Sums) -> None:
    for name in ("attended", "missed", "unmarked", "left_out", "gone", "planned"):
        assert is_near(getattr(found, name), getattr(expected, name)), name
    assert is_near(found.percent_so_far, expected.so_far)
    assert is_near(found.percent_of_plan, expected.of_plan)
    assert is_near(found.percent_best, expected.best)
    assert found.can_be_enough == expected.can_reach
    assert found.may_still_miss == expected.may_miss


def is_near(found: float | None, expected: object) -> bool:
    return found is expected is None or (found is not None and abs(found - float(expected)) < 1e-6)  # type: ignore[arg-type]


def written(centre: Centre, course: Course) -> tuple[int, list[int]]:
    """The course in the centre as a cohort of its own: its id, and the enrolments of its members."""
    law, number = course.law, next(numbers)
    values = {
        "excused_counts_as": law.excused,
        "late_limit_minutes": law.late_limit,
        "late_counts_as": law.late,
        "attendance_min_percent": law.min_percent,
        "attendance_max_missed_hours": law.max_missed,
        "attendance_rounding": "whole" if law.is_rounded else "exact",
    }
    for name, value in values.items():
        centre.write(set_rule, name=name, valid_from=BEGINS, value="" if value is None else str(value))
    statuses = [Status(code, counts, share) for code, (counts, share) in KINDS.items()]  # type: ignore[arg-type]
    set_id = mark_set(centre, statuses, name=f"Toʻplam {number}")
    taught = factories.write(centre, factories.programme(module_hours=(course.planned,), code=f"P-{number}"))
    dates = {"starts_on": BEGINS, "ends_on": TODAY + timedelta(days=5)}
    cohort = factories.write(centre, factories.cohort(taught.id, code=f"G-{number}", mark_set_id=set_id, **dates))

    def add(unit: UnitOfWork) -> list[int]:
        lessons = [
            factories.session(cohort.id, held_on=lesson.day, hours=lesson.hours, place_in_day=place)
            for place, lesson in enumerate(course.lessons, 1)
        ]
        enrolments = [_enrolment(unit, cohort.id, member) for member in course.members]
        unit.session.add_all(lessons)
        unit.session.flush()
        for enrolment, member in zip(enrolments, course.members, strict=True):
            unit.session.add_all(_marks(lessons, enrolment.id, member))
        return [enrolment.id for enrolment in enrolments]

    return cohort.id, centre.write(add).value


def _enrolment(unit: UnitOfWork, cohort_id: int, member: Member) -> Enrolment:
    person = factories.person(surname=f"Tinglovchi{next(numbers)}")
    unit.session.add(person)
    unit.session.flush()
    state = EnrolmentState.STUDYING if member.left is None else EnrolmentState.EXPELLED
    row = factories.enrolment(cohort_id, person.id, state=state, enrolled_on=member.joined, left_on=member.left)
    unit.session.add(row)
    return row


def _marks(lessons: Sequence[Session], enrolment_id: int, member: Member) -> list[Mark]:
    return [
        factories.mark(
            lessons[place].id,
            enrolment_id,
            kind_code=typed.kind,
            missed_hours=typed.missed,
            late_minutes=typed.late,
        )
        for place, typed in member.marks.items()
    ]
