"""Numbers in words in the four languages."""

import pytest

from desktop_app.language.number_words import MOST, number_in_words


@pytest.mark.parametrize(
    ("n", "uzbek", "russian", "english"),
    [
        (0, "nol", "ноль", "zero"),
        (7, "yetti", "семь", "seven"),
        (11, "oʻn bir", "одиннадцать", "eleven"),
        (36, "oʻttiz olti", "тридцать шесть", "thirty-six"),
        (72, "yetmish ikki", "семьдесят два", "seventy-two"),
        (100, "bir yuz", "сто", "one hundred"),
        (144, "bir yuz qirq toʻrt", "сто сорок четыре", "one hundred forty-four"),
        (1000, "bir ming", "одна тысяча", "one thousand"),
        (2012, "ikki ming oʻn ikki", "две тысячи двенадцать", "two thousand twelve"),
        (11_021, "oʻn bir ming yigirma bir", "одиннадцать тысяч двадцать один", "eleven thousand twenty-one"),
    ],
)
def test_a_number_is_written_in_each_language(n: int, uzbek: str, russian: str, english: str) -> None:
    assert [number_in_words(n, language) for language in ("uz_Latn", "ru", "en")] == [uzbek, russian, english]


def test_uzbek_cyrillic_says_what_the_latin_says() -> None:
    assert number_in_words(144, "uz_Cyrl") == "бир юз қирқ тўрт"


@pytest.mark.parametrize("n", [-1, MOST + 1])
def test_what_no_paper_writes_in_words_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=str(n)):
        number_in_words(n, "uz_Latn")
