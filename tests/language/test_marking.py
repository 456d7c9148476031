"""What was searched for is marked where it stands in a text."""

import pytest

from desktop_app.language.marking import marked_spans
from desktop_app.people.typed import marked_words


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Oʻrinova Gulchehra Isʼhoq qizi", "ўрин исҳоқ", ["Oʻrin", "Isʼhoq"]),
        ("Абдуллаев Отабек", "abdulla", ["Абдулла"]),
        ("Ulugʻbek", "lugbek", ["lugʻbek"]),
        ("12-maktab", "12-maktab", ["12", "maktab"]),
        ("Akramova Akrom Akramovna", "akram", ["Akram", "Akram"]),
        ("Poʻlatova Lola", "пулат", ["Poʻlat"]),
        ("Toshpoʻlatov", "Tushpulatov", ["Toshpoʻlatov"]),
        ("Karimov", "olim", []),
        ("Karimov", "", []),
        ("", "karim", []),
    ],
)
def test_the_letters_that_were_searched_for_are_told(text: str, typed: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in marked_spans(text, marked_words(typed))] == marked
