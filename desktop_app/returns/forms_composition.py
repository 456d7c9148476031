"""5-PMM: who the people are that came since January, by position and category."""

from dataclasses import replace

from desktop_app.i18n import _
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import UNKNOWN, FigureKey, Names, Span
from desktop_app.reference.service import list_items
from desktop_app.returns.columns import figure_column
from desktop_app.returns.records import COMPOSITION_FORM, TOTAL, Column, Form, Row
from desktop_app.returns.sources import Sources, Tables, Values, values_of, values_of_all

_HIGHER = ("OLIY_B", "OLIY_M", "OLIY_S", "PHD", "DSC")
_ANY = "ANY"
_SECONDARY = ("OM", "URTA", "TUG_OLIY")


def columns() -> tuple[Column, ...]:
    """The parts of each division make up the total: who states nothing stands in a column of their own."""
    return (
        figure_column("came", Span.YEAR, title=_("Total")),
        *_division("sex", {"female": _("Women"), "male": _("Men")}),
        *_division("rural", {"rural": _("Village"), "urban": _("Town")}),
        *_division(
            "age",
            {"0-29": _("Under 30"), "30-39": "30–39", "40-49": "40–49", "50-59": "50–59", "60+": "60+"},
        ),
        _part("education", "education_higher", _("Higher"), _HIGHER),
        _part("education", "education_secondary", _("Secondary"), _SECONDARY),
        _part("education", "education_unknown", _("Unknown"), (UNKNOWN,)),
        *_division("service_years", {"0-4": "0–4", "5-9": "5–9", "10-19": "10–19", "20+": "20+"}),
    )


def _division(dimension: str, titles: Names) -> list[Column]:
    named = {**titles, UNKNOWN: _("Unknown")}
    return [_part(dimension, f"{dimension}_{code.lower()}", title, (code,)) for code, title in named.items()]


def _part(dimension: str, code: str, title: str, values: tuple[str, ...]) -> Column:
    group = _(DIMENSIONS[dimension].title)
    return figure_column("came", Span.YEAR, code=code, title=title, group=group, filters={dimension: values})


def build(sources: Sources) -> Form:
    """Only positions and categories that somebody has; whoever states none is never left out."""
    of_form = columns()
    categories = {item.code: item.names.text for item in list_items(sources.unit, "category")}
    positions = {item.code: item.names.text for item in list_items(sources.unit, "position")}
    categories[UNKNOWN], positions[UNKNOWN] = _("Category not stated"), _("Position not stated")
    by_category = _by_category(sources, of_form, categories)
    whole = by_category.pop(_ANY)
    rows: list[Row] = []
    for position, name in positions.items():
        if not whole["came"].get(position) and position != UNKNOWN:
            continue
        values = _with_zeros(values_of(whole, [position]))
        rows.append(Row(position, name, values, filters={"position": (position,)}))
        rows += [
            Row(
                f"{position}.{category}",
                categories[category],
                _with_zeros(values_of(tables, [position])),
                position,
                filters={"position": (position,), "category": (category,)},
            )
            for category, tables in by_category.items()
            if tables["came"].get(position)
        ]
    total = Row(TOTAL, _("Total"), _with_zeros(values_of_all(whole)), parent="")
    title = _("Composition of the people who came")
    return Form(COMPOSITION_FORM, title, _("Position, category"), of_form, tuple(rows), total)


def _by_category(sources: Sources, of_form: tuple[Column, ...], categories: Names) -> dict[str, Tables]:
    """The figures of each category, and of all of them together, by position; all asked for at once."""
    keys: dict[str, FigureKey] = {}
    for column in of_form:
        if column.key is not None:
            keys[f"{_ANY} {column.code}"] = column.key
            for category in categories:
                narrowed = {**column.key.filters, "category": (category,)}
                keys[f"{category} {column.code}"] = replace(column.key, filters=narrowed)
    found = sources.tables_of(keys, "position")
    return {code: {column.code: found[f"{code} {column.code}"] for column in of_form} for code in (_ANY, *categories)}


def _with_zeros(values: Values) -> Values:
    """Where anybody came, a part of them that is nobody is nought."""
    return values if values["came"] is None else {code: value or 0 for code, value in values.items()}
