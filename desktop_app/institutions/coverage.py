"""The training of an institution's people: who took what and when, who never; and who came and went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select, union_all

from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import FormerPost, OutsideCourse, Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.due.population import reason_of, standing
from desktop_app.due.records import DueReason
from desktop_app.due.rules import LAST_YEAR
from desktop_app.due.turns import turns
from desktop_app.institutions.records import Coverage, CoveredPerson, InstitutionCard, InstitutionLine, Movement
from desktop_app.institutions.service import AT_ONCE, institution_card, institution_lines, load_institution
from desktop_app.institutions.training import working_at
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonLine
from desktop_app.people.rules import name_order, years_before
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items, rules_on

# So many are named one by one in a statement that asks for them several times.
_FEW = 500


@dataclass(frozen=True)
class InstitutionPage:
    """All that is told of one institution."""

    card: InstitutionCard
    coverage: Coverage
    movements: list[Movement]


def institution_page(unit: UnitOfWork, *, institution_id: int) -> InstitutionPage:
    """Its card, ``coverage`` and ``movements``, with what they share read once. Raises NotFound."""
    card = institution_card(unit, institution_id=institution_id)
    present, former = _workers(unit, institution_id)
    lines = _lines(unit, [*(row.id for row in present), *(row.person_id for row in former)])
    moved = _movements(unit, present, former, lines)
    return InstitutionPage(card, _coverage(unit, card.line, {row.id: lines[row.id] for row in present}), moved)


def coverage(unit: UnitOfWork, *, institution_id: int) -> Coverage:
    """Everybody who works there now: those never trained first, then by the year that the next course is due.

    Raises NotFound.
    """
    load_institution(unit, institution_id)
    (line,) = institution_lines(unit, [institution_id])
    return _coverage(unit, line, _lines(unit, unit.session.scalars(working_at([institution_id])).all()))


def _coverage(unit: UnitOfWork, line: InstitutionLine, lines: Mapping[int, PersonLine]) -> Coverage:
    day = unit.today
    rules = rules_on(unit, day)
    since = years_before(rules.cycle_years, day)
    # Asked of some by their numbers, who studies is not looked for among everybody.
    here = sorted(lines) if len(lines) <= _FEW else working_at([line.id])
    last_day = date(day.year, 12, 31)
    # Asked for the last year that can be, everybody is due: the year of each comes out.
    people = standing(LAST_YEAR, turns(unit, until=last_day), rules_on(unit, last_day), person_ids=here)
    rows = {row.person_id: row for row in unit.session.execute(select(people, reason_of(people).label("reason")))}
    titles = _last_titles(unit, here)
    found = []
    for person_id, row in sorted(rows.items()):
        person, reason = lines[person_id], DueReason(row.reason)
        found.append(
            CoveredPerson(
                person=person,
                last_course=titles.get(person.id, "") if row.last_on else "",
                last_course_on=row.last_on,
                is_trained=row.last_on is not None and row.last_on > since,
                due_year=day.year if reason is DueReason.NEVER else row.due_year,
                reason=reason,
            )
        )
    found.sort(key=lambda each: (each.has_course, each.due_year, name_order(each.person.name)))
    return Coverage(line, day, rules.cycle_years, tuple(found))


def movements(unit: UnitOfWork, *, institution_id: int) -> list[Movement]:
    """Who works there and who did, the latest change first; posts without any day come last."""
    present, former = _workers(unit, institution_id)
    lines = _lines(unit, [*(row.id for row in present), *(row.person_id for row in former)])
    return _movements(unit, present, former, lines)


def _workers(unit: UnitOfWork, institution_id: int) -> tuple[Sequence[Person], Sequence[FormerPost]]:
    """Who works there, and the posts of those who did."""
    now = select(Person).where(Person.id.in_(working_at([institution_id])))
    past = select(FormerPost).where(FormerPost.institution_id == institution_id)
    return unit.session.scalars(now).all(), unit.session.scalars(past).all()


def _movements(
    unit: UnitOfWork, present: Sequence[Person], former: Sequence[FormerPost], lines: Mapping[int, PersonLine]
) -> list[Movement]:
    names = {(name, item.code): item.names for name in ("position", "subject") for item in list_items(unit, name)}
    found = [
        Movement(lines[row.id], lines[row.id].position, lines[row.id].subject, row.post_since, None, True)
        for row in present
    ]
    found += [
        Movement(
            lines[row.person_id],
            _named(names, "position", row.position_code) or row.position_text,
            _named(names, "subject", row.subject_code) or row.subject_text,
            row.starts_on,
            row.ends_on,
            False,
        )
        for row in former
    ]
    found.sort(key=lambda each: name_order(each.person.name))
    return sorted(found, key=lambda each: each.ends_on or each.starts_on or date.min, reverse=True)


def _lines(unit: UnitOfWork, person_ids: Iterable[int]) -> dict[int, PersonLine]:
    ids = sorted(set(person_ids))
    every = (line for begin in range(0, len(ids), AT_ONCE) for line in person_lines(unit, ids[begin : begin + AT_ONCE]))
    return {line.id: line for line in every}


def _named(names: dict[tuple[str, str], Names], list_name: str, code: str | None) -> str:
    found = names.get((list_name, code or ""))
    return found.text if found else ""


def _last_titles(unit: UnitOfWork, here: Select[int] | Sequence[int]) -> dict[int, str]:
    """The title of the course that each person finished last, ours or another's."""
    own = (
        select(
            Enrolment.person_id, func.coalesce(Enrolment.finished_on, Cohort.ends_on).label("ended_on"), Programme.title
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.state == EnrolmentState.COMPLETED, Enrolment.person_id.in_(here))
    )
    outside = select(OutsideCourse.person_id, OutsideCourse.ends_on, OutsideCourse.title).where(
        OutsideCourse.person_id.in_(here)
    )
    courses = union_all(own, outside).subquery()
    rows = unit.session.execute(select(courses).order_by(courses.c.ended_on))
    return {person_id: title for person_id, _ended_on, title in rows}
