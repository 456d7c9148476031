"""The figures of a return in a centre with 300,000 enrolments and 3 million marks, and the people behind them.

Bare, each form is one statement that groups the same people by the same columns; time is the processor's.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.indicators.catalogue import CATALOGUE, SOURCES
from desktop_app.indicators.model import FigureKey
from desktop_app.indicators.of_people import OF_MOVEMENT, OF_PEOPLE
from desktop_app.indicators.service import behind, figures_by
from desktop_app.indicators.service import figures as figures_of
from desktop_app.plan.population import period_of
from desktop_app.plan.records import Period
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.return_crowd import centre_of_years

ENROLMENTS = 300_000
MILLISECONDS = 1_000
REPEATS = 3
PAGE, PAGE_WITHIN_MS, TIMES_BARE = 500, 100, 2
# What the rows of the nine forms are.
ROWS = {
    "1-PMM": ("staff_group", OF_PEOPLE),
    "2-PMM": ("district", OF_PEOPLE),
    "3-PMM": ("subject", OF_PEOPLE),
    "4-PMM": ("cohort", OF_MOVEMENT),
    "5-PMM": ("position", OF_PEOPLE),
    "8-PMM": ("programme", OF_MOVEMENT),
}
_BARE = """
    SELECT {column}, state, count(*), sum(finished_on >= :first), sum(entry_score), sum(final_score)
    FROM (
        SELECT e.*, c.code, c.programme_id, p.position_code,
               row_number() OVER (PARTITION BY e.person_id ORDER BY e.finished_on, e.id) AS place
        FROM enrolment AS e JOIN cohort AS c ON c.id = e.cohort_id JOIN person AS p ON p.id = e.person_id
        WHERE c.state <> 'cancelled' AND c.starts_on <= :last AND e.state NOT IN ('applied', 'walk_in')
          AND coalesce(e.finished_on, e.left_on, c.ends_on) >= :year
    ) WHERE place = 1 GROUP BY 1, 2
"""
_COLUMNS = {
    "staff_group": "staff_group",
    "district": "district_code",
    "subject": "subject_code",
    "cohort": "code",
    "position": "position_code",
    "programme": "programme_id",
}


def figures() -> Iterator[Figure]:
    with centre_of_years(ENROLMENTS) as centre:
        yield from measured(centre)


def measured(centre: Centre) -> Iterator[Figure]:
    month = centre.read(_last_whole_month)
    for form, (name, indicators) in ROWS.items():
        keys = [FigureKey(each.code, span) for each in indicators for span in each.spans]
        value = _cpu(centre, partial(figures_by, keys=keys, period=month, by=name))
        bare = _cpu(centre, partial(_bare, month=month, column=_COLUMNS[name]))
        yield Figure(f"{form} by {name}", ENROLMENTS, value, "ms", bare, TIMES_BARE)
    # A line for each kind of rows, told as soon as it is known: all of them take half a minute of the processor.
    for codes in _by_rows():
        pages = list(_openings(centre, month, codes))
        (value, name), times = max(pages), len(pages)
        yield Figure(f"behind {name}, worst of {times} pages", ENROLMENTS, value, "ms", limit=PAGE_WITHIN_MS)


def _by_rows() -> list[list[str]]:
    """The indicators that are counted from the same rows, together."""
    found: dict[object, list[str]] = {}
    for code, each in CATALOGUE.items():
        found.setdefault(SOURCES[each.parts[0] if each.parts else code], []).append(code)
    return list(found.values())


def _openings(centre: Centre, month: Period, codes: Sequence[str]) -> Iterator[tuple[float, str]]:
    """The first page of every figure and the next one, each opened after it was shown."""
    for code in codes:
        for span in CATALOGUE[code].spans:
            key, name = FigureKey(code, span), f"{code} ({span.value})"
            centre.read(figures_of, [key], month)
            for offset in (0, PAGE):
                yield _page(centre, key, month, offset), f"{name} from {offset}"


def _cpu(centre: Centre, query: Callable[[UnitOfWork], object]) -> float:
    return min(cpu_seconds(lambda: centre.read(query)) for _turn in range(REPEATS)) * MILLISECONDS


def _page(centre: Centre, key: FigureKey, month: Period, offset: int) -> float:
    return cpu_seconds(lambda: centre.read(behind, key, month, offset=offset, limit=PAGE)) * MILLISECONDS


def _bare(unit: UnitOfWork, *, month: Period, column: str) -> object:
    days = {"first": month.first_day, "last": month.last_day, "year": month.year_start}
    words = {name: day.isoformat() for name, day in days.items()}
    return unit.session.execute(text(_BARE.format(column=column)), words).all()


def _last_whole_month(unit: UnitOfWork) -> Period:
    day = unit.today.replace(day=1) - timedelta(days=1)
    return period_of(day.year, day.month, today=unit.today)
