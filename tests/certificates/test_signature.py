"""A code is valid, or it is not: against a foreign library, forged, borrowed and broken codes."""

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cwt import COSE, COSEKey

from desktop_app.certificates import base45
from desktop_app.certificates.payload import CertificateClaims, packed, unpacked
from desktop_app.certificates.signature import PREFIX, SigningKey, Verdict, new_key, sign, verify
from desktop_app.documents.qr import qr_symbol
from tests.certificates.claims import CYRILLIC, LATIN, LONG
from tests.certificates.mutants import mutants

KEY = new_key("NAM", 2026)
KEYS = {KEY.kid: KEY.public}
CODE = sign(LATIN, KEY)
PURPOSE = b"MHR1"


def foreign_public_key() -> COSEKey:
    pem = Ed25519PublicKey.from_public_bytes(KEY.public).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return COSEKey.from_pem(pem, kid=KEY.kid)


def foreign_private_key() -> COSEKey:
    pem = Ed25519PrivateKey.from_private_bytes(KEY.private).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    return COSEKey.from_pem(pem, kid=KEY.kid)


def rewritten(code: str, *, place: int, value: object) -> str:
    """The code with one of the four parts of its message exchanged."""
    message = cbor2.loads(base45.decode(code[len(PREFIX) :]))
    parts = list(message.value)
    parts[place] = value
    return PREFIX + base45.encode(cbor2.dumps(cbor2.CBORTag(18, parts)))


@pytest.mark.parametrize("claims", [LATIN, CYRILLIC, LONG])
def test_a_signed_code_is_valid_and_tells_its_claims(claims: CertificateClaims) -> None:
    verification = verify(sign(claims, KEY), KEYS)
    assert verification.is_valid
    assert verification.claims == claims
    assert verification.kid == KEY.kid


def test_the_same_claims_and_key_give_the_same_code() -> None:
    assert sign(LATIN, KEY) == CODE


def test_a_foreign_cose_library_accepts_our_code() -> None:
    raw = base45.decode(CODE[len(PREFIX) :])
    content = COSE.new().decode(raw, foreign_public_key(), external_aad=PURPOSE)
    assert unpacked(content) == LATIN


def test_we_accept_what_a_foreign_cose_library_signs() -> None:
    raw = COSE.new().encode_and_sign(
        packed(LATIN), foreign_private_key(), protected={"alg": "EdDSA", "kid": KEY.kid}, external_aad=PURPOSE
    )
    assert verify(PREFIX + base45.encode(raw), KEYS).claims == LATIN


def test_a_code_of_a_centre_that_we_do_not_know_is_told_as_such() -> None:
    stranger = new_key("BUX", 2026)
    verification = verify(sign(LATIN, stranger), KEYS)
    assert verification.reason is Verdict.UNKNOWN_ISSUER
    assert verification.claims is None


def test_a_stranger_who_borrows_our_key_id_is_found_out() -> None:
    stranger = new_key("BUX", 2026)
    forged = sign(LATIN, SigningKey(KEY.kid, stranger.private, stranger.public))
    assert verify(forged, KEYS).reason is Verdict.ALTERED


def test_the_signature_of_another_certificate_does_not_fit() -> None:
    forged = rewritten(CODE, place=2, value=packed(CYRILLIC))
    verification = verify(forged, KEYS)
    assert verification.reason is Verdict.ALTERED
    assert verification.claims is None


def test_a_signature_given_for_another_purpose_is_worth_nothing() -> None:
    raw = COSE.new().encode_and_sign(packed(LATIN), foreign_private_key(), protected={"alg": "EdDSA", "kid": KEY.kid})
    assert verify(PREFIX + base45.encode(raw), KEYS).reason is Verdict.ALTERED


def test_a_valid_code_cannot_be_spelt_in_another_way() -> None:
    assert verify(rewritten(CODE, place=1, value={99: "x"}), KEYS).reason is Verdict.UNREADABLE
    assert not verify(CODE + "00", KEYS).is_valid
    assert not verify(CODE.lower(), KEYS).is_valid


@pytest.mark.parametrize(
    "text",
    ["", "MHR1:", "MHR1:A", "HC1:" + CODE[5:], "https://example.uz", "MHR1:" + "9" * 9000, PREFIX + "BB8BB8", "ў"],
)
def test_what_is_no_code_of_ours_is_unreadable(text: str) -> None:
    assert verify(text, KEYS).reason is Verdict.UNREADABLE


@pytest.mark.parametrize(
    "content", [None, [], {}, cbor2.CBORTag(18, 5), cbor2.CBORTag(17, [b"", {}, b"", b""]), [[[]]] * 50]
)
def test_other_cbor_is_unreadable(content: object) -> None:
    assert verify(PREFIX + base45.encode(cbor2.dumps(content)), KEYS).reason is Verdict.UNREADABLE


def test_no_mutant_of_a_code_is_accepted() -> None:
    other = sign(CYRILLIC, KEY)
    accepted = [spoilt for spoilt in mutants(CODE, other, count=3000, seed=1) if verify(spoilt, KEYS).is_valid]
    assert accepted == []


def test_a_key_does_not_show_its_secret_part_when_printed() -> None:
    assert repr(KEY.private) not in repr(KEY)
    assert "private" not in repr(KEY)


def test_two_keys_of_one_centre_and_year_differ_in_their_id() -> None:
    assert new_key("NAM", 2026).kid != KEY.kid
    assert KEY.kid.startswith(b"NAM26")


@pytest.mark.parametrize(("claims", "largest"), [(LATIN, 12), (CYRILLIC, 14), (LONG, 16)])
def test_the_code_stays_coarse_enough_to_scan(claims: CertificateClaims, largest: int) -> None:
    assert qr_symbol(sign(claims, KEY)).version <= largest
