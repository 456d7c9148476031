"""Names that are typed without the right letters are looked for in their other spellings."""

from fnmatch import fnmatchcase

import pytest

from desktop_app.language.keys import search_key
from desktop_app.people.spellings import one_spelling, spellings, spelt_ways


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Пулатова", "Poʻlatova"), ("уринов", "Oʻrinov"), ("Тошпулатов", "Toshpoʻlatov"), ("Турсунов", "Toʻrsunov")],
)
def test_either_spelling_leads_to_the_other(typed: str, meant: str) -> None:
    one, other = search_key(typed), search_key(meant)
    for word, wanted in ((one, other), (other, one)):
        found = spellings(word)
        assert found is not None
        assert fnmatchcase(wanted, found.pattern)
        assert wanted.startswith(found.begins)
        assert wanted in spelt_ways(word)
    assert one_spelling(one) == one_spelling(other)


@pytest.mark.parametrize("word", ["karimov", "karimova", "alie", "12", "po", ""])
def test_a_word_without_a_letter_in_doubt_has_one_spelling(word: str) -> None:
    assert spellings(word) is None
