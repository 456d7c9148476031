"""The annex of a return: everybody behind its figures by a code, with the facts of the enrolment and no name."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from db.models.certificates import Certificate
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.plain_query import PlainRow, plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.people.certified import is_standing
from desktop_app.plan.population import FINISHED, counted_again
from desktop_app.plan.records import Period, Standing
from desktop_app.returns.kept_people import KeptPerson, pack
from desktop_app.returns.people_list import Named
from desktop_app.returns.records import AnnexPerson

_STANDINGS = {standing.value: standing for standing in Standing}
_KEPT = len(KeptPerson._fields)


def annexed(unit: UnitOfWork, period: Period) -> tuple[list[AnnexPerson], bytes]:
    """All people of the return in the order of their courses, and the same as a return keeps them.

    The order of the codes tells nothing of the names.
    """
    rows = _rows(unit, period)
    found = list(_annexed(unit, rows))
    found.sort(key=lambda person: (person.starts_on, person.cohort, person.code))
    return found, pack([row[:_KEPT] for row in rows])


def _annexed(unit: UnitOfWork, rows: Sequence[Sequence[Any]]) -> Iterator[AnnexPerson]:
    named = Named.of(unit)
    day = _Days().__getitem__
    born = _KEPT + 2
    codes = named.codes((row[0], row[_KEPT], row[_KEPT + 1], day(row[born])) for row in rows)
    for row, code in zip(rows, codes, strict=True):
        said, _of_month, group, district, subject = row[2:_KEPT]
        cohort_id, finished_on, number = row[_KEPT + 3 :]
        cohort, starts_on, ends_on = named.cohorts[cohort_id]
        standing = _STANDINGS[said]
        yield AnnexPerson(
            code,
            named.districts.get(district, ""),
            named.staff_groups.get(group, ""),
            named.subjects.get(subject, ""),
            cohort,
            starts_on,
            ends_on,
            standing,
            # A later finish is not yet one on the last day of the month.
            day(finished_on) if standing in FINISHED else None,
            number or "",
        )


def _rows(unit: UnitOfWork, period: Period) -> Sequence[PlainRow]:
    """What is kept of a person, who that is, and what the annex tells besides; days as text."""
    cards, papers = Person.__table__.c, Certificate.__table__
    people = counted_again(unit, period, also=(Enrolment.cohort_id.label("cohort_id"),)).subquery()
    columns: tuple[Any, ...] = (
        *(people.c[name] for name in KeptPerson._fields),
        *(cards.jshshir, cards.name_key, cards.birth_date),
        *(people.c.cohort_id, people.c.finished_on, papers.c.full_number),
    )
    query = (
        select(*columns)
        .select_from(people)
        .join(Person.__table__, cards.id == people.c.person_id)
        .outerjoin(papers, (papers.c.enrolment_id == people.c.enrolment_id) & is_standing())
    )
    return plain_rows(unit, query)


class _Days(dict[str | None, date | None]):
    """The day of a text: of very many people most days are the same."""

    def __missing__(self, text: str | None) -> date | None:
        self[text] = day = date.fromisoformat(text) if text is not None else None
        return day
