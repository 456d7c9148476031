"""What people said after their courses: how many answered, and the mean of the ratings they gave.

A mean that too few people stand behind is not told, as everywhere else (desktop_app/surveys/hiding.py).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import Select, func, select

from db.models.cohorts import Cohort
from db.models.surveys import Questionnaire, SurveyPhase, SurveyResponse, SurveyRound
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_
from desktop_app.indicators.cohort_rows import COHORT_DIMENSIONS, cohort_codes, cohort_rows
from desktop_app.indicators.model import BehindRow, Indicator, Measure, Span
from desktop_app.indicators.sources import Item, Leaf, ListedSource, spans
from desktop_app.plan.records import Period
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.model import ItemKind
from desktop_app.surveys.figures import ScaleFigures
from desktop_app.surveys.results import survey_figures
from desktop_app.surveys.sorting import Where

HIGHEST = 5
_DAY = func.coalesce(func.day_text(SurveyRound.opens_on), func.day_text(func.date(SurveyRound.made_at)))


def _items(unit: UnitOfWork, period: Period, leaves: Collection[Leaf]) -> list[Item]:
    """The cohorts whose questionnaires after the course were opened in the year up to the month's end."""
    ids = {row.code: row.id for row in unit.session.execute(select(Cohort.code, Cohort.id))}
    sums: dict[int, dict[Leaf, int | float]] = defaultdict(dict)
    for span, first in spans(period):
        for cohort_id, sheets in plain_rows(unit, _sheets(first, period.last_day)):
            sums[cohort_id]["survey_answered", span] = sheets
        if ("satisfaction", span) in leaves or ("ratings_given", span) in leaves:
            for cohort, mean, number in _ratings(unit, first, period.last_day):
                known = sums[ids[cohort]]
                known["satisfaction", span] = known.get(("satisfaction", span), 0) + mean * number
                known["ratings_given", span] = known.get(("ratings_given", span), 0) + number
    codes = cohort_codes(unit, sums)
    return [Item(cohort_id, codes[cohort_id], found) for cohort_id, found in sums.items() if cohort_id in codes]


def _sheets(first: date, last: date) -> Select[int | None, int]:
    return (
        select(SurveyRound.cohort_id, func.count(SurveyResponse.id))
        .join(SurveyResponse, SurveyResponse.round_id == SurveyRound.id)
        .where(SurveyRound.phase == SurveyPhase.AFTER, SurveyRound.cohort_id.is_not(None))
        .where(_DAY.between(first.isoformat(), last.isoformat()))
        .group_by(SurveyRound.cohort_id)
    )


def _ratings(unit: UnitOfWork, first: date, last: date) -> Iterator[tuple[str, float, int]]:
    """Cohort, mean and number of people for each rating; the means are of 5, agreement with a reproach turned round."""
    where = Where(since=first, until=last, phase=SurveyPhase.AFTER)
    for code, rated in _rated(unit).items():
        found = survey_figures(unit, questionnaire_code=code, where=where, by="cohort", items=rated)
        for group in found.groups:
            for item in rated if group.figures else ():
                told = group.figures.items.get(item) if group.figures else None
                if isinstance(told, ScaleFigures) and told.mean is not None and group.key:
                    yield group.key, told.mean, told.n


def _rated(unit: UnitOfWork) -> dict[str, frozenset[str]]:
    """The ratings from 1 to 5 of each questionnaire that was put after a course, of any edition."""
    asked = select(SurveyRound.questionnaire_id).where(SurveyRound.phase == SurveyPhase.AFTER)
    rows = select(Questionnaire.code, Questionnaire.definition).where(Questionnaire.id.in_(asked))
    found: dict[str, frozenset[str]] = {}
    for code, definition in unit.session.execute(rows):
        items = read_definition(definition).items
        ratings = {
            each.code for each in items if each.kind is ItemKind.RATING and max(each.scales[0].values) == HIGHEST
        }
        found[code] = found.get(code, frozenset()) | ratings
    return {code: rated for code, rated in found.items() if rated}


def _rows(unit: UnitOfWork, _period: Period, leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    # A mean is made of sums: 87 beside it must not look like one.
    if leaf[0] == "satisfaction":
        return cohort_rows(unit, row_ids, N_("The sum of the ratings given after the course of {starts} to {ends}."))
    return cohort_rows(unit, row_ids, N_("By the answers after the course of {starts} to {ends}."))


def _told(code: str, title: str, definition: str, unit: Measure, denominator: str = "") -> Indicator:
    return Indicator(
        code,
        title,
        definition,
        unit,
        (Span.MONTH, Span.YEAR),
        COHORT_DIMENSIONS,
        N_("Questionnaires after the course"),
        denominator=denominator,
    )


SATISFACTION = ListedSource(COHORT_DIMENSIONS, _items, _rows)
OF_SATISFACTION = (
    _told(
        "survey_answered",
        N_("Answers after the course"),
        N_("Answer sheets of questionnaires put after a course and opened in the period."),
        Measure.PAPERS,
    ),
    _told(
        "satisfaction",
        N_("Satisfaction"),
        N_("Mean of the ratings of 5 given after the course; of a cohort in which too few gave one, none counts."),
        Measure.POINTS,
        "ratings_given",
    ),
)
