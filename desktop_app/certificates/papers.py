"""Papers ready to be printed or looked at: those issued, word for word, and one that might be issued."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from db.models.certificates import Certificate, CertificateBatch, CertificateState, PaperKind
from db.models.cohorts import Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.document import PaperSheet
from desktop_app.certificate_templates.fields import words
from desktop_app.certificate_templates.files import Files, checked_file
from desktop_app.certificate_templates.model import Template, text_in
from desktop_app.certificate_templates.shelf import files_of, template_for, template_of_batch
from desktop_app.certificates.old_words import words_before_templates
from desktop_app.certificates.values import Values, shared_values, values_by_enrolment
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import CompletionRow
from desktop_app.reference.logo import logo
from desktop_app.reference.service import profile

_IDS_AT_ONCE = 500
_WITHDRAWN = {
    CertificateState.ANNULLED: {"uz_Latn": "BEKOR QILINGAN", "ru": "АННУЛИРОВАНО", "en": "ANNULLED"},
    CertificateState.REPLACED: {"uz_Latn": "ALMASHTIRILGAN", "ru": "ЗАМЕНЕНО", "en": "REPLACED"},
}


@dataclass(frozen=True)
class Papers:
    """Sheets in the order asked for, and the files that they are drawn with."""

    sheets: tuple[PaperSheet, ...]
    files: Files


def _issued(unit: UnitOfWork, certificate_ids: Sequence[int]) -> list[tuple[Certificate, PaperSheet]]:
    """The papers as they were issued, in the order of the ids; an id that is not there is left out."""
    found: dict[int, tuple[Certificate, PaperSheet]] = {}
    templates: dict[int | None, Template] = {}
    for start in range(0, len(certificate_ids), _IDS_AT_ONCE):
        some = certificate_ids[start : start + _IDS_AT_ONCE]
        rows = unit.session.execute(
            select(Certificate, CertificateBatch)
            .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
            .where(Certificate.id.in_(some))
        )
        for certificate, batch in rows:
            if batch.template_id not in templates:
                templates[batch.template_id] = template_of_batch(unit, template_id=batch.template_id)
            found[certificate.id] = certificate, _sheet(certificate, batch, templates[batch.template_id])
    return [found[each] for each in certificate_ids if each in found]


def issued_papers(unit: UnitOfWork, *, certificate_ids: Sequence[int]) -> Papers:
    """The pages as they were issued, to be printed or given away: nothing else leaves the program.

    One that would come out otherwise than it was issued is found as it is drawn, and is not (``papers_pdf``).
    """
    sheets = tuple(sheet for _row, sheet in _issued(unit, certificate_ids))
    return Papers(sheets, files_for(unit, sheets))


def in_force_of(unit: UnitOfWork, *, cohort_id: int, kinds: Collection[PaperKind] = tuple(PaperKind)) -> list[int]:
    """The ids of the papers of a cohort that are in force, by kind and number."""
    return list(
        unit.session.scalars(
            select(Certificate.id)
            .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
            .where(CertificateBatch.cohort_id == cohort_id, Certificate.state == CertificateState.VALID)
            .where(Certificate.kind.in_(kinds))
            .order_by(Certificate.kind, Certificate.series_id, Certificate.number)
        )
    )


def look_at(unit: UnitOfWork, *, certificate_id: int) -> Papers:
    """One issued paper, altered or not; what is not in force any more says so across it."""
    ((row, sheet),) = _issued(unit, [certificate_id])
    sheet = replace(sheet, digest="")
    batch = unit.session.get_one(CertificateBatch, row.batch_id)
    mark = text_in(_WITHDRAWN.get(row.state, {}), batch.language)
    if mark:
        sheet = replace(sheet, words={**sheet.words, "mark": mark})
    return Papers((sheet,), files_for(unit, [sheet]))


def sample_of(unit: UnitOfWork, *, row: CompletionRow, kind: str, language: str = "") -> Papers:
    """How the paper of somebody who ended so would look: without number and code, and marked as a sample."""
    enrolment = unit.session.get_one(Enrolment, row.enrolment_id)
    cohort, own = load_cohort(unit, enrolment.cohort_id), profile(unit)
    language = language or own.document_language
    template = template_for(unit, kind=kind, programme_id=cohort.programme_id).template
    paper_kind = PaperKind(kind)
    _holder, person = values_by_enrolment(unit, rows=[row], language=language, kind=paper_kind)[enrolment.id]
    picture = logo(unit)
    kept = None if picture is None else checked_file("logo", picture)
    values: Values = {
        **shared_values(unit, cohort=cohort, own=own, language=language, kind=paper_kind.value),
        **person,
        "number": "–",
        "register_number": "–",
        "issued": unit.today,
        "origin": "sample",
        "logo": "" if kept is None else kept.sha256,
    }
    sheet = PaperSheet(template, words(template, values, language=language))
    files = files_for(unit, [sheet])
    if kept is not None:
        files = Files({**files.contents, kept.sha256: kept.content})
    return Papers((sheet,), files)


def files_for(unit: UnitOfWork, sheets: Iterable[PaperSheet]) -> Files:
    """The pictures and fonts of all the sheets."""
    contents: dict[str, bytes] = {}
    # Papers of one batch share their words but for the person's, among which no picture is.
    alike = {(sheet.template.code, sheet.template.edition, sheet.words.get("logo")): sheet for sheet in sheets}
    for sheet in alike.values():
        contents |= files_of(unit, template=sheet.template, words=sheet.words).contents
    return Files(contents)


def _sheet(certificate: Certificate, batch: CertificateBatch, template: Template) -> PaperSheet:
    said = (
        words_before_templates(certificate, batch) if batch.template_id is None else {**batch.words, **certificate.face}
    )
    # Those issued before there were templates have no digest.
    return PaperSheet(template, said, certificate.code_text, certificate.full_number, certificate.page_digest)
