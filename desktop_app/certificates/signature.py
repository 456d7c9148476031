"""Signing a certificate's claims and checking them offline, with nothing but the centres' public keys.

The text of the QR code is ``MHR1:`` and, in base45, a COSE_Sign1 message (RFC 9052) with an Ed25519
signature: any COSE library can check it, given the external data ``MHR1``. Only the one spelling that
``sign`` gives is accepted, so that a valid code cannot be varied into another valid one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.certificates import base45
from desktop_app.certificates.cose import SignedMessage, signed, taken_apart
from desktop_app.certificates.payload import CertificateClaims, packed, unpacked

PREFIX = "MHR1:"

# Signed along with the claims, so that a signature given for another purpose is worth nothing here.
_PURPOSE = b"MHR1"

_KEY_MARK = 2
_MOST_LETTERS = 4296  # the largest QR code there is

# Crockford's thirty-two: none is taken for another, and no word comes of them.
_SHORT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORT_BYTES = 5  # forty bits: eight letters


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
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return SigningKey(key_id(centre_code, year, public), private.private_bytes_raw(), public)


def key_id(centre_code: str, year: int, public: bytes) -> bytes:
    """It tells centre and year, and two bytes of the key itself keep a second one apart."""
    return f"{centre_code}{year % 100:02d}".encode() + hashlib.sha256(public).digest()[:_KEY_MARK]


def centre_of(kid: bytes) -> str:
    """The code of the centre in a key's id."""
    return kid[: -(_KEY_MARK + 2)].decode()


def sign(claims: CertificateClaims, key: SigningKey) -> str:
    """The text of the QR code."""
    return PREFIX + base45.encode(signed(packed(claims), kid=key.kid, private=key.private, purpose=_PURPOSE))


def short_code(code_text: str) -> str:
    """What stands on the paper for people, as ``7K3M-9QXT``: it follows from the code's text and from nothing else.

    It proves nothing by itself; it finds the certificate in the register, and there the code that does.
    """
    number = int.from_bytes(hashlib.sha256(code_text.encode()).digest()[:SHORT_BYTES], "big")
    letters = [_SHORT_ALPHABET[number >> place & 31] for place in range(8 * SHORT_BYTES - 5, -1, -5)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def short_bytes(short: str) -> bytes:
    """The beginning of the SHA-256 of the code's text that a short code says; none for letters that it never has."""
    letters = short.replace("-", "")
    if not set(letters) <= set(_SHORT_ALPHABET):
        return b""
    number = sum(_SHORT_ALPHABET.index(letter) << 5 * place for place, letter in enumerate(reversed(letters)))
    return number.to_bytes(SHORT_BYTES, "big")


def verify(text: str, public_keys: Mapping[bytes, bytes]) -> Verification:
    """Check a code's text against public keys by key id. Never raises, whatever the text."""
    try:
        message = _parsed(text)
    except ValueError:
        return Verification(Verdict.UNREADABLE)
    kid = message.kid
    if kid not in public_keys:
        return Verification(Verdict.UNKNOWN_ISSUER, kid=kid)
    try:
        claims = unpacked(message.payload) if message.is_signed_by(public_keys, purpose=_PURPOSE) else None
    except ValueError:
        claims = None
    if claims is None:
        return Verification(Verdict.ALTERED, kid=kid)
    return Verification(Verdict.VALID, claims, kid)


def claims_in(code_text: str) -> CertificateClaims | None:
    """What a code of the register says, unproved: for telling what was printed. None where it cannot be read."""
    try:
        return unpacked(_parsed(code_text).payload)
    except ValueError:
        return None


def _parsed(text: str) -> SignedMessage:
    if not text.startswith(PREFIX) or len(text) > _MOST_LETTERS:
        raise ValueError("not a code of this kind")
    return taken_apart(base45.decode(text[len(PREFIX) :]))
