"""The days of a text: there are such days, they are in order, and the hours fit into them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.i18n import N_, language
from desktop_app.inspection.figures import Unit
from desktop_app.inspection.model import Finding, error, shown, warning
from desktop_app.inspection.prose import Passage, Sentence
from desktop_app.language.dates import short_date, weekday

# VMQ 149: at most 36 hours in a week; eight a day are four double lessons.
WEEK_HOURS, DAY_HOURS, WEEK_DAYS = 36, 8, 7
# How many sentences later "on these days" may still speak of the same days.
_SENTENCES_ON = 2

_MONTHS = ("yanv", "fevr", "mart", "apr", "may", "iyun", "iyul", "avg", "sent", "okt", "noya", "deka")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)[\s-]*yil\w*,?\s+)?"
_RANGE = re.compile(rf"{_YEAR}(?<![\d-])(?P<first>\d{{1,2}})\s?[-–—]\s?(?P<last>\d{{1,2}})-{_MONTH}", re.IGNORECASE)
_DAY = re.compile(
    rf"(?P<year>(?:19|20)\d\d)[\s-]*yil\w*\s+(?P<day>\d{{1,2}})-{_MONTH}(?:\s*kuni)?(?:\s*\((?P<weekday>[a-z]+)\))?",
    re.IGNORECASE,
)
_SAME_DAYS = re.compile(r"\b(?:belgilangan|mazkur|ushbu|shu) kun", re.IGNORECASE)
_ORDER = re.compile(r"[\s\w]{0,12}\b[\w-]{1,12}-son", re.IGNORECASE)


@dataclass(frozen=True)
class Days:
    first: int
    last: int
    text: str

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def check_days(sentence: Sentence, today: date) -> Iterator[Finding]:
    """DATE: no 31 November, no end before the start, the weekday that it was, no order of the future."""
    for found in _RANGE.finditer(sentence.text):
        if int(found["last"]) < int(found["first"]):
            message = N_("{said}: the end is before the start.")
            yield error("DATE", sentence.place(found.start()), found[0].strip(), "", message)
    for found in _DAY.finditer(sentence.text):
        place = sentence.place(found.start())
        try:
            day = date(int(found["year"]), _month(found["month"]), int(found["day"]))
        except ValueError:
            yield error("DATE", place, found[0], "", N_("{said}: there is no such day."))
            continue
        named, true = (found["weekday"] or "").lower(), weekday(day, "uz_Latn")
        if named.endswith(("shanba", "juma")) and named != true:
            message = N_("{day} is not {said} but {true}.")
            yield error("DATE", place, named, weekday(day, language()), message, day=short_date(day))
        if day > today and _ORDER.match(sentence.text, found.end()):
            message = N_("{said}: an order cannot be of a day that has not come yet.")
            yield error("DATE", place, short_date(day), "", message)


def check_hours(passages: Sequence[Passage]) -> Iterator[Finding]:
    """HOURS: the hours of a course fit into its days."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    for at, sentence in enumerate(sentences):
        hours = [mention for mention in sentence.mentions if mention.unit is Unit.HOURS]
        days = _days_of(sentences, at)
        if len(hours) != 1 or days is None or days.count < 1:
            continue
        total = hours[0].value
        too_many = total > days.count * DAY_HOURS or (days.count <= WEEK_DAYS and total > WEEK_HOURS)
        if too_many:
            yield warning(
                "HOURS",
                sentence.place(hours[0].start),
                shown(total),
                "",
                N_("{said} hours in {days} days ({range}) are {daily} hours a day."),
                days=days.count,
                range=days.text,
                daily=shown(total / days.count),
            )


def _days_of(sentences: Sequence[Sentence], at: int) -> Days | None:
    """The days named in the sentence itself; where it only says "on these days", those named last before it."""
    found = _ranges(sentences[at])
    if found:
        return found[0] if len(found) == 1 else None
    if not _SAME_DAYS.search(sentences[at].text):
        return None
    for sentence in reversed(sentences[max(at - _SENTENCES_ON, 0) : at]):
        if found := _ranges(sentence):
            return found[-1]
    return None


def _ranges(sentence: Sentence) -> list[Days]:
    found = _RANGE.finditer(sentence.text)
    return [Days(int(one["first"]), int(one["last"]), one[0].strip()) for one in found]


def _month(name: str) -> int:
    return next(number for number, start in enumerate(_MONTHS, 1) if name.lower().startswith(start))
