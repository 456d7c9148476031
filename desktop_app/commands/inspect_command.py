"""``inspect FILE``: what does not add up in a workbook, a Word document or a text of anybody's; no centre is needed."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop_app.clock import Clock
from desktop_app.commands.command import FileCommand, Report
from desktop_app.i18n import _, _n
from desktop_app.inspection.model import Finding, Severity
from desktop_app.inspection.service import inspect_file
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a workbook, a Word document (.docx) or a plain text")


def run(options: Namespace, progress: Progress) -> Report:
    findings = inspect_file(options.file, today=Clock().today(), progress=progress)
    return Report({"findings": list(map(facts_of, findings))}, list(lines_of(findings)))


def facts_of(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "place": finding.place,
        "said": finding.said,
        "true": finding.true,
        "text": finding.text,
    }


def lines_of(findings: Sequence[Finding]) -> Iterator[str]:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if not findings:
        yield _("The checks found nothing wrong.")
        return
    yield _n("The checks found {n} error.", "The checks found {n} errors.", errors)
    yield from (f"{finding.rule:<11}{finding.place}: {finding.text}" for finding in findings)


COMMAND = FileCommand("what does not add up in anybody's return", add_arguments, run)
