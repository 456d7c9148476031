"""What must hold of the figures of any centre, tried on a made-up one."""

import pytest

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import UNKNOWN, Figure, FigureKey, Measure, Span
from desktop_app.indicators.service import behind, figures, figures_by
from desktop_app.plan.population import FINISHED, period_of
from desktop_app.plan.records import Standing
from tests.plan.cells import count_cells, sum_people

YEAR, MONTH = 2026, 10
KEYS = [FigureKey(each.code, span) for each in CATALOGUE.values() for span in each.spans]
ADDED_UP = [key for key in KEYS if not CATALOGUE[key.indicator].denominator]
# Of these the rows behind are as many as the figure says.
COUNTED = [
    key
    for key in ADDED_UP
    if CATALOGUE[key.indicator].unit in (Measure.PEOPLE, Measure.PAPERS, Measure.BLANKS, Measure.EVENTS)
    and not key.indicator.startswith(("plan_", "reported", "actual", "event_people", "survey"))
]
WITH_MONTHS = [
    code for code, each in CATALOGUE.items() if set(each.spans) == {Span.MONTH, Span.YEAR} and not each.denominator
]


def by_code(centre: Centre, keys: list[FigureKey], month: int = MONTH) -> dict[tuple[str, Span], Figure]:
    def read(unit: UnitOfWork) -> list[Figure]:
        return figures(unit, keys, period_of(YEAR, month, today=unit.today))

    return {(key.indicator, key.span): value for key, value in zip(keys, centre.read(read), strict=True)}


def test_the_made_up_centre_has_something_of_nearly_everything(made_up: Centre) -> None:
    found = by_code(made_up, KEYS)
    assert {code for (code, span), value in found.items() if value and span is not Span.MONTH} >= {
        *("called", "came", "studying", "completed", "certificate", "statement", "admitted", "finishes", "month_end"),
        *("entry_score", "final_score", "hours_planned", "hours_held", "hours_attended", "attendance_percent"),
        *("certificates_issued", "plan_year", "plan_to_date", "reported", "actual", "fulfilment_percent", "due"),
        *("event_count", "event_people"),
    }


@pytest.mark.parametrize("name", DIMENSIONS)
def test_the_values_of_a_dimension_add_up_to_the_figure(made_up: Centre, name: str) -> None:
    keys = [key for key in ADDED_UP if name in CATALOGUE[key.indicator].dimensions]
    whole = by_code(made_up, keys)

    def read(unit: UnitOfWork) -> list[dict[str, Figure]]:
        return figures_by(unit, keys, period_of(YEAR, MONTH, today=unit.today), by=name)

    for key, table in zip(keys, made_up.read(read), strict=True):
        parts = sum(value or 0 for value in table.values())
        assert parts == pytest.approx(whole[key.indicator, key.span] or 0), key


def test_the_rows_behind_a_figure_are_as_many_as_it_says_and_bring_what_it_is(made_up: Centre) -> None:
    whole = by_code(made_up, KEYS)

    def check(unit: UnitOfWork) -> None:
        period = period_of(YEAR, MONTH, today=unit.today)
        for key in KEYS:
            found = behind(unit, key, period)
            assert found.value == whole[key.indicator, key.span], key
            assert found.total == len(found.rows), key
            assert all(row.name and row.reason for row in found.rows), key
            assert key not in COUNTED or found.total == (found.value or 0), key
            if key in ADDED_UP:
                assert sum(row.amount for row in found.rows) == pytest.approx(found.value or 0), key

    made_up.read(check)


def test_a_month_is_what_the_year_to_date_has_grown_by(made_up: Centre) -> None:
    of_month = [FigureKey(code, Span.MONTH) for code in WITH_MONTHS]
    to_date = [FigureKey(code, Span.YEAR) for code in WITH_MONTHS]
    before = dict.fromkeys(WITH_MONTHS, 0.0)
    for month in range(1, 12):
        grown, reached = by_code(made_up, of_month, month), by_code(made_up, to_date, month)
        for code in WITH_MONTHS:
            now = reached[code, Span.YEAR] or 0
            assert now == pytest.approx(before[code] + (grown[code, Span.MONTH] or 0)), (code, month)
            before[code] = now


def test_the_contingent_of_a_month_flows_into_that_of_the_next(made_up: Centre) -> None:
    codes = ("admitted", "transferred_in", "expelled", "transferred_out", "finishes")
    keys = [FigureKey("month_start", Span.MONTH), FigureKey("month_end", Span.DAY)]
    keys += [FigureKey(code, Span.MONTH) for code in codes]
    last_end: Figure = None
    for month in range(1, 12):
        found = {code: value or 0 for (code, _span), value in by_code(made_up, keys, month).items()}
        came, went = found["admitted"] + found["transferred_in"], sum(found[code] for code in codes[2:])
        assert found["month_start"] + came - went == found["month_end"], month
        assert last_end in (None, found["month_start"]), month
        last_end = found["month_end"]


def test_called_came_and_where_they_stand_agree(made_up: Centre) -> None:
    found = {code: value or 0 for (code, span), value in by_code(made_up, KEYS).items() if span is not Span.MONTH}
    assert found["called"] == found["came"] + found["absent_excused"] + found["absent_unexcused"] + found["unmarked"]
    assert found["came"] == found["completed"] + found["left"] + found["studying"]
    assert found["completed"] == found["certificate"] + found["statement"]


def test_the_figures_are_those_of_the_return(made_up: Centre) -> None:
    def read(unit: UnitOfWork) -> tuple[int, int]:
        cells = count_cells(unit, period_of(YEAR, MONTH, today=unit.today))
        return sum_people(cells, FINISHED), sum_people(cells, frozenset(Standing))

    completed, called = made_up.read(read)
    found = by_code(made_up, KEYS)
    assert (found["completed", Span.YEAR], found["called", Span.YEAR]) == (completed, called)


def test_a_filter_gives_what_the_division_has_there(made_up: Centre) -> None:
    keys = [key for key in KEYS if "staff_group" in CATALOGUE[key.indicator].dimensions]

    def check(unit: UnitOfWork) -> None:
        period = period_of(YEAR, MONTH, today=unit.today)
        tables = figures_by(unit, keys, period, by="staff_group")
        for code in ("PEDAGOG", "RAHBAR", UNKNOWN):
            narrowed = [FigureKey(key.indicator, key.span, {"staff_group": (code,)}) for key in keys]
            assert figures(unit, narrowed, period) == [table.get(code) for table in tables]

    made_up.read(check)


def test_pages_put_together_are_the_whole_list(made_up: Centre) -> None:
    def read(unit: UnitOfWork) -> None:
        period = period_of(YEAR, MONTH, today=unit.today)
        for code in ("completed", "actual"):
            key = FigureKey(code, Span.YEAR)
            whole = behind(unit, key, period).rows
            pages = [behind(unit, key, period, offset=at, limit=7).rows for at in range(0, len(whole), 7)]
            assert [row for page in pages for row in page] == list(whole)

    made_up.read(read)
