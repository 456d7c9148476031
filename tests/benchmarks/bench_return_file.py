"""The whole return of a month in a centre with 300,000 enrolments: nine forms, their checks, the annex, the file.

Once as it is after another month was made, once as it is for whoever has looked at the month on the screen; and by how
much longer ten times the data take. Bare are a statement for each pass over the people, and the same cells written by
xlsxwriter with nothing about them.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import xlsxwriter
from sqlalchemy import func, select

from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.plan.population import counted, period_of
from desktop_app.plan.records import Period
from desktop_app.returns.annex import annexed
from desktop_app.returns.service import write_return
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.return_crowd import centre_of_years

ENROLMENTS = 300_000
TIMES_BARE, WITHIN_MS = 2, 3_000
TIMES_DATA, TIMES_TIME = 10, 12
MILLISECONDS = 1_000
# Of the people's rows: by staff group, district, subject, cohort twice, position, and the annex.
PASSES = ("staff_group", "district_code", "subject_code", "standing", "is_of_month", "enrolment_id", "person_id")


def figures() -> Iterator[Figure]:
    with centre_of_years(ENROLMENTS // TIMES_DATA) as centre:
        tenth, *_others = measured(centre)
    with centre_of_years(ENROLMENTS) as centre:
        whole, *others = measured(centre)
    yield from (whole, *others)
    times = whole.value / tenth.value
    yield Figure("ten times the data, times the time", whole.size, times, "times", limit=TIMES_TIME)


def measured(centre: Centre) -> Iterator[Figure]:
    day = centre.clock.today().replace(day=1)
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    with TemporaryDirectory() as folder:
        out = Path(folder) / "return.xlsx"
        # Another month first: what is translated and compiled once is not counted.
        write_return(centre, year=year, month=max(month - 1, 1), out=out)
        value = cpu_seconds(lambda: write_return(centre, year=year, month=month, out=out)) * MILLISECONDS
        again = cpu_seconds(lambda: write_return(centre, year=year, month=month, out=out)) * MILLISECONDS
        period = period_of(year, month, today=centre.clock.today())
        bare = cpu_seconds(lambda: centre.read(_asked, period)) * MILLISECONDS
        cells = [list(sheet.values) for sheet in openpyxl.load_workbook(out, read_only=True).worksheets]
        bare += cpu_seconds(lambda: _written(Path(folder) / "bare.xlsx", cells)) * MILLISECONDS
        people = len(centre.read(annexed, period)[0])
        yield Figure("the whole return, written", people, value, "ms", bare, TIMES_BARE, WITHIN_MS)
        yield Figure("the same, looked at before", people, again, "ms", bare, TIMES_BARE, WITHIN_MS)


def _asked(unit: UnitOfWork, period: Period) -> None:
    people = counted(period)
    for column in PASSES:
        plain_rows(unit, select(people.c[column], func.count()).group_by(people.c[column]))


def _written(path: Path, sheets: list[list[tuple[object, ...]]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
