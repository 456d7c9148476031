"""COSE_Sign1 messages (RFC 9052) with an Ed25519 signature: written in one spelling and opened only from it."""

from collections.abc import Mapping
from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# Names of RFC 9052 and RFC 9053 in numbers.
_SIGN1_TAG = 18
_ALGORITHM, _KEY_ID = 1, 4
_EDDSA = -8


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A message as it was taken apart; nothing in it is proved before ``is_signed_by``."""

    kid: bytes
    payload: bytes
    signature: bytes

    def is_signed_by(self, public_keys: Mapping[bytes, bytes], *, purpose: bytes) -> bool:
        """Whether the key of that id signed it, and for this purpose. Raises KeyError for a key that is not there."""
        public = Ed25519PublicKey.from_public_bytes(public_keys[self.kid])
        try:
            public.verify(self.signature, _signed_bytes(_protected(self.kid), purpose, self.payload))
        except InvalidSignature:
            return False
        return True


def signed(payload: bytes, *, kid: bytes, private: bytes, purpose: bytes) -> bytes:
    """The bytes of a message. ``purpose`` is external data: a signature given for another purpose is worth nothing."""
    key = Ed25519PrivateKey.from_private_bytes(private)
    return _message(kid, payload, key.sign(_signed_bytes(_protected(kid), purpose, payload)))


def taken_apart(raw: bytes) -> SignedMessage:
    """Raises ``ValueError`` for anything that is not a message in the one accepted spelling."""
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
    if raw != _message(kid, payload, signature):
        raise ValueError("not in the accepted spelling")
    return SignedMessage(kid, payload, signature)


def _loaded(raw: bytes) -> object:
    try:
        return cbor2.loads(raw)
    except (cbor2.CBORDecodeError, RecursionError, TypeError) as error:
        raise ValueError("no CBOR") from error


def _protected(kid: bytes) -> bytes:
    return cbor2.dumps({_ALGORITHM: _EDDSA, _KEY_ID: kid}, canonical=True)


def _message(kid: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(_SIGN1_TAG, [_protected(kid), {}, payload, signature]), canonical=True)


def _signed_bytes(protected: bytes, purpose: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, purpose, payload], canonical=True)
