"""An Open Badges 3.0 file has every member that the specification requires, and its proof holds."""

import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.verification.open_badges import base58, open_badge
from tests.verification.issued import FIRST, annul, issue

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def from_base58(text: str, size: int) -> bytes:
    number = 0
    for letter in text:
        number = number * 58 + LETTERS.index(letter)
    return number.to_bytes(size, "big")


def digest_of(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


@pytest.fixture
def badge(centre: Centre) -> dict[str, Any]:
    issue(centre, "Azimova")
    made: dict[str, Any] = json.loads(centre.read(open_badge, number=FIRST))
    return made


def test_what_the_specification_requires_is_there(badge: dict[str, Any]) -> None:
    assert badge["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert badge["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context-3")
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(badge["type"])
    assert badge["id"].startswith("urn:uuid:")
    assert badge["issuer"]["type"] == ["Profile"]
    assert badge["validFrom"] == "2026-11-21T00:00:00+05:00"
    subject = badge["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert subject["identifier"][0]["identityHash"].startswith("Azimova")
    assert {"type", "hashed", "identityHash", "identityType"} == set(subject["identifier"][0])
    assert {"id", "type", "name", "description", "criteria"} <= set(subject["achievement"])
    assert subject["achievement"]["criteria"]["narrative"]
    assert subject["licenseNumber"] == FIRST


def test_the_proof_is_that_of_the_key_which_is_the_issuers_name(badge: dict[str, Any]) -> None:
    proof = badge.pop("proof")
    signature = from_base58(proof.pop("proofValue")[1:], 64)
    assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", "eddsa-jcs-2022")
    kind_and_key = from_base58(proof["verificationMethod"].split("#z")[1], 34)
    assert kind_and_key[:2] == b"\xed\x01"
    assert proof["verificationMethod"].split("#")[0] == badge["issuer"]["id"]
    Ed25519PublicKey.from_public_bytes(kind_and_key[2:]).verify(signature, digest_of(proof) + digest_of(badge))


def test_a_withdrawn_certificate_is_not_given_out(centre: Centre) -> None:
    issue(centre, "Azimova")
    annul(centre, FIRST)
    with pytest.raises(Refused):
        centre.read(open_badge, number=FIRST)


# Test vectors of draft-msporny-base58, "Hello World!" and leading zeros.
@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"Hello World!", "2NEpo7TZRRrLZSi2U"), (bytes.fromhex("0000287fb4cd"), "11233QC4"), (b"", "")],
)
def test_base58_is_as_its_draft_has_it(raw: bytes, text: str) -> None:
    assert base58(raw) == text
