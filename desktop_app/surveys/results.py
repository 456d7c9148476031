"""What the answers to a questionnaire say: as a whole, and broken down by one field or two."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyAnswer, SurveyResponse
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.layout import Layout, layout_of
from desktop_app.questionnaires.model import Questionnaire, Texts, text_in
from desktop_app.reference.service import rules_on
from desktop_app.surveys.breakdown import NO_ANSWER, Field, FieldKind, RoundFacts, field_of, has_order, labels
from desktop_app.surveys.figures import Figures, answered, figures_of
from desktop_app.surveys.hiding import hidden_cells, hidden_of_table
from desktop_app.surveys.merging import counted_cells, merged, unequal_items
from desktop_app.surveys.sorting import EVERYBODY, Heap, Key, Where, heaps, rounds_of
from desktop_app.surveys.tally import SheetCounter, Tally, together

CELLS_MOST = 500
"""A break-down has no more cells than this: the groups with the most sheets. Nobody reads more, and all take long."""


@dataclass(frozen=True)
class Group:
    """The people with one key of a field; where they are hidden, neither how many they are nor what they said."""

    key: str
    texts: Texts
    people: int | None
    figures: Figures | None

    @property
    def text(self) -> str:
        return text_in(self.texts)


@dataclass(frozen=True)
class SurveyFigures:
    """Figures of ``people`` sheets; with a second field, ``columns`` are its groups and ``cells`` where the two meet.

    A cell is None where it is hidden, and not there where there is nobody. ``left_out`` counts the groups beyond
    CELLS_MOST; ``set_aside`` are the codes of items whose answers of older editions cannot be put together with later
    ones. ``total`` is None where fewer than ``least_shown`` have answered.
    """

    questionnaire: Questionnaire
    people: int
    least_shown: int
    total: Figures | None
    groups: tuple[Group, ...] = ()
    columns: tuple[Group, ...] = ()
    cells: Mapping[Key, Figures | None] | None = None
    left_out: int = 0
    set_aside: tuple[str, ...] = ()


def survey_figures(
    unit: UnitOfWork,
    *,
    questionnaire_code: str,
    where: Where = Where(),
    by: str | None = None,
    across: str | None = None,
    items: Iterable[str] | None = None,
) -> SurveyFigures:
    """The figures of all editions of a questionnaire together; of some of its items only, where they are named.

    The names of fields are those of ``field_of``. Raises NotFound for a code that no questionnaire has, Invalid for a
    field that cannot be used.
    """
    asked = _Asked.of(unit, questionnaire_code, where, items)
    fields = tuple(field_of(asked.whole, name) if name else None for name in (by, across))
    ...
