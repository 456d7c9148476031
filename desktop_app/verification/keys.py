"""Public keys: the centre's own as a list signed by itself, and those of other centres taken in from theirs."""

import base64
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select

from db.models.certificates import KnownKey
from db.models.certificates import SigningKey as SigningKeyRow
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.signature import SigningKey, centre_of, key_id
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.reference.service import profile
from desktop_app.verification.records import KeyList, PublicKey

FORMAT = "mahorat-keys-1"
MOST_BYTES = 1_000_000


def own_keys(unit: UnitOfWork) -> list[SigningKey]:
    """The key pairs of the centre, the oldest first. Raises Refused before the first certificate was issued."""
    rows = unit.session.scalars(select(SigningKeyRow).order_by(SigningKeyRow.year)).all()
    if not rows:
        raise Refused(
            "no_keys_yet", N_("The centre has no key yet: the first certificate issued in a year makes that year's.")
        )
    return [SigningKey(row.kid, row.private_key, row.public_key) for row in rows]


def own_key_list(unit: UnitOfWork) -> KeyList:
    own_keys(unit)
    rows = unit.session.scalars(select(SigningKeyRow).order_by(SigningKeyRow.year))
    keys = tuple(PublicKey(row.kid, row.year, row.public_key) for row in rows)
    own = profile(unit)
    return KeyList(own.code, own.name, unit.today, keys)


def trusted_keys(unit: UnitOfWork) -> dict[bytes, bytes]:
    """Every public key by its id: the centre's own, old ones too, and those taken in."""
    own = unit.session.execute(select(SigningKeyRow.kid, SigningKeyRow.public_key))
    known = unit.session.execute(select(KnownKey.kid, KnownKey.public_key))
    return {row.kid: row.public_key for rows in (known, own) for row in rows}


def key_list_text(unit: UnitOfWork) -> str:
    """The list as a file to read and to send: JSON, signed by every key that it names."""
    told = _told(own_key_list(unit))
    content = _signed_bytes(told)
    signatures = {
        key.kid.hex(): _text(Ed25519PrivateKey.from_private_bytes(key.private).sign(content)) for key in own_keys(unit)
    }
    return json.dumps({**told, "signatures": signatures}, ensure_ascii=False, indent=2) + "\n"


def read_key_list(content: bytes) -> KeyList:
    """The list of a file, if each of its keys has signed it. Raises Invalid.

    That proves only that the list was made by who has the keys: whose they are, the fingerprint tells by telephone.
    """
    try:
        document = json.loads(content)
        signatures = document.pop("signatures")
        keys = _key_list(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Invalid("no_key_list", N_("This file is no list of keys.")) from error
    if not keys.keys or not all(_is_signed(document, key, signatures) for key in keys.keys):
        raise Invalid("key_list_altered", N_("The list of keys of {centre} has been altered."), centre=keys.name)
    return keys


def take_in_keys(unit: UnitOfWork, *, keys: KeyList) -> int:
    """Trust the keys of another centre from now on; returns how many are new.

    Raises Refused for the centre's own list, and for a list that says another thing of a key than is known.
    """
    own = set(unit.session.scalars(select(SigningKeyRow.kid)))
    if any(key.kid in own for key in keys.keys):
        raise Refused("own_key_list", N_("This is the list of your own centre."))
    known = trusted_keys(unit)
    for key in keys.keys:
        if known.get(key.kid, key.public) != key.public:
            raise Refused(
                "key_changed",
                N_("The list says another thing of a key of {centre} than is known here. Call the centre."),
                centre=keys.name,
            )
    new = [key for key in keys.keys if key.kid not in known]
    unit.session.add_all(
        KnownKey(
            kid=key.kid,
            centre=keys.name,
            year=key.year,
            public_key=key.public,
            added_at=unit.now,
            added_by=unit.actor.name,
        )
        for key in new
    )
    return len(new)


def known_key_lists(unit: UnitOfWork) -> list[KeyList]:
    """The keys taken in, by centre; the name is the one on its newest key."""
    by_centre: dict[str, list[KnownKey]] = {}
    for row in unit.session.scalars(select(KnownKey).order_by(KnownKey.year, KnownKey.kid)):
        by_centre.setdefault(centre_of(row.kid), []).append(row)
    return [
        KeyList(
            code,
            rows[-1].centre,
            rows[-1].added_at.date(),
            tuple(PublicKey(row.kid, row.year, row.public_key) for row in rows),
        )
        for code, rows in sorted(by_centre.items())
    ]


def _told(keys: KeyList) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "centre": keys.centre,
        "name": keys.name,
        "made_on": keys.made_on.isoformat(),
        "fingerprint": keys.fingerprint,
        "keys": [{"kid": key.kid.hex(), "year": key.year, "public_key": _text(key.public)} for key in keys.keys],
    }


def _key_list(document: Mapping[str, Any]) -> KeyList:
    """Raises ValueError, KeyError or TypeError where it is none."""
    if document["format"] != FORMAT:
        raise ValueError("another format")
    keys = tuple(_public_key(document["centre"], row) for row in document["keys"])
    listed = KeyList(str(document["centre"]), str(document["name"]), date.fromisoformat(document["made_on"]), keys)
    if document["fingerprint"] != listed.fingerprint:
        raise ValueError("the fingerprint is of other keys")
    return listed


def _public_key(centre: str, row: Mapping[str, Any]) -> PublicKey:
    public = base64.b64decode(row["public_key"], validate=True)
    kid, year = bytes.fromhex(row["kid"]), int(row["year"])
    # So that nobody can put a key of his own under another centre's code or year.
    if len(public) != 32 or kid != key_id(centre, year, public):
        raise ValueError("the id is not this key's")
    return PublicKey(kid, year, public)


def _is_signed(document: Mapping[str, Any], key: PublicKey, signatures: Mapping[str, str]) -> bool:
    try:
        signature = base64.b64decode(signatures[key.kid.hex()], validate=True)
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, _signed_bytes(document))
    except (KeyError, TypeError, ValueError, InvalidSignature):
        return False
    return True


def _signed_bytes(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
