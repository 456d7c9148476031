"""Open answers as they are read and coded: each text once, with the themes its words suggest and those it was given.

Nobody is coded by the program alone: words only suggest, and whoever reads decides. Answers are put in the order of the
alphabet and shown without their sheet, round and day, so that nobody can tell whose they are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, delete, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from db.among import among
from db.models.surveys import AnswerCoding, AnswerTheme, SurveyAnswer, SurveyResponse
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.language.keys import search_key, sort_key
from desktop_app.reference.service import rules_on
from desktop_app.surveys.sorting import EVERYTHING, Where, rounds_of
from desktop_app.surveys.themes import Theme, frame
from desktop_app.surveys.words import WordCount, beginnings, suggested, word_counts


@dataclass(frozen=True)
class AnswerLine:
    """Answers of the same words with the same themes, by ids; ``proposed`` is what their words suggest."""

    text: str
    response_ids: tuple[int, ...]
    themes: frozenset[int]
    proposed: frozenset[int]

    @property
    def people(self) -> int:
        return len(self.response_ids)

    @property
    def is_read(self) -> bool:
        """Whether somebody has put it under a theme."""
        return bool(self.themes)


@dataclass(frozen=True)
class OpenAnswers:
    """All answers to an open question; ``lines`` is empty where fewer than ``least_shown`` people gave one."""

    frame: tuple[Theme, ...]
    lines: tuple[AnswerLine, ...]
    people: int
    least_shown: int

    @property
    def is_shown(self) -> bool:
        return self.people >= self.least_shown

    @property
    def read(self) -> int:
        return sum(line.people for line in self.lines if line.is_read)

    def coded(self, themes: Mapping[tuple[int, ...], frozenset[int]]) -> "OpenAnswers":
        """With other themes on some of its lines, known by the ids of their answers."""
        every = (
            replace(line, themes=themes[line.response_ids]) if line.response_ids in themes else line
            for line in self.lines
        )
        return replace(self, lines=tuple(every))


@dataclass(frozen=True)
class ThemeCount:
    """How many of those whose answers were read spoke of a theme; None where that is somebody, but too few.

    ``share``, 0 to 1, is of the answers read. An answer may stand under several themes: shares may come to more than 1.
    """

    theme: Theme
    people: int | None
    share: float | None


def open_answers_of(unit: UnitOfWork, *, questionnaire_code: str, item: str, where: Where = EVERYTHING) -> OpenAnswers:
    """From the complete sheets of all editions; what ``where`` says of answers to items is not heeded."""
    themes = frame(unit, questionnaire_code=questionnaire_code, item=item)
    least = rules_on(unit, unit.today).survey_min_answers
    rounds = rounds_of(unit, questionnaire_code=questionnaire_code, where=where)
    found = _answers(unit, item, [each.id for each in rounds])
    if len(found) < least:
        return OpenAnswers(themes, (), len(found), least)
    lines = _lines(found, _codings(unit, item, themes), themes)
    return OpenAnswers(
        themes, tuple(sorted(lines, key=lambda line: (sort_key(line.text), line.text))), len(found), least
    )


def code_answers(unit: UnitOfWork, *, item: str, themes: Mapping[int, Collection[int]]) -> None:
    """Put answers, by the ids of their sheets, under these themes and no others.

    Whoever put one under a theme before stays named there. Raises NotFound when a theme or an answer is no longer
    there.
    """
    _require(unit, item, themes)
    wanted = {(response_id, theme_id) for response_id, theme_ids in themes.items() for theme_id in theme_ids}
    given: set[tuple[int, int]] = set()
    for condition in among(unit.session, [AnswerCoding.response_id], themes.keys()):
        kept = select(AnswerCoding.response_id, AnswerCoding.theme_id).where(condition, AnswerCoding.item == item)
        given.update((response_id, theme_id) for response_id, theme_id in plain_rows(unit, kept))
    no_longer: defaultdict[int, list[int]] = defaultdict(list)
    for response_id, theme_id in given - wanted:
        no_longer[theme_id].append(response_id)
    for theme_id, response_ids in no_longer.items():
        of_theme = delete(AnswerCoding).where(AnswerCoding.item == item, AnswerCoding.theme_id == theme_id)
        for condition in among(unit.session, [AnswerCoding.response_id], response_ids):
            unit.execute_bulk(of_theme.where(condition), reason=f"answers taken from theme {theme_id}")
    rows = [
        {"response_id": response_id, "item": item, "theme_id": theme_id, "coded_by": unit.actor.name}
        for response_id, theme_id in sorted(wanted - given)
    ]
    unit.insert_many(AnswerCoding, rows, reason="answers put under themes")


def theme_counts(answers: OpenAnswers) -> tuple[ThemeCount, ...]:
    """In the order of the frame; no theme is counted before enough answers are read, and none of too few people."""
    people: Counter[int] = Counter()
    for line in answers.lines:
        people.update(dict.fromkeys(line.themes, line.people))
    read, least = answers.read, answers.least_shown
    return tuple(_count(theme, people[theme.id], read, least) for theme in answers.frame)


def words_of(answers: OpenAnswers) -> tuple[WordCount, ...]:
    """The words that enough people used, the commonest first."""
    every = (line.text for line in answers.lines for _person in range(line.people))
    return word_counts(every, least=answers.least_shown)


def _count(theme: Theme, people: int, read: int, least: int) -> ThemeCount:
    if read < least or 0 < people < least:
        return ThemeCount(theme, None, None)
    return ThemeCount(theme, people, people / read)


def _answers(unit: UnitOfWork, item: str, round_ids: Sequence[int]) -> list[tuple[int, str]]:
    statement = (
        select(SurveyAnswer.response_id, SurveyAnswer.text)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(SurveyAnswer.item == item, SurveyAnswer.text.is_not(None), SurveyResponse.is_complete == true())
    )
    parts = among(unit.session, [SurveyResponse.round_id], round_ids)
    return [(id_, text) for condition in parts for id_, text in plain_rows(unit, statement.where(condition))]


def _codings(unit: UnitOfWork, item: str, themes: Iterable[Theme]) -> dict[int, frozenset[int]]:
    """The themes of each answer."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    statement = select(AnswerCoding.response_id, AnswerCoding.theme_id).where(AnswerCoding.item == item)
    for condition in among(unit.session, [AnswerCoding.theme_id], [theme.id for theme in themes]):
        for response_id, theme_id in plain_rows(unit, statement.where(condition)):
            found[response_id].add(theme_id)
    return {response_id: frozenset(ids) for response_id, ids in found.items()}


def _lines(
    answers: Iterable[tuple[int, str]], codings: dict[int, frozenset[int]], themes: Iterable[Theme]
) -> Iterable[AnswerLine]:
    """Answers that differ in spelling only are read once."""
    alike: defaultdict[tuple[str, frozenset[int]], list[tuple[int, str]]] = defaultdict(list)
    for response_id, text in answers:
        alike[search_key(text) or text, codings.get(response_id, frozenset())].append((response_id, text))
    begin = {theme.id: beginnings(theme.words) for theme in themes}
    for (_key, given), same in alike.items():
        [(text, _times)] = Counter(text for _id, text in same).most_common(1)
        yield AnswerLine(text, tuple(sorted(id_ for id_, _text in same)), given, suggested(text, begin))


def _require(unit: UnitOfWork, item: str, themes: Mapping[int, Collection[int]]) -> None:
    theme_ids = {theme_id for each in themes.values() for theme_id in each}
    if _count_of(unit, AnswerTheme.id, theme_ids, AnswerTheme.item == item) < len(theme_ids):
        raise NotFound("theme_gone", N_("This theme is no longer there."))
    if _count_of(unit, SurveyAnswer.response_id, themes.keys(), SurveyAnswer.item == item) < len(themes):
        raise NotFound("answers_gone", N_("Some of these answers are no longer there."))


def _count_of(
    unit: UnitOfWork, column: InstrumentedAttribute[int], values: Collection[int], condition: ColumnElement[bool]
) -> int:
    parts = among(unit.session, [column], values)
    return sum(unit.session.scalar(select(func.count(column)).where(part, condition)) or 0 for part in parts)
