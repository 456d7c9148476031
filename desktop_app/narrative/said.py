"""What a sentence says of one of its numbers, and which figure is meant by it where the words leave no choice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import Span
from desktop_app.inspection.figures import Unit
from desktop_app.inspection.prose import Sentence
from desktop_app.narrative.model import Asked
from desktop_app.narrative.said_places import SaidPlaces
from desktop_app.narrative.said_words import (
    ALIKE,
    FILTERS,
    OF_PEOPLE,
    OF_THINGS,
    Days,
    days_said,
    is_denied,
    is_narrower,
    is_plain,
    papers_said,
    unit_said,
)
from desktop_app.reference.records import OWN_CHANNEL

# The plan and what was done are known of every channel; all else only of our own, and papers of no channel at all.
BOTH_CHANNELS = frozenset({"plan_year", "plan_to_date", "plan_month", "actual"})
# These papers are known by whom they are of; blanks and events are not.
PAPERS = frozenset({"certificates_issued", "duplicates", "annulled"})
PLANS = ("plan_year", "plan_to_date", "plan_month")

_BRACKETS = re.compile(r"\([^()]*\)")
# A sentence that goes on about those of whom the last one told.
_OF_WHICH = re.compile(r"(?:shundan|shulardan|ulardan|iz nix)\b", re.IGNORECASE)
# What a number counts stands right after it, or before it after the last comma.
_RIGHT_AFTER = re.compile(r"[^,;.:]{0,60}")
_LEFT_OF = re.compile(r"[^,;.]{0,80}$")
_OUT_OF = re.compile(r"\w(?:lar|gan)dan\s*$", re.IGNORECASE)
# "…, при плане 27" and "(reja 27 nafar)": the word for the plan belongs to the next number.
_PLAN_OF_NEXT = re.compile(r"[\s(]*(?:pri |iz |ot |po )?\b(?:reja\w*|plan\w*)[\s:–—-]*$", re.IGNORECASE)
# The comma within 82,6 parts nothing.
_WITHIN = r"(?:[^,;.]|[,.]\d)"
_FULFILLED = re.compile(
    rf"\breja\w*{_WITHIN}{{0,60}}\bbajaril|\bbajarilish{_WITHIN}{{0,30}}\bfoiz|\bvipolnen\w*{_WITHIN}{{0,30}}\bplan"
    rf"|\bplan\w*{_WITHIN}{{0,40}}\bvipolnen",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """``indicators`` are all that the words allow; ``is_plain`` where they may speak of the whole centre."""

    indicators: frozenset[str] = frozenset()
    filters: Mapping[str, str] = field(default_factory=dict)
    days: Days = Days.UNSAID
    unit: Unit = Unit.NONE
    is_plain: bool = False
    is_narrower: bool = False

    @property
    def widened(self) -> frozenset[str]:
        """With what is as true of the same words: a person's certificate and the paper, the plan so far."""
        alike = {ALIKE[code] for code in self.indicators & ALIKE.keys()}
        return self.indicators | alike | (set(PLANS) if "plan_year" in self.indicators else set())

    def asked(self) -> Iterator[Asked]:
        """The figure that is meant, the likelier first where two are told in the same words; none in any doubt."""
        if len(self.indicators) != 1 or self.is_narrower or self.days is Days.OTHER:
            return
        if not (self.filters or self.is_plain):
            return
        code = next(iter(self.indicators))
        for each in filter(None, (code, ALIKE.get(code))):
            if (found := figure_said(each, self.filters, self.days)) is not None:
                yield found


class Telling:
    """Reads the numbers of one text in their order: parts go on about the whole before them."""

    def __init__(self, places: SaidPlaces, *, year: int, month: int) -> None:
        self.places = places
        self._year, self._month = year, month
        self._last = Told()
        self._last_in: Sentence | None = None

    def days(self, sentence: Sentence) -> Days:
        said = days_said(sentence.text, year=self._year, month=self._month)
        return Days.OTHER if self.places.is_elsewhere(sentence.text) else said

    def told(self, sentence: Sentence, at: int, days: Days) -> Told:
        """``days`` are those that the sentence says, or that hold on from the one before in its passage."""
        goes_on = self._last_in is sentence or _OF_WHICH.match(sentence.text)
        told = _told(sentence, at, self.places, before=self._last if goes_on else Told(), days=days)
        self._last, self._last_in = told, sentence
        return told


def figure_said(code: str, filters: Mapping[str, str], days: Days) -> Asked | None:
    """The figure of these words; None where it is not known by what they name."""
    if code == "plan_year" and days is Days.MONTH:
        code = "plan_month"
    known = dict(filters)
    if code not in BOTH_CHANNELS and known.pop("channel", OWN_CHANNEL) != OWN_CHANNEL:
        return None
    if known and code in OF_THINGS and code not in PAPERS:
        return None
    return asked_for(code, {name: (value,) for name, value in known.items()}, is_monthly=days is Days.MONTH)


def asked_for(code: str, filters: Mapping[str, tuple[str, ...]], *, is_monthly: bool = False) -> Asked:
    """Over the month where that is asked for and known."""
    known = CATALOGUE[code].spans
    wanted = (Span.MONTH, Span.YEAR) if is_monthly else (Span.YEAR,)
    span = next((span for span in wanted if span in known), known[0])
    return Asked(code, span, tuple(sorted(filters.items())))


def is_of_plan(text: str) -> bool:
    """Whether a sentence tells how far the plan is fulfilled."""
    return _FULFILLED.search(text) is not None


def _told(sentence: Sentence, at: int, places: SaidPlaces, *, before: Told, days: Days) -> Told:
    text, mention = sentence.text, sentence.mentions[at]
    counts = [each for each in sentence.mentions if each.unit is not Unit.PERCENT]
    start = max((each.end for each in counts if each.end <= mention.start), default=0)
    end = min((each.start for each in counts if each.start >= mention.end), default=len(text))
    left, right = text[start : mention.start], text[mention.end : end]
    if end < len(text):
        right = _PLAN_OF_NEXT.sub("", right)
    after = _RIGHT_AFTER.match(_BRACKETS.sub("", right))
    near = after[0] if after else ""
    clause = _LEFT_OF.search(left)
    # "Tamomlaganlardan 95 nafari …" are a part of those.
    beside = clause[0] if clause and not _OUT_OF.search(clause[0]) else ""
    unit = unit_said(mention.unit, beside, near)
    found, is_far = _indicators(unit, beside, near, right, text)
    return Told(
        frozenset(found),
        _filters(left, near, places, before),
        days,
        unit,
        not is_far and is_plain(text, places.region),
        is_narrower(text) or is_denied(f"{beside} {near}"),
    )


def _indicators(unit: Unit, beside: str, near: str, right: str, text: str) -> tuple[set[str], bool]:
    """What is counted, and whether that is said only elsewhere in the sentence, once for all its numbers."""
    here = f"{beside} {near}"
    if unit is Unit.OTHER:
        return set(), True
    if unit is Unit.THINGS:
        found = _saying(OF_THINGS, here) or papers_said(unit, here, text)
        return found - PAPERS if any(code.startswith("blank") for code in found) else found, False
    found = _saying(OF_PEOPLE, near) or papers_said(unit, near, text)
    found = found or _saying(OF_PEOPLE, here) or papers_said(unit, here, text) or _saying(OF_PEOPLE, right)
    return found or _saying(OF_PEOPLE, text), not found


def _saying(words: Mapping[str, re.Pattern[str]], text: str) -> set[str]:
    return {code for code, pattern in words.items() if pattern.search(text)}


def _filters(left: str, near: str, places: SaidPlaces, before: Told) -> dict[str, str]:
    """Through whom stands before the number, who after it; who is counted holds on for the parts of a whole."""
    group = _named("staff_group", near) or _named("staff_group", left) or before.filters.get("staff_group", "")
    district = places.district(left) or places.district(near)
    filters = {"district": district} if district else {"staff_group": group, "channel": _named("channel", left)}
    return {name: code for name, code in filters.items() if code}


def _named(dimension: str, text: str) -> str:
    """The one value that the text names, if it names one."""
    named: Sequence[str] = [code for code, words in FILTERS[dimension].items() if words.search(text)]
    return named[0] if len(named) == 1 else ""
