"""Apostrophes as keyboards, phones and Word leave them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.apostrophes import MARKS, SpaceBeforeMark, canonical, space_before_mark, tidy

TYPED = st.text(st.sampled_from("aoghbtOGk -.‘’“”" + MARKS), max_size=30)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O'g'li", "Oʻgʻli"),
        ("g‘alaba", "gʻalaba"),
        ("san'at", "sanʼat"),
        ("ta’lim", "taʼlim"),
        ("‘kino’", "‘kino’"),
        ("bo‘", "boʻ"),
        ("Qo`qon", "Qoʻqon"),
        ("Yakkabog‘ tumani", "Yakkabogʻ tumani"),
        ("tog‘-kon", "togʻ-kon"),
        ("‘kitobing’", "‘kitobing’"),
        ("o''g'li", "oʻgʻli"),
        ("O‘. Karimov", "Oʻ. Karimov"),
        ("“o‘qituvchi”", "“oʻqituvchi”"),
    ],
)
def test_a_mark_gets_its_canonical_form(typed: str, kept: str) -> None:
    assert canonical(typed) == kept


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_that_people_type_is_understood(mark: str) -> None:
    assert canonical(f"o{mark}g{mark}il, ma{mark}no") == "oʻgʻil, maʼno"


@given(TYPED)
def test_canonical_is_idempotent_on_marks(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text())
def test_tidy_is_idempotent_on_anything(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_pasted_text_loses_what_cannot_be_seen() -> None:
    assert tidy("\ufeff To\u00adsh\u200bkent\u00a0\u00a0 shahri\t\n") == "Toshkent shahri"
    assert tidy("У\u0306збекистон") == "Ўзбекистон"


def test_a_space_before_a_mark_is_proposed_and_not_repaired() -> None:
    assert space_before_mark("To ‘rayev") == SpaceBeforeMark(found="To ‘rayev", proposal="Toʻrayev")
    assert space_before_mark("Boshlang ‘ich sinf") == SpaceBeforeMark("Boshlang ‘ich sinf", "Boshlangʻich sinf")
    assert tidy("To ‘rayev") == "To ‘rayev"


def test_a_quotation_after_another_letter_is_no_torn_mark() -> None:
    assert space_before_mark("Bu ‘kino’") is None
    assert space_before_mark("Toʻrayev") is None
