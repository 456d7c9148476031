"""Codes of other public schemes that stand on the same ground: read where they are alike, refused where they differ."""

import hashlib
import zlib

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from desktop_app.certificates import base45
from desktop_app.certificates.cose import _signed_bytes, taken_apart
from desktop_app.certificates.signature import PREFIX, Verdict, verify
from tests.certificates.public_codes import (
    B1,
    CONTENT,
    DANISH,
    DANISH_KEY,
    DANISH_MESSAGE,
    EDDSA_PRIVATE,
    EDDSA_PUBLIC,
    EDDSA_SIGNATURE,
    HEALTH,
    MESSAGES,
    TO_BE_SIGNED,
    Z1,
)

SIGNATURE_END = "8d7bcb80bf00e181806a9502e11b071325901bd0d2c1b6438747b8cc50f521"


def message_of(text: str) -> bytes:
    return zlib.decompress(base45.decode(text))


def test_the_bytes_of_a_health_certificate_come_out_as_its_makers_say() -> None:
    message = message_of(HEALTH.removeprefix("HC1:"))
    assert message.hex().startswith("d2844da20448d919375fc1e7b6b20126a0590133a4041a61817ca0061a60942ea001624154")
    assert message.hex().endswith("5812fce67cb84c3911d78e3f61f890d0c80eb9675806aebed66aa2d0d0c91d1fc9" + SIGNATURE_END)
    assert cbor2.loads(cbor2.loads(message).value[2])[1] == "AT"
    assert hashlib.sha256(message_of(DANISH)).hexdigest() == DANISH_MESSAGE
    assert base45.encode(base45.decode(DANISH)) == DANISH


def test_the_signature_of_a_health_certificate_holds_over_the_bytes_that_we_would_sign() -> None:
    protected, _unprotected, payload, signature = cbor2.loads(message_of(DANISH)).value
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), bytes.fromhex(DANISH_KEY))
    both = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    key.verify(both, _signed_bytes(protected, b"", payload), ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        key.verify(both, _signed_bytes(protected, b"MHR1", payload), ECDSA(SHA256()))


@pytest.mark.parametrize("name", TO_BE_SIGNED)
def test_the_bytes_under_a_signature_are_those_of_the_standards_examples(name: str) -> None:
    protected, external, wanted = TO_BE_SIGNED[name]
    assert _signed_bytes(bytes.fromhex(protected), bytes.fromhex(external), CONTENT).hex() == wanted


def test_the_ed25519_example_is_signed_and_checked_as_published() -> None:
    protected = bytes.fromhex(TO_BE_SIGNED["eddsa-sig-01"][0])
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(EDDSA_PRIVATE))
    signature = private.sign(_signed_bytes(protected, b"", CONTENT))
    assert signature.hex() == EDDSA_SIGNATURE
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(EDDSA_PUBLIC))
    public.verify(signature, _signed_bytes(protected, b"", CONTENT))


@pytest.mark.parametrize("name", MESSAGES)
def test_no_message_of_the_standards_examples_is_taken_for_a_certificate(name: str) -> None:
    raw = bytes.fromhex(MESSAGES[name])
    with pytest.raises(ValueError, match=r"spelling|key id|COSE"):
        taken_apart(raw)
    for kid in (b"11", b"3d448"):
        told = verify(PREFIX + base45.encode(raw), {kid: bytes.fromhex(EDDSA_PUBLIC)})
        assert (told.reason, told.claims) == (Verdict.UNREADABLE, None)


def test_what_every_reader_has_to_refuse_is_refused_at_its_own_step() -> None:
    with pytest.raises(ValueError, match="not in base45"):
        base45.decode(B1)
    with pytest.raises(zlib.error):
        message_of(Z1)
    for text in (B1, Z1, "HL0:" + DANISH, "HC1:" + DANISH, DANISH):
        assert verify(text, {}).reason is Verdict.UNREADABLE
        assert verify(PREFIX + text, {}).reason is Verdict.UNREADABLE


def test_a_health_certificate_is_none_of_ours() -> None:
    for code in (HEALTH.removeprefix("HC1:"), DANISH):
        message = message_of(code)
        with pytest.raises(ValueError, match="spelling"):
            taken_apart(message)
        for text in ("HC1:" + code, PREFIX + code, PREFIX + base45.encode(message)):
            assert verify(text, {}).reason is Verdict.UNREADABLE
