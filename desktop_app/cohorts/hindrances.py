"""What speaks against a person's studying in a cohort: another one at the same time, or a course that still holds."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from db.among import among
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import OutsideCourse, Person
from db.models.programmes import Programme
from db.models.reference import DueRule
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.records import CohortWarning, PeopleElsewhere
from desktop_app.cohorts.rules import FINISHED, PRESENT_STATES, begins_cycle, may_repeat
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.people.certified import withdrawn
from desktop_app.people.rules import written_name
from desktop_app.programmes.records import ProgrammeKind
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_on


class HindranceKind(StrEnum):
    """An overlap stops for good; a repeated course may be allowed with a written reason."""

    OVERLAP = "overlap"
    REPEAT = "repeat"


_SENTENCES = {
    HindranceKind.OVERLAP: N_("{name} is in cohort {course} at the same time, from {starts} to {ends}."),
    HindranceKind.REPEAT: N_(
        "{name}: the course {course}, ended on {ends}, still holds. The next one is due from {year} on; "
        "an earlier one needs a written reason."
    ),
}

# Of whom it is told: columns alone, for a thousand people may be asked about.
_BEARER = (Person.id, Person.surname, Person.given_name, Person.patronymic)


@dataclass(frozen=True)
class Hindrance:
    """``course`` is the code of the other cohort, or the title of a course taken elsewhere; ``year`` the next due."""

    kind: HindranceKind
    person_id: int
    name: str
    course: str
    starts_on: date
    ends_on: date
    year: int

    @property
    def text(self) -> str:
        return _(_SENTENCES[self.kind], **self.facts)

    @property
    def facts(self) -> dict[str, object]:
        return {
            "name": self.name,
            "course": self.course,
            "starts": short_date(self.starts_on),
            "ends": short_date(self.ends_on),
            "year": self.year,
        }


@dataclass(frozen=True)
class Study:
    """What people are to study, and when; ``cohort_id`` 0 where the cohort is not there yet."""

    programme_id: int
    starts_on: date
    ends_on: date
    stage_id: int | None = None
    cascade_level: int | None = None
    cohort_id: int = 0


def study_of(row: Cohort) -> Study:
    return Study(row.programme_id, row.starts_on, row.ends_on, row.stage_id, row.cascade_level, row.id)


def hindrances(
    unit: UnitOfWork, study: Study, person_ids: Collection[int], *, but_enrolment_id: int | None = None
) -> dict[int, Hindrance]:
    """The gravest hindrance of each person who has one; ``but_enrolment_id`` is one that is to be given up."""
    rules = rules_on(unit, study.starts_on)
    taught = unit.session.get_one(Programme, study.programme_id)
    found: dict[int, Hindrance] = {}
    for are_meant in among(unit.session, [Person.id], set(person_ids)):
        if may_repeat(taught.kind_code, taught.hours, rules):
            found |= _repeats(unit, study, taught, rules, are_meant, but_enrolment_id)
        found |= _overlaps(unit, study, rules, are_meant, but_enrolment_id)
    return found


def require_unhindered(found: Sequence[Hindrance] | Collection[Hindrance], *, repeat_reason: str) -> None:
    """Raises Refused for an overlap, and for a repeated course without a reason; the first by name is told."""
    told = sorted(found, key=lambda one: (one.kind is HindranceKind.REPEAT, one.name))
    for hindrance in told:
        if hindrance.kind is HindranceKind.OVERLAP:
            raise Refused("cohorts_overlap", _SENTENCES[hindrance.kind], **hindrance.facts)
        if not repeat_reason:
            raise Refused("course_holds", _SENTENCES[hindrance.kind], **hindrance.facts)


def people_elsewhere(unit: UnitOfWork, *, cohort_id: int) -> list[CohortWarning]:
    """A warning where people of the cohort are in another one while it lasts."""
    row = unit.session.get_one(Cohort, cohort_id)
    inside = select(Enrolment.person_id).where(
        Enrolment.cohort_id == cohort_id, Enrolment.state.in_((*PRESENT_STATES, *FINISHED))
    )
    found = _overlaps(unit, study_of(row), rules_on(unit, row.starts_on), Person.id.in_(inside), None)
    names = sorted(hindrance.name for hindrance in found.values())
    return [PeopleElsewhere(len(names), names[0])] if names else []


def _overlaps(
    unit: UnitOfWork, study: Study, rules: Rules, are_meant: ColumnElement[bool], but_enrolment_id: int | None
) -> dict[int, Hindrance]:
    rows = unit.session.execute(
        select(*_BEARER, Cohort.code, Cohort.starts_on, Cohort.ends_on)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            are_meant,
            Enrolment.state.in_((*PRESENT_STATES, *FINISHED)),
            Enrolment.id != (but_enrolment_id or 0),
            Cohort.id != study.cohort_id,
            Cohort.state != CohortState.CANCELLED,
            Cohort.starts_on <= study.ends_on,
            Cohort.ends_on >= study.starts_on,
        )
    )
    return _by_person(HindranceKind.OVERLAP, rows, rules)


def _repeats(
    unit: UnitOfWork,
    study: Study,
    taught: Programme,
    rules: Rules,
    are_meant: ColumnElement[bool],
    but_enrolment_id: int | None,
) -> dict[int, Hindrance]:
    since = begins_cycle(study.starts_on, rules, table_of_turns_on=_table_of_turns_on(unit, study.starts_on))
    outside = (
        select(*_BEARER, OutsideCourse.title, OutsideCourse.ends_on, OutsideCourse.ends_on)
        .join(OutsideCourse, OutsideCourse.person_id == Person.id)
        .where(
            are_meant,
            OutsideCourse.ends_on >= since,
            func.coalesce(OutsideCourse.hours, rules.course_min_hours) >= rules.course_min_hours,
        )
    )
    own = _own_courses(study, taught, rules, since).where(are_meant, Enrolment.id != (but_enrolment_id or 0))
    found = _by_person(HindranceKind.REPEAT, unit.session.execute(outside), rules)
    return found | _by_person(HindranceKind.REPEAT, unit.session.execute(own), rules)


def _own_courses(study: Study, taught: Programme, rules: Rules, since: date) -> Select[*tuple[Any, ...]]:
    """Courses of this centre that count, finished in the cycle or under way or to come."""
    is_finished = (Enrolment.state == EnrolmentState.COMPLETED) & Enrolment.id.not_in(withdrawn())
    return (
        select(*_BEARER, Cohort.code, Cohort.starts_on, Cohort.ends_on)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            or_(is_finished, Enrolment.state.in_(PRESENT_STATES)),
            Cohort.ends_on >= since,
            Cohort.starts_on < date(study.starts_on.year + rules.cycle_years, 1, 1),
            Cohort.id != study.cohort_id,
            Cohort.state != CohortState.CANCELLED,
            Programme.hours >= rules.course_min_hours,
            Programme.kind_code != ProgrammeKind.CONFERENCE,
            ~_is_another_part(study, taught),
        )
    )


def _is_another_part(study: Study, taught: Programme) -> ColumnElement[bool]:
    """Whether a cohort is another stage, or another level of the cascade, of the course itself."""
    is_same_course = func.coalesce(Programme.base_id, Programme.id) == (taught.base_id or taught.id)
    is_another = or_(
        Cohort.stage_id.is_distinct_from(study.stage_id), Cohort.cascade_level.is_distinct_from(study.cascade_level)
    )
    return is_same_course & is_another


def _table_of_turns_on(unit: UnitOfWork, day: date) -> date | None:
    """When the table of turns that holds on the day came into force."""
    return unit.session.scalar(select(func.min(DueRule.valid_from)).where(DueRule.valid_from <= day))


def _by_person(kind: HindranceKind, rows: Any, rules: Rules) -> dict[int, Hindrance]:
    return {one.person_id: one for one in _hindrances(kind, rows, rules)}


def _hindrances(kind: HindranceKind, rows: Any, rules: Rules) -> Iterator[Hindrance]:
    for row in rows:
        course, starts_on, ends_on = row[len(_BEARER) :]
        year = ends_on.year + rules.cycle_years
        yield Hindrance(kind, row.id, written_name(row), course, starts_on, ends_on, year)
