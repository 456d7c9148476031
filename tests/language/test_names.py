"""Names as schools write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.names import (
    PersonName,
    SplitName,
    SplitNote,
    full_name,
    guess_sex,
    proper_case,
    same_person_names,
    short_name,
    split_full_name,
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("MA’RUPOVA HILOLA JASUR QIZI", PersonName("Maʼrupova", "Hilola", "Jasur qizi")),
        ("ABDULLAYEV MANSUR VOHIDOVICH", PersonName("Abdullayev", "Mansur", "Vohidovich")),
        ("Karimov Anvar Botir o`g`li", PersonName("Karimov", "Anvar", "Botir oʻgʻli")),
        ("Karimov Anvar Botir ogli", PersonName("Karimov", "Anvar", "Botir ogli")),
        ("КАРИМОВ АНВАР БОТИР УГЛИ", PersonName("Каримов", "Анвар", "Ботир угли")),
        ("Каримова Лола Акрамовна", PersonName("Каримова", "Лола", "Акрамовна")),
        ("G‘ulomov Ali G‘ulomjon-o‘g‘li", PersonName("Gʻulomov", "Ali", "Gʻulomjon oʻgʻli")),
        ("Turgunov Xabibulla XXX", PersonName("Turgunov", "Xabibulla")),
        ("Karim Anvar Botir oʻgʻli", PersonName("Karim", "Anvar", "Botir oʻgʻli")),
        ("  karimov,  anvar   vohidovich ", PersonName("Karimov", "Anvar", "Vohidovich")),
        ("Toʻrayev Qilich Qilich oʻgʻli", PersonName("Toʻrayev", "Qilich", "Qilich oʻgʻli")),
    ],
)
def test_a_name_in_document_order_is_surely_taken_apart(written: str, name: PersonName) -> None:
    split = split_full_name(written)
    assert split.name == name
    assert split.is_sure


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Anvar Karimov", PersonName("Karimov", "Anvar")),
        ("Jasur Vohidovich Karimov", PersonName("Karimov", "Jasur", "Vohidovich")),
        ("Mansur Abdullayev Vohidovich", PersonName("Abdullayev", "Mansur", "Vohidovich")),
        ("Лола Акрам қизи Каримова", PersonName("Каримова", "Лола", "Акрам қизи")),
    ],
)
def test_endings_tell_that_the_given_name_came_first(written: str, name: PersonName) -> None:
    assert split_full_name(written) == SplitName(name, is_sure=True, note=SplitNote.GIVEN_NAME_FIRST)


def test_two_words_are_sure_only_when_an_ending_tells_the_surname() -> None:
    assert split_full_name("Karimov Anvar") == SplitName(
        PersonName("Karimov", "Anvar"), is_sure=True, note=SplitNote.NO_PATRONYMIC
    )
    assert split_full_name("Karim Anvar") == SplitName(
        PersonName("Karim", "Anvar"), is_sure=False, note=SplitNote.ORDER_UNKNOWN
    )


@pytest.mark.parametrize(
    ("written", "name", "note"),
    [
        ("", PersonName("", ""), SplitNote.EMPTY),
        (" - ", PersonName("", ""), SplitNote.EMPTY),
        ("Karimov", PersonName("Karimov", ""), SplitNote.NO_GIVEN_NAME),
        ("Anvar", PersonName("", "Anvar"), SplitNote.NO_SURNAME),
        ("Olim Akram oʻgʻli", PersonName("", "Olim", "Akram oʻgʻli"), SplitNote.NO_SURNAME),
        ("Karimov Anvar Botir", PersonName("Karimov", "Anvar", "Botir"), SplitNote.PATRONYMIC_UNKNOWN),
        (
            "Karimov Muhammad Ali Botir oʻgʻli",
            PersonName("Karimov", "Muhammad Ali", "Botir oʻgʻli"),
            SplitNote.MANY_WORDS,
        ),
        ("Muhammad Ali Botir Karimov", PersonName("Karimov", "Muhammad Ali Botir"), SplitNote.MANY_WORDS),
        ("A.B.Karimov", PersonName("Karimov", "A.", "B."), SplitNote.INITIALS),
        ("KARIMOV SH.O‘.", PersonName("Karimov", "Sh.", "Oʻ."), SplitNote.INITIALS),
    ],
)
def test_a_doubtful_name_is_handed_to_a_person(written: str, name: PersonName, note: SplitNote) -> None:
    assert split_full_name(written) == SplitName(name, is_sure=False, note=note)


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("MA’RUPOVA", "Maʼrupova"),
        ("JASUR QIZI", "Jasur qizi"),
        ("BOTIR O‘G‘LI", "Botir oʻgʻli"),
        ("Botir O‘g‘li", "Botir oʻgʻli"),
        ("TO‘RAYEVA-ALIYEVA", "Toʻrayeva-Aliyeva"),
        ("SHAHLO CHORIYEVA", "Shahlo Choriyeva"),
        ("o‘ktam", "Oʻktam"),
        ("ЎҚТАМ ҚИЗИ", "Ўқтам қизи"),
        ("McDonald XXX", "McDonald XXX"),
        ("SH.A.KARIMOV", "Sh.A.Karimov"),
    ],
)
def test_a_name_gets_its_letter_case(typed: str, proper: str) -> None:
    assert proper_case(typed) == proper


def test_a_name_is_put_together_in_document_order() -> None:
    assert full_name(PersonName("Karimov", "Anvar", "Botir oʻgʻli")) == "Karimov Anvar Botir oʻgʻli"
    assert full_name(PersonName("Karimov", "Anvar")) == "Karimov Anvar"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        (PersonName("Karimov", "Anvar", "Botir oʻgʻli"), "A.B.Karimov"),
        (PersonName("Choriyev", "Shokir", "Oʻktamovich"), "Sh.Oʻ.Choriyev"),
        (PersonName("Чориев", "Шокир", "Ўктамович"), "Ш.Ў.Чориев"),
        (PersonName("Karimov", "Anvar"), "A.Karimov"),
        (PersonName("Turgunov", "Xabibulla", "XXX"), "X.Turgunov"),
        (PersonName("", "Anvar"), "Anvar"),
    ],
)
def test_a_signature_has_initials_before_the_surname(name: PersonName, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        (PersonName("Karim", "Lola", "Akram qizi"), "female"),
        (PersonName("Каримов", "Анвар", "Ботир ўғли"), "male"),
        (PersonName("Karimova", "Lola"), "female"),
        (PersonName("Aliyeva", "Lola", "Akramovna"), "female"),
        (PersonName("Karimov", "Anvar", "Vohidovich"), "male"),
        (PersonName("Karim", "Lola", "Qilich qizi"), "female"),
        (PersonName("Karimov", "Anvar"), None),
        (PersonName("Karim", "Lola"), None),
        (PersonName("Karimova", "Anvar", "Vohidovich"), None),
    ],
)
def test_only_endings_tell_the_sex(name: PersonName, sex: str | None) -> None:
    assert guess_sex(name) == sex


def test_one_person_in_two_spellings_is_recognised() -> None:
    latin = PersonName("Isʼhoqov", "Mahmud", "Akramovich")
    assert same_person_names(latin, PersonName("Исҳоқов", "Махмуд", "Акрам ўғли"))
    assert same_person_names(latin, PersonName("Ishoqov", "Maxmud"))
    assert not same_person_names(latin, PersonName("Ishoqov", "Maxmud", "Botir oʻgʻli"))
    assert not same_person_names(latin, PersonName("Ishoqova", "Mahmud", "Akramovich"))


@given(st.text())
def test_no_text_at_all_breaks_the_splitting(text: str) -> None:
    split = split_full_name(text)
    short_name(split.name)
    guess_sex(split.name)


@given(st.text(st.sampled_from("abdehiOʻGSʼ'‘- АБҚ."), max_size=25))
def test_proper_case_is_idempotent(text: str) -> None:
    assert proper_case(proper_case(text)) == proper_case(text)
