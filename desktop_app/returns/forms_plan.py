"""1-PMM: how the plan is fulfilled, by channel and staff group."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from desktop_app.i18n import _
from desktop_app.indicators.model import Span
from desktop_app.reference.records import OWN_CHANNEL, ListItem
from desktop_app.returns.columns import figure_column, share_columns
from desktop_app.returns.records import NOTE_COLUMN, PLAN_FORM, TOTAL, UNKNOWN, CellKind, Column, Form, Row
from desktop_app.returns.sources import Sources, Tables, Values, added, completed, values_of, values_of_all

_BASIS = "basis"


def columns() -> tuple[Column, ...]:
    month, year = _("Reporting month"), _("From the beginning of the year")
    year_plan = figure_column("plan_to_date", Span.YEAR, code="year_plan", title=_("Plan"), group=year)
    year_actual = figure_column("actual", Span.YEAR, code="year_actual", title=_("Actual"), group=year)
    return (
        figure_column("plan_year", Span.YEAR),
        figure_column("plan_month", Span.MONTH, code="month_plan", title=_("Plan"), group=month),
        figure_column("actual", Span.MONTH, code="month_actual", title=_("Actual"), group=month),
        year_plan,
        year_actual,
        *share_columns(
            replace(year_actual, title=_("Numerator: actual")),
            replace(year_plan, title=_("Denominator: plan from the beginning of the year")),
        ),
        Column(
            "difference",
            _("Difference"),
            _("Actual less plan, both from the beginning of the year."),
            _("Computed"),
            difference_of=("year_actual", "year_plan"),
        ),
        Column(
            _BASIS,
            _("Basis"),
            _("Order of the plan; paper of the channel's figure."),
            year_plan.source,
            kind=CellKind.TEXT,
        ),
        Column(
            NOTE_COLUMN,
            _("Note"),
            _("The sentences that explain what the checks found in the row."),
            _("Checks of the return"),
            kind=CellKind.TEXT,
        ),
    )


def build(sources: Sources) -> Form:
    of_form = columns()
    by_channel = _by_channel(sources, of_form)
    rows: list[Row] = []
    tops: list[Row] = []
    for channel in sources.channels:
        tables = by_channel[channel.code]
        parts = _group_rows(sources, channel, tables)
        bases = {part.texts[_BASIS] for part in parts} - {""}
        values = completed(_with_zeros(values_of_all(tables), channel.code, tables), of_form)
        # What its rows rest on stands beside them; beside the whole only where it is one and the same.
        texts = {_BASIS: bases.pop() if len(bases) == 1 else ""}
        top = Row(channel.code, channel.names.text, values, TOTAL, texts, {"channel": (channel.code,)})
        tops.append(top)
        rows += [top, *parts]
    sums: Values = {column.code: added(row.values[column.code] for row in tops) for column in of_form if column.key}
    total = Row(TOTAL, _("Total"), completed(sums, of_form), parent="")
    title = _("Fulfilment of the plan by channel and staff group")
    return Form(PLAN_FORM, title, _("Channel, staff group"), of_form, tuple(rows), total)


def _by_channel(sources: Sources, of_form: Collection[Column]) -> dict[str, Tables]:
    """The figures of each channel by staff group, all asked for at once."""
    keys = {
        (channel.code, column.code): replace(column.key, filters={"channel": (channel.code,)})
        for channel in sources.channels
        for column in of_form
        if column.key is not None
    }
    found = sources.tables_of({f"{channel} {code}": key for (channel, code), key in keys.items()}, "staff_group")
    by_channel: dict[str, dict[str, Mapping[str, int | float | None]]] = {}
    for channel, code in keys:
        by_channel.setdefault(channel, {})[code] = found[f"{channel} {code}"]
    return dict(by_channel)


def _group_rows(sources: Sources, channel: ListItem, tables: Tables) -> list[Row]:
    groups = [(group.code, group.names.text) for group in sources.staff_groups]
    if channel.code == OWN_CHANNEL or any(UNKNOWN in table for table in tables.values()):
        groups.append((UNKNOWN, _("Staff group not stated")))
    return [
        Row(
            f"{channel.code}.{code}",
            name,
            completed(_with_zeros(values_of(tables, [code]), channel.code, tables), columns()),
            channel.code,
            {_BASIS: _basis(sources, channel.code, code)},
            {"channel": (channel.code,), "staff_group": (code,)},
        )
        for code, name in groups
    ]


def _with_zeros(values: Values, channel: str, tables: Tables) -> Values:
    """Our own register knows its zeros as soon as anybody was called this year."""
    if channel != OWN_CHANNEL or not tables["year_actual"]:
        return values
    return values | {code: values[code] or 0 for code in ("month_actual", "year_actual")}


def _basis(sources: Sources, channel: str, group: str) -> str:
    orders, papers = sources.orders.get((channel, group), ()), sources.papers.get((channel, group), ())
    return "; ".join(dict.fromkeys(text for text in (*sorted(orders), *papers) if text))
