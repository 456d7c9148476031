"""The papers about one person: the statement of in-service training, and the act of an erasure."""

from pathlib import Path
from typing import BinaryIO

from db.models.certificates import CertificateState
from db.models.cohorts import EnrolmentState
from desktop_app.documents.canvas import MM
from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import long_date, short_date
from desktop_app.people.letterhead import SIGNATURE_HEIGHT, allowed_by, letterhead, paper_title, signature
from desktop_app.people.records import ErasureAct, Training, TrainingStatement

SUMMARY_HEIGHT = 24 * MM
NUMBER_LINE = "№ ____________"
NOTHING = "–"


def statement_pdf(target: Path | BinaryIO, statement: TrainingStatement) -> int:
    """Write the statement in the language in force; returns the number of pages."""
    title = _("Statement of in-service training")
    head = statement.letterhead
    report = Report(target, title=title, footer=f"{head.centre} · {title}")
    letterhead(report, head, number=NUMBER_LINE)
    paper_title(report, title)
    report.facts(
        [
            (_("Full name"), statement.full_name),
            (_("Birth date"), statement.birth or NOTHING),
            (_("Workplace"), statement.workplace or NOTHING),
            (_("Position"), statement.position or NOTHING),
        ]
    )
    if statement.courses:
        _courses(report, statement)
    else:
        report.paragraph(_("No completed course is known to the centre."))
    signature(report, head)
    return report.save()


def erasure_pdf(target: Path | BinaryIO, act: ErasureAct) -> int:
    """Write the act in the language in force; returns the number of pages."""
    title = _("Act of the erasure of personal data")
    report = Report(target, title=title, footer=f"{act.letterhead.centre} · {act.number}")
    letterhead(report, act.letterhead, number=f"№ {act.number}")
    paper_title(report, title)
    report.facts(
        [
            (_("Person"), act.full_name or _("Card no. {number}; the name was erased", number=act.person_id)),
            (_("Erased on"), long_date(act.letterhead.made_on, language())),
            (_("Erased by"), act.erased_by or NOTHING),
            *allowed_by(act.allowed_by),
            (_("Reason"), act.reason),
        ]
    )
    report.heading(_("What was erased"))
    for line in act.erased:
        report.paragraph(f"— {line}")
    report.heading(_("What is kept, and why"))
    for line in act.kept:
        report.paragraph(f"— {line}")
    report.paragraph(
        _("Backups made before this day still hold the data; they are deleted when their time is over."), is_small=True
    )
    signature(report, act.letterhead, other=act.erased_by, second=act.allowed_by)
    return report.save()


def _courses(report: Report, statement: TrainingStatement) -> None:
    columns = [
        Column(_("No."), is_number=True),
        Column(_("Course")),
        Column(_("Hours"), is_number=True),
        Column(_("Days"), width_mm=23),
        Column(_("Result"), width_mm=25),
        Column(_("Certificate"), width_mm=34),
    ]
    rows = [
        [
            str(place),
            "\n".join(filter(None, (course.programme, course.outside.provider if course.outside else ""))),
            str(course.hours) if course.hours else NOTHING,
            _days(course),
            _result(course),
            _certificate(course),
        ]
        for place, course in enumerate(statement.courses, 1)
    ]
    completed = [course for course in statement.courses if course.counts]
    hours = sum(course.hours or 0 for course in completed)
    total = ["", _("Completed in all"), str(hours), "", "", ""]
    draw_table(report, columns, rows, total=total if completed else None)
    # A signature alone on a sheet could be laid under any other.
    report.need(SUMMARY_HEIGHT + SIGNATURE_HEIGHT)
    if completed:
        report.paragraph(_summary(statement, len(completed), hours))
    report.paragraph(_("Issued to be shown wherever it is asked for."), is_small=True)


def _summary(statement: TrainingStatement, completed: int, hours: int) -> str:
    return _n(
        "{n} course completed, {hours} academic hours; {recent} hours of them in the last {years} years.",
        "{n} courses completed, {hours} academic hours; {recent} hours of them in the last {years} years.",
        completed,
        hours=hours,
        recent=statement.recent_hours,
        years=statement.cycle_years,
    )


def _days(course: Training) -> str:
    if course.starts_on is None:
        return short_date(course.ends_on)
    return f"{short_date(course.starts_on)} –\n{short_date(course.ends_on)}"


def _result(course: Training) -> str:
    if course.outside is not None:
        return course.outside.result or _("completed")
    match course.state:
        case EnrolmentState.COMPLETED:
            return _("completed")
        case EnrolmentState.STATEMENT:
            return _("heard, no certificate")
        case _:
            return _("is studying")


def _certificate(course: Training) -> str:
    match course.certificate_state:
        case CertificateState.ANNULLED:
            return _("{number} (annulled)", number=course.certificate_number)
        case CertificateState.REPLACED:
            return _("{number} (replaced)", number=course.certificate_number)
        case _:
            return course.certificate_number or NOTHING
