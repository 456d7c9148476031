"""Finding and ordering names whatever the script and the spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.apostrophes import MARKS
from desktop_app.language.keys import query_key, search_key, sort_key
from desktop_app.language.script import to_cyrillic

ALPHABET = [*"ABDEFGHIJKLMNOPQRSTUVXYZ", "Oʻ", "Gʻ", "Sh", "Ch"]
NATIVE_WORDS = st.lists(
    st.sampled_from(["oʻ", "gʻ", "sh", "ch", "ng", *"abdefghijklmnopqrstuvxz"]), min_size=1, max_size=10
).map("".join)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Исҳоқов", "Isʼhoqov", "Ishoqov", "ISHOQOV"),
        ("Maxmud", "Mahmud", "Махмуд", "Маҳмуд"),
        ("O‘g‘iloy", "Ogiloy", "Öğiloy"),
        ("Akram o`g`li", "Akramovich", "Акрамович", "Akram ogli", "Акрам ўғли", "Акрам угли"),
        ("Abdullayev", "Абдуллаев", "Abdulayev", "Abdullaev"),
        ("G‘ulomjon-o‘g‘li", "Gulomjon ogli"),
        ("To ‘rayev", "Toʻrayev", "Тўраев"),
        ("Turgunov Xabibulla XXX", "Turgʻunov Habibulla"),
        ("Alisherovna", "Alisher qizi", "Алишер кизи"),
        ("№ 14-maktab", "14 мактаб"),
        ("To\u00adsh\u200bkent", "Toshkent"),
    ],
)
def test_spellings_of_one_name_have_one_search_key(spellings: tuple[str, ...]) -> None:
    assert {search_key(spelling) for spelling in spellings} == {search_key(spellings[0])}


def test_unlike_names_have_unlike_search_keys() -> None:
    names = ["Karimov", "Karimova", "Karim", "Olimov", "Halimov", "Salimov", "Anvar", "Akbar"]
    assert len({search_key(name) for name in names}) == len(names)


def test_words_of_a_key_are_parted_by_one_space_and_numbers_keep_their_digits() -> None:
    assert search_key("  Karimov,   A.B. ") == "karimov a b"
    assert search_key("31200000000042") == "31200000000042"
    assert search_key("— …") == ""


@pytest.mark.parametrize(
    "name", ["Abdullayev", "Абдуллаев", "Oʻktamjon", "Yoʻldosheva", "Navoiy", "Исҳоқова", "Shahlo"]
)
def test_a_name_is_found_from_its_first_letter_on(name: str) -> None:
    key = search_key(name)
    assert [name[:n] for n in range(1, len(name) + 1) if not key.startswith(query_key(name[:n]))] == []


def test_an_unfinished_ending_does_not_hide_the_person() -> None:
    stored = search_key("Karimova Lola Akram qizi")
    for typed in ("karimova lola akram q", "karimova lola akram qi", "karimova lola akram qiz"):
        assert query_key(typed) == stored
    assert search_key("Vohidovich") == query_key("vohidovi") == query_key("vohidovic") == "vohid"


@given(NATIVE_WORDS, st.sampled_from(MARKS))
def test_any_apostrophe_gives_the_same_key(word: str, mark: str) -> None:
    assert search_key(word.replace("ʻ", mark)) == search_key(word)


@given(NATIVE_WORDS)
def test_both_scripts_give_the_same_keys(word: str) -> None:
    assert search_key(to_cyrillic(word)) == search_key(word)
    assert sort_key(to_cyrillic(word)) == sort_key(word)


@given(st.text())
def test_any_text_has_keys_without_apostrophes(text: str) -> None:
    for key in (search_key(text), sort_key(text), query_key(text)):
        assert not set(key) & set(MARKS)
        assert key == " ".join(key.split(" "))


def test_the_alphabet_is_in_its_order() -> None:
    names = [letter + "on" for letter in ALPHABET]
    assert sorted(set(names), key=sort_key) == names


def test_names_sort_as_in_a_class_register() -> None:
    register = [
        "Anvar",
        "Cyril",
        "Мингбоев",
        "Mohira",
        "Nodir",
        "Walter",
        "Zokir",
        "Oʻktam",
        "Gʻani",
        "Shokir",
        "Чориев",
    ]
    assert sorted(sorted(register), key=sort_key) == register


def test_the_tutuq_belgisi_does_not_count_but_parts_s_from_h() -> None:
    assert sort_key("Maʼruf") == sort_key("Maruf")
    assert sort_key("Isʼhoq") < sort_key("Isroil") < sort_key("Ishoq")


def test_numbers_in_names_sort_by_value() -> None:
    schools = ["2-maktab", "9-maktab", "14-maktab", "101-maktab"]
    assert sorted(set(schools), key=sort_key) == schools


def test_a_shorter_name_comes_before_its_longer_kin() -> None:
    assert sort_key("Karimov Anvar") < sort_key("Karimova Anvar")
