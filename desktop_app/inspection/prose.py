"""A text as sentences: lines that a PDF broke are joined again, items of lists are kept apart, places remembered."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop_app.inspection.figures import Mention, bare, mentions
from desktop_app.inspection.model import Line

# A line so short was not broken by the margin.
_SHORT_LINE = 45
# Nobody writes a line or a sentence of more letters; to compare all its figures would take too long.
_LONGEST = 6_000
_DASHES = frozenset("-–—")
_BULLETS = "•●▪◦■\u2713"
# Private use: the bullets of Symbol and Wingdings, as Word copies them.
_MARKER = re.compile(
    rf"\s*(?:(?P<number>\d{{1,3}})[.)](?=\s)|(?P<roman>[IVX]{{1,5}})[.)](?=\s)|(?P<bullet>[{_BULLETS}\ue000-\uf8ff]|[-–—*](?=\s)))\s*"
)
_ENDS = re.compile(r"[.!?;:]\s*$")
_SENTENCE_END = re.compile(r"(?<![\s(.][A-Z])(?<!^[A-Z])[.!?]\s+(?=[^a-z\d\s]|\d)")
_LISTED = re.compile(r"[–—-]\s*\d[\d ]*\s*(?:nafar|ta)?\s*[.;,]?$|^\W*jami\b.{0,40}\d\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Marker:
    """What an item of a list begins with; ``value`` of a number or a Roman number."""

    kind: str
    text: str
    value: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence in bare Latin. ``starts`` are the offsets at which its lines begin."""

    text: str
    starts: tuple[int, ...]
    places: tuple[str, ...]
    section: int

    def place(self, offset: int = 0) -> str:
        return self.places[max(bisect_right(self.starts, offset) - 1, 0)]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(mentions(self.text))


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading or an item: the lines that belong together. ``section`` counts the headings before it."""

    marker: Marker | None
    text: str
    sentences: tuple[Sentence, ...]
    section: int
    place: str

    @property
    def is_heading(self) -> bool:
        """A numbered line that announces what follows."""
        return self.marker is not None and self.marker.kind != "bullet" and self.text.endswith(":")


def passages_of(lines: Sequence[Line]) -> list[Passage]:
    passages: list[Passage] = []
    section = 0
    for marker, group in _groups(lines):
        passage = _passage(marker, group, section)
        if passage.is_heading:
            section += 1
            passage = _passage(marker, group, section)
        passages.append(passage)
    return passages


def marker_of(text: str) -> tuple[Marker | None, str]:
    """What the line begins with, and the rest of it."""
    found = _MARKER.match(text)
    if not found or found.end() == len(text):
        return None, text.strip()
    rest = text[found.end() :].strip()
    if found["number"]:
        return Marker("number", found["number"], int(found["number"])), rest
    if found["roman"]:
        return Marker("roman", found["roman"], _roman(found["roman"])), rest
    return Marker("bullet", found["bullet"]), rest


def _groups(lines: Sequence[Line]) -> Iterator[tuple[Marker | None, list[tuple[str, str]]]]:
    """Lines that make up one passage, each with its place."""
    marker: Marker | None = None
    group: list[tuple[str, str]] = []
    for line in lines:
        if not line.text.strip() or len(line.text) > _LONGEST:
            continue
        new_marker, rest = marker_of(line.text)
        if line.is_item and new_marker is None:
            new_marker = Marker("bullet", "")
        if group and group[-1][1][-1].isdigit() and new_marker and new_marker.text in _DASHES and rest[:1].isdigit():
            new_marker, rest = None, line.text.strip()  # the other half of a range: 3 – 5-dekabr
        text = bare(rest)
        if not text:
            continue
        if group and (new_marker is not None or not _goes_on(group[-1][1], text)):
            yield marker, group
            group = []
        if not group:
            marker = new_marker
        group.append((line.place, text))
    if group:
        yield marker, group


def _goes_on(before: str, text: str) -> bool:
    """Whether the line is the rest of the one before."""
    if text[0].islower() or before.endswith(("-", ",")) or (before[-1].isdigit() and text[0].isdigit()):
        return not _LISTED.search(text)
    return not (_ENDS.search(before) or _LISTED.search(before) or _LISTED.search(text) or len(before) < _SHORT_LINE)


def _passage(marker: Marker | None, group: Sequence[tuple[str, str]], section: int) -> Passage:
    text, starts = "", []
    for _place, line in group:
        if text and not text.endswith("-"):
            text += " "
        starts.append(len(text))
        text += line
    places = [place for place, _line in group]
    return Passage(marker, text, tuple(_sentences(text, starts, places, section)), section, places[0])


def _sentences(text: str, starts: Sequence[int], places: Sequence[str], section: int) -> Iterator[Sentence]:
    begin = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        if 0 < end - begin <= _LONGEST:
            first = bisect_right(starts, begin) - 1
            inside = [
                (max(start - begin, 0), place) for start, place in zip(starts, places, strict=True) if start < end
            ]
            yield Sentence(
                text[begin:end].strip(),
                tuple(start for start, _place in inside[first:]),
                tuple(place for _start, place in inside[first:]),
                section,
            )
        begin = end


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
