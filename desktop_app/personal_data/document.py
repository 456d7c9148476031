"""The register of disclosures on paper, and the purposes and terms by which the centre keeps personal data."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import long_date, short_date
from desktop_app.people.document import NOTHING
from desktop_app.people.letterhead import allowed_by, letterhead, paper_title, signature
from desktop_app.people.records import Letterhead
from desktop_app.personal_data.disclosures import DisclosureRecord
from desktop_app.personal_data.past_erasure import PastErasure
from desktop_app.personal_data.purposes import Category, Purpose

# Of a digest stand so many letters: enough to find the file that it belongs to.
DIGEST_LETTERS = 12


def register_pdf(target: Path | BinaryIO, lines: Sequence[DisclosureRecord], *, days: str, head: Letterhead) -> int:
    """Write the register of some days in the language in force; returns the number of pages."""
    title = _("Register of disclosures of personal data")
    report = Report(target, title=title, footer=f"{head.centre} · {title}")
    letterhead(report, head)
    paper_title(report, title)
    report.facts([(_("Days"), days)])
    columns = [
        Column(_("Date"), width_mm=20), Column(_("Given to")), Column(_("Ground")), Column(_("What was given")),
        Column(_("People"), is_number=True, width_mm=16), Column(_("Noted by")), Column("SHA-256", width_mm=26),
    ]  # fmt: skip
    draw_table(report, columns, [_cells(each) for each in lines])
    signature(report, head)
    return report.save()


def past_erasure_pdf(
    target: Path | BinaryIO, act: PastErasure, *, name: str, made_on: date, head: Letterhead, archives: str = ""
) -> int:
    """The act of what was taken out together because its term was over; the people whose cards went are its list."""
    title = _("Act of the erasure of personal data past their term")
    report = Report(target, title=title, footer=f"{head.centre} · {act.number or title}")
    letterhead(report, head, number=f"№ {act.number}" if act.number else "")
    paper_title(report, title)
    report.facts(
        [
            (_("Category"), name),
            (_("Nothing has happened since"), long_date(act.limit, language())),
            (_("Erased on"), long_date(made_on, language())),
            (_("Erased by"), act.erased_by or NOTHING),
            *allowed_by(act.allowed_by),
            (_("Reason"), act.reason),
            (_("People"), str(act.people)),
        ]
    )
    report.paragraph(_what_went(act))
    report.paragraph(
        _("Backups made before this day still hold the data; they are deleted when their time is over."), is_small=True
    )
    if archives:
        report.paragraph(archives, is_small=True)
    if act.cards:
        report.heading(_("List to the act"))
        columns = [
            Column(_("No."), is_number=True, width_mm=12), Column(_("Person")),
            Column(_("Card"), is_number=True, width_mm=22), Column(_("Certificates that stay in the register")),
        ]  # fmt: skip
        rows = [
            [str(place), line.full_name, str(line.record.person_id), ", ".join(line.record.facts["certificates"])]
            for place, line in enumerate(act.cards, 1)
        ]
        draw_table(report, columns, rows)
    signature(report, head, other=act.erased_by, second=act.allowed_by)
    return report.save()


def _what_went(act: PastErasure) -> str:
    match act.category:
        case Category.ABSENCES:
            return _n(
                "{n} explanation of an absence was taken out with its papers; the marks of the days stay as figures.",
                "{n} explanations of absences were taken out with their papers; the marks of the days stay as figures.",
                act.records,
            )
        case Category.SURVEYS:
            return _n(
                "{n} answer sheet was parted from the person; the answers stay as figures without a name.",
                "{n} answer sheets were parted from the people; the answers stay as figures without names.",
                act.records,
            )
        case Category.CARD | Category.TRAINING:
            return _(
                "Names, numbers, phones, workplaces, notes and what the journal said of the people are erased. Courses "
                "stay as figures, the certificates and signed orders as they are."
            )


def purposes_pdf(target: Path | BinaryIO, purposes: Sequence[Purpose], *, head: Letterhead) -> int:
    title = _("Purposes and terms of keeping personal data")
    report = Report(target, title=title, footer=f"{head.centre} · {title}")
    letterhead(report, head)
    paper_title(report, title)
    columns = [Column(_("Category")), Column(_("Purpose")), Column(_("Ground")), Column(_("Term")), Column(_("Order"))]
    draw_table(report, columns, [_row(each) for each in purposes])
    signature(report, head)
    return report.save()


def term_text(months: int | None) -> str:
    if months is None:
        return _("As long as the centre")
    if months % 12:
        return _n("{n} month", "{n} months", months)
    return _n("{n} year", "{n} years", months // 12)


def order_words(purpose: Purpose) -> str:
    if purpose.is_draft:
        return _("Draft")
    day = short_date(purpose.order_date) if purpose.order_date else ""
    return " ".join(filter(None, (purpose.order_number and f"№ {purpose.order_number}", day)))


def _row(purpose: Purpose) -> tuple[str, ...]:
    return purpose.name, purpose.purpose.text, purpose.basis.text, term_text(purpose.term_months), order_words(purpose)


def _cells(line: DisclosureRecord) -> tuple[str, ...]:
    what = ": ".join(filter(None, (line.person, line.content)))
    day, digest = short_date(line.given_on), line.sha256[:DIGEST_LETTERS]
    return day, line.recipient, line.basis, what, str(line.people), line.noted_by, digest
