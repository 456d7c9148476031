"""The workbook to send to schools: a sheet a row, a column for every answer, with lists to choose from and checks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, use
from desktop_app.language.dates import short_date
from desktop_app.questionnaires.layout import other_code
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Scale, Section, Source, cell_code, text_in
from desktop_app.questionnaires.xlsform_choices import DONT_KNOW_TEXTS
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.entry_form import EntryColumn, EntryForm, write_entry_form
from desktop_app.spreadsheets.writing import Kind
from desktop_app.surveys.answers_records import Slot, SlotKind, Target
from desktop_app.surveys.answers_tables import MARK, MARK_SHEET
from desktop_app.surveys.rounds import survey_form
from desktop_app.surveys.taking import respondents

TICK_SIGN = "+"
LEAST_ROWS, SPARE_ROWS = 200, 20
_NAME_WIDTH, _TEXT_WIDTH, _CHOICE_WIDTH, _MARK_WIDTH, _TICK_WIDTH = 34.0, 40.0, 24.0, 15.0, 13.0
_KINDS = {ItemKind.INTEGER: Kind.INTEGER, ItemKind.DECIMAL: Kind.DECIMAL, ItemKind.DATE: Kind.DATE}
_HELP_LINES = (
    N_("Each row is the answer sheet of one person. The heads and the order of the columns stay as they are."),
    N_("Choose from the list where there is one; “+” marks what was ticked, an empty cell is no answer."),
    N_("Do not merge cells and add no rows of totals. Save the file as .xlsx and send it back."),
)


@dataclass(frozen=True)
class FormPlan:
    """What the workbook is made of; ``names`` are the people of a survey by name."""

    centre: str
    target: Target
    title: str
    closes_on: date | None
    names: Sequence[str]


def save_answers_form(centre: Centre, *, target: Target, out: Path, language: str) -> Path:
    """Write the workbook in a language; returns the path really written. Raises NotFound, StorageError."""
    plan = centre.read(form_plan, target=target)
    with use(language):
        return write_entry_form(out, entry_form(plan), creator=plan.centre)


def form_plan(unit: UnitOfWork, *, target: Target) -> FormPlan:
    round_id = target.round_id
    centre = profile(unit).name
    if round_id is None:
        return FormPlan(centre, target, target.cohort_code, None, ())
    form = survey_form(unit, round_id=round_id)
    names = [who.name for who in respondents(unit, round_id=round_id)] if target.names_people else []
    return FormPlan(centre, target, form.title, form.closes_on, names)


def entry_form(plan: FormPlan) -> EntryForm:
    """In the language in force."""
    asked = plan.target.form
    names = "" if plan.target.names_people else _("No names are written.")
    closes = _("Send it back by {day}.", day=short_date(plan.closes_on)) if plan.closes_on else ""
    return EntryForm(
        sheet=_("Answers"),
        heading=(text_in(asked.title), " · ".join(filter(None, (plan.centre, plan.title, names, closes)))),
        columns=[*_people(plan.names), *_columns(asked)],
        rows=max(LEAST_ROWS, len(plan.names) + SPARE_ROWS),
        help_sheet=_("How to fill it in"),
        help_lines=[_(line) for line in _HELP_LINES],
        mark_sheet=MARK_SHEET,
        mark=(MARK, asked.code, str(asked.edition), str(plan.target.round_id or "")),
        freeze_columns=1 if plan.names else 0,
    )


def _people(names: Sequence[str]) -> Iterator[EntryColumn]:
    if names:
        code = Slot(SlotKind.PERSON).name
        yield EntryColumn(_("Full name"), _NAME_WIDTH, _("Choose from the list."), names, code=code)


def _columns(asked: Questionnaire) -> Iterator[EntryColumn]:
    for section in asked.sections:
        for item in section.items:
            yield from _columns_of(item, section)


def _columns_of(item: Item, section: Section) -> Iterator[EntryColumn]:
    match item.kind:
        case ItemKind.NOTE | ItemKind.CALCULATED:
            return
        case ItemKind.MATRIX:
            yield from _matrix(item)
        case ItemKind.SEVERAL if item.source is Source.OWN:
            yield from _ticks(item)
        case ItemKind.SEVERAL | ItemKind.RANK:
            yield from _places(item)
        case _:
            yield _single(item, text_in(section.title))
    if item.other:
        slot = Slot(SlotKind.WORDS, item.code, other_code(item), item.other)
        said = next(text_in(option.text) for option in item.options if option.code == item.other)
        header = _("{option}: in words", option=said)
        is_single = item.kind is ItemKind.ONE
        group = text_in(section.title if is_single else item.text)
        yield EntryColumn(header, _CHOICE_WIDTH, text_in(item.text), code=slot.name, group=group)


def _single(item: Item, group: str) -> EntryColumn:
    hint, width = text_in(item.hint), _CHOICE_WIDTH
    offered: Sequence[str] = ()
    if item.kind is ItemKind.ONE:
        offered = [text_in(option.text) or option.code for option in item.options]
    elif item.kind is ItemKind.RATING:
        offered, hint = _marks(item, item.scales[0]), _scale_hint(item.scales[0])
    elif item.kind is ItemKind.TEXT:
        width = _TEXT_WIDTH
    elif item.least is not None and item.most is not None:
        hint = hint or _("A number from {least} to {most}.", least=f"{item.least:g}", most=f"{item.most:g}")
    kind = _KINDS.get(item.kind, Kind.TEXT)
    header = text_in(item.text) or item.code
    return EntryColumn(header, width, hint, offered, kind, item.code, group, item.least, item.most)


def _matrix(item: Item) -> Iterator[EntryColumn]:
    is_single = len(item.scales) == 1
    for row, scale in product(item.rows, item.scales):
        words = text_in(row.text)
        header = words if is_single else f"{words}: {text_in(scale.text)}"
        code = cell_code(row.code, scale.code)
        yield EntryColumn(
            header, _MARK_WIDTH, _scale_hint(scale), _marks(item, scale), code=code, group=text_in(item.text)
        )


def _ticks(item: Item) -> Iterator[EntryColumn]:
    for option in item.options:
        code = Slot(SlotKind.TICK, item.code, item.code, option.code).name
        header = text_in(option.text) or option.code
        hint = _("“{sign}” where it was ticked.", sign=TICK_SIGN)
        yield EntryColumn(header, _TICK_WIDTH, hint, (TICK_SIGN,), code=code, group=text_in(item.text))


def _places(item: Item) -> Iterator[EntryColumn]:
    offered = [text_in(option.text) or option.code for option in item.options]
    for place in range(1, item.places + 1):
        code = Slot(SlotKind.PLACE, item.code, item.code, place=place).name
        is_rank = item.kind is ItemKind.RANK
        header = _("Place {n}", n=place) if is_rank else _("Choice {n}", n=place)
        hint = _("Choose from the list.")
        yield EntryColumn(header, _CHOICE_WIDTH, hint, offered, code=code, group=text_in(item.text))


def _marks(item: Item, scale: Scale) -> list[str]:
    dont_know = [text_in(DONT_KNOW_TEXTS)] if item.has_dont_know else []
    return [*map(str, scale.values), *dont_know]


def _scale_hint(scale: Scale) -> str:
    ends = [f"{value} – {text_in(texts)}" for value, texts in sorted(scale.ends.items())]
    return "; ".join(ends) or _("A mark from {low} to {high}.", low=scale.low, high=scale.high)
