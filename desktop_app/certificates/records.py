"""Certificates as screens, commands and the register see them."""

from dataclasses import dataclass
from datetime import date

from desktop_app.certificates.payload import CertificateClaims


@dataclass(frozen=True)
class CertificateRecord:
    """One issued certificate, with the words that were printed on it. ``state``: valid, annulled, replaced."""

    id: int
    enrolment_id: int
    person_id: int
    full_number: str
    number: int
    holder: str
    course: str
    hours: int
    cohort_id: int
    cohort_code: str
    starts_on: date
    ends_on: date
    issued_on: date
    state: str
    workplace: str
    completion_order: str


@dataclass(frozen=True)
class Candidate:
    """A person of a cohort: with a certificate, ready for one, or without and the reason in words.

    ``may_earn`` while the cohort is open and the person in it: the reason is not the last word then.
    """

    enrolment_id: int
    person_id: int
    name: str
    is_ready: bool
    may_earn: bool
    reason: str
    certificate: CertificateRecord | None


@dataclass(frozen=True)
class IssueResult:
    """``issued`` are the certificates made now; ``withheld`` the people who get none, with reasons."""

    issued: tuple[CertificateRecord, ...]
    all_of_cohort: tuple[CertificateRecord, ...]
    withheld: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CodeCheck:
    """What a scanned code says beside what the register says.

    ``status`` is valid, annulled, replaced, not_in_register, altered, unknown_issuer or unreadable; ``claims``
    are there only when the signature holds, ``registered`` only when the register has that number.
    """

    is_valid: bool
    status: str
    reason: str
    claims: CertificateClaims | None
    registered: CertificateRecord | None = None
