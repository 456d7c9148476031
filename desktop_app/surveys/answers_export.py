"""The answer sheets of a survey, or of every survey with a questionnaire, as a table with labels or with codes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select, true

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyAnswer, SurveyResponse, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.calm import collector_at_rest
from desktop_app.centre import Centre
from desktop_app.clock import TASHKENT
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.questionnaires.layout import DONT_KNOW, Layout, Value, layout_of, other_code, unpack
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Source, cell_code, text_in
from desktop_app.questionnaires.xlsform_choices import DONT_KNOW_TEXTS
from desktop_app.reference.service import profile, rules_on
from desktop_app.spreadsheets.text_writing import write_csv
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook
from desktop_app.spreadsheets.writing import Value as CellValue
from desktop_app.surveys.answers_records import Slot, SlotKind
from desktop_app.surveys.merging import merged, unequal_items
from desktop_app.surveys.rounds import survey_form
from desktop_app.surveys.taking import sheets

READING, WRITING = N_("Reading the answers"), N_("Writing the table")
ROWS_A_STEP = 500
_WORDS_WIDTH, _TEXT_WIDTH, _NUMBER_WIDTH = 40.0, 22.0, 13.0


@dataclass(frozen=True)
class ExportWishes:
    """``has_labels``: texts in the language in force, else codes; ``is_split``: several answers a column each."""

    has_labels: bool = True
    is_split: bool = True


@dataclass(frozen=True)
class Exported:
    """``left_out`` are surveys in which fewer have answered than may be shown."""

    file: Path
    answers: int
    left_out: int


class AnswerColumn(NamedTuple):
    """One column of the table; ``slot`` says which answer stands in it."""

    item: Item
    slot: Slot
    plan: ColumnPlan


@dataclass(frozen=True)
class _Round:
    title: str
    form: Questionnaire
    is_anonymous: bool
    rows: Sequence[tuple[str, date, Mapping[str, Value]]]


def export_answers(
    centre: Centre,
    *,
    out: Path,
    round_id: int | None = None,
    questionnaire: str = "",
    wishes: ExportWishes = ExportWishes(),
    progress: Progress | None = None,
) -> Exported:
    """Write the sheets of a round, or of all rounds with any edition of the questionnaire of that code.

    An .xlsx, or a .csv by its name. Raises Refused where fewer people have answered than may be shown, NotFound,
    StorageError, Cancelled.
    """
    told = progress or Progress()
    plan, answers, left_out, creator = centre.read(_plan, round_id, questionnaire, wishes, told)
    told.step(WRITING, 0, 0)
    if out.suffix.casefold() == ".csv":
        return Exported(write_csv(out, plan), answers, left_out)
    return Exported(write_workbook(out, [plan], creator=creator), answers, left_out)


@collector_at_rest()
def _plan(
    unit: UnitOfWork, round_id: int | None, questionnaire: str, wishes: ExportWishes, progress: Progress
) -> tuple[SheetPlan, int, int, str]:
    least = rules_on(unit, unit.today).survey_min_answers
    every = [_read_round(unit, each, progress) for each in _round_ids(unit, round_id, questionnaire)]
    shown = [each for each in every if len(each.rows) >= least]
    if not shown:
        message = N_("Fewer than {least} people have answered: nothing is written, so that nobody can be told.")
        raise Refused("too_few_answers", message, least=least)
    whole = merged([each.form for each in shown])
    columns = list(answer_columns(whole, wishes))
    about = _about_columns(shown)
    rows = [row for each in shown for row in _rows(each, whole, columns, wishes, len(about))]
    left_out = sum(0 < len(each.rows) < least for each in every)
    title = text_in(whole.title) or whole.code
    plans = [*about, *(column.plan for column in columns)]
    # A table of codes is for programs, which want nothing above the heads.
    heading = (title, _heading(rows, left_out, least)) if wishes.has_labels else ()
    return SheetPlan(title, plans, rows, heading), len(rows), left_out, profile(unit).name


def answer_columns(questionnaire: Questionnaire, wishes: ExportWishes) -> Iterator[AnswerColumn]:
    """The columns of a questionnaire, in its order; a file of them is read again by the import."""
    for item in questionnaire.items:
        for slot, words in _slots(item, wishes):
            header = words if wishes.has_labels else slot.name
            yield AnswerColumn(item, slot, _column_plan(item, slot, header))


def _slots(item: Item, wishes: ExportWishes) -> Iterator[tuple[Slot, str]]:
    """What stands in the columns of an item, with the words over them."""
    question = text_in(item.text) or item.code
    match item.kind:
        case ItemKind.NOTE:
            return
        case ItemKind.MATRIX:
            for row, scale in product(item.rows, item.scales):
                words = f"{text_in(row.text)}: {text_in(scale.text)}" if len(item.scales) > 1 else text_in(row.text)
                yield Slot(SlotKind.ANSWER, item.code, cell_code(row.code, scale.code)), words
        case ItemKind.SEVERAL if wishes.is_split and item.source is Source.OWN:
            for option in item.options:
                words = f"{question} [{text_in(option.text) or option.code}]"
                yield Slot(SlotKind.TICK, item.code, item.code, option.code), words
        case ItemKind.SEVERAL | ItemKind.RANK if wishes.is_split:
            for place in range(1, item.places + 1):
                yield Slot(SlotKind.PLACE, item.code, item.code, place=place), f"{question} [{place}]"
        case _:
            yield Slot(SlotKind.ANSWER, item.code, item.code), question
    if item.other:
        said = next(text_in(option.text) for option in item.options if option.code == item.other)
        words = _("{option}: in words", option=said)
        yield Slot(SlotKind.WORDS, item.code, other_code(item), item.other), f"{question} [{words}]"


def _column_plan(item: Item, slot: Slot, header: str) -> ColumnPlan:
    is_number = slot.kind is SlotKind.TICK or item.kind in (ItemKind.MATRIX, ItemKind.RATING, ItemKind.INTEGER)
    if slot.kind is SlotKind.WORDS or item.kind is ItemKind.TEXT:
        return ColumnPlan(header, Kind.TEXT, _WORDS_WIDTH)
    if item.kind is ItemKind.DATE:
        return ColumnPlan(header, Kind.DATE, _NUMBER_WIDTH)
    if is_number:
        return ColumnPlan(header, Kind.INTEGER, _NUMBER_WIDTH, number_format="0")
    if item.kind in (ItemKind.DECIMAL, ItemKind.CALCULATED):
        return ColumnPlan(header, Kind.DECIMAL, _NUMBER_WIDTH, number_format="General")
    return ColumnPlan(header, Kind.TEXT, _TEXT_WIDTH)


def _about_columns(rounds: Sequence[_Round]) -> list[ColumnPlan]:
    """Which survey, when and, in a survey by name, who: an anonymous sheet has no number and no hour."""
    columns = [ColumnPlan(_("Survey"), Kind.TEXT, _TEXT_WIDTH), ColumnPlan(_("Day"), Kind.DATE, _NUMBER_WIDTH)]
    if not all(each.is_anonymous for each in rounds):
        columns.append(ColumnPlan(_("Full name"), Kind.TEXT, _WORDS_WIDTH))
    return columns


def _heading(rows: Sequence[object], left_out: int, least: int) -> str:
    told = [_n("{n} answer sheet", "{n} answer sheets", len(rows))]
    if left_out:
        told.append(
            _n(
                "{n} survey with fewer than {least} answers is left out",
                "{n} surveys with fewer than {least} answers are left out",
                left_out,
                least=least,
            )
        )
    return " · ".join(told)


def _round_ids(unit: UnitOfWork, round_id: int | None, questionnaire: str) -> list[int]:
    """The older edition first, so that the newest says how the questions read."""
    if round_id is not None:
        return [round_id]
    rows = select(SurveyRound.id).join(QuestionnaireModel, QuestionnaireModel.id == SurveyRound.questionnaire_id)
    of_code = rows.where(QuestionnaireModel.code == questionnaire)
    return list(unit.session.scalars(of_code.order_by(QuestionnaireModel.edition, SurveyRound.id)))


def _read_round(unit: UnitOfWork, round_id: int, progress: Progress) -> _Round:
    form = survey_form(unit, round_id=round_id)
    layout = layout_of(form.questionnaire)
    words = _open_answers(unit, round_id)
    names = {} if form.is_anonymous else {each.id: each.name for each in sheets(unit, round_id=round_id)}
    found = unit.session.execute(
        select(SurveyResponse.id, SurveyResponse.packed, SurveyResponse.answered_at)
        .where(SurveyResponse.round_id == round_id, SurveyResponse.is_complete == true())
        .order_by(SurveyResponse.slip_number)
    ).all()
    if form.is_anonymous:
        found = sorted(found, key=lambda row: sha256(f"{round_id}/{row.id}".encode()).digest())
    rows = []
    for at, (response_id, packed, answered_at) in enumerate(found):
        if at % ROWS_A_STEP == 0:
            progress.step(READING, at, len(found))
        # An anonymous sheet has its day at midnight of Greenwich.
        day = answered_at.date() if form.is_anonymous else answered_at.astimezone(TASHKENT).date()
        rows.append((names.get(response_id, ""), day, _answers(layout, packed, words.get(response_id))))
    return _Round(form.title, form.questionnaire, form.is_anonymous, rows)


def _answers(layout: Layout, packed: bytes, words: Mapping[str, Value] | None) -> dict[str, Value]:
    return unpack(layout, packed) | dict(words or {})


def _open_answers(unit: UnitOfWork, round_id: int) -> dict[int, dict[str, Value]]:
    found: dict[int, dict[str, Value]] = {}
    rows = unit.session.execute(
        select(SurveyAnswer.response_id, SurveyAnswer.item, SurveyAnswer.text, SurveyAnswer.number)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(SurveyResponse.round_id == round_id)
    )
    for response_id, item, text, number in rows:
        found.setdefault(response_id, {})[item] = (number or 0.0) if text is None else text
    return found


def _rows(
    survey: _Round, whole: Questionnaire, columns: Iterable[AnswerColumn], wishes: ExportWishes, about: int
) -> Iterator[list[CellValue]]:
    """Questions that another edition asks in another way stay empty: their answers are not the same."""
    other = unequal_items(survey.form, whole)
    texts = {
        item.code: {option.code: text_in(option.text) or option.code for option in item.options}
        for item in survey.form.items
    }
    for name, day, answers in survey.rows:
        head: list[CellValue] = [survey.title, day, name]
        cells = (
            None if column.slot.item in other else _cell(column, answers, texts.get(column.slot.item, {}), wishes)
            for column in columns
        )
        yield [*head[:about], *cells]


def _cell(
    column: AnswerColumn, answers: Mapping[str, Value], texts: Mapping[str, str], wishes: ExportWishes
) -> CellValue:
    slot, item = column.slot, column.item
    value: Any = answers.get(slot.code)
    if value is None:
        return None
    match slot.kind:
        case SlotKind.TICK:
            return int(slot.option in value)
        case SlotKind.PLACE:
            return _said(value[slot.place - 1], texts, wishes) if slot.place <= len(value) else None
    if isinstance(value, tuple):
        return (", " if wishes.has_labels else " ").join(_said(each, texts, wishes) for each in value)
    if item.kind is ItemKind.ONE and slot.kind is SlotKind.ANSWER:
        return _said(str(value), texts, wishes)
    if value == DONT_KNOW and item.scales:
        return text_in(DONT_KNOW_TEXTS) if wishes.has_labels else DONT_KNOW
    return date.fromisoformat(value) if item.kind is ItemKind.DATE else value


def _said(code: str, texts: Mapping[str, str], wishes: ExportWishes) -> str:
    return texts.get(code, code) if wishes.has_labels else code
