"""What people who are to study together need most, from what people like them answered in the last twelve months.

Answers are anonymous, so those of the people themselves cannot be asked for. The nearest to them stand in: who teaches
the same subject in the same districts, and where they are too few, ever wider circles up to all who were asked.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial

from sqlalchemy import select

from db.among import among
from db.models.people import Institution, Person
from db.models.surveys import SurveyPhase
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.people.institutions import KINDERGARTEN
from desktop_app.questionnaires.built_in import built_in_for
from desktop_app.questionnaires.model import Questionnaire, Source, Texts, text_in
from desktop_app.reference.service import list_items
from desktop_app.remembered import resting_on
from desktop_app.surveys.breakdown import FieldKind, field_of
from desktop_app.surveys.figures import Figures
from desktop_app.surveys.results import SurveyFigures, survey_figures
from desktop_app.surveys.sorting import Where
from desktop_app.surveys.trends import competence_items

NEEDS_NAMED = 3
LATEST = timedelta(days=365)

_Found = list[Figures | None]


class Circle(StrEnum):
    """Whose answers stand in for those of the group, the nearest first; "work" is the subject, else the position."""

    WORK_AND_DISTRICT = "work_and_district"
    WORK_AND_CATEGORY = "work_and_category"
    WORK = "work"
    DISTRICT = "district"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Need:
    """``gap`` is the mean need gap, 0 to 20 points, of ``n`` people."""

    texts: Texts
    gap: float
    n: int

    @property
    def text(self) -> str:
        return text_in(self.texts)


@dataclass(frozen=True)
class NeedProfile:
    """The greatest needs first, by the answers of ``people`` in a circle; ``has_subject``: its work is a subject."""

    needs: tuple[Need, ...]
    people: int
    circle: Circle
    has_subject: bool


@dataclass(frozen=True)
class _Likeness:
    """What the people have in common; codes of the lists."""

    staff_group: str | None
    is_preschool: bool
    subjects: frozenset[str]
    positions: frozenset[str]
    districts: frozenset[str]
    categories: frozenset[str]


@resting_on("survey_response")
def need_profile(unit: UnitOfWork, *, person_ids: tuple[int, ...]) -> NeedProfile | None:
    """None where nobody is named, or too few have answered the questionnaire for such staff."""
    likeness = _likeness(unit, person_ids)
    if likeness is None:
        return None
    code = built_in_for(likeness.staff_group, is_preschool=likeness.is_preschool)
    for circle, form, found in _circles(unit, code, likeness):
        shown = [figures for figures in found if figures is not None]
        needs = _needs(form, shown)
        if needs:
            return NeedProfile(needs, sum(figures.sheets for figures in shown), circle, bool(likeness.subjects))
    return None


def _circles(unit: UnitOfWork, code: str, likeness: _Likeness) -> Iterator[tuple[Circle, Questionnaire, _Found]]:
    """What every circle said, the nearest first; None for people who are hidden. Wider ones are asked for when wanted.

    Each circle is a table of its own: one of two fields has no room for the subjects of few people.
    """
    work, codes = ("subject", likeness.subjects) if likeness.subjects else ("position", likeness.positions)
    table = partial(
        survey_figures,
        unit,
        questionnaire_code=code,
        where=Where(since=unit.today - LATEST, phase=SurveyPhase.BEFORE),
        items=competence_items(unit, questionnaire_code=code),
    )
    whole = table(by=work)
    form = whole.questionnaire
    works = _keys(unit, form, work, codes)
    districts = _keys(unit, form, "district", likeness.districts)
    categories = _keys(unit, form, "category", likeness.categories)
    of_work = _of_groups(whole, works)
    if any(of_work):
        yield Circle.WORK_AND_DISTRICT, form, _cells(table(by=work, across="district"), works, districts)
        yield Circle.WORK_AND_CATEGORY, form, _cells(table(by=work, across="category"), works, categories)
        yield Circle.WORK, form, of_work
    if whole.total is not None:
        yield Circle.DISTRICT, form, _of_groups(table(by="district"), districts)
        yield Circle.EVERYBODY, form, [whole.total]


def _likeness(unit: UnitOfWork, person_ids: Collection[int]) -> _Likeness | None:
    people = select(
        Person.staff_group,
        Person.subject_code,
        Person.position_code,
        Person.district_code,
        Person.category_code,
        Institution.kind_code,
    ).outerjoin(Institution, Institution.id == Person.institution_id)
    rows = [
        row
        for condition in among(unit.session, [Person.id], person_ids)
        for row in plain_rows(unit, people.where(condition))
    ]
    if not rows:
        return None
    groups, subjects, positions, districts, categories, kinds = zip(*rows, strict=True)
    return _Likeness(
        max(groups, key=groups.count),
        2 * kinds.count(KINDERGARTEN) > len(kinds),
        *(frozenset(filter(None, codes)) for codes in (subjects, positions, districts, categories)),
    )


def _keys(unit: UnitOfWork, form: Questionnaire, name: str, codes: Collection[str]) -> frozenset[str]:
    """The keys that codes of a list have in results: items of a sheet know the entries of lists by their ids."""
    field = field_of(form, name)
    if field.kind is not FieldKind.ITEM or field.cell is None or field.cell.item.source is Source.DISTRICTS:
        return frozenset(codes)
    return frozenset(str(item.id) for item in list_items(unit, name) if item.code in codes)


def _cells(table: SurveyFigures, rows: Collection[str], columns: Collection[str]) -> _Found:
    return [figures for (row, column), figures in table.cells.items() if row in rows and column in columns]


def _of_groups(table: SurveyFigures, keys: Collection[str]) -> _Found:
    return [group.figures for group in table.groups if group.key in keys]


def _needs(form: Questionnaire, found: Collection[Figures]) -> tuple[Need, ...]:
    """The means of several groups put together, each by its people; hidden ones are left out."""
    needs = []
    for row in form.competences:
        figures = [each.competences[row.code] for each in found if row.code in each.competences]
        gaps = [(each.n, each.gap) for each in figures if each.gap is not None]
        n = sum(people for people, _gap in gaps)
        if n:
            needs.append(Need(row.text, sum(people * gap for people, gap in gaps) / n, n))
    return tuple(sorted(needs, key=lambda need: -need.gap)[:NEEDS_NAMED])
