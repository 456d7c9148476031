"""``narrative --year YYYY``: a report in words, the picture of a month, a template to edit, a text to be checked."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, require_target, year_argument
from desktop_app.commands.inspect_command import facts_of, lines_of
from desktop_app.errors import Invalid
from desktop_app.i18n import LANGUAGES, N_, _, _n
from desktop_app.inspection.reading import read_document
from desktop_app.narrative.composing import FieldValue
from desktop_app.narrative.document import template_lines
from desktop_app.narrative.service import write_picture, write_report
from desktop_app.narrative.templates import changed, file_to_edit, save_template, template
from desktop_app.narrative.typed import CheckedText, Standing, check_words
from desktop_app.plan.records import LAST_MONTH
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.whole_file import whole_bytes


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--year", required=True, type=year_argument, metavar="YYYY")
    parser.add_argument("--month", type=int, metavar="M", help="up to this month; else the year, as far as it is over")
    parser.add_argument("--out", type=Path, metavar="FILE.docx|.pdf")
    parser.add_argument("--template", default="", metavar="NAME", help="else the usual one of a month or a year")
    parser.add_argument("--written-in", default="", choices=LANGUAGES, help="else as the centre's documents")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--picture", action="store_true", help="the picture of the month on one page instead (.pdf)")
    what.add_argument("--check", type=Path, metavar="FILE", help="check the numbers typed into a text or a Word file")
    what.add_argument("--edit", type=Path, metavar="FILE.docx", help="write the template as a Word file to be edited")
    what.add_argument("--take", type=Path, metavar="FILE.docx", help="keep an edited template as its next edition")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    for target in filter(None, (options.out, options.edit)):
        require_target(centre, target)
    if options.check is not None:
        return _check(centre, options, progress)
    if options.edit is not None:
        return _edit(centre, options)
    if options.take is not None:
        return _take(centre, options, progress)
    if options.out is None:
        message = N_("Say with {option} where the report is to be written.")
        raise Invalid("out_missing", message, option="--out", field="out")
    return _picture(centre, options) if options.picture else _write(centre, options)


def _write(centre: Centre, options: Namespace) -> Report:
    made = write_report(
        centre,
        year=options.year,
        month=options.month,
        out=options.out,
        name=options.template,
        written_in=options.written_in,
    )
    content = made.content
    facts: dict[str, Any] = {
        "file": str(made.file),
        "sha256": made.sha256,
        "template": made.template.name,
        "edition": made.template.edition,
        "language": content.paper.language,
        "month": f"{content.year}-{content.month:02}",
        "fields": list(map(_field, content.fields)),
        "typed": [{"line": problem.line, "text": problem.text} for problem in content.problems],
    }
    empty = sum(not field.has_data for field in content.fields)
    lines = [
        _("Report: {file}", file=made.file),
        _n("{n} number is bound to the records.", "{n} numbers are bound to the records.", len(content.fields)),
        *([_n("{n} of them has no data.", "{n} of them have no data.", empty)] if empty else ()),
        *(problem.text for problem in content.problems),
    ]
    return Report(facts, lines)


def _picture(centre: Centre, options: Namespace) -> Report:
    if options.out.suffix.lower() != ".pdf":
        raise Invalid("not_pdf", N_("The picture of the month is a PDF: {name}."), name=options.out.name, field="out")
    month = options.month or _last_month(centre, options.year)
    file, sha256 = write_picture(centre, year=options.year, month=month, out=options.out, written_in=options.written_in)
    facts = {"file": str(file), "sha256": sha256, "month": f"{options.year}-{month:02}"}
    return Report(facts, [_("Picture of the month: {file}", file=file)])


def _check(centre: Centre, options: Namespace, progress: Progress) -> Report:
    document = read_document(options.check, progress=progress)
    month = options.month or _last_month(centre, options.year)
    checked = centre.read(check_words, document=document, year=options.year, month=month)
    numbers = [
        {
            "place": number.place,
            "said": number.said,
            "standing": number.standing.value,
            "what": number.what,
            "true": number.true,
            "around": number.around,
        }
        for number in checked.numbers
    ]
    facts = {"findings": [facts_of(finding) for finding in checked.findings], "numbers": numbers}
    return Report(facts, list(_check_lines(checked)))


def _check_lines(checked: CheckedText) -> Iterator[str]:
    yield from lines_of(checked.findings)
    for number in checked.numbers:
        if number.standing is Standing.DIFFERS:
            facts = {"place": number.place, "said": number.said, "what": number.what, "true": number.true}
            yield _("{place}: {said} is written; {what} is {true}.", **facts)
    unbound = [number for number in checked.numbers if number.standing is Standing.UNBOUND]
    if unbound:
        told = ", ".join(number.said for number in unbound)
        yield _("Bound to nothing, so nobody keeps them true: {numbers}", numbers=told)


def _edit(centre: Centre, options: Namespace) -> Report:
    language = _language(centre, options)
    chosen = centre.read(template, name=options.template, is_monthly=options.month is not None)
    written = whole_bytes(options.edit, centre.read(file_to_edit, template=chosen, language=language))
    facts = {"file": str(written), "template": chosen.name, "edition": chosen.edition, "language": language}
    return Report(facts, [_("Template: {file}", file=written)])


def _take(centre: Centre, options: Namespace, progress: Progress) -> Report:
    language = _language(centre, options)
    lines = template_lines(options.take, progress=progress)
    before = centre.read(template, name=options.template, is_monthly=options.month is not None)
    edited = changed(before, lines, language=language)
    kept = centre.write(
        save_template, template=edited, name=before.name, language=language, valid_from=centre.clock.today()
    ).value
    facts = {"template": kept.name, "edition": kept.edition, "language": language, "lines": len(lines)}
    return Report(facts, [_("“{name}” is kept as edition {edition}.", name=kept.name, edition=kept.edition)])


def _language(centre: Centre, options: Namespace) -> str:
    """Templates are written in Latin; Cyrillic is made from it."""
    wanted: str = options.written_in or centre.read(profile).document_language
    return "uz_Latn" if wanted == "uz_Cyrl" and not options.written_in else wanted


def _last_month(centre: Centre, year: int) -> int:
    today = centre.clock.today()
    return today.month if year == today.year else LAST_MONTH


def _field(field: FieldValue) -> dict[str, Any]:
    return {
        "line": field.line,
        "field": field.text,
        "title": field.title,
        "value": field.shown,
        "has_data": field.has_data,
    }


COMMAND = Command("a report in words whose every number is bound to the records", add_arguments, run)
