"""The plan by order, what other channels report, and how far both together fulfil the plan."""

from collections.abc import Collection, Sequence

from sqlalchemy import String, cast, func, null, select

from db.among import among
from db.models.plan import ChannelFigure
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_, _, _n, language
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import BehindRow, Indicator, Measure, RowKind, Span
from desktop_app.indicators.sources import Count, Ground, GroundSource, Item, Leaf, ListedSource
from desktop_app.language.dates import month_title
from desktop_app.language.orders import order_text
from desktop_app.plan.finished import first_editions
from desktop_app.plan.records import CountedLine, Period, PlanEntry
from desktop_app.plan.service import counted_plan
from desktop_app.reference.records import OWN_CHANNEL

_PLAN_DIMENSIONS = frozenset({"channel", "staff_group", "district", "subject", "programme", "month"})
# No plan names categories; of those who finished they are known.
_ACTUAL_DIMENSIONS = _PLAN_DIMENSIONS | {"category"}
_MONTH_AND_YEAR = (Span.MONTH, Span.YEAR)
_PLAN, _REPORTS = N_("Annual plan by order"), N_("Papers of the other channels")


def _lines(unit: UnitOfWork, period: Period) -> list[CountedLine]:
    """In force on the month's last day. A total that its parts make up counts nobody; a withdrawn line does."""
    lines, _overlaps = counted_plan(unit, year=period.year, day=period.last_day)
    return [each for each in lines if each.people or not each.line.people]


def _planned(unit: UnitOfWork, period: Period, _leaves: Collection[Leaf]) -> list[Item]:
    codes = dict(unit.session.execute(select(Programme.id, Programme.code)).all())
    bases = first_editions(unit)
    return [
        Item(
            each.line.id,
            {
                "channel": each.line.channel_code,
                "staff_group": each.line.staff_group,
                "district": each.line.district_code,
                "subject": each.line.subject_code,
                "programme": codes.get(bases.get(each.line.programme_id, 0)),
                "month": None if each.line.is_yearly else f"{each.line.month:02}",
            },
            _amounts(each, period),
        )
        for each in _lines(unit, period)
    ]


def _amounts(each: CountedLine, period: Period) -> dict[Leaf, int | float]:
    amounts: dict[Leaf, int | float] = {("plan_year", Span.YEAR): each.people}
    if each.line.month <= period.month:
        amounts["plan_to_date", Span.YEAR] = each.people
    if each.line.stated_month == period.month:
        amounts["plan_month", Span.MONTH] = each.people
    return amounts


def _plan_rows(unit: UnitOfWork, period: Period, _leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    names = {name: DIMENSIONS[name].values(unit) for name in ("channel", "staff_group", "district", "subject")}
    lines = {each.line.id: each for each in _lines(unit, period)}

    def row(each: CountedLine) -> BehindRow:
        line = each.line
        told = {
            "channel": line.channel_code,
            "staff_group": line.staff_group,
            "district": line.district_code,
            "subject": line.subject_code,
        }
        name = ", ".join(names[of].get(code, code) for of, code in told.items() if code)
        return BehindRow(RowKind.PLAN_LINE, line.id, name, _plan_reason(each))

    return [row(lines[row_id]) for row_id in row_ids]


def _plan_reason(each: CountedLine) -> str:
    line: PlanEntry = each.line
    when = _("in {year}", year=line.year) if line.is_yearly else month_title(line.year, line.month, language())
    order = order_text(line.order_number, line.order_date)
    if each.people == line.people:
        told = _n(
            "Planned for {when}: {n} person. {order}",
            "Planned for {when}: {n} people. {order}",
            line.people,
            when=when,
            order=order,
        )
    else:
        told = _(
            "Planned for {when}: {people}, of whom {counted} stand in no finer line. {order}",
            when=when,
            people=line.people,
            counted=each.people,
            order=order,
        )
    return told.strip()


def _reported(_unit: UnitOfWork, period: Period, _wanted: Collection[str], _listed: Leaf | None) -> Ground:
    rows = (
        select(ChannelFigure)
        .where(
            ChannelFigure.year == period.year,
            ChannelFigure.month <= period.month,
            ChannelFigure.channel_code != OWN_CHANNEL,
        )
        .subquery()
    )
    columns = {
        "channel": rows.c.channel_code,
        "staff_group": rows.c.staff_group,
        "month": func.two_digits(rows.c.month),
        # No other channel says who its people are or where they are from, nor what they learnt.
        **dict.fromkeys(("category", "district", "subject", "programme"), cast(null(), String)),
    }
    counts = {
        ("reported", Span.MONTH): Count(rows.c.month == period.month, rows.c.people),
        ("reported", Span.YEAR): Count(rows.c.month <= period.month, rows.c.people),
    }
    return Ground(rows, rows.c.id, columns, counts, (rows.c.month, rows.c.channel_code, rows.c.staff_group))


def _reported_rows(unit: UnitOfWork, _period: Period, _leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    names = {name: DIMENSIONS[name].values(unit) for name in ("channel", "staff_group")}
    found = {
        figure.id: figure
        for wanted in among(unit.session, [ChannelFigure.id], row_ids)
        for figure in unit.session.scalars(select(ChannelFigure).where(wanted))
    }

    def row(figure: ChannelFigure) -> BehindRow:
        channel, group = figure.channel_code, figure.staff_group
        name = f"{names['channel'].get(channel, channel)}, {names['staff_group'].get(group, group)}"
        when = month_title(figure.year, figure.month, language())
        reason = _("Reported for {when} by {source}.", when=when, source=figure.source)
        return BehindRow(RowKind.CHANNEL_FIGURE, figure.id, name, reason)

    return [row(found[row_id]) for row_id in row_ids]


def _of_plan(code: str, title: str, definition: str, span: Span) -> Indicator:
    return Indicator(code, title, definition, Measure.PEOPLE, (span,), _PLAN_DIMENSIONS, _PLAN)


PLAN = ListedSource(_PLAN_DIMENSIONS, _planned, _plan_rows)
OF_PLAN = (
    _of_plan("plan_year", N_("Annual plan"), N_("People planned for the twelve months of the year."), Span.YEAR),
    _of_plan("plan_month", N_("Plan of the month"), N_("People planned for the reporting month."), Span.MONTH),
    _of_plan(
        "plan_to_date",
        N_("Plan from the beginning of the year"),
        N_("People planned from January to the reporting month."),
        Span.YEAR,
    ),
)
REPORTED = GroundSource(_ACTUAL_DIMENSIONS, _reported, _reported_rows)
OF_REPORTED = (
    Indicator(
        "reported",
        N_("Reported by other channels"),
        N_("What other channels reported for the period; our own channel is counted from persons."),
        Measure.PEOPLE,
        _MONTH_AND_YEAR,
        _ACTUAL_DIMENSIONS,
        _REPORTS,
    ),
)
# Added up and divided: they have no rows of their own.
OF_BOTH = (
    Indicator(
        "actual",
        N_("Actual"),
        N_("Who finished in our own channel and what other channels reported, together."),
        Measure.PEOPLE,
        _MONTH_AND_YEAR,
        _ACTUAL_DIMENSIONS,
        N_("Register of persons; of other channels the paper named as basis"),
        parts=("completed", "reported"),
    ),
    Indicator(
        "fulfilment_percent",
        N_("Fulfilment of the plan"),
        N_("Actual divided by the plan, both from the beginning of the year."),
        Measure.PERCENT,
        (Span.YEAR,),
        _PLAN_DIMENSIONS,
        N_("Computed"),
        parts=("completed", "reported"),
        denominator="plan_to_date",
    ),
)
