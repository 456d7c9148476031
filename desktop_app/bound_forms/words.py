"""What the words of a form mean: names of places, subjects and months, and phrases for what is counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from db.unit_of_work import UnitOfWork
from desktop_app.bound_forms.model import CERTAIN, Part, Reckoning
from desktop_app.bound_forms.texts import month_forms
from desktop_app.i18n import _, use
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import Span
from desktop_app.inspection.regions import region_named
from desktop_app.reference.places import Districts, read_districts
from desktop_app.reference.service import profile, regions
from desktop_app.spreadsheets.vocabulary import Vocabulary, folded_words, load_words

REGION, DISTRICT, MONTH = "region", "district", "month"
# Names are read in these; Cyrillic folds into Latin.
_LANGUAGES = ("uz_Latn", "ru", "en")
# Of long lists only whole names are taken.
_WHOLE_NAMES = ("institution", "cohort", "series", "programme", "stage")
# Percentages and growths that are counted, not reckoned from the columns beside them.
_SHARES_OF_THEIR_OWN = frozenset({"attendance_percent", "satisfaction", "score_growth"})
# "Young teachers" are not teachers: of these the whole of a header must speak.
_WHOLE_FILTERS = frozenset({"staff_group", "category"})
_SURE_NAME, _PHRASE = 0.8, 0.75
_NAMED_WHOLE = 0.95
_UNKNOWN_WORDS = frozenset({"nomalum", "korsatilmagan", "aniklanmagan", "neizvestno", "ne ukazano", "unknown"})
_TOTAL_WORDS = frozenset({"jami", "hamasi", "itogo", "vsego", "total"})
_LEADING_NUMBER = re.compile(r"^\s*(?:[0-9]+|[IVX]+)(?:\.[0-9]+)*\s*[.)]\s*")
_NEGATION = re.compile(r"magan|\bne\b|\bbez\b|siz\b|yarok|buzil|bekor")
_NEGATIVE = frozenset(
    {
        "absent", "absent_excused", "absent_unexcused", "unmarked", "statement", "not_passed", "annulled",
        "hours_excused", "hours_unexcused", "blanks_spoiled",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """What a header says; ``reckoned`` is how it follows from its neighbours."""

    part: Part
    confidence: float
    reckoned: Reckoning | None = None

    @property
    def is_figure(self) -> bool:
        return bool(self.part.indicator)


@dataclass(frozen=True)
class Lexicon:
    """The names of this centre's lists, and the words of forms. Made once for a file."""

    by_name: Mapping[str, Mapping[str, str]]
    vocabularies: Mapping[str, Vocabulary]
    districts: Districts
    region_codes: Sequence[str]
    own_region: str
    indicators: Vocabulary = field(repr=False)

    def row_values(self, text: str) -> dict[str, tuple[str, float]]:
        """What the label of a row may name: dimension -> value and confidence."""
        bare = _LEADING_NUMBER.sub("", text)
        key = " ".join(folded_words(bare))
        if not key or len(key) > 150:
            return {}
        found = {dimension: (code, CERTAIN) for dimension, code in self.by_name.get(key, {}).items()}
        places = [place for place in self.districts.named(bare) if place.parent_code == self.own_region]
        if places:
            found[DISTRICT] = (places[0].code, CERTAIN if len(places) == 1 else _PHRASE)
        if (at := region_named(bare)) is not None and at < len(self.region_codes):
            found[REGION] = (self.region_codes[at], CERTAIN)
        if not found:
            found = {name: value for name in self.vocabularies if (value := _best(self.vocabularies[name], bare))}
        return found

    def is_unknown(self, text: str) -> bool:
        return " ".join(folded_words(text)) in _UNKNOWN_WORDS

    def header(self, path: Sequence[str], *, has_months: bool = False) -> Meaning:
        """The meaning of the header rows above a column, from the top; ``has_months``: months tell columns apart."""
        part = _modifiers(path)
        if has_months and (month := next(filter(None, map(month_in, reversed(path))), None)):
            part = replace(part, filters={**part.filters, MONTH: (f"{month:02}",)})
        named = self._dimension_of(path[-1]) if path else None
        if named is not None and not part.filters:
            part = replace(part, filters=named)
        reckoned, is_bare = _reckoning(path)
        indicator, confidence = self._indicator(path)
        is_own = indicator in _SHARES_OF_THEIR_OWN and confidence >= _NAMED_WHOLE and not is_bare
        if reckoned and not is_own:
            return Meaning(part, CERTAIN, reckoned)
        if not indicator:
            return Meaning(part, CERTAIN if not part.says_nothing else 0.0)
        return Meaning(_with_indicator(part, indicator, path), confidence)

    def _dimension_of(self, text: str) -> dict[str, tuple[str, ...]] | None:
        """The one dimension whose value the lowest words of a header name, by their whole."""
        values = {
            dimension: value
            for dimension, (value, confidence) in self.row_values(text).items()
            if dimension not in (REGION, MONTH) and confidence >= _NAMED_WHOLE
        }
        return {dimension: (value,) for dimension, value in values.items()} if len(values) == 1 else None

    def _indicator(self, path: Sequence[str]) -> tuple[str, float]:
        """The lowest words decide; those above are asked where they do not."""
        if not path:
            return "", 0.0
        pair = " ".join(path[-2:])
        whole = self._scored(pair) if len(path) > 1 else ("", 0.0)
        if whole[1] >= _NAMED_WHOLE:
            return whole
        for text in (path[-1], pair, *reversed(path[:-1]), " ".join(path)):
            found = self._scored(text)
            if found[1] >= _PHRASE and (found[1] == CERTAIN or not _says_when(text)):
                return found
        return "", 0.0

    def _scored(self, text: str) -> tuple[str, float]:
        is_negative = bool(_NEGATION.search(" ".join(folded_words(text))))
        scores = {
            code: score
            for code, score in self.indicators.scores(text).items()
            if score == CERTAIN or (code in _NEGATIVE) == is_negative
        }
        code = max(scores, key=lambda name: scores[name], default="")
        return code, scores.get(code, 0.0)


def lexicon(unit: UnitOfWork) -> Lexicon:
    by_name: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, list[str]]] = {}
    for language in _LANGUAGES:
        with use(language):
            for code, dimension in DIMENSIONS.items():
                for value, name in dimension.values(unit).items():
                    if code == DISTRICT or not name:
                        continue
                    by_name.setdefault(" ".join(folded_words(name)), {}).setdefault(code, value)
                    names.setdefault(code, {}).setdefault(value, []).append(name)
    for dimension_code, values in _words()["filters"].items():
        for value, phrases in values.items():
            names.setdefault(dimension_code, {}).setdefault(value, []).extend(phrases)
            for phrase in phrases:
                by_name.setdefault(" ".join(folded_words(phrase)), {}).setdefault(dimension_code, value)
    vocabularies = {code: Vocabulary.of(values) for code, values in names.items() if code not in (*_WHOLE_NAMES, MONTH)}
    codes = [region.code for region in regions(unit)]
    return Lexicon(by_name, vocabularies, read_districts(unit), codes, profile(unit).region_code, _indicator_words())


def is_total(text: str) -> bool:
    words = folded_words(_LEADING_NUMBER.sub("", text))
    return bool(words) and (words[0] in _TOTAL_WORDS or words[-1] in _TOTAL_WORDS or _is(words, "total"))


def is_plain(text: str) -> bool:
    """Whether a header says no more than that numbers stand below: how many."""
    return _is(folded_words(text), "plain")


def is_remark(text: str) -> bool:
    """Whether a column is for words: remarks, the basis, signatures."""
    return _is(folded_words(text), "remarks")


def is_director(text: str) -> bool:
    return _is(folded_words(text), "director")


def month_in(text: str) -> int | None:
    """The month that a text names, if it is one."""
    found = {number for word in folded_words(text) if (number := _months().get(word))}
    return found.pop() if len(found) == 1 else None


def key_of(text: str) -> str:
    """By what words are found again."""
    return " ".join(folded_words(text))


def _is(words: Sequence[str], name: str) -> bool:
    return " ".join(words) in _folded(name)


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(key_of(phrase) for phrase in _words()[name])


@cache
def _months() -> Mapping[str, int]:
    return {key_of(form): month for form, month in month_forms()}


def _words() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    return load_words("form_words")


@cache
def _indicator_words() -> Vocabulary:
    phrases: dict[str, list[str]] = {code: list(words) for code, words in _words()["indicators"].items()}
    for language in _LANGUAGES:
        with use(language):
            for code, indicator in CATALOGUE.items():
                phrases.setdefault(code, []).append(_(indicator.title))
    return Vocabulary.of({code: words for code, words in phrases.items() if code in CATALOGUE})


@cache
def _phrases(group: str) -> Vocabulary:
    return Vocabulary.of(_words()[group])


@cache
def _filter_phrases(dimension: str) -> Vocabulary:
    return Vocabulary.of(_words()["filters"][dimension])


def _best(vocabulary: Vocabulary, text: str) -> tuple[str, float] | None:
    scores = sorted(vocabulary.scores(text).items(), key=lambda one: -one[1])
    if not scores or scores[0][1] < _SURE_NAME or (len(scores) > 1 and scores[1][1] == scores[0][1]):
        return None
    return scores[0]


def _modifiers(path: Sequence[str]) -> Part:
    """Span, earlier period and filters that the words bring along."""
    span, earlier = "", 0
    filters: dict[str, tuple[str, ...]] = {}
    for text in path:
        span = _contained(_phrases("spans"), text) or span
        earlier = int(_contained(_phrases("earlier"), text) or earlier)
        for dimension in _words()["filters"]:
            found = _best(_filter_phrases(dimension), text)
            if found and (dimension not in _WHOLE_FILTERS or found[1] >= _NAMED_WHOLE):
                filters[dimension] = (found[0],)
    return Part(span=Span(span) if span else None, filters=filters, months_back=earlier)


def _says_when(text: str) -> bool:
    """Whether the words tell a time and no more: they are part of many titles."""
    return any(CERTAIN in _phrases(group).scores(text).values() for group in ("spans", "earlier"))


def _contained(vocabulary: Vocabulary, text: str) -> str:
    found = _best(vocabulary, text)
    return found[0] if found else ""


def _reckoning(path: Sequence[str]) -> tuple[Reckoning | None, bool]:
    """How a column follows from others, and whether its words say nothing beside that."""
    for text in reversed(path[-2:]):
        if re.fullmatch(r"[\s()]*%[\s()]*(?:да|da|ҳисобида|hisobida)?|.*[,(]\s*%\s*\)?", text):
            return Reckoning.PERCENT, False
        found = _best(_phrases("reckoned"), text)
        if found:
            return Reckoning(found[0]), found[1] == CERTAIN
    return None, False


def _with_indicator(part: Part, indicator: str, path: Sequence[str]) -> Part:
    """A plan is of the month, to date or of the year by the words around it."""
    if indicator == "plan_to_date" and part.span is Span.MONTH:
        indicator = "plan_month"
    if indicator == "plan_to_date" and any("yilik" in folded_words(text) for text in path):
        indicator = "plan_year"
    return replace(part, indicator=indicator)
