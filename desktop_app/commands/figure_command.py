"""``figure INDICATOR --month YYYY-MM``: one figure of a return, and the rows that it is made of."""

from argparse import ArgumentParser, Namespace
from typing import Any

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, day_argument, month_argument
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_, _, _n, language
from desktop_app.indicators.as_of import known_on
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import UNKNOWN, Behind, BehindRow, Figure, FigureKey, RowKind, Span
from desktop_app.indicators.service import behind, figures_by, indicator
from desktop_app.indicators.wordings import worded_on
from desktop_app.language.numbers import short_number
from desktop_app.plan.population import period_of
from desktop_app.progress import Progress

# Nobody reads more on a screen; --json has them all.
ROWS_SHOWN = 20


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("indicator", metavar="INDICATOR", help="code of an indicator, such as completed")
    parser.add_argument("--month", required=True, type=month_argument, metavar="YYYY-MM")
    parser.add_argument(
        "--span", choices=[span.value for span in Span], help="the month, the year to date, or the last day"
    )
    parser.add_argument("--district", nargs="+", default=[], metavar="CODE", help="only people of these districts")
    parser.add_argument("--filter", action="append", default=[], metavar="DIMENSION=CODE", help="only these")
    parser.add_argument("--by", metavar="DIMENSION", help="divided by a dimension, too")
    parser.add_argument("--as-of", type=day_argument, metavar="YYYY-MM-DD", help="as it was known on a day")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    return centre.read(_reported, options=options)


def _reported(unit: UnitOfWork, *, options: Namespace) -> Report:
    if options.as_of is None:
        return _report(unit, options, ())
    with known_on(unit, options.as_of) as known:
        return _report(known.unit, options, known.unknown)


def _report(unit: UnitOfWork, options: Namespace, unknown: tuple[str, ...]) -> Report:
    year, month = options.month
    asked = indicator(options.indicator)
    period = period_of(year, month, today=unit.today)
    worded = worded_on(unit, period.last_day)[asked.code]
    span = Span(options.span) if options.span else asked.spans[0]
    key = FigureKey(asked.code, span, _filters(unit, options))
    found = behind(unit, key, period)
    facts: dict[str, Any] = {
        "indicator": asked.code,
        "title": worded.title,
        "definition": worded.definition,
        "span": span.value,
        "value": found.value,
        "people": [_row_facts(row) for row in found.rows],
        "unknown": list(unknown),
    }
    lines = [f"{worded.title}: {_shown(found.value)}", worded.cited]
    if options.by is not None:
        (table,) = figures_by(unit, [key], period, by=options.by)
        names = {**DIMENSIONS[options.by].values(unit), UNKNOWN: _("Not stated")}
        ordered = [code for code in names if code in table]
        facts["by"] = [{"code": code, "title": names[code], "value": table[code]} for code in ordered]
        lines += [f"  {names[code]}: {_shown(table[code])}" for code in ordered]
    return Report(facts, [*lines, *_row_lines(found), *unknown])


def _filters(unit: UnitOfWork, options: Namespace) -> dict[str, tuple[str, ...]]:
    """The values of each dimension. Raises Invalid for a filter that is none, NotFound for a value that is none."""
    filters: dict[str, tuple[str, ...]] = {}
    for text in (*(f"district={code}" for code in options.district), *options.filter):
        name, mark, code = text.partition("=")
        if not mark or name not in DIMENSIONS:
            message = N_("“{text}” is no filter; write DIMENSION=CODE with one of: {known}.")
            raise Invalid("no_such_filter", message, text=text, known=", ".join(DIMENSIONS))
        if code not in {**DIMENSIONS[name].values(unit), UNKNOWN: ""}:
            raise NotFound("no_such_value", N_("{dimension} has no value {code}."), dimension=name, code=code)
        filters[name] = (*filters.get(name, ()), code)
    return filters


def _row_facts(row: BehindRow) -> dict[str, Any]:
    facts = {"kind": row.kind.value, "id": row.id, "name": row.name, "cohort": row.cohort, "reason": row.reason}
    return facts if row.kind is RowKind.PERSON and row.amount == 1 else facts | {"amount": row.amount}


def _row_lines(found: Behind) -> list[str]:
    shown = [f"- {row.name}: {row.reason}" for row in found.rows[:ROWS_SHOWN]]
    left = found.total - len(shown)
    return [*shown, _n("and {n} more", "and {n} more", left)] if left else shown


def _shown(value: Figure) -> str:
    return "–" if value is None else short_number(value, language())


COMMAND = Command("one figure of a return with the rows that it is made of", add_arguments, run)
