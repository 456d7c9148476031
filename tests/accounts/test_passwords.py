"""What may be a password: long enough, one's own, and none of those that others try first."""

import time

import pytest

from desktop_app.accounts.passwords import _common, _folded, one_time_password, password_problem

ABOUT = ("nodira", "Saidova Nodira Rustam qizi", "Jizzax markazi")
WANTED_WORDS = 3_000


@pytest.mark.parametrize(
    "bad",
    ["parol12", "Parol2026!", "P@rol1234", "qwertyui", "aaaaaaaa", "12345678", "19850314", "Saidova2026", "жиззах123"],
)
def test_what_others_try_first_is_no_password(bad: str) -> None:
    assert password_problem(bad, about=ABOUT)


@pytest.mark.parametrize(
    ("bad", "how"),
    [
        ("Дилшодбек90", "a name in Cyrillic with its ending and a year"),
        ("gfhjkm2025", "пароль with the other keyboard"),
        ("Hecnfv1990", "Рустам with the other keyboard"),
        ("солнышко7", "a word of Russian"),
        ("oʻzbekiston1991", "with any apostrophe"),
        ("O'ZBEKISTON91", "and in capitals"),
        ("malikamalika", "twice"),
        ("drowssap123", "backwards"),
        ("1qaz2wsx3edc", "down the keyboard"),
        ("asdfzxcv", "along two rows"),
        ("trustno1!", "with a digit for a letter"),
        ("Karimova1985", "a surname of its other form"),
        ("qwe123qwe123", "a group twice"),
    ],
)
def test_neither_is_what_they_make_of_it_by_habit(bad: str, how: str) -> None:
    assert password_problem(bad, about=ABOUT), how


@pytest.mark.parametrize(
    "good",
    [
        *("togʻ ortida quyosh", "k7mQ2pzt", "x" * 3 + "yedi ot " * 8, "ot-batareya-qisqich"),
        *("lola choynakda uxlaydi", "дилшод тогʻда", "malika karim 7 nok"),
    ],
)
def test_a_password_is_asked_for_nothing_but_length_and_being_its_own(good: str) -> None:
    assert password_problem(good, about=ABOUT) == ""
    assert len(one_time_password()) == 14
    assert not password_problem(one_time_password())


def test_the_list_is_long_and_lies_as_it_is_compared() -> None:
    words = _common()
    assert len(words) > WANTED_WORDS
    assert {word for word in words if _folded(word) != word} == set()


def test_a_key_in_the_field_costs_nothing_that_is_felt() -> None:
    password_problem("birinchi marta")
    begin = time.process_time()
    for _time in range(100):
        password_problem("Dilshodbek va Malikaxon 2026", about=ABOUT)
    assert time.process_time() - begin < 0.5
