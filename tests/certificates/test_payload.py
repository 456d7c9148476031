"""The bytes of the claims: exact, short, and refusing whatever is not claims."""

import hashlib
import zlib

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.certificates import payload
from desktop_app.certificates.payload import CertificateClaims, packed, unpacked
from tests.certificates.claims import CYRILLIC, LATIN, LONG

# Of the dictionary as it was when the first certificate was issued. It must never change.
DICTIONARY_1_SHA256 = "82c1beb84bb55ed7f4509b6904ed8f174d186a20141d7ad3c3171c92f490e1dc"

texts = st.text(max_size=80)
days = st.dates()
some_claims = st.builds(
    CertificateClaims,
    number=texts,
    name=texts,
    course=texts,
    hours=st.integers(0, 5000),
    start=days,
    end=days,
    issued=days,
    centre=texts,
)


def test_the_first_dictionary_is_the_one_that_certificates_were_issued_with() -> None:
    assert hashlib.sha256(payload.DICTIONARY_1).hexdigest() == DICTIONARY_1_SHA256


@given(some_claims)
def test_claims_come_back_as_they_were(claims: CertificateClaims) -> None:
    assert unpacked(packed(claims)) == claims


@pytest.mark.parametrize("claims", [LATIN, CYRILLIC, LONG])
def test_the_dictionary_saves_a_quarter_of_real_claims(claims: CertificateClaims) -> None:
    plain = len(cbor2.dumps([claims.number, claims.name, claims.course, claims.centre]))
    assert len(packed(claims)) < plain * 0.75


def test_claims_are_a_map_of_small_whole_numbers() -> None:
    plain = zlib.decompressobj(-15, payload.DICTIONARY_1).decompress(packed(LATIN)[1:])
    assert cbor2.loads(plain)[1] == "MO 000831"
    assert cbor2.loads(plain)[5] == 20731


def test_claims_that_unfold_without_end_are_refused() -> None:
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = b"\x01" + press.compress(bytes(50_000_000)) + press.flush()
    with pytest.raises(ValueError, match="too long"):
        unpacked(bomb)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x02" + packed(LATIN)[1:],
        b"\x00\xff",
        b"\x01\xff\xff",
        packed(LATIN)[:-3],
        packed(LATIN) + b"\x00",
        b"\x00" + cbor2.dumps({1: "MO 1"}),
        b"\x00" + cbor2.dumps([1, 2, 3]),
        b"\x00" + cbor2.dumps({**dict.fromkeys(range(1, 9), "x")}),
        b"\x00" + cbor2.dumps({1: "n", 2: "n", 3: "c", 4: 7, 5: 10**12, 6: 1, 7: 1, 8: "c"}),
    ],
)
def test_bytes_that_are_no_claims_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(raw)
