"""The file on the stick: a head that everybody may read, signed with what follows, and rows that the key opens.

Magic, length of the head, head (JSON), its signature (Ed25519), sealed rows. The head says the size and the SHA-256 of
the sealed rows, so that no byte of the file can be another one.
"""

import hashlib
import json
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.whole_file import read_up_to

SUFFIX = ".mahorat-parcel"
MOST_BYTES = 200_000_000
MOST_UNPACKED = 1_000_000_000
_MAGIC = b"mahorat-parcel-1\n"
_LENGTH_BYTES, _MOST_HEAD = 4, 100_000
_SIGNATURE, _NONCE = 64, 12


@dataclass(frozen=True)
class Letter:
    """``digest`` is the SHA-256 of the whole file."""

    head: Mapping[str, Any]
    sealed: bytes
    digest: str


def letter(head: Mapping[str, Any], sealed: bytes, *, private_key: bytes) -> bytes:
    """The bytes of the file; who signs is said in the head."""
    signer = Ed25519PrivateKey.from_private_bytes(private_key)
    told = {
        **head,
        "public_key": signer.public_key().public_bytes_raw().hex(),
        "size": len(sealed),
        "sha256": hashlib.sha256(sealed).hexdigest(),
    }
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    begun = _MAGIC + len(written).to_bytes(_LENGTH_BYTES, "big") + written
    return begun + signer.sign(begun) + sealed


def read_letter(file: Path, *, what: str) -> Letter:
    """The letter of a file, proved whole. Raises Invalid for any other file, StorageError where it cannot be read."""
    content = read_up_to(file, MOST_BYTES)
    begins, length_ends = len(_MAGIC), len(_MAGIC) + _LENGTH_BYTES
    length = int.from_bytes(content[begins:length_ends], "big")
    if not content.startswith(_MAGIC) or length > _MOST_HEAD:
        raise Invalid("no_parcel", N_("The file {name} is not lent work of Mahorat."), name=file.name)
    head_ends = length_ends + length
    sealed = content[head_ends + _SIGNATURE :]
    try:
        head = json.loads(content[length_ends:head_ends])
        public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["public_key"]))
        public_key.verify(content[head_ends : head_ends + _SIGNATURE], content[:head_ends])
        is_whole = (head["size"], head["sha256"]) == (len(sealed), hashlib.sha256(sealed).hexdigest())
    except (InvalidSignature, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _altered(file) from error
    if not is_whole:
        raise _altered(file)
    if head.get("what") != what:
        message = (
            N_("The file {name} is a return of lent work: it is taken back by the centre that lent it.")
            if what == "parcel"
            else N_("The file {name} is lent work on its way out, not a return.")
        )
        raise Invalid("another_parcel_file", message, name=file.name)
    return Letter(head, sealed, hashlib.sha256(content).hexdigest())


def sealed(content: Mapping[str, Any], *, key: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, packed(content), about.encode())


def unsealed(found: Letter, *, key: bytes, about: str) -> dict[str, Any]:
    """Raises Invalid where the key is another one."""
    try:
        return unpacked(AESGCM(key).decrypt(found.sealed[:_NONCE], found.sealed[_NONCE:], about.encode()))
    except (InvalidTag, ValueError) as error:
        raise Invalid("parcel_not_opened", N_("This file was not made for this work: its key is another.")) from error


def packed(content: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(content: bytes) -> dict[str, Any]:
    """Raises ValueError for what is no such content, or for more than ``MOST_UNPACKED`` bytes of it."""
    opening = zlib.decompressobj()
    try:
        text = opening.decompress(content, MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("not packed") from error
    if not opening.eof:
        raise ValueError("too much")
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("not a record")
    return found


def _altered(file: Path) -> Invalid:
    message = N_("The file {name} is damaged or was altered: it is not as it was written. Copy it again.")
    return Invalid("parcel_altered", message, name=file.name)
