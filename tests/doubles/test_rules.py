"""Points for and against: what comes into the queue, and what never does."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.doubles.names import folded
from desktop_app.doubles.reasons import REASON_TEXTS, Reason
from desktop_app.doubles.rules import POINTS, QUEUE_FROM, Portrait, likeness
from desktop_app.language.names import PersonName

# Made-up numbers with right check digits, of the same birth date.
NUMBER, OTHER_NUMBER = "41403850010011", "41403850010028"
NODIRA = Portrait(
    id=1,
    names=(folded(PersonName("Karimova", "Nodira", "Botir qizi")),),
    births=(date(1985, 3, 14),),
    birth_year=1985,
    sex="female",
    institution_id=7,
    district_code="1727206",
)


def named(*parts: str) -> tuple[object, ...]:
    return (folded(PersonName(*parts)),)


def double(**changes: object) -> Portrait:
    """The same card once more with other particulars, elsewhere at work."""
    return replace(NODIRA, **{"id": 2, "institution_id": None, "district_code": None, **changes})


def numbered(number: str, *, is_right: bool = True) -> dict[str, object]:
    return {"jshshir": number, "is_jshshir_right": is_right}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (double(), Reason.SAME_BIRTH_DATE),
        (double(names=named("Karimova", "Nodira")), Reason.NO_PATRONYMIC),
        (double(names=named("Nodira", "Karimova", "Botirovna")), Reason.PARTS_SWAPPED),
        (double(names=named("Karimova", "Nodria", "Botir qizi")), Reason.NEAR_SPELLING),
        (double(names=named("Karimova", "N.B.")), Reason.INITIALS),
        (double(names=named("Saidova", "Nodira", "Botir qizi")), Reason.OTHER_SURNAME),
        (double(births=(date(1985, 1, 4),), document="AA 1234567"), Reason.SAME_DOCUMENT),
        (double(births=(), birth_year=1985, district_code="1727206"), Reason.SAME_BIRTH_YEAR),
        (double(births=(), birth_year=None, institution_id=7), Reason.SAME_WORKPLACE),
        (double(births=(), birth_year=None, phones=("901234567",)), Reason.SAME_PHONE),
        (double(births=(date(1985, 3, 15),), district_code="1727206"), Reason.NEAR_BIRTH_DATE),
    ],
)
def test_one_person_entered_twice_comes_into_the_queue(other: Portrait, reason: Reason) -> None:
    known = replace(NODIRA, document="AA 1234567", phones=("901234567", "911234567"))
    told = likeness(known, other)
    assert told.score >= QUEUE_FROM, told
    assert reason in told.reasons
    assert likeness(other, known) == told


def test_day_and_month_that_changed_places_are_one_birth() -> None:
    born_in_may = replace(NODIRA, births=(date(1985, 3, 5),))
    told = likeness(born_in_may, double(births=(date(1985, 5, 3),)))
    assert told.score >= QUEUE_FROM
    assert Reason.DAY_AND_MONTH_SWAPPED in told.reasons


@pytest.mark.parametrize(
    "other",
    [
        double(births=()),
        double(births=(date(1991, 8, 2),), birth_year=1991),
        double(births=(), birth_year=1985),
        double(births=(date(1985, 11, 2),), district_code="1727206", institution_id=7),
        double(names=named("Karimova", "Lola", "Botir qizi"), institution_id=7, district_code="1727206"),
        double(names=named("Karimov", "Nodir", "Botir oʻgʻli"), sex="male", institution_id=7),
        double(names=named("Saidova", "Nodira", "Anvar qizi"), institution_id=7, district_code="1727206"),
    ],
)
def test_namesakes_and_relatives_stay_out_of_the_queue(other: Portrait) -> None:
    assert likeness(NODIRA, other).score < QUEUE_FROM, likeness(NODIRA, other)


def test_two_right_numbers_are_two_people_whatever_else_is_alike() -> None:
    known = replace(NODIRA, **numbered(NUMBER), document="AA 1234567")
    told = likeness(known, replace(known, id=2, **numbered(OTHER_NUMBER)))
    assert told.score < QUEUE_FROM
    assert told.reasons[-1] is Reason.OTHER_JSHSHIR


def test_a_number_with_one_wrong_digit_is_the_same_persons() -> None:
    known = replace(NODIRA, **numbered(NUMBER))
    told = likeness(known, double(**numbered(NUMBER[:8] + "9" + NUMBER[9:], is_right=False)))
    assert told.score == 100
    assert told.reasons[0] is Reason.JSHSHIR_ONE_DIGIT


def test_swapped_neighbours_that_the_check_digit_misses_are_seen_beside_the_same_name_and_birth() -> None:
    """0 and 5 may change places and the number still checks."""
    known = replace(NODIRA, **numbered("41403850050015"))
    told = likeness(known, double(**numbered("41403850500015")))
    assert Reason.JSHSHIR_SWAPPED_DIGITS in told.reasons
    stranger = double(names=named("Karimova", "Lola", "Botir qizi"), **numbered("41403850500015"))
    assert Reason.OTHER_JSHSHIR in likeness(known, stranger).reasons


def test_a_name_that_was_borne_before_finds_the_card() -> None:
    married = replace(NODIRA, names=(*named("Saidova", "Nodira", "Botir qizi"), *NODIRA.names))
    told = likeness(married, double())
    assert Reason.FORMER_NAME in told.reasons
    assert told.score >= QUEUE_FROM


def test_a_family_phone_and_school_do_not_make_two_names_one() -> None:
    other = double(names=named("Karimova", "Lola", "Botir qizi"), phones=("901234567",), institution_id=7)
    assert likeness(replace(NODIRA, phones=("901234567",)), other).score < QUEUE_FROM


def test_a_man_is_not_taken_for_somebody_who_married() -> None:
    anvar = replace(NODIRA, sex="male", names=named("Karimov", "Anvar", "Botir oʻgʻli"))
    assert likeness(anvar, replace(anvar, id=2, names=named("Saidov", "Anvar", "Botir oʻgʻli"))).score < QUEUE_FROM


def test_every_reason_has_its_points_and_its_words() -> None:
    assert set(POINTS) == set(REASON_TEXTS) == set(Reason)
