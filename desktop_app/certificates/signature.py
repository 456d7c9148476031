"""Signing a certificate's claims and checking them offline, with nothing but the centres' public keys.

The text of the QR code is ``MHR1:`` and, in base45, a COSE_Sign1 message (RFC 9052) with an Ed25519
signature: any COSE library can check it, given the external data ``MHR1``. Only the one spelling that
``sign`` gives is accepted, so that a valid code cannot be varied into another valid one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop_app.certificates import base45
from desktop_app.certificates.payload import CertificateClaims, packed, unpacked

PREFIX = "MHR1:"

# Signed along with the claims, so that a signature given for another purpose is worth nothing here.
_PURPOSE = b"MHR1"

# Names of RFC 9052 and RFC 9053 in numbers.
_SIGN1_TAG = 18
_ALGORITHM, _KEY_ID = 1, 4
_EDDSA = -8
_MOST_LETTERS = 4296  # the largest QR code there is


class Verdict(StrEnum):
    VALID = "valid"
    ALTERED = "altered"
    UNKNOWN_ISSUER = "unknown_issuer"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A centre's key for a year; ``private`` and ``public`` are the 32 raw bytes of Ed25519."""

    kid: bytes
    private: bytes = field(repr=False)
    public: bytes


@dataclass(frozen=True, slots=True)
class Verification:
    """``claims`` are there only if the code is valid: unproved words must not be shown as a certificate's."""

    reason: Verdict
    claims: CertificateClaims | None = None
    kid: bytes | None = None

    @property
    def is_valid(self) -> bool:
        return self.reason is Verdict.VALID


def new_key(centre_code: str, year: int) -> SigningKey:
    """A fresh key. Its id tells centre and year, and two bytes of the key itself keep a second one apart."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    mark = hashlib.sha256(public).digest()[:2]
    kid = f"{centre_code}{year % 100:02d}".encode() + mark
    return SigningKey(kid, private.private_bytes_raw(), public)


def sign(claims: CertificateClaims, key: SigningKey) -> str:
    """The text of the QR code."""
    protected = _protected(key.kid)
    payload = packed(claims)
    signature = Ed25519PrivateKey.from_private_bytes(key.private).sign(_signed_bytes(protected, payload))
    return PREFIX + base45.encode(_message(protected, payload, signature))


def verify(text: str, public_keys: Mapping[bytes, bytes]) -> Verification:
    """Check a code's text against public keys by key id. Never raises, whatever the text."""
    try:
        protected, kid, payload, signature = _parsed(text)
    except ValueError:
        return Verification(Verdict.UNREADABLE)
    public = public_keys.get(kid)
    if public is None:
        return Verification(Verdict.UNKNOWN_ISSUER, kid=kid)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed_bytes(protected, payload))
        claims = unpacked(payload)
    except (InvalidSignature, ValueError):
        return Verification(Verdict.ALTERED, kid=kid)
    return Verification(Verdict.VALID, claims, kid)


def _parsed(text: str) -> tuple[bytes, bytes, bytes, bytes]:
    """Protected header, key id, payload and signature of a text in the one accepted spelling."""
    if not text.startswith(PREFIX) or len(text) > _MOST_LETTERS:
        raise ValueError("not a code of this kind")
    raw = base45.decode(text[len(PREFIX) :])
    match _loaded(raw):
        case cbor2.CBORTag(value=[bytes(protected), dict(), bytes(payload), bytes(signature)]):
            pass
        case _:
            raise ValueError("not a COSE_Sign1 message")
    match _loaded(protected):
        case {4: bytes(kid)}:
            pass
        case _:
            raise ValueError("no key id")
    # Written again from its parts it must be the same: tag, algorithm, empty header and all.
    if protected != _protected(kid) or raw != _message(protected, payload, signature):
        raise ValueError("not in the accepted spelling")
    return protected, kid, payload, signature


def _loaded(raw: bytes) -> object:
    try:
        return cbor2.loads(raw)
    except (cbor2.CBORDecodeError, RecursionError, TypeError) as error:
        raise ValueError("no CBOR") from error


def _protected(kid: bytes) -> bytes:
    return cbor2.dumps({_ALGORITHM: _EDDSA, _KEY_ID: kid}, canonical=True)


def _message(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(_SIGN1_TAG, [protected, {}, payload, signature]), canonical=True)


def _signed_bytes(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, _PURPOSE, payload], canonical=True)
