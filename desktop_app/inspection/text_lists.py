"""The lists of a text: as long as the number before them says, numbered without a gap, and really enclosed."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from desktop_app.i18n import N_
from desktop_app.inspection.counted_words import what_is_counted
from desktop_app.inspection.figures import Unit
from desktop_app.inspection.model import Finding, error, warning
from desktop_app.inspection.prose import Passage, Sentence
from desktop_app.inspection.spelt import spelt_counts

# Fewer names in brackets are an explanation, not a list.
_LEAST_LISTED = 3
_MOST_LISTED = 60
_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"")
_SEPARATOR = re.compile(r"\s*[,;]\s*")
_AND = re.compile(r"\s(?:va|hamda|i)\s")
_NOT_ALL = re.compile(r"\b(?:masalan|asosan|boshqa|kabi|va h\.?k|naprimer|i dr|i t\. ?d)\b", re.IGNORECASE)
_ENCLOSED = re.compile(
    r"\b(?:jadval|royxat|ilova\w*)?\s*ilova (?:qilinadi|qilingan|qilinmoqda|etiladi)\b|\bprilaga[ey]tsya\b",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"^(?:\d{1,2}-)?(?:ilova|jadval|prilojeniye|prilojenie|tablitsa)\b", re.IGNORECASE)


def check_brackets(sentence: Sentence) -> Iterator[Finding]:
    """COUNT-LIST: "9 ta …" and the names in the brackets after it."""
    for found in _BRACKETS.finditer(sentence.text):
        counted = _counted_before(sentence, found.start())
        if counted is None:
            continue
        named, named_with_and = _names(found[1])
        start, said = counted
        is_list = named >= _LEAST_LISTED and said / 2 <= named <= said * 2 and not _NOT_ALL.search(found[1])
        if is_list and said not in (named, named_with_and):
            yield miscounted(sentence.place(start), said, named)


def check_items(passages: Sequence[Passage]) -> Iterator[Finding]:
    """COUNT-LIST: "8 ta …:" and the items below it."""
    for at, passage in enumerate(passages):
        if not passage.text.endswith(":") or passage.marker is not None:
            continue
        items = _run_after(passages, at)
        counted = _announced(passages, at)
        if not items or counted is None or not 2 <= len(items) <= _MOST_LISTED:
            continue
        sentence, said = counted
        if said != len(items) and said / 2 <= len(items) <= said * 2:
            yield miscounted(sentence.place(), said, len(items))


def check_numbering(passages: Sequence[Passage]) -> Iterator[Finding]:
    """NUMBERING: headings follow one another in one manner; so do the items of a list."""
    headings = [passage for passage in passages if passage.is_heading]
    told = [f"{passage.marker.text}." for passage in headings if passage.marker]
    kinds = {passage.marker.kind for passage in headings if passage.marker}
    values = [passage.marker.value for passage in headings if passage.marker]
    if len(headings) > 1 and (len(kinds) > 1 or values != list(range(values[0], values[0] + len(values)))):
        first = next((at for at, (one, other) in enumerate(pairwise(values), 1) if other != one + 1), 1)
        place = headings[first].place
        true = ", ".join(f"{number}." for number in range(1, len(values) + 1))
        message = N_("The sections are numbered {said}; in order it would be {true}")
        yield warning("NUMBERING", place, ", ".join(told), true, message)
    for before, passage in pairwise(passages):
        pair = before.marker, passage.marker
        if before.is_heading or passage.is_heading or not pair[0] or not pair[1]:
            continue
        if pair[0].kind == pair[1].kind == "number" and pair[1].value not in (pair[0].value + 1, 1):
            message = N_("After item {before} comes {said}; it should be {true}.")
            said, true = pair[1].text, str(pair[0].value + 1)
            yield warning("NUMBERING", passage.place, said, true, message, before=pair[0].text)


def check_annexes(passages: Sequence[Passage], *, has_tables: bool) -> Iterator[Finding]:
    """ANNEX: what is said to be enclosed is there."""
    if has_tables or any(_ANNEX.search(passage.text) for passage in passages):
        return
    for sentence in (sentence for passage in passages for sentence in passage.sentences):
        if found := _ENCLOSED.search(sentence.text):
            message = N_("“{said}”: no annex and no table follows.")
            yield error("ANNEX", sentence.place(found.start()), found[0].strip(), "", message)


def _counted_before(sentence: Sentence, end: int) -> tuple[int, int] | None:
    """Where the number of things or people before the brackets stands and what it is, in figures or spelt out."""
    written = [mention for mention in sentence.mentions if mention.end <= end][-1:]
    begin = written[0].end if written else 0
    spelt = [count for count in spelt_counts(sentence.text[:end]) if count.start >= begin][-1:]
    words = sentence.text[spelt[0].end : end].split() if spelt else []
    if spelt and what_is_counted(words, has_unit=spelt[0].has_unit, is_spelt=True) is not None:
        return spelt[0].start, spelt[0].value
    if not written or not written[0].is_count or written[0].figure.decimals:
        return None
    words = sentence.text[written[0].end : end].split()
    if written[0].unit is Unit.NONE and what_is_counted(words, has_unit=False, is_spelt=False) is None:
        return None
    return written[0].start, int(written[0].value)


def _names(text: str) -> tuple[int, int]:
    """How many are named, with "and" as a part of a name and as a separator. Commas within quotation marks are text."""
    pieces = [piece for piece in _SEPARATOR.split(_QUOTED.sub("“”", text)) if piece]
    if any(re.search(r"\d", piece) for piece in pieces):
        return 0, 0
    return len(pieces), sum(len(_AND.split(piece)) for piece in pieces)


def miscounted(place: str, said: int, true: int) -> Finding:
    message = N_("{said} are announced, but {true} are listed.")
    return error("COUNT-LIST", place, str(said), str(true), message)


def _run_after(passages: Sequence[Passage], at: int) -> list[Passage]:
    """The items of one kind that follow; a numbered list ends where it begins anew."""
    items: list[Passage] = []
    for passage in passages[at + 1 :]:
        if passage.marker is None or passage.is_heading:
            break
        if items and items[0].marker and passage.marker.kind != items[0].marker.kind:
            break
        if items and passage.marker.kind == "number" and passage.marker.value == 1:
            break
        items.append(passage)
    return items


def _announced(passages: Sequence[Passage], at: int) -> tuple[Sentence, int] | None:
    """The one number of things in the announcing sentence, or in the one before a bare "Jumladan:"."""
    sentences = [sentence for passage in passages[: at + 1] for sentence in passage.sentences][-2:]
    for sentence in reversed(sentences):
        things = [
            int(mention.value)
            for mention in sentence.mentions
            if mention.unit is Unit.THINGS and not mention.figure.decimals
        ]
        things += [count.value for count in spelt_counts(sentence.text) if count.has_unit]
        if things:
            return (sentence, things[0]) if len(things) == 1 else None
        if sentence.mentions or len(sentence.text.split()) > 2:
            return None
    return None
