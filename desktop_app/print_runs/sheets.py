"""Certificates as sheets to be drawn: the words frozen at their issue, in the edition that they were issued from."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from db.models.certificates import Certificate, CertificateBatch
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.document import PaperSheet
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelf import files_of, template_of_batch
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, use
from desktop_app.language.dates import long_date


def sheets_of(unit: UnitOfWork, *, certificate_ids: Sequence[int]) -> tuple[list[PaperSheet], Files]:
    """The sheets in the order of the ids, and the pictures and fonts that they need."""
    rows = unit.session.execute(
        select(Certificate, CertificateBatch)
        .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
        .where(Certificate.id.in_(certificate_ids))
    )
    found = {certificate.id: (certificate, batch) for certificate, batch in rows}
    templates: dict[int | None, Template] = {}
    contents: dict[str, bytes] = {}
    sheets = []
    for certificate, batch in (found[each] for each in certificate_ids):
        words = {**batch.words, **(certificate.face or _first_words(certificate, batch))}
        if batch.template_id not in templates:
            template = template_of_batch(unit, template_id=batch.template_id)
            templates[batch.template_id] = template
            contents |= files_of(unit, template=template, words=words).contents
        sheets.append(PaperSheet(templates[batch.template_id], words, certificate.code_text))
    return sheets, Files(contents)


def template_of(unit: UnitOfWork, *, certificate_ids: Sequence[int]) -> Template:
    """A template that stands for the sheet of all these papers.

    Raises Refused where they need sheets of different sizes: they do not lie in one tray.
    """
    rows = unit.session.scalars(
        select(CertificateBatch.template_id)
        .join(Certificate, Certificate.batch_id == CertificateBatch.id)
        .where(Certificate.id.in_(certificate_ids))
        .distinct()
    )
    templates = [template_of_batch(unit, template_id=each) for each in rows]
    if len({(each.width, each.height) for each in templates}) > 1:
        message = N_("These papers are of different sizes. Print those of each size by themselves.")
        raise Refused("papers_differ", message)
    return templates[0]


def _first_words(certificate: Certificate, batch: CertificateBatch) -> dict[str, Any]:
    """The words of a paper that was issued before there were templates: they were not kept one by one."""
    with use(batch.language):
        return {
            "holder": certificate.holder,
            "number": f"№ {certificate.full_number}",
            "register_line": _("Register no.: {number}", number=certificate.number),
            "issued_line": _("Date of issue: {day}", day=long_date(certificate.issued_on, batch.language)),
            "caption": certificate.full_number,
        }
