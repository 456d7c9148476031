"""1-PMM: how the plan is fulfilled, by channel, staff group, and category of those whom we know by name."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from desktop_app.i18n import _
from desktop_app.indicators.model import Figure, FigureKey, Names, Span
from desktop_app.reference.records import OWN_CHANNEL, ListItem
from desktop_app.reference.service import list_items
from desktop_app.returns.columns import figure_column, share_columns
from desktop_app.returns.records import NOTE_COLUMN, PLAN_FORM, TOTAL, UNKNOWN, CellKind, Column, Form, Row
from desktop_app.returns.sources import Sources, Tables, Values, added, completed, values_of, values_of_all

_BASIS = "basis"
# What is known by category; no plan is.
_BY_CATEGORY = "actual"


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
    categories = {item.code: item.names.text for item in list_items(sources.unit, "category")}
    categories[UNKNOWN] = _("Category not stated")
    by_channel, by_category = _counted(sources, of_form, categories)
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
        rows.append(top)
        for part in parts:
            rows.append(part)
            if channel.code == OWN_CHANNEL:
                rows += _category_rows(part, by_category, categories, of_form)
    sums: Values = {column.code: added(row.values[column.code] for row in tops) for column in of_form if column.key}
    total = Row(TOTAL, _("Total"), completed(sums, of_form), parent="")
    title = _("Fulfilment of the plan by channel and staff group")
    return Form(PLAN_FORM, title, _("Channel, staff group, category"), of_form, tuple(rows), total)


def _counted(
    sources: Sources, of_form: Collection[Column], categories: Collection[str]
) -> tuple[dict[str, Tables], dict[str, Tables]]:
    """The figures of each channel, and those of each category in our own, by staff group; all asked for at once."""
    keys: dict[tuple[str, str, str], FigureKey] = {}
    for column in of_form:
        if column.key is None:
            continue
        for channel in sources.channels:
            keys[channel.code, "", column.code] = replace(column.key, filters={"channel": (channel.code,)})
        for category in categories if column.key.indicator == _BY_CATEGORY else ():
            filters = {"channel": (OWN_CHANNEL,), "category": (category,)}
            keys[OWN_CHANNEL, category, column.code] = replace(column.key, filters=filters)
    found = sources.tables_of({"/".join(place): key for place, key in keys.items()}, "staff_group")
    by_channel: dict[str, dict[str, Mapping[str, Figure]]] = {channel.code: {} for channel in sources.channels}
    by_category: dict[str, dict[str, Mapping[str, Figure]]] = {category: {} for category in categories}
    for place in keys:
        of_channel, of_category, code = place
        tables = by_category[of_category] if of_category else by_channel[of_channel]
        tables[code] = found["/".join(place)]
    return dict(by_channel), dict(by_category)


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


def _category_rows(
    group: Row, by_category: Mapping[str, Tables], categories: Names, of_form: Collection[Column]
) -> list[Row]:
    """Of the categories that people of the group have, and of who states none: what is planned no plan divides."""
    (code,) = group.filters["staff_group"]
    has_anybody = any(tables["year_actual"].get(code) for tables in by_category.values())
    return [
        Row(
            f"{group.code}.{category}",
            categories[category],
            _actual_alone({column: table.get(code) or 0 for column, table in tables.items()}, of_form),
            group.code,
            filters={**group.filters, "category": (category,)},
        )
        for category, tables in by_category.items()
        if has_anybody and (category == UNKNOWN or tables["year_actual"].get(code))
    ]


def _actual_alone(actual: Values, of_form: Collection[Column]) -> Values:
    """Without a plan there is nothing to be a part of, and no difference."""
    return {column.code: actual.get(column.code) for column in of_form if column.kind.is_added}


def _with_zeros(values: Values, channel: str, tables: Tables) -> Values:
    """Our own register knows its zeros as soon as anybody was called this year."""
    if channel != OWN_CHANNEL or not tables["year_actual"]:
        return values
    return values | {code: values[code] or 0 for code in ("month_actual", "year_actual")}


def _basis(sources: Sources, channel: str, group: str) -> str:
    orders, papers = sources.orders.get((channel, group), ()), sources.papers.get((channel, group), ())
    return "; ".join(dict.fromkeys(text for text in (*sorted(orders), *papers) if text))
