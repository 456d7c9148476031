"""Certificates as screens, commands and the register see them."""

from dataclasses import dataclass
from datetime import date

# Under their own names again: screens know them from here.
from db.models.certificates import CertificateOrigin as CertificateOrigin
from db.models.certificates import CertificateState as CertificateState
from db.models.certificates import PaperKind as PaperKind
from desktop_app.completion.records import CompletionRow


@dataclass(frozen=True)
class CertificateRecord:
    """One issued paper, with the words that were printed on it.

    ``replaces`` is the number of the one it was made for, ``replaced_by`` of the one made for it; both mostly empty.
    ``reason`` and the order are those of a duplicate or a correction.
    """

    id: int
    enrolment_id: int
    person_id: int
    kind: str
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
    position: str
    completion_order: str
    completion_order_date: date | None
    origin: str
    replaces: str
    replaced_by: str
    reason: str
    order_number: str
    order_date: date | None
    annulled_on: date | None
    annulling_reason: str
    annulling_order_number: str
    annulling_order_date: date | None
    handed_on: date | None
    jshshir: str | None

    @property
    def is_in_force(self) -> bool:
        return self.state == CertificateState.VALID

    @property
    def may_be_corrected(self) -> bool:
        """One in force, or one annulled with none in its place."""
        return self.state != CertificateState.REPLACED and not self.replaced_by


@dataclass(frozen=True)
class Candidate:
    """A person of a cohort: with a paper, ready for one, or without and the reason in words.

    ``row`` is how they ended, ``kind`` which paper is theirs, empty for none. ``certificate`` is the last of that
    kind, ``earlier`` those that it replaced. ``may_earn`` while the cohort is open and the person in it: the reason is
    not the last word then. ``elsewhere`` is the number of a certificate that the platform issued.
    """

    row: CompletionRow
    kind: str
    is_ready: bool
    may_earn: bool
    reason: str
    certificate: CertificateRecord | None
    earlier: tuple[CertificateRecord, ...] = ()
    elsewhere: str = ""

    @property
    def enrolment_id(self) -> int:
        return self.row.enrolment_id

    @property
    def person_id(self) -> int:
        return self.row.person_id

    @property
    def name(self) -> str:
        return self.row.name


@dataclass(frozen=True)
class IssueResult:
    """``issued`` are the papers made now; ``withheld`` the people who get no certificate, with reasons."""

    issued: tuple[CertificateRecord, ...]
    all_of_cohort: tuple[CertificateRecord, ...]
    withheld: tuple[tuple[str, str], ...]
