"""``return``: the return of a month as a workbook, its mail draft and, only if asked for, the list of names."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, day_argument, month_argument, require_target
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, use
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.returns.figures import lines_of
from desktop_app.returns.mail import write_mail_draft
from desktop_app.returns.named_list import write_named_list
from desktop_app.returns.records import Finding, ReturnFile
from desktop_app.returns.service import write_return
from desktop_app.whole_file import read_up_to

# A password is one line.
MOST_BYTES = 1_000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--month", required=True, type=month_argument, metavar="YYYY-MM")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.xlsx")
    parser.add_argument("--mail", type=Path, metavar="FILE.eml", help="write a mail draft with the file attached")
    parser.add_argument("--form", action="append", default=[], metavar="NAME", help="only this form, such as 2-PMM")
    parser.add_argument("--as-of", type=day_argument, metavar="YYYY-MM-DD", help="as it was known on a day")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it corrects a return that was sent")
    parser.add_argument("--names", type=Path, metavar="FILE.xlsx", help="write the people by name, encrypted, too")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="its first line opens the list of names")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    year, month = options.month
    _require_targets(centre, options)
    password = _password(options)
    made = write_return(
        centre,
        year=year,
        month=month,
        out=options.out,
        forms=tuple(dict.fromkeys(options.form)),
        reason=options.reason,
        as_of=options.as_of,
    )
    facts, lines = _facts(made), _lines(made)
    if options.mail is not None:
        own = centre.read(profile)
        with use(own.document_language):
            draft = write_mail_draft(options.mail, made, centre=own)
        facts["mail"] = str(draft)
        lines.append(_("Mail draft: {file}", file=draft))
    if options.names is not None:
        named = write_named_list(centre, year=year, month=month, out=options.names, password=password)
        facts["names"] = {"file": str(named.file), "people": named.people, "sha256": named.sha256}
        lines.append(_("List of names, encrypted: {file}", file=named.file))
    return Report(facts, lines)


def _require_targets(centre: Centre, options: Namespace) -> None:
    asked = {options.out: ".xlsx", options.mail: ".eml", options.names: ".xlsx"}
    targets = [target for target in (options.out, options.mail, options.names) if target is not None]
    if len({target.resolve() for target in targets}) < len(targets):
        message = N_("The return and what goes with it cannot be one file: {name}.")
        raise Invalid("one_file_for_two", message, name=options.out.name)
    for target in targets:
        require_target(centre, target, asked[target])


def _password(options: Namespace) -> str:
    """The first line of the file. Raises Invalid where a list of names is asked for without one, StorageError."""
    if options.names is None:
        return ""
    if options.password_file is None:
        raise Invalid("password_missing", N_("A list of names needs a password: name the file that holds it."))
    return read_up_to(options.password_file, MOST_BYTES).decode(errors="replace").partition("\n")[0].rstrip("\r")


def _facts(made: ReturnFile) -> dict[str, Any]:
    return {
        "file": str(made.file),
        "lines": [asdict(line) for line in lines_of(made.content.forms)],
        "errors": [_told(finding) for finding in made.content.errors],
        "warnings": [_told(finding) for finding in made.content.warnings],
        "digest": made.digest,
        "sha256": made.sha256,
        "people": made.people,
        "unknown": list(made.content.unknowable),
    }


def _lines(made: ReturnFile) -> list[str]:
    errors, warnings = made.content.errors, made.content.warnings
    return [
        _("Return: {file}", file=made.file),
        _("Errors: {errors}, warnings: {warnings}.", errors=len(errors), warnings=len(warnings)),
        *(f"{finding.rule}: {finding.text}" for finding in (*errors, *warnings)),
        *made.content.unknowable,
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


COMMAND = Command("the return of a month as a workbook and a mail draft", add_arguments, run)
