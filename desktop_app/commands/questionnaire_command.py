"""``questionnaire FILE.xlsx``: what an XLSForm asks and what of it is not supported; ``--apply`` puts it in use."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Questionnaire, cell_code, text_in
from desktop_app.questionnaires.xlsform_bounds import bounded_constraint
from desktop_app.questionnaires.xlsform_reading import read_xlsform
from desktop_app.questionnaires.xlsform_records import Finding, XlsForm
from desktop_app.surveys.records import QuestionnaireRow
from desktop_app.surveys.shelf import put_in_use, questionnaire, questionnaires, save_draft

# As an XLSForm calls them; a scale is a list of numbers unless it was written as a range.
_TYPES = {
    ItemKind.NOTE: "note",
    ItemKind.ONE: "select_one",
    ItemKind.SEVERAL: "select_multiple",
    ItemKind.RATING: "select_one",
    ItemKind.MATRIX: "select_one",
    ItemKind.RANK: "rank",
    ItemKind.INTEGER: "integer",
    ItemKind.DECIMAL: "decimal",
    ItemKind.TEXT: "text",
    ItemKind.DATE: "date",
    ItemKind.CALCULATED: "calculate",
}
_RANGE = "range"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="a workbook written for ODK or Kobo (XLSForm)")
    parser.add_argument("--apply", action="store_true", help="put the questionnaire on the centre's shelf, in use")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    form = read_xlsform(options.file, progress=progress)
    kept = None
    if options.apply and form.questionnaire is not None:
        kept = centre.write(_put_on_shelf, form.questionnaire).value
    return Report(facts_of(form, kept), list(lines_of(form, kept)), is_bad_input=bool(form.errors))


def facts_of(form: XlsForm, kept: QuestionnaireRow | None) -> dict[str, Any]:
    asked = form.questionnaire
    shelved = kept.questionnaire if kept else None
    return {
        "title": text_in(asked.title, asked.languages[0]) if asked else "",
        "languages": list(asked.languages) if asked else [],
        "questions": [question for item in asked.items for question in _questions(item)] if asked else [],
        "unsupported": _findings(form.unsupported),
        "errors": _findings(form.errors),
        "questionnaire": shelved.code if shelved else asked.code if asked else "",
        "edition": shelved.edition if shelved else None,
        "applied": shelved is not None,
    }


def lines_of(form: XlsForm, kept: QuestionnaireRow | None) -> Iterator[str]:
    asked = form.questionnaire
    if asked is not None:
        yield f"{text_in(asked.title)} ({', '.join(asked.languages)})"
        asked_items = [item for item in asked.items if item.kind.is_asked]
        yield _n("{n} question.", "{n} questions.", len(asked_items))
    for title, findings in ((_("Not supported and left out:"), form.unsupported), (_("Errors:"), form.errors)):
        if findings:
            yield from ("", title)
        for found in findings:
            yield f"  {found.sheet}!{found.row:<5} {found.text}"
    yield ""
    if asked is None:
        yield _("Nothing was written: put the errors right first.")
    elif kept is None:
        yield _("Nothing was written. Repeat with --apply.")
    else:
        yield _(
            "Edition {edition} of questionnaire {code} is in use.", edition=kept.questionnaire.edition, code=asked.code
        )


def _questions(item: Item) -> Iterator[dict[str, Any]]:
    """Each row of a table is a question of its own there."""
    if item.kind is not ItemKind.MATRIX:
        yield _question(item, item.code)
        return
    for scale in item.scales:
        for row in item.rows:
            yield _question(item, _row_name(item, row, scale.code))


def _question(item: Item, name: str) -> dict[str, Any]:
    is_range = item.kind is ItemKind.RATING and item.scales[0].code == _RANGE
    return {
        "name": name,
        "type": _RANGE if is_range else _TYPES[item.kind],
        "required": item.is_required,
        "relevant": item.relevant,
        "constraint": bounded_constraint(item),
    }


def _row_name(item: Item, row: MatrixRow, scale: str) -> str:
    return row.code if len(item.scales) == 1 else cell_code(row.code, scale)


def _findings(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {"sheet": each.sheet, "row": each.row, "column": each.column, "code": each.code, "what": each.text}
        for each in findings
    ]


def _put_on_shelf(unit: UnitOfWork, form: Questionnaire) -> QuestionnaireRow:
    """The edition that is in use from now on; one that asks the very same is not kept a second time."""
    same = (
        row.id for row in questionnaires(unit) if row.questionnaire == replace(form, edition=row.questionnaire.edition)
    )
    questionnaire_id = next(same, None) or save_draft(unit, draft=form)
    put_in_use(unit, questionnaire_id=questionnaire_id)
    return questionnaire(unit, questionnaire_id=questionnaire_id)


COMMAND = Command("read an XLSForm as a questionnaire", add_arguments, run)
