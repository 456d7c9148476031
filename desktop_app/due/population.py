"""Who is due in a year, as one statement: the courses of each person, the first line that fits, the year and why."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import OutsideCourse, Person
from db.models.programmes import Programme
from db.models.reference import DueRule
from desktop_app.cohorts.rules import PRESENT_STATES
from desktop_app.due.records import NO_INSTITUTION, NOT_STATED, DueFilter, DueReason, Turn
from desktop_app.due.rules import bounds
from desktop_app.people.certified import withdrawn
from desktop_app.reference.rules import Rules

PersonIds = Collection[int] | Select[int] | None

_COLUMNS: dict[str, SQLColumnExpression[Any]] = {
    "person_id": Person.id,
    "sort_key": Person.sort_key,
    "district_code": Person.district_code,
    "institution_id": Person.institution_id,
    "subject_code": Person.subject_code,
    "staff_group": Person.staff_group,
    "category_code": Person.category_code,
    "language_code": Person.language_code,
    "service_since": Person.service_since,
}


def standing(year: int, turns: Sequence[Turn], rules: Rules, *, person_ids: PersonIds = None) -> CTE:
    """One row for everybody outside the archive (of those given) who is due by the end of a year or trained in it.

    ``due_year`` before the year is overdue. ``cohort_id`` is a cohort that is planned or running. Everything is read
    in one pass and each person's turn looked for once, which is why the rows are laid down before they are counted.
    """
    last = last_courses(rules.course_min_hours, person_ids)
    # Those who study are few: of very many it is sooner asked of all of them.
    cohort = enrolled(None if isinstance(person_ids, Select) else person_ids)
    known = (
        select(
            *(column.label(name) for name, column in _COLUMNS.items()),
            last.c.last_on,
            cohort.c.cohort_id,
            _turn_of(turns, last.c.last_on).label("turn_id"),
        )
        .outerjoin(last, last.c.person_id == Person.id)
        .outerjoin(cohort, cohort.c.person_id == Person.id)
        .where(_is_present(), _of(Person.id, person_ids))
        .subquery()
    )
    due_year = func.coalesce(
        DueRule.due_year,
        _year(known.c.last_on) + rules.cycle_years,
        _year(known.c.service_since) + rules.new_staff_years,
        year,
    )
    return (
        select(known, due_year.label("due_year"))
        .outerjoin(DueRule, DueRule.id == known.c.turn_id)
        .where(or_(due_year <= year, _is_within(known.c.last_on, year)))
        .cte("standing")
        .prefix_with("MATERIALIZED")
    )


def settled_from(year: int, turns: Sequence[Turn], rules: Rules) -> date:
    """Whoever finished a whole course on this day or later is not due in the year, whatever else is known of them.

    The newest line of the table was in force by then, and the cycle of the course runs on beyond the year.
    """
    return max((date(year - rules.cycle_years + 1, 1, 1), *(turn.valid_from for turn in turns)))


def unsettled(since: date, rules: Rules) -> Select[int]:
    """Everybody outside the archive who finished no whole course since a day."""
    course = _courses(rules.course_min_hours, None).subquery()
    settled = select(course.c.person_id).where(course.c.hours >= rules.course_min_hours, course.c.ended_on >= since)
    people = select(Person.id).where(_is_present(), Person.id.not_in(settled))
    return select(people.cte("unsettled").prefix_with("MATERIALIZED").c.id)


def reason_of(people: CTE) -> ColumnElement[str]:
    return case(
        (people.c.turn_id.is_not(None), DueReason.TURN.value),
        (people.c.last_on.is_not(None), DueReason.CYCLE.value),
        (people.c.service_since.is_not(None), DueReason.SERVICE.value),
        else_=DueReason.NEVER.value,
    )


def is_due(people: CTE, year: int) -> ColumnElement[bool]:
    return people.c.due_year <= year


def is_trained_in(people: CTE, year: int) -> ColumnElement[bool]:
    return _is_within(people.c.last_on, year)


def narrowed(people: CTE, wanted: DueFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter, all but the year and the typed text."""
    conditions = [
        getattr(people.c, name).is_(None) if code == NOT_STATED else getattr(people.c, name) == code
        for name in ("district_code", "subject_code", "staff_group", "category_code", "language_code")
        if (code := getattr(wanted, name)) is not None
    ]
    if wanted.institution_id is not None:
        school = people.c.institution_id
        conditions.append(
            school.is_(None) if wanted.institution_id == NO_INSTITUTION else school == wanted.institution_id
        )
    if wanted.reason is not None:
        conditions.append(reason_of(people) == wanted.reason.value)
    if wanted.is_overdue:
        conditions.append(people.c.due_year < wanted.year)
    if wanted.is_free:
        conditions.append(people.c.cohort_id.is_(None))
    return conditions


def enrolled(person_ids: PersonIds) -> CTE:
    """The newest cohort, planned or running, that a person is called to or studies in."""
    is_open = select(Cohort.id).where(Cohort.state.in_((CohortState.PLANNED, CohortState.STUDYING)))
    inside = and_(
        Enrolment.cohort_id.in_(is_open), Enrolment.state.in_(PRESENT_STATES), _of(Enrolment.person_id, person_ids)
    )
    return (
        select(Enrolment.person_id, func.max(Enrolment.cohort_id).label("cohort_id"))
        .where(inside)
        .group_by(Enrolment.person_id)
        .cte("enrolled")
        .prefix_with("MATERIALIZED")
    )


def last_courses(least_hours: int, person_ids: PersonIds) -> CTE:
    """When each person last finished a course that counts: one long enough, or the short one that made it so.

    Hours of short courses run on from one whole course to the next; a course whose paper names no hours counts.
    """
    course = _courses(least_hours, person_ids).cte("course")
    whole = select(course.c.person_id, course.c.ended_on).where(course.c.hours >= least_hours)
    is_whole = func.sum(case((course.c.hours >= least_hours, 1), else_=0))
    whole_before = is_whole.over(partition_by=course.c.person_id, order_by=course.c.ended_on, rows=(None, 0))
    with_short = select(course.c.person_id).where(course.c.hours < least_hours)
    parts = (
        select(course.c.person_id, course.c.ended_on, course.c.hours, whole_before.label("whole_before"))
        .where(course.c.person_id.in_(with_short))
        .subquery()
    )
    since_whole = func.sum(parts.c.hours).over(
        partition_by=(parts.c.person_id, parts.c.whole_before), order_by=parts.c.ended_on, rows=(None, 0)
    )
    summed = select(parts.c.person_id, parts.c.ended_on, parts.c.hours, since_whole.label("sum")).subquery()
    made_whole = select(summed.c.person_id, summed.c.ended_on).where(
        summed.c.sum // least_hours > (summed.c.sum - summed.c.hours) // least_hours
    )
    ends = union_all(whole, made_whole).subquery()
    return (
        select(ends.c.person_id, func.max(ends.c.ended_on).label("last_on"))
        .group_by(ends.c.person_id)
        .cte("trained")
        .prefix_with("MATERIALIZED")
    )


def is_trained_since(since: date, person_id: SQLColumnExpression[int], least_hours: int) -> ColumnElement[bool]:
    """Whether the person finished a course that counts after a day, by the rule of ``last_courses``.

    To be asked of very many: the past is gone through only of people who took a short course since.
    """
    recent = _courses(least_hours, None).cte("recent")
    is_recent = recent.c.ended_on > since
    short = select(recent.c.person_id).where(is_recent, recent.c.hours < least_hours)
    last = last_courses(least_hours, short)
    return or_(
        person_id.in_(select(recent.c.person_id).where(is_recent, recent.c.hours >= least_hours)),
        person_id.in_(select(last.c.person_id).where(last.c.last_on > since)),
    )


def _is_within(day: ColumnElement[date], year: int) -> ColumnElement[bool]:
    return day.between(date(year, 1, 1), date(year, 12, 31))


def _year(day: ColumnElement[date]) -> ColumnElement[int]:
    """The first four characters of a day: a calendar is asked four times as long, a million times."""
    return cast(func.substr(func.day_text(day), 1, 4), Integer)


def _is_present() -> ColumnElement[bool]:
    """Not in the archive; said so that no index is taken: in the table's own order everybody is read much sooner."""
    return case((Person.is_archived, 1), else_=0) == 0


def _courses(least_hours: int, person_ids: PersonIds) -> CompoundSelect[Any]:
    """Every course finished with a certificate that stands, ours and others'."""
    own = (
        select(
            Enrolment.person_id,
            func.coalesce(Enrolment.finished_on, Cohort.ends_on).label("ended_on"),
            Programme.hours.label("hours"),
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            Enrolment.state == EnrolmentState.COMPLETED,
            Enrolment.id.not_in(withdrawn()),
            _of(Enrolment.person_id, person_ids),
        )
    )
    outside = select(
        OutsideCourse.person_id, OutsideCourse.ends_on, func.coalesce(OutsideCourse.hours, least_hours)
    ).where(_of(OutsideCourse.person_id, person_ids))
    return union_all(own, outside)


def _turn_of(turns: Sequence[Turn], last_on: ColumnElement[date]) -> ColumnElement[Any]:
    """The id of the first line that fits; none for whoever took a course since the line came into force.

    Of lines that follow each other and are for the same people it is asked once whether they are for a person: half a
    million people are asked.
    """
    firsts: list[ColumnElement[Any]] = []
    for (valid_from, groups, positions), lines in groupby(turns, _for_whom):
        whom = [
            column.in_(codes)
            for column, codes in ((Person.staff_group, groups), (Person.position_code, positions))
            if codes
        ]
        is_meant = and_(or_(last_on.is_(None), last_on < valid_from), or_(*whom) if whom else true())
        firsts.append(case((is_meant, case(*((_fits(line), literal(line.id)) for line in lines)))))
    none = cast(null(), Integer)
    return func.coalesce(*firsts, none, none)


def _for_whom(turn: Turn) -> tuple[date, tuple[str, ...], tuple[str, ...]]:
    return turn.valid_from, turn.staff_groups, turn.position_codes


def _fits(turn: Turn) -> ColumnElement[bool]:
    """The conditions of a line beside whom it is for."""
    of_years = bounds(turn)
    conditions: list[ColumnElement[bool]] = [true()]
    if turn.category_codes:
        conditions.append(Person.category_code.in_(turn.category_codes))
    if turn.stage_2024 is not None:
        conditions.append(Person.stage_2024 == turn.stage_2024)
    if turn.is_lifetime_category is not None:
        conditions.append(Person.category_is_lifetime.is_(turn.is_lifetime_category))
    if of_years.since_after is not None:
        conditions.append(Person.post_since > of_years.since_after)
    if of_years.since_by is not None:
        conditions.append(Person.post_since <= of_years.since_by)
    if of_years.ends_before is not None:
        conditions.append(Person.category_valid_to < of_years.ends_before)
    return and_(*conditions)


def _of(person_id: SQLColumnExpression[int], person_ids: PersonIds) -> ColumnElement[bool]:
    if isinstance(person_ids, Select):
        return person_id.in_(person_ids)
    return true() if person_ids is None else person_id.in_(person_ids) if person_ids else false()
