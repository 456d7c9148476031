"""One sealed copy of the master key: a password opens a private key, and that one opens the master.

The master is sealed to the slot's public key, not to the password itself, so a rotation gives everybody who stays the
new master without asking for a single password.
"""

import hmac
import secrets
import unicodedata
from base64 import b64decode, b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop_app.protection.master import MasterKey, derived

# KiB of memory, passes, lanes: RFC 9106's second profile. A slot carries what it was made with.
COST = (64 * 1024, 3, 4)
_HIGHEST_COST = (1024 * 1024, 16, 16)
_SALT = 16
_NONCE = 12

Slot = dict[str, Any]


class DoesNotOpen(Exception):
    """The password is another one, or the slot is not as it was made."""


def sealed(master: MasterKey, password: str, *, about: str) -> Slot:
    """A slot for a password. ``about`` binds it to its key file and its owner: it opens nowhere else."""
    salt = secrets.token_bytes(_SALT)
    own = X25519PrivateKey.generate()
    slot = {
        "salt": _text(salt),
        "cost": list(COST),
        "private": _text(_encrypted(_password_key(password, salt, COST), own.private_bytes_raw(), about)),
        "public": _text(own.public_key().public_bytes_raw()),
    }
    return slot | _master_for(slot, master, about)


def resealed(slot: Slot, *, old: MasterKey, new: MasterKey, about: str) -> Slot:
    """The same slot, same password, with another master. Raises DoesNotOpen for a slot that a stranger put there."""
    if not hmac.compare_digest(_proof(slot, old, about), slot["proof"]):
        raise DoesNotOpen
    return slot | _master_for(slot, new, about)


def opened(slot: Slot, password: str, *, about: str) -> bytes:
    """The master's bytes. Raises DoesNotOpen."""
    try:
        salt, cost = b64decode(slot["salt"]), tuple(int(number) for number in slot["cost"])
        if len(cost) != len(COST) or any(number > most for number, most in zip(cost, _HIGHEST_COST, strict=True)):
            raise DoesNotOpen
        own = X25519PrivateKey.from_private_bytes(
            _decrypted(_password_key(password, salt, cost), b64decode(slot["private"]), about)
        )
        ephemeral = X25519PublicKey.from_public_bytes(b64decode(slot["ephemeral"]))
        return _decrypted(derived(own.exchange(ephemeral), "slot"), b64decode(slot["master"]), about)
    except (InvalidTag, ValueError, KeyError, TypeError) as error:
        raise DoesNotOpen from error


def open_nothing(password: str) -> None:
    """Take as long as a slot does, for a name that has none."""
    _password_key(password, bytes(_SALT), COST)


def _master_for(slot: Slot, master: MasterKey, about: str) -> Slot:
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(b64decode(slot["public"])))
    return {
        "ephemeral": _text(ephemeral.public_key().public_bytes_raw()),
        "master": _text(_encrypted(derived(shared, "slot"), master.raw, about)),
        "proof": _proof(slot, master, about),
    }


def _proof(slot: Slot, master: MasterKey, about: str) -> str:
    """That the public key was put there by somebody who held the master."""
    said = f"{about}|{slot['salt']}|{slot['private']}|{slot['public']}"
    return hmac.digest(master.present("slots"), said.encode(), "sha256").hex()


def _password_key(password: str, salt: bytes, cost: tuple[int, ...]) -> bytes:
    memory, passes, lanes = cost
    # One password typed on two keyboards may come as different code points of the same letters.
    typed = unicodedata.normalize("NFKC", password).encode()
    stretched = Argon2id(salt=salt, length=32, memory_cost=memory, iterations=passes, lanes=lanes).derive(typed)
    return derived(stretched, "password")


def _encrypted(key: bytes, content: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about.encode())


def _decrypted(key: bytes, content: bytes, about: str) -> bytes:
    return AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], about.encode())


def _text(content: bytes) -> str:
    return b64encode(content).decode()
