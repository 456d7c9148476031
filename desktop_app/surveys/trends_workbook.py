"""The need over a year as a workbook: the gaps by month, and on a sheet of their own the people behind them."""

from collections.abc import Callable
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.i18n import _, language
from desktop_app.language.dates import month_name, short_date
from desktop_app.questionnaires.model import text_in
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, Value, write_workbook
from desktop_app.surveys.trends import MonthNeed, NeedTrend

NAME_WIDTH, MONTH_WIDTH = 50, 12


def write_trend(centre: Centre, *, trend: NeedTrend, out: Path) -> Path:
    """Returns the path really written. Raises StorageError; the journal tells of what was written."""
    own = centre.read(profile)
    heading = (
        _("Need over the year {year}: {questionnaire}", year=trend.year, questionnaire=text_in(trend.title)),
        f"{own.name}, {short_date(centre.clock.today())}",
    )
    gaps = _sheet(_("Need gap"), heading, trend, Kind.DECIMAL, lambda need: need.gap)
    people = _sheet(_("People (n)"), heading, trend, Kind.INTEGER, lambda need: need.n)
    written = write_workbook(out, [gaps, people], creator=own.name)
    facts = {"what": heading[0], "rows": len(trend.competences)}
    centre.write(lambda unit: unit.note("export", entity="list", entity_id="", facts=facts))
    return written


def _sheet(
    title: str, heading: tuple[str, ...], trend: NeedTrend, kind: Kind, figure: Callable[[MonthNeed], Value]
) -> SheetPlan:
    months = sorted(trend.people)
    columns = [
        ColumnPlan(_("Competence"), Kind.TEXT, NAME_WIDTH),
        *(ColumnPlan(month_name(month, language()), kind, MONTH_WIDTH) for month in months),
    ]
    rows: list[list[Value]] = [
        [row.text, *(figure(row.months[month]) if month in row.months else None for month in months)]
        for row in trend.competences
    ]
    return SheetPlan(title, columns, rows, heading=heading, freeze_columns=1)
