"""``answers FILE --questionnaire NAME``: what a file of answers would do to a survey, and with ``--apply`` the doing.

With ``--cohort`` it is the cohort's survey, else one that anybody may answer; one that is not there yet is begun.
``--form OUT`` writes the workbook to send to schools, ``--export OUT`` the sheets that are in.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from db.models.surveys import SurveyPhase
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.questionnaires.model import text_in
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.surveys.answers_export import ExportWishes, export_answers
from desktop_app.surveys.answers_form import save_answers_form
from desktop_app.surveys.answers_importing import apply_answers, columns_said, judged, preview_answers
from desktop_app.surveys.answers_records import AnswerRow, AnswersImport, AnswersPreview, AnswersTaken, Problem, Wanted
from desktop_app.surveys.answers_target import target_wanted

_STATE_TITLES = {
    RowState.REJECTED: N_("Rejected"),
    RowState.ASK: N_("To decide"),
    RowState.IGNORED: N_("Without answers, or taken in already"),
    RowState.READY: N_("Ready, with a remark"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="xlsx, xls, ods or csv with answers, a sheet a row"
    )
    parser.add_argument("--questionnaire", required=True, metavar="NAME", help="code or title of the questionnaire")
    parser.add_argument("--cohort", metavar="CODE", help="code of the cohort; without it a survey of anybody")
    parser.add_argument("--after", action="store_true", help="the survey after the course, not the one before it")
    parser.add_argument("--sheet", metavar="NAME", help="sheet to read; by default the one with the most answers")
    parser.add_argument(
        "--column", action="append", default=[], metavar="HEAD=CODE", help="what a column is for; HEAD= for nothing"
    )
    parser.add_argument("--apply", action="store_true", help="take in the sheets that are ready")
    parser.add_argument(
        "--form", type=Path, metavar="OUT", help="write the workbook to send to schools; no FILE is read"
    )
    parser.add_argument("--export", type=Path, metavar="OUT", help="write the sheets as xlsx or csv; no FILE is read")
    parser.add_argument("--codes", action="store_true", help="with --export: codes in place of texts")
    parser.add_argument("--joined", action="store_true", help="with --export: several answers in one cell")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id if options.cohort is not None else None
    phase = SurveyPhase.AFTER if options.after else SurveyPhase.BEFORE
    wanted = Wanted(questionnaire=options.questionnaire, cohort_id=cohort_id, phase=phase)
    if options.form is not None or options.export is not None:
        return _write(centre, options, wanted, progress)
    if options.file is None:
        raise Invalid("no_file", N_("Name the file of the answers."), field="file")
    seen = preview_answers(centre, options.file, wanted=wanted, sheet=options.sheet, progress=progress)
    if options.column:
        chosen = columns_said(seen, [_head_and_code(each) for each in options.column])
        seen = judged(centre, seen.workbook, wanted=wanted, sheet=options.sheet, chosen=chosen, progress=progress)
    taken = apply_answers(centre, seen, progress=progress).value if options.apply else None
    return Report(facts_of(seen, taken), list(lines_of(seen, taken)))


def facts_of(seen: AnswersPreview, taken: AnswersTaken | None) -> dict[str, Any]:
    table, target = seen.table, seen.target
    return {
        "questionnaire": target.form.code,
        "edition": target.form.edition,
        "cohort": target.cohort_code,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": {column.slot.name: column.header for column in table.used if column.slot},
        "unknown_columns": [column.header for column in table.unknown],
        "other_sheets": list(table.other_sheets),
        "reasons": list(seen.remarks),
        "applied_before": _told_earlier(seen.earlier),
        "rows": len(seen.rows),
        **{state.value: seen.counts[state] for state in RowState},
        "applied": taken.answers if taken else 0,
        "problems": [_problem_facts(seen, row, found) for row in seen.rows for found in row.problems],
    }


def lines_of(seen: AnswersPreview, taken: AnswersTaken | None) -> list[str]:
    """The report for a person at a console: counts first, then every row with something to say."""
    table, form = seen.table, seen.target.form
    lines = [
        _("File {file}, sheet {sheet}.", file=seen.workbook.file_name, sheet=table.sheet),
        _("{title} (edition {edition})", title=text_in(form.title) or form.code, edition=form.edition),
        _("The header is in row {row}.", row=table.header_row),
        _(
            "Rows: {rows}; ready {ready}, to decide {ask}, rejected {rejected}, ignored {ignored}.",
            rows=len(seen.rows),
            **{state.value: seen.counts[state] for state in RowState},
        ),
        *seen.remarks,
    ]
    if table.unknown:
        unknown = ", ".join(column.header for column in table.unknown)
        lines.append(_("Nothing is taken from these columns: {columns}.", columns=unknown))
    for state, title in _STATE_TITLES.items():
        told = [row for row in seen.rows if row.state is state and row.problems]
        lines += ["", f"{_(title)}:"] if told else []
        lines += [f"  {row.number:>5}  {_place(seen, found)}{found.text}" for row in told for found in row.problems]
    if taken is None:
        return [*lines, "", _("Nothing was written. Repeat with --apply.")]
    return [*lines, "", _n("{n} answer sheet was taken in.", "{n} answer sheets were taken in.", taken.answers)]


def _write(centre: Centre, options: Namespace, wanted: Wanted, progress: Progress) -> Report:
    """The workbook to send or the sheets that are in; those of every survey when no cohort is named."""
    target = centre.read(target_wanted, wanted)
    if options.form is not None:
        require_target(centre, options.form)
        form = save_answers_form(centre, target=target, out=options.form, language=options.language)
        return Report({"file": str(form)}, [_("The form was written: {file}", file=form)])
    require_target(centre, options.export)
    wishes = ExportWishes(has_labels=not options.codes, is_split=not options.joined)
    of_cohort = target.round_id if options.cohort else None
    written = export_answers(
        centre, out=options.export, round_id=of_cohort, questionnaire=target.form.code, wishes=wishes, progress=progress
    )
    facts = {"file": str(written.file), "answers": written.answers, "left_out": written.left_out}
    return Report(facts, [_("The answers were written: {file}", file=written.file)])


def _head_and_code(said: str) -> tuple[str, str]:
    """A head may have the sign in it, a code has not."""
    head, sign, code = said.rpartition("=")
    if not sign:
        raise Invalid("column_without_code", N_("Write “{said}” as HEAD=CODE."), said=said, field="column")
    return head, code.strip()


def _told_earlier(earlier: AnswersImport | None) -> dict[str, Any] | None:
    """When and by whom this very file was taken in before."""
    if earlier is None:
        return None
    return {"at": earlier.at.isoformat(), "by": earlier.by, "file": earlier.file_name, "is_same_file": True}


def _problem_facts(seen: AnswersPreview, row: AnswerRow, found: Problem) -> dict[str, Any]:
    return {
        "sheet": seen.table.sheet,
        "row": row.number,
        "column": "" if found.column is None else column_letter(found.column),
        "header": "" if found.column is None else _header(seen, found.column),
        "value": found.value,
        "state": row.state.value,
        "code": found.code,
        "text": found.text,
    }


def _place(seen: AnswersPreview, found: Problem) -> str:
    return "" if found.column is None else f"{column_letter(found.column)} ({_header(seen, found.column)}): "


def _header(seen: AnswersPreview, at: int) -> str:
    return next((column.header for column in seen.table.columns if column.at == at), "")


COMMAND = Command("read a file of answers into a survey", add_arguments, run)
