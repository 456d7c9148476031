"""Words of open answers: both scripts, their endings, words that say nothing, and few people."""

import pytest

from desktop_app.surveys.words import WordCount, beginnings, stem, suggested, word_counts

THEMES = {"time": beginnings("vaqt, времен"), "parents": beginnings("ota-ona"), "papers": beginnings("hujjat; qogʻoz")}


def test_a_word_is_counted_once_a_person_in_both_scripts_and_with_any_ending() -> None:
    answers = ["Vaqt yoʻq, vaqtim yoʻq", "Вақт етишмайди", "vaqtning kamligi", "Vaqt"]
    assert word_counts(answers, least=2) == (WordCount("vaqt", 4),)


def test_the_spelling_of_apostrophes_makes_no_other_word() -> None:
    assert word_counts(["ta'lim", "taʼlim", "таълимда"], least=3) == (WordCount("taʼlim", 3),)


def test_words_that_say_nothing_are_left_out() -> None:
    assert word_counts(["va bilan juda hujjat", "и не очень hujjat"], least=1) == (WordCount("hujjat", 2),)


def test_a_word_of_fewer_people_than_the_rule_is_not_shown() -> None:
    assert word_counts(["internet"] * 4, least=5) == ()
    assert word_counts(["internet"] * 5, least=5) == (WordCount("internet", 5),)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bola", "bolalarning"), ("muammo", "muammolarimiz"), ("kitob", "kitobni"), ("foyda", "foydasi")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_short_word_keeps_what_looks_like_an_ending() -> None:
    assert stem("ish") == stem("ishi") == "ish"
    assert stem("dam") == "dam"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Вақтим етмайди", {"time"}),
        ("Не хватает времени", {"time"}),
        ("Ota-onalar bilan hujjatlar", {"parents", "papers"}),
        ("Ота-оналар", {"parents"}),
        ("qog'ozbozlik", {"papers"}),
        ("bevaqt", set()),
        ("ona", set()),
        ("", set()),
    ],
)
def test_themes_are_suggested_by_how_words_begin(answer: str, expected: set[str]) -> None:
    assert suggested(answer, THEMES) == expected


def test_no_beginnings_suggest_nothing() -> None:
    assert suggested("vaqt", {"empty": beginnings(" , ;")}) == frozenset()
