"""Who is due for a course by the end of the year, as the list of the due has it."""

from collections.abc import Collection, Sequence

from sqlalchemy import String, cast

from db.unit_of_work import UnitOfWork
from desktop_app.due.population import is_due
from desktop_app.due.service import due_people, who_is_due
from desktop_app.i18n import N_
from desktop_app.indicators.laid import LaidSource
from desktop_app.indicators.model import BehindRow, Indicator, Measure, RowKind, Span
from desktop_app.indicators.sources import Count, Ground, Leaf
from desktop_app.plan.records import Period

_DIMENSIONS = frozenset({"district", "subject", "staff_group", "category", "institution"})


def _ground(unit: UnitOfWork, period: Period, _wanted: Collection[str]) -> Ground:
    people = who_is_due(unit, period.year)
    columns = {
        "district": people.c.district_code,
        "subject": people.c.subject_code,
        "staff_group": people.c.staff_group,
        "category": people.c.category_code,
        "institution": cast(people.c.institution_id, String),
    }
    counts = {("due", Span.YEAR): Count(is_due(people, period.year))}
    return Ground(people, people.c.person_id, columns, counts, (people.c.sort_key, people.c.person_id))


def _rows(unit: UnitOfWork, period: Period, _leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    people = due_people(unit, year=period.year, person_ids=row_ids)
    return [
        BehindRow(RowKind.PERSON, each.person.id, each.person.full_name, each.why, cohort_id=each.cohort_id)
        for each in people
    ]


DUE = LaidSource(_DIMENSIONS, _ground, _rows, is_of_year=True)
OF_DUE = (
    Indicator(
        "due",
        N_("Due"),
        N_("People whose turn for a course comes by the end of the year, by their cards and courses as they are now."),
        Measure.PEOPLE,
        (Span.YEAR,),
        _DIMENSIONS,
        N_("List of the due"),
    ),
)
