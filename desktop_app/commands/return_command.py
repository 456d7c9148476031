"""``return``: the return of a month as a workbook and, if asked for, a mail draft with it."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, use
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.returns.figures import lines_of
from desktop_app.returns.mail import write_mail_draft
from desktop_app.returns.records import Finding, ReturnFile
from desktop_app.returns.service import write_return


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--month", required=True, type=_month, metavar="YYYY-MM")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.xlsx")
    parser.add_argument("--mail", type=Path, metavar="FILE.eml", help="write a mail draft with the file attached")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    year, month = options.month
    if options.mail is not None and options.mail.resolve() == options.out.resolve():
        message = N_("The return and its mail cannot be one file: {name}.")
        raise Invalid("one_file_for_two", message, name=options.mail.name)
    for target in filter(None, (options.out, options.mail)):
        require_target(centre, target)
    made = write_return(centre, year=year, month=month, out=options.out)
    facts: dict[str, Any] = {
        "file": str(made.file),
        "lines": [asdict(line) for line in lines_of(made.content.forms)],
        "errors": [_told(finding) for finding in made.content.errors],
        "warnings": [_told(finding) for finding in made.content.warnings],
        "digest": made.digest,
        "sha256": made.sha256,
        "people": made.people,
    }
    lines = _lines(made)
    if options.mail is not None:
        own = centre.read(profile)
        with use(own.document_language):
            draft = write_mail_draft(options.mail, made, centre=own)
        facts["mail"] = str(draft)
        lines.append(_("Mail draft: {file}", file=draft))
    return Report(facts, lines)


def _lines(made: ReturnFile) -> list[str]:
    errors, warnings = made.content.errors, made.content.warnings
    return [
        _("Return: {file}", file=made.file),
        _("Errors: {errors}, warnings: {warnings}.", errors=len(errors), warnings=len(warnings)),
        *(f"{finding.rule}: {finding.text}" for finding in (*errors, *warnings)),
        _("Digest of the figures: {digest}", digest=made.digest),
    ]


def _told(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "place": finding.place,
        "said": finding.said,
        "true": finding.true,
        "text": finding.text,
    }


def _month(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if found is None:
        raise ArgumentTypeError(_("“{text}” is not a month; write it as 2024-12.", text=text))
    return int(found[1]), int(found[2])


COMMAND = Command("the return of a month as a workbook and a mail draft", add_arguments, run)
