"""2-PMM and 3-PMM: the way of everybody called in the year, by district and by subject."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.i18n import _
from desktop_app.indicators.model import Span
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import list_items
from desktop_app.returns.columns import figure_column, share_columns
from desktop_app.returns.records import (
    DISTRICT_FORM,
    NOT_SPLIT,
    OTHER_REGION,
    SUBJECT_FORM,
    TOTAL,
    UNKNOWN,
    Column,
    Form,
    Row,
)
from desktop_app.returns.sources import Sources, Tables, Values, completed, values_of, values_of_all

_DUE = "due"
# The languages that most courses are taught in; the others share a column.
_LANGUAGES = ("uz", "ru", "kaa")


def district_columns() -> tuple[Column, ...]:
    finished, arrived, absent = _("Finished the course"), _("Of those called"), _("Did not come")
    plan = figure_column("plan_to_date", Span.YEAR, code="plan", title=_("Plan"), filters={"channel": (OWN_CHANNEL,)})
    all_finished = figure_column("completed", Span.YEAR, title=_("Total"), group=finished)
    return (
        figure_column(_DUE, Span.YEAR),
        plan,
        figure_column("called", Span.YEAR),
        figure_column("came", Span.YEAR, group=arrived),
        figure_column("unmarked", Span.YEAR, group=arrived),
        figure_column("absent_excused", Span.YEAR, title=_("Valid reason"), group=absent),
        figure_column("absent_unexcused", Span.YEAR, title=_("No valid reason"), group=absent),
        figure_column("studying", Span.DAY),
        figure_column("left", Span.YEAR),
        all_finished,
        figure_column("certificate", Span.YEAR, title=_("Certificate"), group=finished),
        figure_column("statement", Span.YEAR, title=_("Statement"), group=finished),
        *share_columns(
            replace(all_finished, title=_("Numerator: finished")), replace(plan, title=_("Denominator: plan"))
        ),
    )


def subject_columns(languages: Sequence[str] = ()) -> tuple[Column, ...]:
    """As by district, and the language of teaching; ``languages`` are the codes of those that the centre knows."""
    group = _("Called, by language of teaching")
    titles = {"uz": _("Uzbek"), "ru": _("Russian"), "kaa": _("Karakalpak")}
    others = tuple(code for code in languages if code not in _LANGUAGES)
    return (
        *district_columns(),
        *(_language(f"language_{code}", titles[code], (code,), group) for code in _LANGUAGES),
        _language("language_other", _("Other"), others, group),
        _language("language_unknown", _("Unknown"), (UNKNOWN,), group),
    )


def _language(code: str, title: str, codes: tuple[str, ...], group: str) -> Column:
    return figure_column("called", Span.YEAR, code=code, title=title, group=group, filters={"language": codes})


def build_districts(sources: Sources) -> Form:
    columns = district_columns()
    tables = _tables(sources, columns, "district")
    own = [district.code for district in sources.districts]
    elsewhere = sorted({code for table in tables.values() for code in table} - {*own, UNKNOWN})
    rows: list[tuple[str, str, tuple[str, ...]]] = [
        *((district.code, district.names.text, (district.code,)) for district in sources.districts),
        (OTHER_REGION, _("From other regions"), tuple(elsewhere)),
        (UNKNOWN, _("District not stated"), (UNKNOWN,)),
    ]
    made = _rows(columns, tables, "district", rows, not_split=_("Plan not split by district"))
    title = _("By district and city")
    return Form(DISTRICT_FORM, title, _("District or city"), columns, made, _total(columns, tables))


def build_subjects(sources: Sources) -> Form:
    columns = subject_columns([item.code for item in list_items(sources.unit, "language")])
    tables = _tables(sources, columns, "subject")
    rows = [(subject.code, subject.names.text, (subject.code,)) for subject in sources.subjects]
    rows.append((UNKNOWN, _("Subject not stated"), (UNKNOWN,)))
    made = _rows(columns, tables, "subject", rows, not_split=_("Plan not split by subject"))
    return Form(SUBJECT_FORM, _("By subject"), _("Subject"), columns, made, _total(columns, tables))


def _tables(sources: Sources, columns: Sequence[Column], by: str) -> Tables:
    found = sources.tables([column for column in columns if column.code != _DUE], by)
    return {**found, _DUE: sources.due(by)}


def _rows(
    columns: Sequence[Column],
    tables: Tables,
    dimension: str,
    rows: Sequence[tuple[str, str, tuple[str, ...]]],
    *,
    not_split: str,
) -> tuple[Row, ...]:
    """A row for each value; a plan that names none has a row of its own, apart from the people who state none."""
    undivided = tables["plan"].get(UNKNOWN)
    divided = {**tables, "plan": {code: people for code, people in tables["plan"].items() if code != UNKNOWN}}
    built = [
        Row(code, name, _values(columns, values_of(divided, meant)), filters={dimension: meant})
        for code, name, meant in rows
    ]
    if undivided is None:
        return tuple(built)
    values = values_of(divided, ()) | {"plan": undivided}
    built.append(Row(NOT_SPLIT, not_split, _values(columns, values), filters={dimension: (UNKNOWN,)}))
    return tuple(_without_share(row) for row in built)


def _total(columns: Sequence[Column], tables: Tables) -> Row:
    """Everybody, whatever row they stand in: were a row missing, the check of sums would see it."""
    return Row(TOTAL, _("Total"), _values(columns, values_of_all(tables)), parent="")


def _values(columns: Sequence[Column], values: Values) -> Values:
    if values["called"] is not None:
        # Whoever is called is called in some language: there none of the others is nobody.
        values |= {code: values[code] or 0 for code in values if code.startswith("language_")}
    return completed(values, columns)


def _without_share(row: Row) -> Row:
    """A row whose plan is known in part only: a percentage of that part would mislead."""
    return replace(row, values={**row.values, "numerator": None, "denominator": None})
