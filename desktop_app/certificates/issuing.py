"""How papers are made: a number from the series, the words frozen, the code signed, the page laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from db.models.certificates import CertificateBatch, CertificateOrigin, CertificateState, PaperKind
from db.models.certificates import SigningKey as SigningKeyRow
from db.models.cohorts import Cohort
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.fields import ids_naming, own_ids, words
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.layout import Page, laid_out
from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelf import files_of, kept_logo, template_for
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.series import Numbers, series_for
from desktop_app.certificates.signature import SigningKey, new_key, short_code, sign
from desktop_app.certificates.values import Values, shared_values
from desktop_app.language.keys import sort_key
from desktop_app.reference.service import profile

# What a duplicate has of its own; all its other words are those of the lost paper.
_RENEWED = frozenset({"number", "register_number", "issued", "code_short", "old_number", "origin", "mark"})


@dataclass(frozen=True)
class Repeated:
    """What a lost paper said, in words and in its code, and the edition of the template that it was made from."""

    template: Template
    template_id: int
    words: Mapping[str, str]
    claims: CertificateClaims


@dataclass(frozen=True)
class IssueTerms:
    """What all papers of one issue share."""

    kind: PaperKind
    day: date
    language: str
    template: Template
    files: Files
    shared: Values
    own_ids: frozenset[str]
    key: SigningKey
    series_id: int
    numbers: Numbers
    batch_id: int
    repeated: Repeated | None


@dataclass(frozen=True)
class Made:
    """The columns of a new paper, and its page as it was laid out."""

    columns: Mapping[str, Any]
    page: Page


def begin_issue(
    unit: UnitOfWork,
    *,
    cohort: Cohort,
    day: date,
    kind: PaperKind = PaperKind.CERTIFICATE,
    language: str = "",
    repeated: Repeated | None = None,
) -> IssueTerms:
    """Freeze the words of a new batch; makes the year's series and signing key where they are missing.

    Without a ``language`` it is that of the centre's documents. Raises NotFound where no template is in use. What is
    ``repeated`` keeps its template and its words, whatever the centre and the course say since.
    """
    own = profile(unit)
    language = language or own.document_language
    shared = shared_values(unit, cohort=cohort, own=own, language=language, kind=kind.value)
    shared["logo"] = kept_logo(unit)
    if repeated is None:
        found = template_for(unit, kind=kind.value, programme_id=cohort.programme_id)
        template, template_id = found.template, found.id
        said: Mapping[str, str] = words(template, shared, language=language)
    else:
        template, template_id, said = repeated.template, repeated.template_id, repeated.words
    own_words = own_ids(template)
    batch = CertificateBatch(
        cohort_id=cohort.id,
        template_id=template_id,
        issued_on=day,
        language=language,
        words={name: text for name, text in said.items() if name not in own_words},
    )
    unit.session.add(batch)
    series = series_for(unit, kind=kind, day=day)
    key = signing_key(unit, own.code, day.year)
    unit.session.flush()
    files = files_of(unit, template=template, words=said)
    numbers = Numbers(unit, series)
    return IssueTerms(
        kind, day, language, template, files, shared, own_words, key, series.id, numbers, batch.id, repeated
    )


def next_certificate(
    terms: IssueTerms,
    *,
    enrolment_id: int,
    holder: str,
    values: Mapping[str, object] | None = None,
    origin: CertificateOrigin = CertificateOrigin.FIRST,
) -> Made:
    """The next paper of the series, signed and laid out; the series moves on by one.

    Its place in the order of names is that of the ``holder`` on the paper, whatever the card is renamed to.
    """
    number, written = terms.numbers.take()
    code_text = sign(_claims(terms, written, holder), terms.key)
    known = {
        **terms.shared,
        "name": holder,
        **(values or {}),
        "number": written,
        "register_number": number,
        "issued": terms.day,
        "code_short": short_code(code_text),
        "origin": origin.value,
    }
    said = _said(terms, known)
    page = laid_out(terms.template, said, code=code_text, files=terms.files)
    columns = {
        "enrolment_id": enrolment_id,
        "kind": terms.kind,
        "series_id": terms.series_id,
        "batch_id": terms.batch_id,
        "number": number,
        "full_number": written,
        "issued_on": terms.day,
        "state": CertificateState.VALID,
        "kid": terms.key.kid,
        "code_text": code_text,
        "holder": holder,
        "sort_key": sort_key(holder),
        "face": {name: text for name, text in said.items() if name in terms.own_ids},
        "page_digest": page.digest,
        "origin": origin,
    }
    return Made(columns, page)


def _said(terms: IssueTerms, known: Values) -> Mapping[str, str]:
    said = words(terms.template, known, language=terms.language)
    if terms.repeated is None:
        return said
    renewed = ids_naming(terms.template, _RENEWED)
    kept = {element: text for element, text in terms.repeated.words.items() if element not in renewed}
    return kept | {element: text for element, text in said.items() if element in renewed}


def _claims(terms: IssueTerms, number: str, holder: str) -> CertificateClaims:
    if terms.repeated is not None:
        return replace(terms.repeated.claims, number=number, issued=terms.day)
    shared: Mapping[str, Any] = terms.shared
    return CertificateClaims(
        number=number,
        name=holder,
        course=shared["course"],
        hours=shared["hours"],
        start=shared["starts"],
        end=shared["ends"],
        issued=terms.day,
        centre=shared["centre"],
    )


def signing_key(unit: UnitOfWork, centre_code: str, year: int) -> SigningKey:
    row = unit.session.scalar(select(SigningKeyRow).where(SigningKeyRow.year == year))
    if row is None:
        made = new_key(centre_code, year)
        row = SigningKeyRow(kid=made.kid, year=year, public_key=made.public, private_key=made.private, made_at=unit.now)
        unit.session.add(row)
        unit.session.flush()
    return SigningKey(row.kid, row.private_key, row.public_key)
