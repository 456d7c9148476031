"""The numbers of a text of the office, typed by hand: which agree with the figures of the year, which do not."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import SPAN_TITLES, Figure, Span
from desktop_app.indicators.service import figures
from desktop_app.indicators.wordings import worded_on
from desktop_app.inspection.figures import Mention, Unit
from desktop_app.inspection.model import Document, Finding
from desktop_app.inspection.prose import Sentence, passages_of
from desktop_app.inspection.service import inspect
from desktop_app.inspection.shares import agrees
from desktop_app.narrative.composing import field_title
from desktop_app.narrative.model import Asked, Share
from desktop_app.narrative.said import BOTH_CHANNELS, PAPERS, PLANS, Telling, Told, asked_for, figure_said, is_of_plan
from desktop_app.narrative.said_places import SaidPlaces, said_places
from desktop_app.narrative.said_words import ALIKE, FILTERS, OF_PEOPLE, OF_THINGS, Days, codes_said
from desktop_app.narrative.values import names_of
from desktop_app.narrative.wording import figure_text, share_text
from desktop_app.plan.population import period_of
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import districts, profile, regions

# Smaller numbers agree with some figure by chance, still larger ones where no word says what is counted.
LEAST_BY_VALUE = 20
LEAST_WITHOUT_WORDS = 200
# What a large number without words may be, and what every percentage is reckoned from.
_BY_VALUE = frozenset({*PLANS, "actual", "completed", "called", "came"})
_DONE = frozenset({"actual", "completed"})
# A percentage follows its number in brackets, or stands beside the word for the plan.
_IN_BRACKETS = re.compile(r"\D{0,25}\(\D{0,12}")
_OF_PLAN = re.compile(r"\b(?:reja|plan)", re.IGNORECASE)
_NEAR = 40
# By how much the plan is missed, (–6), is no count.
_MINUS = ("-", "–", "−")
# What is quoted of a sentence to find a number by.
_WORDS_BEFORE, _LETTERS_AFTER = 4, 60


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
    numbers = tuple(_Known(unit, year, month, document).numbers())
    return CheckedText(tuple(inspect(document, today=unit.today)), numbers)


class _Known:
    """Every figure that a text is likely to tell, asked for once."""

    def __init__(self, unit: UnitOfWork, year: int, month: int, document: Document) -> None:
        self._lines = {line.place: line.text for line in document.lines}
        self._passages = passages_of(document.lines)
        period = period_of(year, month, today=unit.today)
        places = _places(unit)
        self._telling = Telling(places, year=year, month=month)
        sentences = [sentence for passage in self._passages for sentence in passage.sentences]
        self._days = {sentence: self._telling.days(sentence) for sentence in sentences}
        self._tells_month = Days.MONTH in self._days.values()
        codes = set().union(_BY_VALUE, *(codes_said(sentence.text) for sentence in sentences))
        asked = list(dict.fromkeys(_askable(places.districts, codes, tells_month=self._tells_month)))
        found = figures(unit, [each.key for each in asked], period)
        self._figures: dict[Asked, Figure] = dict(zip(asked, found, strict=True))
        self._worded = worded_on(unit, period.last_day)
        self._names = names_of(unit)
        self._before: Asked | None = None

    def numbers(self) -> Iterator[TypedNumber]:
        for passage in self._passages:
            last = Days.UNSAID
            for sentence in passage.sentences:
                last = self._days[sentence] if self._days[sentence] is not Days.UNSAID else last
                yield from self._numbers(sentence, last)

    def _numbers(self, sentence: Sentence, days: Days) -> Iterator[TypedNumber]:
        has_count = False
        for at, mention in enumerate(sentence.mentions):
            if mention.unit in (Unit.OTHER, Unit.HOURS):
                continue
            if mention.unit is Unit.PERCENT:
                found = self._percent(sentence, at)
                if found.standing is not Standing.AGREES and not has_count and is_of_plan(sentence.text):
                    found = self._fulfilment(sentence, at, days)
                yield found
                continue
            if sentence.text[: mention.start].endswith(_MINUS):
                yield self._unbound(sentence, mention)
                continue
            has_count = True
            found = self._count(sentence, mention, self._telling.told(sentence, at, days))
            self._before = found.asked
            yield found

    def _count(self, sentence: Sentence, mention: Mention, told: Told) -> TypedNumber:
        same = [asked for asked, figure in self._figures.items() if figure == mention.value and self._may(asked, told)]
        is_large = mention.value >= LEAST_BY_VALUE
        fitting = [asked for asked in same if _fits(asked, told, is_large=is_large)]
        by_value = [asked for asked in same if asked.span is not Span.MONTH]
        is_by_chance = len(by_value) != 1 or mention.value < LEAST_WITHOUT_WORDS or told.is_narrower or told.filters
        if is_by_chance:
            by_value = []
        if fitting or by_value:
            best = max(fitting or by_value, key=lambda asked: (len(_overlap(asked, told)), -len(asked.filters)))
            return self._bound(sentence, mention, best, Standing.AGREES)
        wanted = next((asked for asked in told.asked() if self._figures.get(asked) is not None), None)
        if wanted is not None:
            return self._bound(sentence, mention, wanted, Standing.DIFFERS)
        return self._unbound(sentence, mention)

    def _may(self, asked: Asked, told: Told) -> bool:
        """Whether a number with this noun and of these days may be such a figure at all."""
        if (asked.indicator in OF_THINGS) != (told.unit is Unit.THINGS) and asked.indicator not in ALIKE:
            return False
        match told.days:
            case Days.MONTH:
                return asked.span is not Span.YEAR
            case Days.UNSAID:
                return asked.span is not Span.MONTH or self._tells_month
            case Days.YEAR:
                return asked.span is not Span.MONTH
            case Days.OTHER:
                return False

    def _bound(self, sentence: Sentence, mention: Mention, asked: Asked, standing: Standing) -> TypedNumber:
        true = figure_text(self._figures[asked], CATALOGUE[asked.indicator].unit, is_bare=True)
        around = self._around(sentence, mention)
        title = field_title(asked, self._worded, self._names)
        if asked.span is Span.MONTH:
            title = f"{title} · {_(SPAN_TITLES[Span.MONTH])}"
        return TypedNumber(sentence.place(mention.start), mention.figure.text, around, standing, title, true, asked)

    def _percent(self, sentence: Sentence, at: int) -> TypedNumber:
        """Of the plan of whatever the number before it was."""
        mention, above = sentence.mentions[at], self._before
        start = sentence.mentions[at - 1].end if at else 0
        beside = sentence.text[max(mention.start - _NEAR, 0) : mention.end + _NEAR]
        is_share = _IN_BRACKETS.fullmatch(sentence.text[start : mention.start]) or _OF_PLAN.search(beside)
        if above is None or above.indicator not in _DONE or not is_share:
            return self._unbound(sentence, mention)
        return self._share(sentence, mention, above)

    def _fulfilment(self, sentence: Sentence, at: int, days: Days) -> TypedNumber:
        """Of the plan, in a sentence that tells only how far it is fulfilled."""
        mention = sentence.mentions[at]
        told = self._telling.told(sentence, at, days)
        above = figure_said("actual", told.filters, days)
        if above is None or told.is_narrower or days is Days.OTHER:
            return self._unbound(sentence, mention)
        found = self._share(sentence, mention, above)
        is_sure = found.standing is Standing.AGREES or told.filters or told.is_plain
        return found if is_sure else self._unbound(sentence, mention)

    def _share(self, sentence: Sentence, mention: Mention, above: Asked) -> TypedNumber:
        counted = self._figures.get(above)
        bases = [base for base in _plans_of(above) if self._figures.get(base)]
        if counted is None or not bases:
            return self._unbound(sentence, mention)
        fitting = [base for base in bases if self._is_share(mention, counted, base)]
        below = (fitting or bases)[0]
        standing = Standing.AGREES if fitting else Standing.DIFFERS
        place, around = sentence.place(mention.start), self._around(sentence, mention)
        title = field_title(Share(above, below), self._worded, self._names)
        true = share_text(counted, self._figures[below])
        return TypedNumber(place, mention.figure.text, around, standing, title, true, above)

    def _unbound(self, sentence: Sentence, mention: Mention) -> TypedNumber:
        around = self._around(sentence, mention)
        return TypedNumber(sentence.place(mention.start), mention.figure.text, around, Standing.UNBOUND)

    def _around(self, sentence: Sentence, mention: Mention) -> str:
        """A few words on both sides as they were typed, to find the number by."""
        text = self._lines.get(sentence.place(mention.start), "")
        # A space that does not break is a plain one in the sentence.
        written = r"\s".join(map(re.escape, sentence.text[mention.start : mention.end].split()))
        found = re.search(rf"(?<!\d){written}(?!\d)", text)
        text, at = (text, found.start()) if found else (sentence.text, mention.start)
        return " ".join([*text[:at].split()[-_WORDS_BEFORE:], text[at:].strip()[:_LETTERS_AFTER]])

    def _is_share(self, mention: Mention, counted: float, base: Asked) -> bool:
        """Rounded or cut; but what falls short of the plan is no hundred per cent."""
        below = self._figures[base]
        assert below
        return agrees(mention.figure, counted, below) and not (mention.value >= 100 and counted < below)


def _places(unit: UnitOfWork) -> SaidPlaces:
    code = profile(unit).region_code
    every = {region.code: region.names for region in regions(unit)}
    own = every.pop(code)
    inside = [(place.code, place.names) for place in districts(unit, region_code=code)]
    return said_places(own=own, others=list(every.values()), districts=inside)


def _askable(places: Sequence[str], codes: Set[str], *, tells_month: bool) -> Iterator[Asked]:
    """Of these indicators, whole and by whom a text may name."""
    groups: Sequence[Mapping[str, tuple[str, ...]]] = [
        {},
        *({"staff_group": (code,)} for code in FILTERS["staff_group"]),
    ]
    channels: Sequence[Mapping[str, tuple[str, ...]]] = [{}, *({"channel": (code,)} for code in FILTERS["channel"])]
    in_places: Sequence[Mapping[str, tuple[str, ...]]] = [{"district": (code,)} for code in places]
    spans = (False, True) if tells_month else (False,)
    for code, is_monthly in product([code for code in OF_THINGS if code in codes], spans):
        for filters in (*groups, *in_places) if code in PAPERS else groups[:1]:
            yield asked_for(code, filters, is_monthly=is_monthly)
    for code, is_monthly in product([code for code in (*OF_PEOPLE, *PLANS) if code in codes], spans):
        if code in BOTH_CHANNELS:
            for group, channel in product(groups, channels):
                yield asked_for(code, {**group, **channel}, is_monthly=is_monthly)
        else:
            for filters in (*groups, *in_places):
                yield asked_for(code, filters, is_monthly=is_monthly)


def _plans_of(done: Asked) -> list[Asked]:
    """What it may be a share of: of the year and of its part so far. Who completed did so in our own channel."""
    filters = dict(done.filters)
    if done.indicator == "completed":
        filters["channel"] = (OWN_CHANNEL,)
    is_monthly = done.span is Span.MONTH
    plans = ("plan_month",) if is_monthly else ("plan_year", "plan_to_date")
    return [asked_for(plan, filters, is_monthly=is_monthly) for plan in plans]


def _overlap(asked: Asked, told: Told) -> set[str]:
    """What both say: the words that speak for this figure."""
    own = {name for name, (code, *_others) in asked.filters if told.filters.get(name) == code}
    return own | ({asked.indicator} & told.indicators)


def _fits(asked: Asked, told: Told, *, is_large: bool) -> bool:
    """Whether the words name what is counted and gainsay nothing of whom; of a small number they must name that too."""
    is_other = any(told.filters.get(name, code) != code for name, (code, *_others) in asked.filters)
    # A centre that says "the plan" may mean its own.
    is_said = is_large or all(name in told.filters or codes == (OWN_CHANNEL,) for name, codes in asked.filters)
    return asked.indicator in told.widened and is_said and not is_other and _is_as_narrow(asked, told)


def _is_as_narrow(asked: Asked, told: Told) -> bool:
    """Whether the figure is of no more than those whom the words name; our own channel is all that is known of some."""
    known = dict(asked.filters)
    return all(
        name in known or (name == "channel" and code == OWN_CHANNEL and asked.indicator not in BOTH_CHANNELS)
        for name, code in told.filters.items()
    )
