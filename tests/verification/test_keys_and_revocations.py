"""Lists that centres send each other: signed, compared by telephone, and refused when they are old or altered."""

import json

import pytest

from desktop_app.centre import Centre
from desktop_app.certificates.signature import new_key
from desktop_app.clock import FixedClock
from desktop_app.errors import Invalid, Refused
from desktop_app.verification.keys import (
    key_list_text,
    known_key_lists,
    own_key_list,
    read_key_list,
    take_in_keys,
)
from desktop_app.verification.records import Withdrawn
from desktop_app.verification.revocations import current_list, known_centres, read_withdrawn, take_in_withdrawn
from tests.conftest import NOW
from tests.verification import centres
from tests.verification.issued import FIRST, annul, issue


@pytest.fixture
def issued(centre: Centre) -> list[str]:
    return issue(centre, "Azimova", "Botirova")


def refusal(centre: Centre, **given: bytes) -> str:
    with pytest.raises((Refused, Invalid)) as refused:
        centre.write(take_in_withdrawn, **given)
    return refused.value.code


def test_the_own_list_is_readable_and_vouches_for_itself(centre: Centre, issued: list[str]) -> None:
    text = centre.read(key_list_text)
    listed = read_key_list(text.encode())
    assert listed == centre.read(own_key_list)
    assert json.loads(text)["fingerprint"] == listed.fingerprint
    assert "private" not in text


def test_the_fingerprint_is_thirty_digits_of_the_keys_alone(centre: Centre, issued: list[str]) -> None:
    listed = read_key_list(centres.key_list())
    assert [len(group) for group in listed.fingerprint.split()] == [5] * 6
    assert read_key_list(centres.key_list(name="Boshqa nom")).fingerprint == listed.fingerprint
    assert centre.read(own_key_list).fingerprint != listed.fingerprint


def test_a_centre_without_certificates_has_no_keys_to_give(centre: Centre) -> None:
    with pytest.raises(Refused) as refused:
        centre.read(key_list_text)
    assert refused.value.code == "no_keys_yet"


def test_keys_of_another_centre_are_taken_in_once(centre: Centre) -> None:
    listed = read_key_list(centres.key_list())
    assert centre.write(take_in_keys, keys=listed).value == 1
    assert centre.write(take_in_keys, keys=listed).value == 0
    (known,) = centre.read(known_key_lists)
    assert (known.centre, known.name, known.fingerprint) == ("BUX", centres.NAME, listed.fingerprint)


def test_the_own_list_is_not_taken_in(centre: Centre, issued: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        centre.write(take_in_keys, keys=centre.read(own_key_list))
    assert refused.value.code == "own_key_list"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_key_list"),
        (b"[]", "no_key_list"),
        (b'{"signatures": {}}', "no_key_list"),
        (b"[" * 100_000, "no_key_list"),
        (centres.key_list(centre="NAM"), "no_key_list"),
        (centres.key_list(fingerprint="0"), "no_key_list"),
        (centres.key_list().replace(b"Buxoro", b"Nukus "), "key_list_altered"),
        (centres.key_list().replace(b'"signatures"', b'"note": 1, "signatures"'), "key_list_altered"),
    ],
)
def test_a_list_of_keys_that_is_not_whole_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_key_list(content)
    assert refused.value.code == code


def test_the_list_of_withdrawn_is_numbered_on_when_something_changes(centre: Centre, issued: list[str]) -> None:
    first = centre.write(current_list).value
    assert centre.write(current_list).value == first
    annul(centre, FIRST)
    listed = centre.read(read_withdrawn, content=centre.write(current_list).value)
    assert (listed.number, listed.dated_on) == (2, NOW.date())
    assert [entry.number for entry in listed.entries] == [FIRST]


def test_a_new_day_gives_a_new_list(centre: Centre, issued: list[str]) -> None:
    centre.write(current_list)
    centre.clock = FixedClock(NOW.replace(day=22))
    assert centre.read(read_withdrawn, content=centre.write(current_list).value).number == 2


def test_another_centres_list_needs_its_keys_first(centre: Centre) -> None:
    assert refusal(centre, content=centres.withdrawn_list()) == "list_of_unknown_centre"


def test_older_altered_and_foreign_lists_are_refused_by_name(centre: Centre, issued: list[str]) -> None:
    centre.write(take_in_keys, keys=read_key_list(centres.key_list()))
    newest = centres.withdrawn_list(("MO 000001", ""), number=7)
    centre.write(take_in_withdrawn, content=newest)
    centre.write(take_in_withdrawn, content=newest)
    assert refusal(centre, content=centres.withdrawn_list(number=6)) == "older_list"
    assert refusal(centre, content=centres.withdrawn_list(number=7)) == "other_list_of_that_number"
    assert refusal(centre, content=newest[:-1] + bytes([newest[-1] ^ 1])) == "withdrawn_list_altered"
    assert refusal(centre, content=centres.withdrawn_list(number=8, centre="NAM")) == "withdrawn_list_altered"
    assert refusal(centre, content=b"salom") == "no_withdrawn_list"
    assert refusal(centre, content=centre.write(current_list).value) == "own_withdrawn_list"
    stranger = centres.withdrawn_list(number=9, key=new_key("BUX", 2027))
    assert refusal(centre, content=stranger) == "list_of_unknown_centre"
    (known,) = centre.read(known_centres)
    assert known.withdrawn is not None
    assert (known.withdrawn.number, known.withdrawn.entries) == (7, (Withdrawn("MO 000001", centres.DAY),))
