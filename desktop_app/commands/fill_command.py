"""``fill``: another office's workbook filled with the figures of a month, by a form that is kept or by recognition."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from desktop_app.bound_forms.records import FilledCell, told
from desktop_app.bound_forms.service import FilledFile, fill_file
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, month_argument, require_target
from desktop_app.commands.inspect_command import facts_of as finding_facts
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.spreadsheets.grid import read_grid_file
from desktop_app.spreadsheets.records import CellError


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FORM.xlsx", help="the workbook to be filled in")
    parser.add_argument("--form", required=True, metavar="NAME", help="the form that tells what its cells are bound to")
    parser.add_argument("--month", required=True, type=month_argument, metavar="YYYY-MM")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.xlsx")
    parser.add_argument("--save", action="store_true", help="keep what is recognised as the form, if there is none yet")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    if options.out.resolve() == options.file.resolve():
        raise Refused(
            "target_is_form",
            N_("The filled workbook cannot take the place of the empty form: {name}."),
            name=options.out.name,
        )
    require_target(centre, options.out, ".xlsx")
    year, month = options.month
    made = fill_file(
        centre,
        read_grid_file(options.file, progress=progress),
        name=options.form,
        year=year,
        month=month,
        out=options.out,
        save=options.save,
    )
    return Report(_facts(made), _lines(made, options.form))


def _facts(made: FilledFile) -> dict[str, Any]:
    content = made.content
    return {
        "file": str(made.file),
        "sha256": made.sha256,
        "form": made.form.name if made.form else "",
        "edition": made.form.edition if made.form else None,
        "saved": made.is_saved,
        "filled": list(map(_cell_facts, content.filled)),
        "formulas": len(content.formulas),
        "unbound": [
            {"sheet": each.sheet, "cell": each.cells.partition(":")[0], "cells": each.cells, "words": each.words}
            | {"reason": each.why.value, "text": each.text}
            for each in content.unbound
        ],
        "moved": [
            {"sheet": each.sheet, "from": each.before, "to": each.now, "words": each.words, "text": each.text}
            for each in content.moved
        ],
        "findings": list(map(finding_facts, content.findings)),
    }


def _cell_facts(cell: FilledCell) -> dict[str, Any]:
    value = cell.value.text if isinstance(cell.value, CellError) else cell.value
    told: dict[str, Any] = {"sheet": cell.sheet, "cell": cell.cell, "value": value}
    if cell.key is not None:
        filters = {name: list(values) for name, values in cell.key.filters.items()}
        told |= {"indicator": cell.key.indicator, "span": cell.key.span.value, "filters": filters}
        told["months_back"] = cell.months_back
    return told | ({"formula": f"={cell.formula}"} if cell.formula else {})


def _lines(made: FilledFile, name: str) -> list[str]:
    content = made.content
    lines = [
        _("Filled: {file}", file=made.file),
        _n("{n} cell was filled.", "{n} cells were filled.", len(content.filled)),
    ]
    if made.is_saved:
        lines.append(_("What was recognised is kept as the form “{name}”.", name=name))
    elif made.form is None:
        lines.append(_("There is no form “{name}” yet: only what is surely recognised was filled.", name=name))
    lines += told(content.moved)
    lines += [
        _("{cells}, “{words}”: not filled.", cells=f"{one.sheet}!{one.cells}", words=one.words) + f" {one.text}"
        for one in content.unbound
    ]
    return lines + [f"{finding.rule}: {finding.text}" for finding in content.findings]


COMMAND = Command("another office's workbook filled with the figures of a month", add_arguments, run)
