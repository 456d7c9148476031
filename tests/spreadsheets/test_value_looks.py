"""What a value looks like, in the spellings that rosters hold."""

import datetime as dt

import pytest

from desktop_app.spreadsheets import value_looks as looks
from desktop_app.spreadsheets.records import Cell


@pytest.mark.parametrize(
    "name",
    ["MA’RUPOVA HILOLA JASUR QIZI", "Исҳоқов Анвар", "Karimov A.B.", "Botir Gʻulomjon-oʻgʻli", "Цой Виктор Игоревич"],
)
def test_names_of_people_look_like_names(name: str) -> None:
    assert looks.looks_like_full_name(name)


@pytest.mark.parametrize("text", ["Учитель начальных классов", "99-maktab", "Karimov", "Ingliz tili", "", None, 5])
def test_posts_and_schools_do_not_look_like_names(text: Cell) -> None:
    assert not looks.looks_like_full_name(text)


@pytest.mark.parametrize("value", [60310029992018, "3140 4759 9920 21", "31404759992021"])
def test_fourteen_digits_look_like_a_jshshir(value: Cell) -> None:
    assert looks.looks_like_jshshir(value)


@pytest.mark.parametrize("value", [998901234567, "3140475999202", 1.5, True, None, "AA1234567"])
def test_other_digits_do_not(value: Cell) -> None:
    assert not looks.looks_like_jshshir(value)


@pytest.mark.parametrize("value", ["AA0006529", "AA № 0002273", "аа 1234567"])
def test_series_and_number_look_like_a_document(value: str) -> None:
    assert looks.looks_like_document(value)


@pytest.mark.parametrize(
    "value",
    [dt.date(2004, 10, 23), "03/10/2002", "1975-04-14", "06.10.95", "23-08-1989", "09-may 1995-yil", "1995-yil 9-may"],
)
def test_dates_look_like_dates_in_seven_spellings(value: Cell) -> None:
    assert looks.looks_like_date(value)


@pytest.mark.parametrize("value", ["AA0006529", "1987", 1987, "99-maktab", "31404759992021", "+998 90 123 45 67"])
def test_other_numbers_do_not_look_like_dates(value: Cell) -> None:
    assert not looks.looks_like_date(value)


@pytest.mark.parametrize(
    "value", ["+998-88-000-52-87", "97-000-98-34", 998940000718, "901234567", "+998(90)123-45-67, 901234567"]
)
def test_phones_look_like_phones(value: Cell) -> None:
    assert looks.looks_like_phone(value)


@pytest.mark.parametrize("value", ["-", "31404759992021", 1987, "03.10.2002", "AA1234567"])
def test_what_has_too_few_or_too_many_digits_is_no_phone(value: Cell) -> None:
    assert not looks.looks_like_phone(value)


@pytest.mark.parametrize("value", ["erkak", "Аёл", "жен.", "М", "male"])
def test_sexes_look_like_sexes(value: str) -> None:
    assert looks.looks_like_sex(value)
