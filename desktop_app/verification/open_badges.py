"""A certificate as an Open Badges 3.0 file: a verifiable credential signed as eddsa-jcs-2022, checkable offline.

The issuer is a ``did:key``: the public key itself, so that no address on a network has to be asked for it.
"""

import hashlib
import json
import uuid
from datetime import date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from db.models.certificates import Certificate, CertificateState, SigningKey
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import verify
from desktop_app.clock import TASHKENT
from desktop_app.errors import NotFound, Refused
from desktop_app.i18n import N_, _, use
from desktop_app.reference.service import profile

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_KEY = bytes((0xED, 0x01))  # multicodec


def open_badge(unit: UnitOfWork, *, number: str) -> str:
    """The JSON text for a certificate in force. Raises NotFound, and Refused for one that is withdrawn."""
    row = unit.session.scalar(select(Certificate).where(Certificate.full_number == number))
    if row is None:
        raise NotFound("no_such_certificate", N_("This certificate is not in the register."))
    if row.state is not CertificateState.VALID:
        raise Refused("certificate_withdrawn", N_("Certificate {number} is not in force any more."), number=number)
    key = unit.session.get_one(SigningKey, row.kid)
    claims = verify(row.code_text, {key.kid: key.public_key}).claims
    if claims is None:
        raise Refused("code_altered", N_("The code has been altered: the signature does not fit."))
    issuer = did_key(key.public_key)
    with use(profile(unit).document_language):
        credential = _credential(claims, issuer, uuid.uuid5(uuid.NAMESPACE_URL, row.code_text))
    return json.dumps(proved(credential, key.private_key, issuer, unit.now), ensure_ascii=False, indent=2) + "\n"


def did_key(public: bytes) -> str:
    return "did:key:z" + base58(_ED25519_KEY + public)


def proved(credential: dict[str, Any], private: bytes, issuer: str, created: datetime) -> dict[str, Any]:
    """The credential with its proof (W3C Data Integrity EdDSA Cryptosuites 1.0, eddsa-jcs-2022)."""
    proof = {
        "@context": credential["@context"],
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": created.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "verificationMethod": f"{issuer}#{issuer.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    digests = b"".join(hashlib.sha256(_canonical(part)).digest() for part in (proof, credential))
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(digests)
    return {**credential, "proof": {**proof, "proofValue": "z" + base58(signature)}}


def base58(raw: bytes) -> str:
    """Bytes in the letters of Bitcoin addresses: a leading zero byte is a leading 1."""
    number = int.from_bytes(raw, "big")
    letters = ""
    while number:
        number, rest = divmod(number, 58)
        letters = _BASE58[rest] + letters
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + letters


def _credential(claims: CertificateClaims, issuer: str, own_id: uuid.UUID) -> dict[str, Any]:
    course = _("Course of {hours} hours at {centre}.", hours=claims.hours, centre=claims.centre)
    course_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{issuer} {claims.course} {claims.hours}")
    return {
        "@context": list(CONTEXT),
        "id": own_id.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": claims.course,
        "issuer": {"id": issuer, "type": ["Profile"], "name": claims.centre},
        "validFrom": _moment(claims.issued),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": claims.name, "identityType": "name"}
            ],
            "activityStartDate": _moment(claims.start),
            "activityEndDate": _moment(claims.end),
            "licenseNumber": claims.number,
            "achievement": {
                "id": course_id.urn,
                "type": ["Achievement"],
                "achievementType": "Certificate",
                "name": claims.course,
                "description": course,
                "criteria": {"narrative": _("The course was attended and completed by the rules of the centre.")},
            },
        },
    }


def _canonical(document: dict[str, Any]) -> bytes:
    """RFC 8785, for documents without numbers and with names in ASCII, as these are."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _moment(day: date) -> str:
    """The beginning of the day in Tashkent."""
    return datetime(day.year, day.month, day.day, tzinfo=TASHKENT).isoformat()
