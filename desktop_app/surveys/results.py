"""What the answers to a questionnaire say: as a whole, and broken down by one field or two."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy import select

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.unit_of_work import UnitOfWork
from desktop_app.calm import collector_at_rest
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.layout import Layout, layout_of
from desktop_app.questionnaires.model import Questionnaire, Texts, text_in
from desktop_app.reference.service import rules_on
from desktop_app.surveys.breakdown import NO_ANSWER, Field, FieldKind, RoundFacts, field_of, has_order, labels
from desktop_app.surveys.figures import Figures
from desktop_app.surveys.merging import counted_cells, merged, unequal_items
from desktop_app.surveys.sorting import EVERYTHING, Key, Where, heaps, rounds_of
from desktop_app.surveys.tables import ShownTable, counted_table
from desktop_app.surveys.tally import SheetCounter


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

    A cell is None where it is hidden, and not there where there is nobody. ``left_out`` counts the groups that a
    table has no room for; ``set_aside`` are the codes of items that older editions asked otherwise, whose answers there
    cannot be put together with the later ones. ``total`` is None where fewer than ``least_shown`` have answered.
    """

    questionnaire: Questionnaire
    people: int
    least_shown: int
    total: Figures | None
    groups: tuple[Group, ...] = ()
    columns: tuple[Group, ...] = ()
    cells: Mapping[Key, Figures | None] = field(default_factory=dict)
    left_out: int = 0
    set_aside: tuple[str, ...] = ()


@collector_at_rest()
def survey_figures(
    unit: UnitOfWork,
    *,
    questionnaire_code: str,
    where: Where = EVERYTHING,
    by: str | None = None,
    across: str | None = None,
    items: Iterable[str] | None = None,
) -> SurveyFigures:
    """The figures of all editions of a questionnaire together; of some of its items only, where they are named.

    The names of fields are those of ``field_of``. Raises NotFound for a code that no questionnaire has, Invalid for a
    field that cannot be used.
    """
    rounds = rounds_of(unit, questionnaire_code=questionnaire_code, where=where)
    editions = _Editions.of(unit, questionnaire_code, {each.questionnaire_id for each in rounds})
    row, column = (None if name is None else field_of(editions.whole, name) for name in (by, across))
    if column is not None and column.kind is FieldKind.TRAINER:
        raise Invalid("trainers_across", N_("Trainers can only be the first field of a table."), field="across")
    heaped = heaps(unit, rounds=rounds, layouts=editions.layouts, where=where, fields=(row, column))
    wanted = None if items is None else frozenset(items)
    counted = [item for item in editions.whole.items if wanted is None or item.code in wanted]
    codes = [item.code for item in counted]
    counters = {id_: SheetCounter(counted_cells(layout, codes)) for id_, layout in editions.layouts.items()}
    table = counted_table(heaped, counters)
    least = rules_on(unit, unit.today).survey_min_answers
    shown = ShownTable(table, items=counted, least=least)
    return SurveyFigures(
        editions.whole,
        table.total.sheets,
        least,
        shown.total,
        groups=_groups(unit, row, shown.rows(), rounds) if row else (),
        columns=_groups(unit, column, shown.columns(), rounds) if column else (),
        cells=shown.cells() if row and column else {},
        left_out=table.left_out,
        set_aside=editions.set_aside,
    )


@dataclass(frozen=True)
class _Editions:
    """The editions that were asked with, as one questionnaire, and the layouts of those of their items that fit it."""

    whole: Questionnaire
    layouts: Mapping[int, Layout]
    set_aside: tuple[str, ...]

    @classmethod
    def of(cls, unit: UnitOfWork, code: str, asked: Set[int]) -> "_Editions":
        """Raises NotFound. Before anything was asked the newest edition is the whole."""
        rows = unit.session.execute(
            select(QuestionnaireModel.id, QuestionnaireModel.definition)
            .where(QuestionnaireModel.code == code)
            .order_by(QuestionnaireModel.edition)
        )
        known = {id_: read_definition(definition) for id_, definition in rows}
        if not known:
            raise NotFound("no_such_questionnaire", N_("There is no questionnaire {code}."), code=code)
        editions = {id_: edition for id_, edition in known.items() if id_ in asked} or dict([[*known.items()][-1]])
        whole = merged([*editions.values()])
        layouts: dict[int, Layout] = {}
        aside: set[str] = set()
        for id_, edition in editions.items():
            unequal = unequal_items(edition, whole)
            layouts[id_] = counted_cells(layout_of(edition), {item.code for item in edition.items} - unequal)
            aside |= unequal
        return cls(whole, layouts, tuple(sorted(aside)))


def _groups(
    unit: UnitOfWork, by: Field, found: Mapping[str, Figures | None], rounds: Sequence[RoundFacts]
) -> tuple[Group, ...]:
    """In the field's own order; where it has none, by how many people they are. Whoever did not say comes last."""
    names = labels(unit, by, keys=found.keys(), rounds=rounds)
    groups = [Group(key, names[key], figures.sheets if figures else None, figures) for key, figures in found.items()]
    order = {key: place for place, key in enumerate(names)}
    if has_order(by):
        return tuple(sorted(groups, key=lambda group: order[group.key]))
    return tuple(sorted(groups, key=lambda group: (group.key == NO_ANSWER, -(group.people or 0), order[group.key])))
