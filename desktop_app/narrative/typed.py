"""The numbers of a text of the office, typed by hand: which agree with the figures of the year, which do not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from db.unit_of_work import UnitOfWork
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import Figure, Span
from desktop_app.indicators.service import figures
from desktop_app.indicators.wordings import worded_on
from desktop_app.inspection.figures import Mention, Unit
from desktop_app.inspection.model import Document, Finding
from desktop_app.inspection.prose import Sentence, passages_of
from desktop_app.inspection.service import inspect
from desktop_app.language.keys import search_key
from desktop_app.narrative.composing import field_title
from desktop_app.narrative.model import Asked, Share
from desktop_app.narrative.values import names_of
from desktop_app.narrative.wording import figure_text, share_text
from desktop_app.plan.population import period_of
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import districts, profile

# Smaller numbers agree with some figure by chance.
LEAST_BY_VALUE = 20
# What a sentence in bare Latin says of a number; Russian comes transliterated.
_WORDS: Mapping[str, re.Pattern[str]] = {
    code: re.compile(pattern, re.IGNORECASE)
    for code, pattern in {
        "plan_year": r"\breja|\bbelgilan|\bkvota|\bzaplanir|\bplan",
        "certificate": r"\bsertifikat (?:ol|berild)|\bpoluchili sertifikat",
        "statement": r"\bmalumotnoma (?:ol|berild)",
        "called": r"\bchaqiril|\bvizvan",
        "came": r"\bkurslarga keld|\bpribil",
        "studying": r"\boqimoqda|\boqiyotgan|\bobuchayutsya|\bobuchayetsya",
        "completed": r"\btamomla|\bbitir|\bokonchil",
        "actual": r"\boqitild|\boqitilgan|\bqamrab ol|\bmalaka oshird|\bobuchen",
    }.items()
}
_THINGS: Mapping[str, re.Pattern[str]] = {
    "certificates_issued": re.compile(r"\bsertifikat\w* berild|\bvidano sertifikat", re.IGNORECASE),
    "event_count": re.compile(r"\btadbir|\bmeropriyati", re.IGNORECASE),
}
_GROUPS = {
    "RAHBAR": r"\brahbar|\brukovod",
    "MUTAXASSIS": r"\bmutaxas|\bspetsialist",
    "PEDAGOG": r"\bpedagog\b|\bpedagogn|\boqituvchi|\bpedagogov",
}
_CHANNELS = {
    "PMM": r"\bmahorat markaz|\btsentr\w* pedagog",
    "UKT": r"\bplatforma",
    "OTM_NOTM": r"\boliy talim|\bnodavlat|\bvuz",
    "AMI": r"\bmilliy institut",
}
_FILTERS = {
    dimension: {code: re.compile(pattern, re.IGNORECASE) for code, pattern in words.items()}
    for dimension, words in (("staff_group", _GROUPS), ("channel", _CHANNELS))
}
_DAILY = frozenset({"studying"})
_PLAN_SO_FAR = "plan_to_date"
_BOTH_CHANNELS = frozenset({"plan_year", "actual"})
_DONE = frozenset({"actual", "completed"})
# A percentage follows its number in brackets, or stands beside the word for the plan.
_IN_BRACKETS = re.compile(r"\D{0,25}\(\D{0,12}")
_OF_PLAN = re.compile(r"\b(?:reja|plan)", re.IGNORECASE)
_NEAR = 40
_BRACKETS = re.compile(r"\([^()]*\)")
# A sentence that goes on about those of whom the last one told.
_OF_WHICH = re.compile(r"(?:shundan|shulardan|ulardan|iz nix)\b", re.IGNORECASE)
# What a number counts stands right after it.
_RIGHT_AFTER = re.compile(r"[^,;.:]{0,60}")


class Standing(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    UNBOUND = "unbound"


@dataclass(frozen=True)
class TypedNumber:
    """A number of a text; ``what`` and ``true`` are empty where it is bound to nothing."""

    place: str
    said: str
    around: str
    standing: Standing
    what: str = ""
    true: str = ""
    asked: Asked | None = None


@dataclass(frozen=True)
class CheckedText:
    """``findings`` are what does not add up within the text itself, ``numbers`` each number beside our figures."""

    findings: tuple[Finding, ...]
    numbers: tuple[TypedNumber, ...]


def check_words(unit: UnitOfWork, *, document: Document, year: int, month: int) -> CheckedText:
    """Raises Invalid for a month that has not begun."""
    known = _Known(unit, year, month)
    sentences = [sentence for passage in passages_of(document.lines) for sentence in passage.sentences]
    numbers = tuple(number for sentence in sentences for number in known.numbers(sentence))
    return CheckedText(tuple(inspect(document, today=unit.today)), numbers)


class _Known:
    """Every figure that a text is likely to tell, asked for once."""

    def __init__(self, unit: UnitOfWork, year: int, month: int) -> None:
        period = period_of(year, month, today=unit.today)
        own = districts(unit, region_code=profile(unit).region_code)
        self._places = {place.code: search_key(place.names.uz) for place in own}
        asked = list(_askable(self._places))
        found = figures(unit, [each.key for each in asked], period)
        self._figures: dict[Asked, Figure] = dict(zip(asked, found, strict=True))
        self._worded = worded_on(unit, period.last_day)
        self._names = names_of(unit)
        self._before: Asked | None = None
        self._told = _Told()

    def numbers(self, sentence: Sentence) -> Iterator[TypedNumber]:
        told = self._told if _OF_WHICH.match(sentence.text) else _Told()
        for at, mention in enumerate(sentence.mentions):
            if mention.unit in (Unit.OTHER, Unit.HOURS):
                continue
            if mention.unit is Unit.PERCENT:
                yield self._percent(sentence, at)
                continue
            told = _told(sentence, at, self._places, before=told)
            found = self._count(sentence, mention, told)
            self._told, self._before = told, found.asked
            yield found

    def _count(self, sentence: Sentence, mention: Mention, told: "_Told") -> TypedNumber:
        same = [asked for asked, figure in self._figures.items() if figure == mention.value]
        same = [asked for asked in same if (asked.indicator in _THINGS) == (mention.unit is Unit.THINGS)]
        is_large = mention.value >= LEAST_BY_VALUE
        fitting = [asked for asked in same if _fits(asked, told, is_large=is_large)]
        if fitting or (len(same) == 1 and is_large):
            best = max(fitting or same, key=lambda asked: (len(_overlap(asked, told)), -len(asked.filters)))
            return self._bound(sentence, mention, best, Standing.AGREES)
        wanted = told.asked(mention.unit)
        if wanted is not None and self._figures.get(wanted) is not None:
            return self._bound(sentence, mention, wanted, Standing.DIFFERS)
        return _unbound(sentence, mention)

    def _bound(self, sentence: Sentence, mention: Mention, asked: Asked, standing: Standing) -> TypedNumber:
        true = figure_text(self._figures[asked], CATALOGUE[asked.indicator].unit, is_bare=True)
        around = _around(sentence, mention)
        place, title = sentence.place(mention.start), field_title(asked, self._worded, self._names)
        return TypedNumber(place, mention.figure.text, around, standing, title, true, asked)

    def _percent(self, sentence: Sentence, at: int) -> TypedNumber:
        """Of the plan of whatever the number before it was."""
        mention, above = sentence.mentions[at], self._before
        start = sentence.mentions[at - 1].end if at else 0
        beside = sentence.text[max(mention.start - _NEAR, 0) : mention.end + _NEAR]
        is_share = _IN_BRACKETS.fullmatch(sentence.text[start : mention.start]) or _OF_PLAN.search(beside)
        if above is None or above.indicator not in _DONE or not is_share:
            return _unbound(sentence, mention)
        said = mention.figure.text
        bases = [base for base in _plans_of(above) if self._figures.get(base)]
        shares = {base: share_text(self._figures[above], self._figures[base]) for base in bases}
        if not bases:
            return _unbound(sentence, mention)
        below = next((base for base in bases if shares[base] == said), bases[0])
        standing = Standing.AGREES if shares[below] == said else Standing.DIFFERS
        place, around = sentence.place(mention.start), _around(sentence, mention)
        title = field_title(Share(above, below), self._worded, self._names)
        return TypedNumber(place, said, around, standing, title, shares[below], above)


@dataclass(frozen=True)
class _Told:
    """What the words around a number say of it."""

    indicators: frozenset[str] = frozenset()
    filters: Mapping[str, str] = field(default_factory=dict)

    def asked(self, unit: Unit) -> Asked | None:
        """The one figure that is meant, where the words leave no choice: what is counted, and of whom."""
        of_unit = [code for code in self.indicators if (code in _THINGS) == (unit is Unit.THINGS)]
        if len(of_unit) != 1 or not (self.filters or unit is Unit.THINGS):
            return None
        filters = {} if unit is Unit.THINGS else self.filters
        return _asked(of_unit[0], {name: (value,) for name, value in filters.items()})


def _askable(places: Mapping[str, str]) -> Iterator[Asked]:
    groups: Sequence[Mapping[str, tuple[str, ...]]] = [{}, *({"staff_group": (code,)} for code in _GROUPS)]
    channels: Sequence[Mapping[str, tuple[str, ...]]] = [{}, *({"channel": (code,)} for code in _CHANNELS)]
    yield from (_asked(code, {}) for code in _THINGS)
    for code in _WORDS:
        for group, channel in product(groups, channels if code in _BOTH_CHANNELS else channels[:1]):
            yield _asked(code, {**group, **channel})
        for place in places if code not in _BOTH_CHANNELS else ():
            yield _asked(code, {"district": (place,)})
    for group, channel in product(groups, channels):
        yield _asked(_PLAN_SO_FAR, {**group, **channel})


def _plans_of(done: Asked) -> list[Asked]:
    """What it may be a share of: of the year and of its part so far. Who completed did so in our own channel."""
    filters = dict(done.filters)
    if done.indicator == "completed":
        filters["channel"] = (OWN_CHANNEL,)
    return [_asked(plan, filters) for plan in ("plan_year", _PLAN_SO_FAR)]


def _asked(code: str, filters: Mapping[str, tuple[str, ...]]) -> Asked:
    return Asked(code, Span.DAY if code in _DAILY else Span.YEAR, tuple(sorted(filters.items())))


def _told(sentence: Sentence, at: int, places: Mapping[str, str], *, before: _Told) -> _Told:
    """What is counted may be said once for the whole sentence; through whom stands before the number, who after it.

    Who is counted holds on for the parts of a whole: 100 teachers, of whom the centre 60.
    """
    text, mention = sentence.text, sentence.mentions[at]
    counts = [each for each in sentence.mentions if each.unit is not Unit.PERCENT]
    start = max((each.end for each in counts if each.end <= mention.start), default=0)
    end = min((each.start for each in counts if each.start >= mention.end), default=len(text))
    left, right = text[start : mention.start], text[mention.end : end]
    after = _RIGHT_AFTER.match(_BRACKETS.sub("", right))
    near = after[0] if after else ""
    found = {code for code, words in _WORDS.items() if words.search(right)}
    found = found or {code for code, words in _WORDS.items() if words.search(text)}
    found |= {code for code, words in _THINGS.items() if words.search(near)}
    group = _named("staff_group", near) or _named("staff_group", left) or before.filters.get("staff_group", "")
    channel = _named("channel", left)
    folded = search_key(left), search_key(near)
    district = next(filter(None, (_place_in(each, places) for each in folded)), "")
    filters = {"district": district} if district else {"staff_group": group, "channel": channel}
    return _Told(frozenset(found), {name: code for name, code in filters.items() if code})


def _named(dimension: str, text: str) -> str:
    """The one value that the text names, if it names one."""
    named = [code for code, words in _FILTERS[dimension].items() if words.search(text)]
    return named[0] if len(named) == 1 else ""


def _place_in(folded: str, places: Mapping[str, str]) -> str:
    named = [code for code, name in places.items() if name in folded]
    return named[0] if len(named) == 1 else ""


def _overlap(asked: Asked, told: _Told) -> set[str]:
    """What both say: the words that speak for this figure."""
    own = {name for name, (code, *_others) in asked.filters if told.filters.get(name) == code}
    return own | ({asked.indicator} & told.indicators)


def _fits(asked: Asked, told: _Told, *, is_large: bool) -> bool:
    """Whether the words name what is counted and gainsay nothing of whom; of a small number they must name that too."""
    is_other = any(told.filters.get(name, code) != code for name, (code, *_others) in asked.filters)
    is_said = is_large or all(name in told.filters for name, _codes in asked.filters)
    return asked.indicator in told.indicators and is_said and not is_other


def _unbound(sentence: Sentence, mention: Mention) -> TypedNumber:
    return TypedNumber(sentence.place(mention.start), mention.figure.text, _around(sentence, mention), Standing.UNBOUND)


def _around(sentence: Sentence, mention: Mention) -> str:
    """A few words on both sides, to find the number by."""
    return " ".join([*sentence.text[: mention.start].split()[-4:], sentence.text[mention.start :].strip()[:60]])
