"""Which cards are compared at all: those that share a key, and of a crowd only the nearest."""

from datetime import date

from desktop_app.doubles.candidates import CROWDED_FROM, KINDS, NEAREST, candidates, near_numbers
from desktop_app.doubles.names import FoldedName
from desktop_app.doubles.rules import Portrait

BORN = date(1985, 3, 14)


def portrait(person_id: int, surname: str = "karimova", given_name: str = "nodira", **values: object) -> Portrait:
    name = FoldedName(surname, given_name, "botir")
    return Portrait(**{"id": person_id, "names": (name,), "births": (BORN,), "birth_year": 1985, **values})  # type: ignore[arg-type]


def test_cards_that_share_nothing_are_not_compared() -> None:
    stranger = portrait(2, "ergasheva", "zebo", births=(date(1990, 1, 1),), birth_year=1990)
    assert candidates([portrait(1), stranger]).pairs == set()


def test_a_wrong_letter_in_any_one_part_leaves_two_parts_to_find_the_card_by() -> None:
    cards = [portrait(1), portrait(2, surname="xarimova"), portrait(3, given_name="modira")]
    assert {(0, 1), (0, 2)} <= candidates(cards).pairs


def test_a_birth_with_day_and_month_swapped_is_looked_at() -> None:
    cards = [portrait(1, births=(date(1985, 5, 3),)), portrait(2, "karimva", "nadira", births=(date(1985, 3, 5),))]
    assert candidates(cards).pairs == {(0, 1)}


def test_a_card_whose_two_births_are_one_swapped_is_not_its_own_double() -> None:
    swapped = portrait(2, births=(date(1985, 5, 3), date(1985, 3, 5)))
    cards = [portrait(1, births=(date(1985, 5, 3),)), swapped, portrait(3, births=(date(1985, 5, 3),))]
    assert candidates(cards).pairs == {(0, 1), (0, 2), (1, 2)}


def test_a_wrong_number_looks_for_its_neighbours() -> None:
    right = portrait(1, jshshir="41403850010011", is_jshshir_right=True)
    wrong = portrait(2, "umarova", "zebo", births=(), birth_year=None, jshshir="41403850010017")
    assert candidates([right, wrong]).pairs == {(0, 1)}


def test_the_near_numbers_are_those_of_one_slip() -> None:
    assert set(near_numbers("12")) == {
        *(f"{digit}2" for digit in "023456789"),
        *(f"1{digit}" for digit in "013456789"),
        "21",
    }


def test_of_a_crowd_each_is_compared_with_its_nearest_only() -> None:
    size = CROWDED_FROM * 10
    crowd = [
        portrait(n, f"a{n:05}", f"b{n:05}", births=(), birth_year=None, phones=("901234567",)) for n in range(size)
    ]
    found = candidates(crowd)
    assert found.crowded == size
    assert len(found.pairs) <= size * NEAREST
    assert (0, 1) in found.pairs


def test_progress_is_told_through_every_kind_of_key() -> None:
    told: list[int] = []
    candidates([portrait(1), portrait(2)], told.append)
    assert told == [2 * turn for turn in range(len(KINDS))]
