"""When two entries look like one institution, and its own number."""

import pytest

from desktop_app.errors import Invalid
from desktop_app.institutions.records import Likeness
from desktop_app.institutions.rules import Entry, checked_code, look_alikes


def entry(
    entry_id: int, name: str, *, district: str | None = "1727206", code: str = "", kind: str | None = None
) -> Entry:
    return Entry(entry_id, name, kind, district, code)


def reasons(first: Entry, second: Entry) -> tuple[Likeness, ...]:
    return next((pair.reasons for pair in look_alikes([first, second])), ())


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("12-maktab", "12-sonli umumiy oʻrta taʼlim maktabi", Likeness.SAME_NAME),
        ("12-maktab", "Школа №12", Likeness.SAME_NAME),
        ("12-maktab", "12-IDUM", Likeness.SAME_NAME),
        ("12", "12-maktab", Likeness.SAME_NUMBER),
        ("Oʻqituvchilar uyi markazi", "Oʻqituvchilar uyi markasi", Likeness.ALIKE_NAME),
        ("Bolalar ijodiyot markazi", "Болалар ижодиёт маркази", Likeness.SAME_NAME),
    ],
)
def test_two_spellings_of_one_school_are_seen(first: str, second: str, expected: Likeness) -> None:
    assert reasons(entry(1, first), entry(2, second)) == (expected,)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("12-maktab", "13-maktab"),
        ("12-maktab", "12-sonli MTT"),
        ("12-maktab", "112-maktab"),
        ("Navoiy nomidagi markaz", "Bobur nomidagi markaz"),
        ("Nur", "Zur"),
    ],
)
def test_two_schools_are_not_taken_for_one(first: str, second: str) -> None:
    assert not reasons(entry(1, first), entry(2, second))


def test_schools_of_one_number_in_two_districts_are_two() -> None:
    assert not reasons(entry(1, "12-maktab"), entry(2, "12-maktab", district="1727207"))


def test_a_school_without_a_district_may_be_that_of_any() -> None:
    found = reasons(entry(1, "12-maktab"), entry(2, "12-sonli maktab", district=None))
    assert found == (Likeness.SAME_NAME, Likeness.NO_DISTRICT)


def test_a_school_that_could_be_that_of_every_district_is_no_guess() -> None:
    schools = [entry(number, "1-maktab", district=f"172720{number}") for number in range(1, 6)]
    assert look_alikes([*schools, entry(9, "1-sonli maktab", district=None)]) == []


def test_one_stir_is_told_whatever_the_names() -> None:
    found = reasons(entry(1, "Orzu", code="123456789"), entry(2, "5-MTT", code="123456789"))
    assert found == (Likeness.SAME_CODE,)


def test_two_stirs_are_two_institutions_whatever_the_names() -> None:
    assert not reasons(entry(1, "12-maktab", code="123456789"), entry(2, "12-maktab", code="987654321"))


@pytest.mark.parametrize("typed", ["", "123456789", " 123 456 789 "])
def test_a_stir_is_nine_digits_or_nothing(typed: str) -> None:
    assert checked_code(typed) == "".join(typed.split())


@pytest.mark.parametrize("typed", ["12345678", "1234567890", "12345678a", "١٢٣٤٥٦٧٨٩"])
def test_a_stir_of_another_shape_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_code(typed)
    assert refusal.value.field == "code"
