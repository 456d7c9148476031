"""The consent to the processing of personal data, filled in and ready to be signed: one sheet for each person.

The seven particulars of the form are those of order 3478 of the Ministry of Justice (15.11.2023): the operator with its
STIR, the person, the purposes, the data, the term, what is permitted beyond that, and that it can be withdrawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop_app.documents.canvas import MM
from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.fonts import Face, text_width
from desktop_app.documents.page import LEADING, TEXT_SIZE, Report
from desktop_app.documents.primitives import Colour
from desktop_app.documents.wrapping import wrapped
from desktop_app.i18n import _
from desktop_app.people.letterhead import letterhead, paper_title
from desktop_app.people.records import Letterhead

# What the program does not know is written in by hand.
BY_HAND = "_" * 28
BOX = 3.4 * MM
# Two boxes with their words stand to the right of a permission.
PERMISSION_WIDTH = 0.54
SIGNING_HEIGHT = 14 * MM


@dataclass(frozen=True)
class ConsentForm:
    """What the form says of one person, in the script of the paper; what is not known is empty."""

    full_name: str
    birth: str
    document: str
    jshshir: str
    phone: str
    workplace: str
    position: str


def consent_pdf(target: Path | BinaryIO, forms: Iterable[ConsentForm], *, head: Letterhead) -> int:
    """Write a sheet for each of the forms in the language in force; returns the number of pages."""
    title = _("Consent to the processing of personal data")
    report = Report(target, title=title, footer=f"{head.centre} · {title}", is_numbered=False)
    for place, form in enumerate(forms):
        if place:
            report.new_page()
        _sheet(report, form, title=title, head=head)
    return report.save()


def _sheet(report: Report, form: ConsentForm, *, title: str, head: Letterhead) -> None:
    letterhead(report, head)
    paper_title(report, title)
    report.facts(
        [
            (_("Operator"), head.centre),
            (_("STIR of the operator"), BY_HAND),
            (_("Full name"), form.full_name),
            (_("Birth date"), form.birth or BY_HAND),
            (_("Passport or ID card"), form.document or BY_HAND),
            (_("JShShIR"), form.jshshir or BY_HAND),
            (_("Workplace"), form.workplace or BY_HAND),
            (_("Position"), form.position or BY_HAND),
            (_("Phones"), form.phone or BY_HAND),
        ]
    )
    for paragraph in _paragraphs():
        report.paragraph(paragraph)
    for permission in _permissions():
        _permission(report, permission)
    report.space(2)
    report.paragraph(
        _(
            "6. I may withdraw this consent at any time by a written application to the operator, ask to see what is "
            "kept about me, and ask for it to be corrected or erased."
        )
    )
    _place_to_sign(report)


def _paragraphs() -> tuple[str, ...]:
    return (
        _(
            "Of my own free will and in my own interest I allow the operator to process my personal data, as the Law "
            "of the Republic of Uzbekistan “On personal data” (OʻRQ-547, 2 July 2019) provides."
        ),
        _(
            "1. Purposes: enrolment in in-service courses, their organisation and records, certificates and their "
            "register, and returns to the ministry in figures without names."
        ),
        _(
            "2. Data: surname, name and patronymic, birth date and sex, JShShIR and identity document, phones, "
            "workplace and position, subject, category, education, years of service, courses, attendance, results, "
            "certificates."
        ),
        _(
            "3. Processing: collecting, ordering, keeping, changing, using, handing over within the bounds of this "
            "consent, making anonymous and destroying, on devices that stand in Uzbekistan."
        ),
        _(
            "4. Term: from the day of signing until the consent is withdrawn; after that only what the law obliges the "
            "operator to keep is kept, and only for the time that the law sets."
        ),
        _("5. Beyond this I permit (tick one box in each line):"),
    )


def _permissions() -> tuple[str, ...]:
    return (
        _("handing over to third parties: the ministry, the education department, the employer"),
        _("handing over across the border"),
        _("publication open to everybody, such as lists on a website"),
    )


def _permission(report: Report, text: str) -> None:
    """The words of what may be permitted, and beside their first line the two boxes."""
    lines = wrapped(f"— {text}", report.width * PERMISSION_WIDTH, lambda part: text_width(part, Face.SANS, TEXT_SIZE))
    report.need(len(lines) * TEXT_SIZE * LEADING)
    for place, line in enumerate(lines):
        base = report.take(TEXT_SIZE * LEADING) + TEXT_SIZE * 0.3
        report.string(report.left, base, line)
        if not place:
            _boxes(report, base)
    report.space(1)


def _boxes(report: Report, base: float) -> None:
    start = report.left + report.width * PERMISSION_WIDTH + 4 * MM
    room = (report.left + report.width - start) / 2
    for place, words in enumerate((_("I agree"), _("I do not agree"))):
        left = start + place * room * 0.92
        report.canvas.setStrokeColor(PAPER[Colour.INK])
        report.canvas.setLineWidth(0.7)
        report.canvas.rect(left, base - 0.5 * MM, BOX, BOX)
        report.string(left + BOX + 1.5 * MM, base, words)


def _place_to_sign(report: Report) -> None:
    report.space(3)
    report.need(SIGNING_HEIGHT)
    base = report.take(SIGNING_HEIGHT) + 4 * MM
    report.string(report.left, base, _("Signature: {line}", line="_" * 24))
    report.string(report.left + report.width, base, _("Date: {line}", line="____.____.20____"), is_right=True)
