"""By what results are broken down: a closed item of the sheet, a fact of the round, or of the person it names."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.models.surveys import SurveyChannel, SurveyPhase, SurveyResponse
from db.models.timetable import Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import LANGUAGES, N_, _, use
from desktop_app.language.dates import month_title
from desktop_app.questionnaires.layout import DONT_KNOW, Cell, layout_of
from desktop_app.questionnaires.model import ItemKind, Questionnaire, Source, Texts
from desktop_app.reference.records import Names
from desktop_app.reference.service import districts, list_items

NO_ANSWER = ""
"""The key of those who did not say."""


class FieldKind(Enum):
    """Where the key of a sheet comes from. A round has several keys where several trainers taught its cohort."""

    ITEM = auto()
    ROUND = auto()
    SHEET = auto()
    TRAINER = auto()


@dataclass(frozen=True)
class Field:
    """``cell`` is that of an item in the newest edition."""

    name: str
    kind: FieldKind
    cell: Cell | None = None


class RoundFacts(NamedTuple):
    """What is known of a round; ``day`` is when it opened, "2026-11-22"; a programme is its first edition."""

    id: int
    questionnaire_id: int
    phase: SurveyPhase
    day: str
    cohort_id: int | None
    cohort_code: str
    programme_id: int | None
    programme_title: str
    staff_group: str


ROUND_FACTS: Mapping[str, Callable[[RoundFacts], str]] = {
    "cohort": lambda facts: facts.cohort_code,
    "programme": lambda facts: str(facts.programme_id or NO_ANSWER),
    "staff_group": lambda facts: facts.staff_group,
    "phase": lambda facts: facts.phase,
    "month": lambda facts: facts.day[:7],
}
"""Fields that all sheets of a round share."""

SHEET_FACTS: Mapping[str, Any] = {
    "channel": SurveyResponse.channel,
    "enrolment.district": Enrolment.district_code,
    "enrolment.subject": Enrolment.subject_code,
    "enrolment.category": Enrolment.category_code,
    "enrolment.staff_group": Enrolment.staff_group,
}
"""Fields of the sheet's row, and of the person where the round is not anonymous."""

TRAINER = "trainer"

_ITEM_OF_LIST = {
    "district": Source.DISTRICTS,
    "institution_kind": Source.INSTITUTION_KINDS,
    "subject": Source.SUBJECTS,
    "language": Source.LANGUAGES,
    "position": Source.POSITIONS,
    "category": Source.CATEGORIES,
}
_CHANNELS = {
    SurveyChannel.SCREEN: N_("On the screen"),
    SurveyChannel.PAPER: N_("On paper"),
    SurveyChannel.WORKBOOK: N_("From a workbook"),
}
_PHASES = {SurveyPhase.BEFORE: N_("Before the course"), SurveyPhase.AFTER: N_("After the course")}
_NOT_SAID = N_("Not said")
_DONT_KNOW = N_("Does not know")


def field_of(questionnaire: Questionnaire, name: str) -> Field:
    """The field of that name: the code of a closed item with one answer, a fact, or a list ("district") that is asked.

    Where the questionnaire does not ask for the list, it is the fact of the person. Raises Invalid for any other name.
    """
    asked_for = name
    cells = {cell.code: cell for cell in layout_of(questionnaire).cells if not cell.option and not cell.place}
    if name in _ITEM_OF_LIST:
        asked = (cell for cell in cells.values() if cell.item.source is _ITEM_OF_LIST[name])
        cell = next(asked, None)
        if cell is not None:
            return Field(name, FieldKind.ITEM, cell)
        name = f"enrolment.{name}"
    if name in cells:
        return Field(name, FieldKind.ITEM, cells[name])
    if name in ROUND_FACTS:
        return Field(name, FieldKind.ROUND)
    if name in SHEET_FACTS:
        return Field(name, FieldKind.SHEET)
    if name == TRAINER:
        return Field(name, FieldKind.TRAINER)
    message = N_("Results cannot be broken down by “{name}”. Choose one of these: {names}.")
    raise Invalid("no_such_field", message, field="by", name=asked_for, names=", ".join(fields_of(questionnaire)))


def fields_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Every name that ``field_of`` knows and that a screen may offer, items first."""
    items = [
        cell.code
        for cell in layout_of(questionnaire).cells
        if cell.item.kind in (ItemKind.ONE, ItemKind.RATING) and cell.item.source is not Source.MODULES
    ]
    return (*items, *ROUND_FACTS, *SHEET_FACTS, TRAINER)


def labels(unit: UnitOfWork, field: Field, *, keys: Set[str], rounds: Iterable[RoundFacts]) -> dict[str, Texts]:
    """What the keys are called, in the order in which they are to be shown where the field has one."""
    texts = _texts(unit, field, keys, rounds)
    texts = {key: text for key, text in texts.items() if key in keys}
    texts |= {key: {"uz": key} for key in sorted(keys) if key not in texts and key != NO_ANSWER}
    return texts | ({NO_ANSWER: _everywhere(_NOT_SAID)} if NO_ANSWER in keys else {})


def has_order(field: Field) -> bool:
    """Whether its keys have an order of their own: numbers, bands of years, months."""
    is_own = field.cell is not None and field.cell.item.source is Source.OWN
    return is_own or field.name in ("month", "phase")


def _texts(unit: UnitOfWork, field: Field, keys: Set[str], rounds: Iterable[RoundFacts]) -> dict[str, Texts]:
    if field.cell is not None:
        return _of_cell(unit, field.cell)
    match field.name:
        case "programme":
            return {str(facts.programme_id): {"uz": facts.programme_title} for facts in rounds}
        case "phase":
            return {phase: _everywhere(text) for phase, text in _PHASES.items()}
        case "channel":
            return {channel: _everywhere(text) for channel, text in _CHANNELS.items()}
        case "month":
            return {key: _month(key) for key in sorted(keys - {NO_ANSWER})}
        case "trainer":
            rows = unit.session.execute(select(Trainer.id, Trainer.full_name).order_by(Trainer.sort_key))
            return {str(id_): {"uz": name} for id_, name in rows}
        case "enrolment.district":
            return {each.code: _of_names(each.names) for each in districts(unit)}
        case _:
            list_name = field.name.removeprefix("enrolment.")
            return {item.code: _of_names(item.names) for item in list_items(unit, list_name)}


def _of_cell(unit: UnitOfWork, cell: Cell) -> dict[str, Texts]:
    if cell.scale is not None:
        numbers: dict[str, Texts] = {str(number): {"uz": str(number)} for number in cell.scale.values}
        return numbers | {DONT_KNOW: _everywhere(_DONT_KNOW)}
    if cell.item.source is Source.OWN:
        return {option.code: option.text for option in cell.item.options}
    if cell.item.source is Source.DISTRICTS:
        return {each.code: _of_names(each.names) for each in districts(unit)}
    return {str(item.id): _of_names(item.names) for item in list_items(unit, cell.item.source)}


def _of_names(names: Names) -> Texts:
    return {"uz": names.uz, "uz_Cyrl": names.cyrl, "ru": names.ru, "en": names.en}


def _everywhere(message: str) -> Texts:
    """A text of the catalogue in every language, for whichever the figures are shown or printed in."""
    texts = {}
    for code in LANGUAGES:
        with use(code):
            texts[code] = _(message)
    return texts


def _month(key: str) -> Texts:
    year, month = map(int, key.split("-"))
    return {code: month_title(year, month, code) for code in LANGUAGES}
