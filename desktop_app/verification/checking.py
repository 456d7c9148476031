"""Checking certificates from a file, a scanner's text, a number or a short code, against signature and register."""

import re
from pathlib import Path

from sqlalchemy import func, select

from db.models.certificates import Certificate, CertificateSeries, SigningKey
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.reading import check_codes
from desktop_app.certificates.register import certificate_numbered
from desktop_app.certificates.series import MOST_DIGITS
from desktop_app.certificates.signature import SHORT_BYTES, Verification, centre_of, short_bytes, verify
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.progress import Progress
from desktop_app.verification.keys import trusted_keys
from desktop_app.verification.records import CodeCheck, Finding
from desktop_app.verification.revocations import newest_list
from desktop_app.verification.scanner import scanned_code, short_code_in, with_latin_keys

SENTENCES = {
    Finding.VALID: N_("The certificate is genuine and valid."),
    Finding.ANNULLED: N_("The certificate is genuine but has been annulled."),
    Finding.REPLACED: N_("The certificate is genuine but has been replaced by another one."),
    Finding.NOT_IN_REGISTER: N_("The signature is genuine, but this register has no such certificate."),
    Finding.ALTERED: N_("The code has been altered: the signature does not fit."),
    Finding.UNKNOWN_ISSUER: N_("The code was not signed by a centre that is known here."),
    Finding.UNREADABLE: N_("This is not a certificate code."),
}
_LONGEST_NUMBER = 60
_PART = re.compile(r"\d+|[^\W\d_]+")
_SIGNS_OF_A_NUMBER = " -–/.№_#"

Parts = tuple[int | str, ...]


def check_source(unit: UnitOfWork, *, source: Path | str, progress: Progress | None = None) -> list[CodeCheck]:
    """Every code of a PDF or a picture; of a text, the one code, number or short code that it is.

    Raises Invalid for a file that is neither PDF nor picture, StorageError for one that cannot be opened.
    """
    keys = trusted_keys(unit)
    if isinstance(source, Path):
        codes = check_codes(source, keys, progress=progress)
        return [_beside_register(unit, code.verification, page=code.page) for code in codes]
    code = scanned_code(source)
    return [_beside_register(unit, verify(code, keys)) if code else _named(unit, source.strip())]


def _beside_register(unit: UnitOfWork, verification: Verification, *, page: int = 1) -> CodeCheck:
    claims, kid = verification.claims, verification.kid
    if claims is None or kid is None:
        finding = Finding(verification.reason.value)
        return CodeCheck(finding, _(SENTENCES[finding]), page=page)
    if unit.session.get(SigningKey, kid) is None:
        return _of_another_centre(unit, claims, centre_of(kid), page)
    registered = certificate_numbered(unit, full_number=claims.number)
    if registered is None:
        finding = Finding.NOT_IN_REGISTER
        return CodeCheck(finding, _(SENTENCES[finding]), claims, page=page)
    finding = Finding(registered.state)
    reason = _sentence(finding, registered.replaced_by)
    return CodeCheck(finding, reason, claims, registered, registered.replaced_by, page)


def _of_another_centre(unit: UnitOfWork, claims: CertificateClaims, centre: str, page: int) -> CodeCheck:
    """Its own list of withdrawn numbers stands for the register that is not here."""
    listed = newest_list(unit, centre)
    if listed is None:
        reason = _(
            "The certificate is genuine. No list of withdrawn certificates of that centre is known here, "
            "so it may have been withdrawn since."
        )
        return CodeCheck(Finding.VALID, reason, claims, page=page)
    entry = next((each for each in listed.entries if each.number == claims.number), None)
    if entry is None:
        day = short_date(listed.dated_on)
        reason = _("The certificate is genuine; its centre had not withdrawn it by {day}.", day=day)
        return CodeCheck(Finding.VALID, reason, claims, page=page)
    reason = _sentence(entry.finding, entry.replaced_by)
    return CodeCheck(entry.finding, reason, claims, replaced_by=entry.replaced_by, page=page)


def _named(unit: UnitOfWork, text: str) -> CodeCheck:
    """The certificate of a number or a short code: what its own code says, as if that had been read."""
    if len(text) <= _LONGEST_NUMBER:
        # As typed, in capitals, and as a scanner meant it on another layout.
        spellings = {text, text.upper(), with_latin_keys(text)}
        numbered = select(Certificate.code_text).where(Certificate.full_number.in_(spellings))
        code = (
            unit.session.scalar(numbered)
            or _code_numbered(unit, {_parts(each) for each in spellings})
            or _code_with_short(unit, {short_code_in(each) for each in spellings})
        )
        if code:
            return _beside_register(unit, verify(code, trusted_keys(unit)))
        if any(letter.isdigit() for letter in text) and all(map(_is_of_number, text)):
            return CodeCheck(Finding.NOT_IN_REGISTER, _("The register has no certificate {number}.", number=text))
    return CodeCheck(Finding.UNREADABLE, _(SENTENCES[Finding.UNREADABLE]))


def _code_numbered(unit: UnitOfWork, wanted: set[Parts]) -> str:
    """However a person wrote the number: with spaces for its dashes, without the zeros in front, behind a №."""
    meant = {part for parts in wanted for part in parts if isinstance(part, int) and part < 10**MOST_DIGITS}
    rows = unit.session.execute(
        select(Certificate.full_number, Certificate.code_text).where(
            Certificate.series_id.in_(select(CertificateSeries.id)), Certificate.number.in_(meant)
        )
    )
    return next((row.code_text for row in rows if _parts(row.full_number) in wanted), "")


def _parts(text: str) -> Parts:
    """The words and the numbers of a number as it is written: PM-2026-000123 is PM, 2026 and 123."""
    return tuple(int(part) if part.isdecimal() else part for part in _PART.findall(text.upper()))


def _is_of_number(letter: str) -> bool:
    return letter.isalnum() or letter in _SIGNS_OF_A_NUMBER


def _code_with_short(unit: UnitOfWork, spellings: set[str]) -> str:
    """Computed from every code of the register, where it lies: 500,000 take 0.7 s. Of two alike the newest."""
    wanted = {short_bytes(short) for short in spellings} - {b""}
    if not wanted:
        return ""
    is_wanted = func.digest_begin(Certificate.code_text, SHORT_BYTES).in_(wanted)
    newest = select(Certificate.code_text).where(is_wanted).order_by(Certificate.id.desc()).limit(1)
    return unit.session.scalar(newest) or ""


def _sentence(finding: Finding, replaced_by: str) -> str:
    if finding is Finding.REPLACED and replaced_by:
        return _("The certificate is genuine but has been replaced by {number}.", number=replaced_by)
    return _(SENTENCES[finding])
