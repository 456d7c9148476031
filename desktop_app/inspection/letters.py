"""Letters of the other script inside a word, and apostrophes typed in more ways than one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from desktop_app.i18n import N_
from desktop_app.inspection.model import Finding, warning
from desktop_app.language.apostrophes import MARKS
from desktop_app.language.script import Script, mend_mixed_words, script_of

_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER_MARK = re.compile(rf"(?<=[oOgG])[{MARKS}](?=[^\W\d_])")
_GLOTTAL_MARK = re.compile(rf"(?<=[a-fh-np-zA-FH-NP-Z])[{MARKS}](?=[^\W\d_])")
_MOST_SHOWN = 20


def check_letters(texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """SCRIPT, over all texts of a document, each with its place."""
    told: set[str] = set()
    marks: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    places: dict[tuple[int, str], str] = {}
    for place, text in texts:
        for kind, pattern in enumerate((_LETTER_MARK, _GLOTTAL_MARK)):
            for mark in pattern.findall(text):
                marks[kind][mark] += 1
                places.setdefault((kind, mark), place)
        for word in _mixed_words(text):
            if word not in told and len(told) < _MOST_SHOWN:
                told.add(word)
                message = N_("The word “{said}” mixes Latin and Cyrillic letters that look alike: {true}.")
                yield warning("SCRIPT", place, word, mend_mixed_words(word), message)
    in_many_ways = [kind for kind, counted in enumerate(marks) if len(counted) > 1]
    if in_many_ways:
        said = "; ".join("  ".join(f"{mark} ×{n}" for mark, n in marks[kind].most_common()) for kind in in_many_ways)
        place = places[in_many_ways[0], marks[in_many_ways[0]].most_common()[-1][0]]
        message = N_("The marks of oʻ, gʻ and ʼ are typed in several ways: {said}. Use one of each.")
        yield warning("SCRIPT", place, said, "", message)


def _mixed_words(text: str) -> Iterator[str]:
    """Only words that look-alike letters explain: "PDFга" and "1С" are meant so."""
    if script_of(text) is not Script.MIXED:
        return
    for word in _WORD.findall(text):
        if script_of(word) is Script.MIXED and script_of(mend_mixed_words(word)) is not Script.MIXED:
            yield word
