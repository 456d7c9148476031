"""The picture of the month on one page: plan and actual by month, the channels, the districts and the regions."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from db.models.returns import ReceivedReturn
from db.unit_of_work import UnitOfWork
from desktop_app.documents.charts import Pair, columns, paired_bars
from desktop_app.documents.page import Report
from desktop_app.documents.primitives import Drawing, Shape, Text, TextWidth, moved
from desktop_app.i18n import N_, _, language, use
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import Figure, FigureKey, Span
from desktop_app.indicators.service import figures, figures_by
from desktop_app.language.dates import month_title
from desktop_app.language.numbers import number
from desktop_app.language.paper_names import in_script_of
from desktop_app.narrative.tiles import REGION_PLACES, Tile, in_rows, tile_map
from desktop_app.narrative.wording import NO_FIGURE, as_of_text, share_text, verdict_text
from desktop_app.plan.population import period_of
from desktop_app.plan.records import Period
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import districts, profile, regions
from desktop_app.returns.records import PLAN_FORM, TOTAL

_MONTHS_HEIGHT = 118.0
_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_BY_MONTH, _BY_CHANNEL = N_("Finished by month, and the plan of the centre"), N_("Channels since January")
# Where the regions need their room the two charts stand side by side.
_MONTHS_SHARE, _BETWEEN, _HEADING_SIZE = 0.56, 14.0, 10.0
_OWN = {"channel": (OWN_CHANNEL,)}
_REGION_PLAN, _REGION_ACTUAL = "year_plan", "year_actual"


@dataclass(frozen=True)
class Beside:
    """What was done and what was planned; None is no data."""

    name: str
    actual: Figure
    plan: Figure


@dataclass(frozen=True)
class MonthView:
    """Everything that the picture shows. ``regions`` are those whose return of the month was received, by code."""

    period: Period
    facts: tuple[tuple[str, str], ...]
    months: tuple[Beside, ...]
    channels: tuple[Beside, ...]
    districts: tuple[Beside, ...]
    regions: Mapping[str, Beside]


def month_view(unit: UnitOfWork, *, year: int, month: int) -> MonthView:
    """Raises Invalid for a month that has not begun."""
    period = period_of(year, month, today=unit.today)
    by_month = figures_by(unit, [_key("completed"), _key("plan_year", _OWN)], period, by="month")
    by_channel = figures_by(unit, [_key("actual"), _key("plan_to_date")], period, by="channel")
    by_district = figures_by(unit, [_key("completed"), _key("plan_to_date", _OWN)], period, by="district")
    names = DIMENSIONS["channel"].values(unit)
    own = districts(unit, region_code=profile(unit).region_code)
    return MonthView(
        period=period,
        facts=_facts(unit, period),
        months=tuple(_month(each, by_month, period) for each in range(1, len(_MONTHS) + 1)),
        channels=tuple(_beside(name, code, by_channel) for code, name in names.items()),
        districts=tuple(_beside(place.names.text, place.code, by_district) for place in own),
        regions=_received(unit, period),
    )


def month_picture(unit: UnitOfWork, *, year: int, month: int, written_in: str = "") -> bytes:
    """The picture as a PDF of one A4 page. Raises Invalid for a month that has not begun."""
    own = profile(unit)
    with use(written_in or own.document_language):
        view = month_view(unit, year=year, month=month)
        target = io.BytesIO()
        title = _("The month in one picture: {month}", month=month_title(year, month, language()))
        centre = in_script_of(language(), own.name)
        day = as_of_text(view.period.last_day, unit.today)
        report = Report(target, title=title, footer=centre, is_numbered=False)
        report.title(title, below=_("{centre}, as of {day}", centre=centre, day=day))
        report.facts(view.facts)
        if view.regions:
            report.chart(lambda width, measure: _both(view, width, measure))
        else:
            report.heading(_(_BY_MONTH))
            report.chart(lambda width, measure: _months(view.months, width, measure))
            report.heading(_(_BY_CHANNEL))
            report.chart(lambda width, measure: _channels(view.channels, width, measure))
        report.heading(_("Districts and cities: finished since January, and the plan to date"))
        tiles = in_rows([_tile(each) for each in view.districts])
        report.chart(lambda width, measure: tile_map(tiles, width=width, text_width=measure))
        if view.regions:
            report.heading(_("Regions by the returns received: done since January, and the plan to date"))
            report.chart(lambda width, measure: _regions(view.regions, width, measure))
        report.save()
        return target.getvalue()


def _key(indicator: str, filters: Mapping[str, tuple[str, ...]] | None = None) -> FigureKey:
    return FigureKey(indicator, Span.YEAR, filters or {})


def _facts(unit: UnitOfWork, period: Period) -> tuple[tuple[str, str], ...]:
    keys = (
        FigureKey("completed", Span.MONTH),
        FigureKey("studying", Span.DAY),
        _key("completed"),
        _key("plan_to_date", _OWN),
    )
    finished, studying, done, planned = figures(unit, keys, period)
    told = _("{figure} of {plan}, {share}: {verdict}", figure=_shown(done), plan=_shown(planned),
             share=share_text(done, planned), verdict=verdict_text(done, planned))  # fmt: skip
    return (
        (_("Finished in the month"), _shown(finished)),
        (_("Studying on the last day"), _shown(studying)),
        (_("Finished since January, of the plan to date"), told),
    )


def _beside(name: str, code: str, tables: Sequence[Mapping[str, Figure]]) -> Beside:
    actual, plan = (table.get(code) for table in tables)
    return Beside(name, actual, plan)


def _month(month: int, tables: Sequence[Mapping[str, Figure]], period: Period) -> Beside:
    """Nothing was done yet in a month after the one of the picture."""
    found = _beside(_(_MONTHS[month - 1]), f"{month:02}", tables)
    return found if month <= period.month else replace(found, actual=None)


def _received(unit: UnitOfWork, period: Period) -> Mapping[str, Beside]:
    """Of each region the newest return of the month that was kept."""
    rows = unit.session.execute(
        select(ReceivedReturn.region_code, ReceivedReturn.figures)
        .where(ReceivedReturn.year == period.year, ReceivedReturn.month == period.month)
        .order_by(ReceivedReturn.number, ReceivedReturn.id)
    )
    found = {code: _totals(told["lines"]) for code, told in rows}
    return {
        region.code: Beside(region.names.text, totals.get(_REGION_ACTUAL), totals.get(_REGION_PLAN))
        for region in (regions(unit) if found else ())
        for totals in [found.get(region.code, {})]
    }


def _totals(lines: Sequence[Mapping[str, Any]]) -> dict[str, Figure]:
    """The row of totals of the first form, by column."""
    return {line["column"]: line["value"] for line in lines if (line["form"], line["row"]) == (PLAN_FORM, TOTAL)}


def _both(view: MonthView, width: float, text_width: TextWidth) -> Drawing:
    left = (width - _BETWEEN) * _MONTHS_SHARE
    right = width - _BETWEEN - left
    drawn = (
        (0.0, _BY_MONTH, _months(view.months, left, text_width)),
        (left + _BETWEEN, _BY_CHANNEL, _channels(view.channels, right, text_width)),
    )
    top = 2 * _HEADING_SIZE
    shapes: list[Shape] = []
    for x, heading, chart in drawn:
        shapes.append(Text(x, _HEADING_SIZE, _(heading), _HEADING_SIZE, is_bold=True))
        shapes += moved(chart, x=x, y=top).shapes
    return Drawing(width, top + max(chart.height for _x, _heading, chart in drawn), tuple(shapes))


def _months(months: Sequence[Beside], width: float, text_width: TextWidth) -> Drawing:
    names = (_("Plan"), _("Actual"))
    return columns(
        [_pair(each, is_plan_first=True) for each in months],
        names=names,
        width=width,
        height=_MONTHS_HEIGHT,
        text_width=text_width,
        number=lambda value: number(round(value), 0, language()),
    )


def _channels(channels: Sequence[Beside], width: float, text_width: TextWidth) -> Drawing:
    shown = [each for each in channels if each.actual is not None or each.plan is not None]
    highest = max((float(figure or 0) for each in shown for figure in (each.actual, each.plan)), default=0.0)
    pairs = [_pair(each, is_plan_first=False) for each in shown]
    names = (_("Actual"), _("Plan to date"))
    return paired_bars(pairs, names=names, highest=highest or 1.0, width=width, text_width=text_width)


def _pair(each: Beside, *, is_plan_first: bool) -> Pair:
    """A month shows its two numbers; a channel its percentage of the plan, too."""
    plan, actual = _shown(each.plan), _shown(each.actual)
    if is_plan_first:
        return Pair(each.name, float(each.plan or 0), float(each.actual or 0), plan, actual)
    told = f"{actual} ({share_text(each.actual, each.plan)})"
    return Pair(each.name, float(each.actual or 0), float(each.plan or 0), told, plan)


def _tile(each: Beside) -> Tile:
    share = None if each.actual is None or not each.plan else each.actual / each.plan
    note = _("no data") if each.actual is None else _("no plan")
    if each.plan is not None:
        note = _("{share} of {plan}", plan=_shown(each.plan), share=share_text(each.actual, each.plan))
    return Tile(each.name, _shown(each.actual), note, share)


def _regions(found: Mapping[str, Beside], width: float, text_width: TextWidth) -> Drawing:
    placed = {REGION_PLACES[code]: _tile(each) for code, each in found.items() if code in REGION_PLACES}
    return tile_map(placed, width=width, text_width=text_width)


def _shown(value: Figure) -> str:
    return NO_FIGURE if value is None else number(value, 0, language())
