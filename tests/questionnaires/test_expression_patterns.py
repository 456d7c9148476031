"""Patterns of regex() mean what they mean everywhere, and none takes long."""

import re
from time import process_time

import pytest

from desktop_app.questionnaires.expression_patterns import BadPattern, compiled_pattern

PATTERNS = [
    "", "abc", "a|b|cd", "(ab|a)(c|bcd)", "a*", "a+b?", "(a|b)*c", "[a-c]+", "[^a-c]+", r"\d{3}", r"\d{2,}", "a{2,3}",
    "(ab){2}", "^a.c$", r"\.", r"[\]x]", "a{0}", "(a?)*b", "(?:a|b){1,2}c", r"\w+@\w+\.\w+", "(a*)*", "[]a]+",
]  # fmt: skip
TEXTS = ["", "a", "b", "ab", "abc", "abcd", "aab", "aaab", "cd", "123", "12", "1234", "a.c", "a\nc", ".", "]", "x@y.uz"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_matches_whole_texts_as_python_does(pattern):
    matches = compiled_pattern(pattern)
    for text in TEXTS:
        assert matches(text) == bool(re.fullmatch(pattern, text, re.DOTALL)), text


@pytest.mark.parametrize("pattern", ["(", "a)", "[a", "*a", "a{3,2}", "[z-a]", r"\1", "(?=a)", r"\bа", "a" * 501])
def test_what_is_no_pattern_or_not_known_is_refused(pattern):
    with pytest.raises(BadPattern):
        compiled_pattern(pattern)


@pytest.mark.parametrize("pattern", ["((a{100}){100}){100}", "(a?){9999}", "a{1001}"])
def test_a_pattern_that_grows_beyond_measure_is_refused(pattern):
    with pytest.raises(BadPattern):
        compiled_pattern(pattern)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*)*x", ".*.*.*.*.*.*x", "(a?){300}a{302}"])
def test_a_hostile_pattern_ends_soon(pattern):
    started = process_time()
    assert not compiled_pattern(pattern)("a" * 300 + "b")
    assert process_time() - started < 1


def test_a_text_beyond_measure_matches_nothing():
    assert not compiled_pattern(".*")("a" * 2_001)
