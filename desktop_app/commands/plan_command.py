"""``plan --year 2024 [--as-of DATE]``: plan and actual of a year; ``plan FILE [--apply]``: a plan from Excel."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, day_argument, require_target, year_argument
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import number, percent
from desktop_app.plan.exchange import apply, export_plan, preview, write_template
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.importing import PlanDefaults, PlanPreview, Problem, RowState
from desktop_app.plan.records import FactLine, PlanFact
from desktop_app.plan.rules import doubtful, overlap_text
from desktop_app.plan.service import FIRST_YEAR, LAST_YEAR
from desktop_app.plan.stated import TITLES, StatedFact, stated_figures
from desktop_app.plan.words import PlanNames, plan_names
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="xlsx, xls, ods or csv with a plan")
    parser.add_argument(
        "--year", type=year_argument, metavar="YYYY", help="year of the plan; by default the present one"
    )
    parser.add_argument("--as-of", type=day_argument, metavar="YYYY-MM-DD", help="plan and actual as of a day")
    parser.add_argument("--sheet", default="", metavar="NAME", help="sheet to read; by default the likeliest")
    parser.add_argument("--apply", action="store_true", help="enter the rows of FILE that are ready")
    parser.add_argument("--order", default="", metavar="NUMBER", help="order of the rows that name none")
    parser.add_argument("--order-date", type=day_argument, metavar="YYYY-MM-DD", help="day of that order")
    parser.add_argument("--template", type=Path, metavar="OUT", help="write the form of a plan to fill in")
    parser.add_argument("--export", type=Path, metavar="OUT", help="write the lines in force as a workbook")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    year = centre.clock.today().year if options.year is None else options.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid("no_such_year", N_("There is no plan for such a year."), field="year")
    if options.file is None and (options.apply or options.sheet or options.order or options.order_date):
        raise Invalid("no_file", N_("Name the file of the plan."), field="file")
    for target in filter(None, (options.template, options.export)):
        require_target(centre, target)
    if options.template is not None:
        written = write_template(centre, out=options.template, year=year)
        return Report({"template": str(written)}, [_("The form was written: {file}", file=written)])
    if options.export is not None:
        written = export_plan(centre, out=options.export, year=year, as_of=options.as_of)
        return Report({"file": str(written)}, [_("The plan was written: {file}", file=written)])
    if options.file is not None:
        return _import(centre, options, year, progress)
    fact = centre.read(plan_fact, year=year, as_of=options.as_of)
    names = centre.read(plan_names)
    stated = centre.read(stated_figures, year=year, fact=fact)
    return Report(facts_of(fact, stated, names), lines_of(fact, stated, names))


def facts_of(fact: PlanFact, stated: list[StatedFact], names: PlanNames) -> dict[str, Any]:
    return {
        "year": fact.year,
        "as_of": fact.as_of.isoformat(),
        "lines": [_line_facts(line, fact, names) for line in fact.lines],
        "channels": [_line_facts(line, fact, names) for line in fact.channels],
        "groups": [_line_facts(line, fact, names) for line in fact.staff_groups],
        "total": _figures(fact.total),
        "stated": [
            {
                "what": each.entry.what.value,
                "key": each.entry.key,
                "stated": each.entry.count,
                "proven": each.proven,
                "difference": each.difference,
                "source": each.entry.source,
            }
            for each in stated
        ],
        "warnings": [overlap_text(each, names.cuts, _shown) for each in doubtful(fact.overlaps)],
    }


def lines_of(fact: PlanFact, stated: list[StatedFact], names: PlanNames) -> list[str]:
    """The report for a person at a console."""
    head = _("Plan and actual of {year} as of {day}:", year=fact.year, day=short_date(fact.as_of))
    lines = [head, *(_told(_named(line, fact, names), line) for line in fact.lines), _told(_("Total"), fact.total)]
    if fact.adds_up_groups:
        lines += [_told(f"  {names.group(line.group)}", line) for line in fact.staff_groups]
    for each in stated:
        what = ", ".join(filter(None, (_(TITLES[each.entry.what]), names.key(each.entry.key))))
        said, proven = _shown(each.entry.count), "–" if each.proven is None else _shown(each.proven)
        lines.append(
            _("{what}: {said} stated ({source}), {proven} proven.", **_words(what, said, each.entry.source, proven))
        )
    return [*lines, *(overlap_text(each, names.cuts, _shown) for each in doubtful(fact.overlaps))]


def _import(centre: Centre, options: Namespace, year: int, progress: Progress) -> Report:
    defaults = PlanDefaults(year=year, order_number=options.order, order_date=options.order_date)
    seen = preview(centre, options.file, defaults=defaults, sheet=options.sheet, progress=progress)
    applied = apply(centre, seen).value.number if options.apply else 0
    facts = {
        "sheet": seen.sheet,
        "header_row": seen.header_row,
        "other_sheets": list(seen.other_sheets),
        "unregistered": list(seen.unregistered),
        "columns": dict(seen.columns),
        "rows": len(seen.rows),
        **{state.value: seen.count(state) for state in RowState},
        "people": seen.people,
        "applied": applied,
        "problems": [
            {
                "row": row.number,
                "column": found.column,
                "header": seen.columns.get(found.column, ""),
                "value": found.value,
                "code": found.code,
                "text": found.text,
            }
            for row in seen.rows
            for found in row.problems
        ],
    }
    return Report(facts, _import_lines(seen, applied, is_applied=options.apply))


def _import_lines(seen: PlanPreview, applied: int, *, is_applied: bool) -> list[str]:
    counts = {state.value: seen.count(state) for state in RowState}
    lines = [
        _("File {file}, sheet {sheet}.", file=seen.file_name, sheet=seen.sheet),
        _("The header is in row {row}.", row=seen.header_row),
        _(
            "Rows: {rows}; new {new}, amending {amends}, in the plan already {known}, rejected {rejected}, "
            "ignored {ignored}.",
            rows=len(seen.rows),
            **counts,
        ),
        *seen.remarks,
        *(
            _row_line(row.number, seen.columns.get(found.column, ""), found)
            for row in seen.rows
            for found in row.problems
        ),
    ]
    if not is_applied:
        return [*lines, _("Nothing was written. Repeat with --apply.")]
    done = _n("{n} line of the workbook is entered.", "{n} lines of the workbook are entered.", applied)
    return [*lines, done]


def _row_line(number: int, header: str, found: Problem) -> str:
    return "  ".join(filter(None, (f"  {number:>5}", header, found.text)))


def _line_facts(line: FactLine, fact: PlanFact, names: PlanNames) -> dict[str, Any]:
    code, _title = fact.programmes.get(line.programme_id or 0, ("", ""))
    return {
        "channel": line.channel,
        "channel_name": names.channels.get(line.channel, line.channel),
        "group": line.group or "",
        "group_name": names.group(line.group),
        "programme": code,
        **_figures(line),
        "source": line.source,
        "basis": line.basis,
    }


def _figures(line: FactLine) -> dict[str, Any]:
    return {
        "plan": line.plan,
        "actual": line.actual,
        "difference": line.difference,
        "percent": line.percent,
        "plan_to_date": line.plan_to_date,
        "forecast": line.forecast,
    }


def _named(line: FactLine, fact: PlanFact, names: PlanNames) -> str:
    _code, title = fact.programmes.get(line.programme_id or 0, ("", ""))
    return ", ".join(filter(None, (names.channels.get(line.channel, line.channel), names.group(line.group), title)))


def _told(name: str, line: FactLine) -> str:
    actual, plan = (_shown(n) if n is not None else "–" for n in (line.actual, line.plan))
    share = percent(line.actual, line.plan, language()) if line.actual is not None and line.plan else None
    text = _("{name}: {actual} of {plan}", name=name, actual=actual, plan=plan)
    source = "; ".join(filter(None, (line.source, line.basis)))
    missing = -(line.difference or 0)
    short = _("{people} short of the plan", people=_shown(missing)) if missing > 0 else ""
    return "  ".join(filter(None, (text, share, short, source)))


def _words(what: str, said: str, source: str, proven: str) -> dict[str, str]:
    return {"what": what, "said": said, "source": source, "proven": proven}


def _shown(people: int) -> str:
    return number(people, 0, language())


COMMAND = Command("plan and actual of a year, or a plan from Excel", add_arguments, run)
