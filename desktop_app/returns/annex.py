"""The annex of a return: everybody behind its figures by a code, with the facts of the enrolment and no name."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from db.models.certificates import Certificate
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.plain_query import plain_parts
from db.unit_of_work import UnitOfWork
from desktop_app.people.certified import is_standing
from desktop_app.plan.population import FINISHED, counted_again
from desktop_app.plan.records import Period, Standing
from desktop_app.returns.kept_people import KeptPerson, pack_columns
from desktop_app.returns.people_list import Named
from desktop_app.returns.person_code import coded, told_of
from desktop_app.returns.records import AnnexPerson

_STANDINGS = {standing.value: standing for standing in Standing}
_FINISHED = frozenset(standing.value for standing in FINISHED)
_KEPT = len(KeptPerson._fields)


def annexed(unit: UnitOfWork, period: Period) -> tuple[list[AnnexPerson], bytes]:
    """All people of the return in the order of their courses, and the same as a return keeps them.

    The order of the codes tells nothing of the names. Column by column: of very many people that takes half the time.
    """
    named = Named.of(unit)
    columns = _columns(unit, period, named)
    kept, told, (cohort_ids, finished_on, numbers) = columns[:_KEPT], columns[_KEPT], columns[_KEPT + 1 :]
    person_ids, _enrolment_ids, standings, _of_month, groups, districts, subjects, _categories = kept
    codes = coded(named.key, told, lambda place: named.card(person_ids[place]))
    found = zip(
        codes,
        _named(named.districts, districts),
        _named(named.staff_groups, groups),
        _named(named.subjects, subjects),
        *_cohorts(named, cohort_ids),
        map(_STANDINGS.__getitem__, standings),
        finished_on,
        numbers,
        strict=True,
    )
    people = list(map(AnnexPerson._make, found))
    return [people[place] for place in _in_order(named, cohort_ids, codes)], pack_columns(kept)


def _columns(unit: UnitOfWork, period: Period, named: Named) -> list[list[Any]]:
    """What is kept of each person, what is coded, the cohort, the day of a finish, the number of a certificate."""
    columns: list[list[Any]] = [[] for _column in range(_KEPT + 4)]
    day, same = _Days().__getitem__, _Same().__getitem__
    for part in plain_parts(unit, _query(unit, period)):
        *said, jshshir, name_keys, born, cohort_ids, finished_on, numbers = zip(*part, strict=True)
        standings = said[KeptPerson._fields.index("standing")]
        who = zip(said[0], jshshir, name_keys, born, strict=True)
        added: tuple[Iterator[Any] | Sequence[Any], ...] = (
            *said[:2],
            *(map(same, column) for column in said[2:]),
            [told_of(named.card(card) if birth is None else "", pin, key, birth) for card, pin, key, birth in who],
            cohort_ids,
            # A later finish is not yet one on the last day of the month.
            [
                day(finish) if standing in _FINISHED else None
                for standing, finish in zip(standings, finished_on, strict=True)
            ],
            [number or "" for number in numbers],
        )
        for column, values in zip(columns, added, strict=True):
            column.extend(values)
    return columns


def _named(names: dict[str, str], codes: Sequence[str | None]) -> Iterator[str]:
    """Nothing where the list does not have the code."""
    found = {code: names.get(code or "", "") for code in set(codes)}
    return map(found.__getitem__, codes)


def _cohorts(named: Named, cohort_ids: Sequence[int]) -> Sequence[Sequence[Any]]:
    """The code of the cohort of each, its first and its last day."""
    return list(zip(*map(named.cohorts.__getitem__, cohort_ids), strict=True)) or [()] * 3


def _in_order(named: Named, cohort_ids: Sequence[int], codes: Sequence[str]) -> list[int]:
    """The places of the people by the first days of their courses, their cohorts and their codes."""

    def begun(cohort_id: int) -> tuple[date, str]:
        code, starts_on, _ends_on = named.cohorts[cohort_id]
        return starts_on, code

    ranks = {cohort_id: rank for rank, cohort_id in enumerate(sorted(set(cohort_ids), key=begun))}
    places = sorted(range(len(codes)), key=codes.__getitem__)
    places.sort(key=[ranks[cohort_id] for cohort_id in cohort_ids].__getitem__)
    return places


def _query(unit: UnitOfWork, period: Period) -> Select[Any]:
    """What is kept of a person, who that is, and what the annex tells besides; days as text."""
    cards, papers = Person.__table__.c, Certificate.__table__
    also = (Enrolment.cohort_id.label("cohort_id"), Enrolment.category_code.label("category_code"))
    people = counted_again(unit, period, also=also).subquery()
    columns: tuple[Any, ...] = (
        *(people.c[name] for name in KeptPerson._fields),
        *(cards.jshshir, cards.name_key, cards.birth_date),
        *(people.c.cohort_id, people.c.finished_on, papers.c.full_number),
    )
    return (
        select(*columns)
        .select_from(people)
        .join(Person.__table__, cards.id == people.c.person_id)
        .outerjoin(papers, (papers.c.enrolment_id == people.c.enrolment_id) & is_standing())
    )


class _Days(dict[str | None, date | None]):
    """The day of a text: of very many people most days are the same."""

    def __missing__(self, text: str | None) -> date | None:
        self[text] = day = date.fromisoformat(text) if text is not None else None
        return day


class _Same(dict[Any, Any]):
    """Of very many equal values one is kept."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value
