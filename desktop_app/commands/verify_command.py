"""``verify``: check the codes of a PDF or a picture, a code's text, a number or a short code, with no network."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.certificates.reading import FILE_ENDINGS
from desktop_app.commands.command import Command, Report
from desktop_app.errors import NotFound
from desktop_app.i18n import N_, _
from desktop_app.progress import Progress
from desktop_app.verification.checking import check_source
from desktop_app.verification.records import CodeCheck


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="FILE_OR_TEXT")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    source = _source(options.source)
    found = centre.read(check_source, source=source, progress=progress)
    lines = [
        f"{code.claims.number}  {code.claims.name}  {code.reason}" if code.claims else code.reason for code in found
    ]
    is_all_valid = bool(found) and all(code.is_valid for code in found)
    facts = {"codes": [_facts(code) for code in found]}
    return Report(facts, lines or [_("No code was found.")], is_refusal=not is_all_valid)


def _source(text: str) -> Path | str:
    """The file of that name, else the text itself. Raises NotFound for a folder and for a file that is not there."""
    try:
        if Path(text).is_file():
            return Path(text)
        is_folder = bool(text) and Path(text).is_dir()
    except OSError:
        # A long code's text is no possible file name.
        return text
    if is_folder or Path(text).suffix.lower() in FILE_ENDINGS:
        raise NotFound("no_such_file", N_("There is no file {file}."), file=text)
    return text


def _facts(code: CodeCheck) -> dict[str, Any]:
    claims = code.claims
    return {
        "valid": code.is_valid,
        "status": code.finding.value,
        "number": claims.number if claims else None,
        "name": claims.name if claims else None,
        "course": claims.course if claims else None,
        "hours": claims.hours if claims else None,
        "from": claims.start.isoformat() if claims else None,
        "to": claims.end.isoformat() if claims else None,
        "centre": claims.centre if claims else None,
        "reason": code.reason,
        "replaced_by": code.replaced_by or None,
        "differs": sorted(code.differences),
    }


COMMAND = Command("check certificate codes", add_arguments, run)
