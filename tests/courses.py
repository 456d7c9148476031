"""A short course that is over: one lesson of two hours, everybody marked, nobody closed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.completion.service import complete_cohort
from desktop_app.people.words import keep_words
from tests import factories

STARTS_ON, ENDS_ON = date(2026, 11, 16), date(2026, 11, 20)
ORDER_DATE = date(2026, 11, 21)


@dataclass(frozen=True)
class Taught:
    """One person of the course; ``kind`` is the mark of the only lesson, None for none."""

    surname: str
    final_score: float | None = 80.0
    kind: str | None = "KELDI"
    given_name: str = "Zilola"


@dataclass(frozen=True)
class Course:
    cohort_id: int
    code: str
    enrolment_ids: dict[str, int]


def taught_course(
    centre: Centre, people: Sequence[Taught], *, code: str = "MAT-26/11", has_final_work: bool = False
) -> Course:
    """Enrolments by surname."""
    of_course = factories.programme(code=f"P-{code}", module_hours=(2,), has_final_work=has_final_work)
    programme = factories.write(centre, of_course)
    cohort = factories.write(centre, factories.cohort(programme.id, code=code, starts_on=STARTS_ON, ends_on=ENDS_ON))
    lesson = factories.write(centre, factories.session(cohort.id, held_on=STARTS_ON))
    named = (factories.person(surname=one.surname, given_name=one.given_name) for one in people)
    trainees = factories.write_all(centre, named)
    centre.write(_keep_words, [person.id for person in trainees])
    came = (
        factories.enrolment(cohort.id, person.id, final_score=one.final_score, workplace="12-maktab")
        for person, one in zip(trainees, people, strict=True)
    )
    enrolments = factories.write_all(centre, came)
    marked = ((each.id, one.kind) for each, one in zip(enrolments, people, strict=True) if one.kind is not None)
    factories.write_all(centre, (factories.mark(lesson.id, each, kind_code=kind) for each, kind in marked))
    return Course(cohort.id, code, {one.surname: each.id for each, one in zip(enrolments, people, strict=True)})


def _keep_words(unit: UnitOfWork, person_ids: Sequence[int]) -> None:
    for person_id in person_ids:
        keep_words(unit, unit.session.get_one(Person, person_id))


def closed_course(centre: Centre, people: Sequence[Taught], *, code: str = "MAT-26/11") -> Course:
    """The same, closed by its order: whoever came and passed has completed."""
    course = taught_course(centre, people, code=code)
    centre.write(complete_cohort, cohort_id=course.cohort_id, order_number="45-T/T", order_date=ORDER_DATE)
    return course
