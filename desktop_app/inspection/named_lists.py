"""A number before a colon and the names after it: "Ikki tuman: Olot, Kogon, Peshku"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.inspection.counted_words import what_is_counted
from desktop_app.inspection.figures import Unit
from desktop_app.inspection.model import Finding
from desktop_app.inspection.prose import Passage, Sentence
from desktop_app.inspection.spelt import spelt_counts
from desktop_app.inspection.text_lists import miscounted

_MOST_COUNTED = 60
# A list that is off by more is of something else, such as names with the place of each.
_LEAST_OFF = 1
_SHARE_OFF = 1 / 3
_MOST_WORDS_IN_NAME = 5
# The rest of the sentence may follow the last name.
_MOST_WORDS_IN_LAST = 10

_CLAUSE = re.compile(r"[^,;:()]*$")
_COMMA = re.compile(r"\s*[,;]\s*")
_COMMA_OR_AND = re.compile(r"\s*[,;]\s*(?:va\s|hamda\s|i\s)?|\s(?:va|hamda|i)\s")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"")
# What is told of a name: Olot – 12 nafar, Kogon 14 ta.
_TOLD = re.compile(
    r"\s*[-–—]?\s+\d[\d \u00a0]*(?:,\d+)?\s?(?:nafar|kishi|ta|%|foiz|chel\w*)?(?=\s*(?:[,;.]|$|va\s|hamda\s|i\s))"
)
# Schools go by their numbers: 5-, 12- va 14-sonli maktablar; № 5, № 12.
_BY_NUMBER = re.compile(r"№\s?\d|\d-(?:son|maktab|umum|d?mtt|idum)", re.IGNORECASE)
_SCHOOL = re.compile(r"(?<![\d–-])(?:№\s?)?\d{1,3}(?:-(?:[^\W\d_]\w*)?)?(?=\s|[,;.]|$)")
_QUOTE, _NUMBER = "“”", "№"
_KINDS = re.compile(
    r"\b(?:fan|mavzu|yonalish|modul|lavozim|toifa|kategori|predmet|tem|napravlen|doljnost)", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:nafar|kishi|chelovek|oqituvchi|tinglovchi|pedagog|direktor|rahbar|uchitel|slushatel|prepodavatel)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:tuman|shahar|shahri|viloyat|hudud|rayon|gorod|oblast)", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:direktor|rahbar|mudir|zavuch|metodist|oqituvchi|boshliq|maktab|shkol|uchitel|nachalnik)", re.IGNORECASE
)
_NOT_ALL = re.compile(
    r"\b(?:masalan|asosan|boshqa\w*|kabi|xususan|shuningdek|jumladan|hokazo|h\.?k|naprimer|"
    r"i dr|i t\. ?[dp]|chastnosti)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    value: int
    is_spelt: bool
    has_unit: bool


def check_named(passages: Sequence[Passage]) -> Iterator[Finding]:
    """COUNT-LIST: as many names after the colon, or on the line below it, as the number before it says."""
    for sentence in (sentence for passage in passages for sentence in passage.sentences):
        head, _colon, names = sentence.text.partition(":")
        if names.strip():
            yield from _check(sentence, head, names)
    for passage, below in pairwise(passages):
        last = passage.sentences[-1:]
        if last and last[0].text.endswith(":") and below.marker is None and below.sentences:
            yield from _check(last[0], last[0].text[:-1], below.sentences[0].text)


def _check(sentence: Sentence, head: str, names: str) -> Iterator[Finding]:
    said = _said_in(sentence, head)
    if said is None or ":" in names or _NOT_ALL.search(names):
        return
    counted = what_is_counted(head[said.end :].split(), has_unit=said.has_unit, is_spelt=said.is_spelt)
    plain = _plain(names)
    listed, by_commas = _COMMA_OR_AND.split(plain), _COMMA.split(plain)
    told = f"{head[said.start : said.end]} {counted}"
    if counted is None or len(listed) < 2 or not _are_names(listed, told):
        return
    is_near = abs(len(listed) - said.value) <= max(_LEAST_OFF, said.value * _SHARE_OFF)
    # No district, person or school has an "and" in its name; an organisation may.
    is_parted = _PLACE.search(told) or _PEOPLE.search(told) or _NUMBER in plain
    if is_near and said.value != len(listed) and (is_parted or said.value != len(by_commas)):
        yield miscounted(sentence.place(said.start), said.value, len(listed))


def _said_in(sentence: Sentence, head: str) -> _Said | None:
    """The last number of the clause before the colon, in figures or in words."""
    clause = _CLAUSE.search(head)
    begin = clause.start() if clause else 0
    inside = [
        _Said(each.start, each.end, int(each.value), is_spelt=False, has_unit=each.unit is not Unit.NONE)
        for each in sentence.mentions
        if each.is_count and not each.figure.decimals and begin <= each.start < len(head)
    ]
    inside += [
        _Said(each.start, each.end, each.value, is_spelt=True, has_unit=each.has_unit)
        for each in spelt_counts(head)
        if begin <= each.start
    ]
    last = max(inside, key=lambda said: said.start, default=None)
    return last if last is not None and 2 <= last.value <= _MOST_COUNTED else None


def _plain(names: str) -> str:
    """The names alone: a comma within quotation marks or brackets parts nothing, a figure beside a name is no name."""
    text = _QUOTED.sub(_QUOTE, _BRACKETS.sub("", names)).strip(" .;")
    return _SCHOOL.sub(_NUMBER, text) if _BY_NUMBER.search(text) else _TOLD.sub("", text)


def _are_names(listed: Sequence[str], counted: str) -> bool:
    """Whether each piece is one of the things counted: short, of one kind, and not the place or the post of another."""
    lengths = [len(name.split()) for name in listed]
    if max(lengths[:-1]) > _MOST_WORDS_IN_NAME or lengths[-1] > _MOST_WORDS_IN_LAST:
        return False
    if any(not name or re.search(r"\d", name) or any(spelt_counts(name)) for name in listed):
        return False
    are_small = [name[0].islower() for name in listed]
    if any(are_small):
        return all(are_small[1:]) and _KINDS.search(counted) is not None
    if len({_NUMBER in name for name in listed}) > 1:
        return False
    if _PEOPLE.search(counted):
        return not any(_POST.search(name) or _PLACE.search(name) for name in listed)
    return _PLACE.search(counted) is not None or not any(map(_PLACE.search, listed[:-1]))
