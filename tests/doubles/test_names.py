"""How two spellings of a name are told to be one, and when they are not."""

import pytest

from desktop_app.doubles.names import compare_names, folded
from desktop_app.doubles.reasons import Reason
from desktop_app.language.names import PersonName


def compared(one: tuple[str, ...], other: tuple[str, ...]) -> Reason | None:
    return compare_names(folded(PersonName(*one)), folded(PersonName(*other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Gʻulomova", "Oʻgʻiloy", "Isʼhoq qizi"), ("G`ulomova", "O'g'iloy", "Ishoq qizi")),
        (("Исҳоқов", "Ўктам", "Ғани ўғли"), ("Isʼhoqov", "Oʻktam", "Gʻani oʻgʻli")),
        (("Karimov", "Akram", "Botir oʻgʻli"), ("KARIMOV", "AKRAM", "Botirovich")),
        (("Maxmudova", "Zuxra", "Qodir qizi"), ("Mahmudova", "Zuhra", "Kodir kizi")),
    ],
)
def test_ways_to_write_one_name_are_the_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert compared(one, other) is Reason.SAME_NAME


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("Karimova", "Nodira", "Botir qizi"), ("Karimova", "Nodira"), Reason.NO_PATRONYMIC),
        (("Karimova", "Nodira", "Botir qizi"), ("Nodira", "Karimova", "Botir qizi"), Reason.PARTS_SWAPPED),
        (("Karimova", "Nodira", "Botir qizi"), ("Nodira", "Botirovna", "Karimova"), Reason.PARTS_SWAPPED),
        (("Karimova", "Nodira", "Botir qizi"), ("Nodira", "Karimova"), Reason.PARTS_SWAPPED),
        (("Karimova", "Nodira", "Botir qizi"), ("Karimvoa", "Nodira", "Botir qizi"), Reason.NEAR_SPELLING),
        (("Karimova", "Nodira", "Botir qizi"), ("Karimova", "Nadira"), Reason.NEAR_SPELLING),
        (("Karimova", "Nodira", "Botir qizi"), ("Karimova", "N.", "B."), Reason.INITIALS),
        (("Karimov", "Sherzod", "Choriy oʻgʻli"), ("Karimov", "Sh.Ch."), Reason.INITIALS),
        (("Karimova", "Nodira", "Botir qizi"), ("Saidova", "Nodira", "Botir qizi"), Reason.OTHER_SURNAME),
        (("Karimova", "Nodira", "Botir qizi"), ("Saidova", "Nodira"), Reason.SAME_GIVEN_NAME),
    ],
)
def test_a_name_that_may_be_the_same_is_told_how(one: tuple[str, ...], other: tuple[str, ...], reason: Reason) -> None:
    assert compared(one, other) is reason
    assert compared(other, one) is reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Karimov", "Hasan", "Botir oʻgʻli"), ("Karimov", "Husan", "Botir oʻgʻli")),
        (("Karimova", "Lola", "Botir qizi"), ("Karimova", "Zebo", "Botir qizi")),
        (("Ali", "Vali"), ("Oli", "Sami")),
        (("Karimov", "A.", "B."), ("Karimov", "Vali", "Botir oʻgʻli")),
        (("Karimova", "Nodira", "Botir qizi"), ("Saidova", "Nodira", "Anvar qizi")),
    ],
)
def test_two_names_stay_two(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert compared(one, other) is None
