"""How March looked on 5 April."""

from datetime import date, datetime, time

import pytest

from db.models.cohorts import Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.clock import TASHKENT, FixedClock
from desktop_app.errors import Invalid
from desktop_app.indicators.as_of import known_on
from desktop_app.indicators.model import Figure, FigureKey, Span
from desktop_app.indicators.service import behind, figures
from desktop_app.plan.population import period_of
from tests import factories

KEY = FigureKey("completed", Span.MONTH)


def on(centre: Centre, day: date) -> None:
    centre.clock = FixedClock(datetime.combine(day, time(12), TASHKENT))


@pytest.fixture
def corrected(centre: Centre) -> Centre:
    """In April somebody more was entered as having finished in March, and a score was changed in bulk."""
    on(centre, date(2026, 3, 21))
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(
        centre, factories.cohort(programme.id, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 20))
    )
    done = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 3, 20)}
    first = factories.write(
        centre, factories.enrolment(cohort.id, factories.write(centre, factories.person()).id, **done)
    )
    on(centre, date(2026, 4, 6))
    late = factories.write(centre, factories.person(surname="Karimova"))
    factories.write(centre, factories.enrolment(cohort.id, late.id, **done))
    centre.write(lambda unit: unit.update_many(Enrolment, [{"id": first.id, "entry_score": 5}], reason="scores"))
    on(centre, date(2026, 5, 1))
    return centre


def test_what_was_entered_later_is_not_counted(corrected: Centre) -> None:
    def look(unit: UnitOfWork) -> tuple[Figure, int, tuple[str, ...]]:
        with known_on(unit, date(2026, 4, 5)) as known:
            period = period_of(2026, 3, today=known.unit.today)
            (value,) = figures(known.unit, [KEY], period)
            return value, behind(known.unit, KEY, period).total, known.unknown

    value, listed, unknown = corrected.read(look)
    assert (value, listed) == (1, 1)
    assert [sentence for sentence in unknown if "06.04.2026" in sentence]
    now = corrected.read(lambda unit: figures(unit, [KEY], period_of(2026, 3, today=unit.today)))
    assert now == [2]


def test_a_day_that_is_not_over_cannot_be_looked_back_on(corrected: Centre) -> None:
    def look(unit: UnitOfWork) -> None:
        with known_on(unit, unit.today):
            pass

    with pytest.raises(Invalid):
        corrected.read(look)
