"""The people due for a course in a year: their totals, their list, and putting them into a cohort."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, false, func, select

from db.models.cohorts import Cohort, Enrolment
from db.models.people import Institution, Person
from db.models.plan import PlanLine
from db.models.programmes import Programme
from db.plain_query import PlainRow, plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.enrolment import remove
from desktop_app.cohorts.hindrances import hindrances, study_of
from desktop_app.cohorts.rules import PRESENT_STATES, size_warnings
from desktop_app.cohorts.service import load_cohort
from desktop_app.due.population import (
    PersonIds,
    enrolled,
    is_due,
    is_trained_in,
    narrowed,
    reason_of,
    settled_from,
    standing,
    unsettled,
)
from desktop_app.due.records import (
    NO_INSTITUTION,
    NOT_STATED,
    DueFilter,
    DueList,
    DueOverview,
    DuePerson,
    DueReason,
    DueTotal,
    DueTotals,
    Placement,
    SchoolTotal,
)
from desktop_app.due.rules import require_year, why_due
from desktop_app.due.turns import turn_names, turns
from desktop_app.i18n import _
from desktop_app.language.keys import sort_key
from desktop_app.people.lines import person_lines
from desktop_app.people.search import is_found
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import districts, list_items, rules_on
from desktop_app.remembered import remembered

# Far below SQLite's limit of variables in one statement.
_AT_ONCE = 1_000
# From this share of settled people on.
_MOST = 0.6
# A row of the plan that no district, or no subject, is named in.
NOT_SPLIT = "*"


class _Counts(NamedTuple):
    """So many people of one district, institution or subject."""

    people: int = 0
    overdue: int = 0
    in_cohort: int = 0
    trained: int = 0


class _Planned(NamedTuple):
    district_code: str | None
    subject_code: str | None
    people: int


# What the people are counted by, and the key of those whose card does not say.
_KEYS: dict[str, str | int] = {
    "district_code": NOT_STATED,
    "institution_id": NO_INSTITUTION,
    "subject_code": NOT_STATED,
}


def due_totals(unit: UnitOfWork, wanted: DueFilter) -> DueTotals:
    """The people due in the year by district, school and subject, beside the plan of that year.

    One pass over everybody: the three tables add up to the same people. The plan is held against them only where the
    filter asks for nothing that a plan does not know. Raises Invalid for a year that no list is kept for.
    """
    return _totals(unit, wanted, plain_rows(unit, _found(unit, wanted)))


@remembered
def due_overview(unit: UnitOfWork, wanted: DueFilter) -> DueOverview:
    """``due_ids``, and how many they are beside the plan. Raises Invalid for a year that no list is kept for."""
    rows = _in_order(unit, wanted, lambda people: (people.c.due_year < wanted.year, people.c.cohort_id.is_(None)))
    plan = _plan(unit, wanted) if wanted.is_as_planned else ()
    return DueOverview(
        person_ids=array("q", (row[0] for row in rows)),
        free_ids=array("q", (row[0] for row in rows if row[2])),
        overdue=sum(row[1] for row in rows),
        planned=sum(line.people for line in plan) if plan else None,
    )


def due_count(unit: UnitOfWork, *, year: int) -> int:
    """How many people are due in a year; their list is then at hand for whoever opens it.

    Raises Invalid for a year that no list is kept for.
    """
    return due_overview(unit, DueFilter(year)).people


def due_ids(unit: UnitOfWork, wanted: DueFilter) -> "array[int]":
    """Who is due, in Uzbek order: eight bytes a person, so that any place of a long list is at hand."""
    return array("q", (row[0] for row in _in_order(unit, wanted, lambda _people: ())))


def due_people(unit: UnitOfWork, *, year: int, person_ids: Sequence[int]) -> list[DuePerson]:
    """The lines of these people in the order of the ids; whoever is no longer due in the year is left out."""
    found: list[DuePerson] = []
    for begin in range(0, len(person_ids), _AT_ONCE):
        found += _due_people(unit, year, person_ids[begin : begin + _AT_ONCE])
    return found


def due_list(unit: UnitOfWork, wanted: DueFilter) -> DueList:
    """Everybody at once, for a file. Raises Invalid for a year that no list is kept for."""
    people = due_people(unit, year=wanted.year, person_ids=due_ids(unit, wanted))
    return DueList(tuple(people), due_totals(unit, wanted))


def placement(unit: UnitOfWork, *, cohort_id: int, person_ids: Sequence[int]) -> Placement:
    """What would come of putting people into a cohort, to be told before it is done. Raises NotFound."""
    cohort = load_cohort(unit, cohort_id)
    programme = unit.session.get_one(Programme, cohort.programme_id)
    people = enrolled(person_ids)
    rows = unit.session.execute(
        select(Person.id, Person.subject_code, Person.staff_group, people.c.cohort_id)
        .outerjoin(people, people.c.person_id == Person.id)
        .where(Person.id.in_(person_ids))
    ).all()
    hindered = hindrances(unit, study_of(cohort), person_ids)
    free = {row.id: row for row in rows if row.cohort_id is None and row.id not in hindered}
    inside = select(func.count()).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(PRESENT_STATES))
    size = (unit.session.scalar(inside) or 0) + len(free)
    strangers = sum(
        row.staff_group != programme.staff_group
        or (programme.subject_code is not None and row.subject_code != programme.subject_code)
        for row in free.values()
    )
    return Placement(
        free_ids=tuple(person_id for person_id in person_ids if person_id in free),
        taken=sum(row.cohort_id is not None for row in rows),
        hindered=tuple(hindered[row.id].text for row in rows if row.cohort_id is None and row.id in hindered),
        strangers=strangers,
        warnings=tuple(size_warnings(size, rules_on(unit, cohort.starts_on))),
    )


def take_back(unit: UnitOfWork, *, enrolment_ids: Sequence[int]) -> None:
    """Undo enrolments, all or none. Raises Refused once one of them has been admitted or marked."""
    for enrolment_id in enrolment_ids:
        remove(unit, enrolment_id=enrolment_id)


def _named(unit: UnitOfWork, text: str) -> Select[int] | None:
    """Those whom a typed text finds, as in the list of people: only their courses have to be read then."""
    return select(Person.id).where(is_found(unit, text, Person.id)) if text.strip() else None


def _standing(unit: UnitOfWork, year: int, person_ids: PersonIds = None) -> CTE:
    require_year(year)
    last_day = date(year, 12, 31)
    return standing(year, turns(unit, until=last_day), rules_on(unit, last_day), person_ids=person_ids)


def who_is_due(unit: UnitOfWork, year: int, text: str = "") -> CTE:
    """The standing of whoever may be due: those trained in the year are not all among them."""
    require_year(year)
    last_day = date(year, 12, 31)
    lines, rules = turns(unit, until=last_day), rules_on(unit, last_day)
    asked = _named(unit, text)
    since = settled_from(year, lines, rules)
    if asked is None and _are_most_settled(unit, since):
        asked = unsettled(since, rules)
    return standing(year, lines, rules, person_ids=asked)


def _are_most_settled(unit: UnitOfWork, since: date) -> bool:
    """Whether so many finished a course that the others are sooner asked one by one than everybody at once."""
    finished = unit.session.scalar(select(func.count()).where(Enrolment.finished_on >= since)) or 0
    return finished > _MOST * (unit.session.scalar(select(func.count(Person.id))) or 0)


def _in_order(
    unit: UnitOfWork, wanted: DueFilter, besides: Callable[[CTE], Sequence[ColumnElement[Any]]]
) -> list[PlainRow]:
    """The ids of those who are due in Uzbek order, each with what is asked besides."""
    people = who_is_due(unit, wanted.year, wanted.text)
    query = select(people.c.person_id, *besides(people)).where(is_due(people, wanted.year), *narrowed(people, wanted))
    return plain_rows(unit, query.order_by(people.c.sort_key, people.c.person_id))


def _found(unit: UnitOfWork, wanted: DueFilter) -> Select[*tuple[Any, ...]]:
    """Everybody who is due in the year or was trained in it: what they are counted by, and as what they count."""
    people = _standing(unit, wanted.year, _named(unit, wanted.text))
    due = is_due(people, wanted.year)
    keys = [func.coalesce(people.c[name], nothing).label(name) for name, nothing in _KEYS.items()]
    counted = {
        "is_due": due,
        "is_overdue": due & (people.c.due_year < wanted.year),
        "is_in_cohort": due & people.c.cohort_id.is_not(None),
        "is_trained": func.coalesce(is_trained_in(people, wanted.year), false()),
    }
    flags = [condition.label(name) for name, condition in counted.items()]
    return select(*keys, *flags).where(*narrowed(people, wanted))


def _totals(unit: UnitOfWork, wanted: DueFilter, rows: Iterable[PlainRow]) -> DueTotals:
    alike = Counter(rows)
    counts: dict[str, dict[Any, _Counts]] = {}
    for place, key in enumerate(_KEYS):
        sums: dict[Any, list[int]] = defaultdict(lambda: [0] * len(_Counts._fields))
        for said, people in alike.items():
            for column, is_counted in enumerate(said[len(_KEYS) :]):
                sums[said[place]][column] += people * is_counted
        counts[key] = {value: _Counts(*numbers) for value, numbers in sums.items()}
    plan = _plan(unit, wanted) if wanted.is_as_planned else None
    places = districts(unit)
    names = {place.code: place.names.text for place in places}
    subjects = {item.code: item.names.text for item in list_items(unit, "subject")}
    everybody = _Counts(*map(sum, zip(_Counts(), *counts["district_code"].values(), strict=True)))
    return DueTotals(
        whole=_total(NOT_STATED, "", everybody, None if plan is None else [line.people for line in plan]),
        districts=tuple(_split(counts, plan, "district_code", names)),
        schools=tuple(_schools(unit, counts["institution_id"], names)),
        subjects=tuple(_split(counts, plan, "subject_code", subjects)),
    )


def _plan(unit: UnitOfWork, wanted: DueFilter) -> list[_Planned]:
    """The year's plan of the own channel, narrowed as the people are."""
    query = select(PlanLine.district_code, PlanLine.subject_code, PlanLine.people).where(
        PlanLine.year == wanted.year, PlanLine.channel_code == OWN_CHANNEL
    )
    for name in ("district_code", "subject_code", "staff_group"):
        code = getattr(wanted, name)
        if code is not None:
            query = query.where(getattr(PlanLine, name) == code)
    return [_Planned._make(row) for row in unit.session.execute(query)]


def _split(
    counts: Mapping[str, Mapping[Any, _Counts]], plan: Iterable[_Planned] | None, key: str, names: dict[str, str]
) -> Iterable[DueTotal]:
    """One row a code in the order of its list, then those without one, then what the plan does not split."""
    members = counts[key]
    quotas: dict[str, list[int]] = defaultdict(list)
    for line in plan or ():
        quotas[getattr(line, key) or NOT_SPLIT].append(line.people)
    unknown = sorted({*members, *quotas} - {*names, NOT_STATED, NOT_SPLIT})
    for code in (*names, *unknown, NOT_STATED, NOT_SPLIT):
        words = {NOT_STATED: _("Not stated"), NOT_SPLIT: _("Not split in the plan")}.get(code, names.get(code, code))
        total = _total(code, words, members.get(code, _Counts()), quotas.get(code))
        if total.people or total.trained or total.planned:
            yield total


def _schools(unit: UnitOfWork, members: Mapping[int, _Counts], district_names: dict[str, str]) -> Iterable[SchoolTotal]:
    rows = unit.session.execute(select(Institution.id, Institution.name, Institution.district_code))
    schools = {school_id: (name, district_names.get(code or "", "")) for school_id, name, code in rows}
    schools[NO_INSTITUTION] = (_("Not stated"), "")
    totals = [
        SchoolTotal(**vars(_total(key, schools[key][0], own, None)), district=schools[key][1])
        for key, own in members.items()
    ]
    return sorted(
        (total for total in totals if total.people or total.trained),
        key=lambda total: (total.key == NO_INSTITUTION, sort_key(total.district), _in_number_order(total.name)),
    )


def _in_number_order(name: str) -> tuple[int, str]:
    """School 2 before school 10."""
    digits = "".join(character if character.isdecimal() else " " for character in name).split()
    return (int(digits[0]) if digits else 0, sort_key(name))


def _total(key: str | int, name: str, counts: _Counts, quotas: Sequence[int] | None) -> DueTotal:
    return DueTotal(key, name, *counts, planned=sum(quotas) if quotas else None)


def _due_people(unit: UnitOfWork, year: int, person_ids: Sequence[int]) -> list[DuePerson]:
    people = _standing(unit, year, person_ids)
    query = select(people, reason_of(people).label("reason"), Cohort.code.label("cohort_code")).outerjoin(
        Cohort, Cohort.id == people.c.cohort_id
    )
    rows = {row.person_id: row for row in unit.session.execute(query.where(is_due(people, year)))}
    lines = {turn.id: turn for turn in turns(unit)}
    names = turn_names(unit)
    return [
        DuePerson(
            person=line,
            due_year=row.due_year,
            reason=DueReason(row.reason),
            why=why_due(
                DueReason(row.reason),
                turn=lines.get(row.turn_id),
                names=names,
                last_on=row.last_on,
                since=row.service_since,
                year=row.due_year,
            ),
            last_course_on=row.last_on,
            cohort_id=row.cohort_id,
            cohort_code=row.cohort_code or "",
        )
        for line in person_lines(unit, person_ids)
        if (row := rows.get(line.id)) is not None
    ]
