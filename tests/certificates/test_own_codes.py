"""Codes that were printed once are judged the same for ever: vectors for us, and for whoever writes another reader."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.certificates.signature import SigningKey, short_code, sign, verify
from tests.certificates.claims import CYRILLIC, LATIN, LONG

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("own_codes.json").read_text(encoding="utf-8"))
KEYS = {bytes.fromhex(key["kid"]): bytes.fromhex(key["public"]) for key in VECTORS["keys"]}


@pytest.mark.parametrize("vector", VECTORS["codes"], ids=lambda vector: vector["name"])
def test_a_code_is_judged_as_it_was_when_it_was_printed(vector: dict[str, Any]) -> None:
    found = verify(vector["text"], KEYS)
    claims = None if found.claims is None else asdict(found.claims)
    told = claims and {name: each.isoformat() if isinstance(each, date) else each for name, each in claims.items()}
    assert (found.reason, told) == (vector["verdict"], vector["claims"])
    assert short_code(vector["text"]) == vector["short"]


def test_whoever_has_the_key_of_the_vectors_signs_what_they_vouch_for() -> None:
    (kid, public), *_others = KEYS.items()
    key = SigningKey(kid, bytes.fromhex(VECTORS["private"]), public)
    for claims in (LATIN, CYRILLIC, LONG):
        assert verify(sign(claims, key), KEYS).claims == claims
