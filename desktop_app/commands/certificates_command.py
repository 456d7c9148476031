"""``certificates``: issue to a closed cohort and write its pages; run again, it only writes them again."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.certificates.printing import write_certificates
from desktop_app.certificates.service import ONLY_CERTIFICATES, issue_certificates
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="CODE")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id
    require_target(centre, options.out, ".pdf")
    result = centre.write(issue_certificates, cohort_id=cohort_id).value
    numbers = [record.full_number for record in result.all_of_cohort]
    written = write_certificates(
        centre, cohort_id=cohort_id, out=options.out, progress=progress, kinds=ONLY_CERTIFICATES
    )
    facts = {
        "issued": len(result.issued),
        "pages": written.count,
        "numbers": numbers,
        "left_out": [each.number for each in written.left_out],
        "withheld": [{"name": name, "reason": reason} for name, reason in result.withheld],
        "file": str(written.file) if written.file else None,
    }
    lines = [
        _n("{n} certificate issued.", "{n} certificates issued.", len(result.issued)),
        _n("{n} page written to {file}.", "{n} pages written to {file}.", written.count, file=written.file or "–"),
    ]
    lines += [_("Withheld: {name}. {reason}", name=name, reason=reason) for name, reason in result.withheld]
    lines += [each.text for each in written.left_out]
    return Report(facts, lines)


COMMAND = Command("issue and print the certificates of a cohort", add_arguments, run)
