"""What is taken at a glance is what the whole reader would read."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.dates import parse_date
from desktop_app.language.names import split_full_name, split_plain_name
from desktop_app.people.identity import check_digit, parse_document, parse_jshshir, parse_phones
from desktop_app.rosters.crowded import CrowdedCell, parted
from desktop_app.rosters.plain_cells import plain_date, plain_document, plain_jshshir, plain_phone

WORDS = (
    "Karimova", "Дилноза", "qizi", "ogli", "Rustam", "Anvarovich", "ANVAROVNA", "каримов", "O'ktam", "Oʻgʻli", "XXX",
    "A.", "Abdu-Rahim", "Kаrim", "Ali", "Olim2", "‘Ali", "Ilich",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_a_plain_name_is_split_as_the_whole_way_splits_it(words: list[str]) -> None:
    text = " ".join(words)
    plain, whole = split_plain_name(text), split_full_name(text)
    assert plain is None or (plain == whole.name and whole.is_sure)


@given(st.integers(min_value=0, max_value=10**13 - 1), st.booleans())
def test_a_plain_jshshir_is_read_as_the_whole_way_reads_it(number: int, is_right: bool) -> None:
    digits = f"{number:013}"
    text = digits + str((check_digit(digits) + (not is_right)) % 10)
    plain, whole = plain_jshshir(text), parse_jshshir(text)
    assert (plain is None) == (whole.problem is not None)
    assert plain is None or (plain.sex, plain.birth_date) == (whole.sex, whole.birth_date)


def test_plain_documents_phones_and_dates_are_read_as_the_whole_way_reads_them() -> None:
    chance = random.Random(3)
    for _time in range(5_000):
        text = "".join(chance.choices("0123456789 .-()+ABAK", k=chance.randrange(6, 18)))
        digits = "".join(chance.choices("0123456789", k=9))
        for phone in (text, digits, f"+998{digits}", f"998 ({digits[:2]}) {digits[2:5]}-{digits[5:7]}-{digits[7:]}"):
            plain = plain_phone(phone)
            assert plain is None or [one.number for one in parse_phones(phone).phones] == [plain]
        document = f"A{chance.choice('ABC1')}{chance.choice(('', ' ', '-'))}{digits[:7]}"
        assert plain_document(document) in (None, parse_document(document).number)
        day = f"{chance.randrange(40):02}.{chance.randrange(15):02}.{chance.choice((1899, 1900, 1985, 2004, 2101))}"
        assert plain_date(day) in (None, parse_date(day).date)
    assert plain_date("07.11.1990")
    assert plain_phone("901234567") == plain_phone("+998 90 123 45 67") == "+998 90 123 45 67"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Karimova Dilnoza Rustam qizi AA1234567 +998901234567 07.11.1990",
            CrowdedCell("Karimova Dilnoza Rustam qizi", "", "AA1234567", "07.11.1990", "+998901234567"),
        ),
        (
            "Каримов Анвар, паспорт: АА 1234567, тел. 90-123-45-67",
            CrowdedCell("Каримов Анвар", "", "АА 1234567", "", "90-123-45-67"),
        ),
        ("Karimov Anvar (JShShIR 31203852310042)", CrowdedCell("Karimov Anvar", "31203852310042")),
        ("Karimov Anvar", None),
        ("Karimov 1nvar", None),
        ("AA1234567", None),
    ],
)
def test_a_cell_that_holds_more_than_a_name_is_taken_apart(text: str, expected: CrowdedCell | None) -> None:
    assert parted(text) == expected
