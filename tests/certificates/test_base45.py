"""Base45 against the examples of RFC 9285, section 4.3 and 4.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.certificates import base45


@pytest.mark.parametrize(
    ("raw", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")]
)
def test_the_examples_of_the_standard_are_encoded_as_printed_there(raw: bytes, text: str) -> None:
    assert base45.encode(raw) == text
    assert base45.decode(text) == raw


def test_the_decoding_example_of_the_standard_is_read() -> None:
    assert base45.decode("QED8WEX0") == b"ietf!"


@given(st.binary(max_size=200))
def test_any_bytes_come_back(raw: bytes) -> None:
    assert base45.decode(base45.encode(raw)) == raw


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "BB8a", "BB8A", "::"])
def test_text_that_no_bytes_give_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        base45.decode(text)
