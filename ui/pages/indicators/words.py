"""What units of indicators are called, and the columns of the catalogue."""

from collections.abc import Mapping

from desktop_app.i18n import N_, _
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import Measure
from desktop_app.indicators.wordings import Worded
from ui.models.table_model import Column

MEASURES: Mapping[Measure, str] = {
    Measure.PEOPLE: N_("People"),
    Measure.COURSES: N_("Courses"),
    Measure.HOURS: N_("Hours"),
    Measure.PAPERS: N_("Papers"),
    Measure.BLANKS: N_("Blanks"),
    Measure.EVENTS: N_("Events"),
    Measure.POINTS: N_("Points"),
    Measure.PERCENT: N_("Percent"),
}


def _divided_by(line: Worded) -> str:
    return ", ".join(_(each.title) for code, each in DIMENSIONS.items() if code in line.indicator.dimensions)


def _unit(line: Worded) -> str:
    return _(MEASURES[line.indicator.unit])


def _source(line: Worded) -> str:
    return _(line.indicator.source)


def _order(line: Worded) -> str:
    return line.wording.order if line.wording else ""


COLUMNS: tuple[Column[Worded], ...] = (
    Column("title", N_("Indicator"), lambda line: line.title, width=170, is_told_whole=True),
    Column(
        "definition",
        N_("What is counted"),
        lambda line: line.definition,
        width=150,
        is_stretched=True,
        is_told_whole=True,
    ),
    Column("unit", N_("Unit"), _unit, width=108, is_told_whole=True),
    Column("divided", N_("Divided by"), _divided_by, width=110, is_told_whole=True),
    Column("source", N_("Source"), _source, width=120, is_told_whole=True),
    Column("edition", N_("Edition"), lambda line: line.edition, width=72),
    Column("since", N_("Since"), lambda line: line.wording.valid_from if line.wording else None, width=96),
    Column("order", N_("By which order"), _order, width=146, is_told_whole=True),
    Column("code", N_("Code"), lambda line: line.indicator.code, width=104),
)
