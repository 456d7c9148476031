"""What the check of a code, a list of keys and a list of withdrawn certificates look like outside the database."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.records import CertificateRecord
from desktop_app.language.script import to_latin

_FINGERPRINT_GROUPS = 6


class Finding(StrEnum):
    VALID = "valid"
    ANNULLED = "annulled"
    REPLACED = "replaced"
    NOT_IN_REGISTER = "not_in_register"
    ALTERED = "altered"
    UNKNOWN_ISSUER = "unknown_issuer"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class CodeCheck:
    """What a code says beside what the register says.

    ``claims`` are there only when the signature holds, ``registered`` only when the register has that number.
    ``page`` is that of the file, from 1.
    """

    finding: Finding
    reason: str
    claims: CertificateClaims | None = None
    registered: CertificateRecord | None = None
    replaced_by: str = ""
    page: int = 1

    @property
    def is_valid(self) -> bool:
        return self.finding is Finding.VALID

    @property
    def differences(self) -> frozenset[str]:
        """The names of the signed fields that the register tells otherwise; a name in the other script is the same."""
        if self.claims is None or self.registered is None:
            return frozenset()
        signed, kept = self.claims, self.registered
        pairs: dict[str, tuple[object, object]] = {
            "number": (signed.number, kept.full_number),
            "name": (to_latin(signed.name), to_latin(kept.holder)),
            "course": (to_latin(signed.course), to_latin(kept.course)),
            "hours": (signed.hours, kept.hours),
            "start": (signed.start, kept.starts_on),
            "end": (signed.end, kept.ends_on),
            "issued": (signed.issued, kept.issued_on),
        }
        return frozenset(name for name, (one, other) in pairs.items() if one != other)


@dataclass(frozen=True, slots=True)
class PublicKey:
    kid: bytes
    year: int
    public: bytes


@dataclass(frozen=True)
class KeyList:
    """The public keys of a centre; ``centre`` is its code, ``name`` its name."""

    centre: str
    name: str
    made_on: date
    keys: tuple[PublicKey, ...]

    @property
    def fingerprint(self) -> str:
        """Thirty digits to read out by telephone: the same keys give the same digits, whatever else the list says."""
        raw = b"".join(sorted(key.kid + key.public for key in self.keys))
        number = int.from_bytes(hashlib.sha256(raw).digest(), "big")
        groups = []
        for _group in range(_FINGERPRINT_GROUPS):
            number, rest = divmod(number, 100_000)
            groups.append(f"{rest:05d}")
        return " ".join(groups)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A number that is not in force any more; ``replaced_by`` is empty for an annulled one."""

    number: str
    withdrawn_on: date | None
    replaced_by: str = ""

    @property
    def finding(self) -> Finding:
        return Finding.REPLACED if self.replaced_by else Finding.ANNULLED


@dataclass(frozen=True)
class WithdrawnList:
    """Everything that a centre had withdrawn by a day; of two lists the one with the higher number holds."""

    centre: str
    number: int
    dated_on: date
    entries: tuple[Withdrawn, ...]


@dataclass(frozen=True)
class KnownCentre:
    """Another centre whose codes can be checked here; ``withdrawn`` is its newest list, if one was taken in."""

    keys: KeyList
    withdrawn: WithdrawnList | None
