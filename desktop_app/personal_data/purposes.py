"""Why each category of personal data is kept, on what ground and for how long; with the order that says so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from db.models.personal_data import DataPurpose
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_, _, language
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.records import Names

MOST_MONTHS = 1200
# What a text that somebody types in a language is kept under.
_KEPT_AS = {"uz_Latn": "uz", "uz_Cyrl": "cyrl", "ru": "ru", "en": "en"}


class Category(StrEnum):
    CARD = "card"
    TRAINING = "training"
    ABSENCES = "absences"
    SURVEYS = "surveys"


CATEGORY_NAMES = {
    Category.CARD: N_("The card: names, numbers, telephones, work"),
    Category.TRAINING: N_("Courses, marks, results and certificates"),
    Category.ABSENCES: N_("Reasons of absence and the papers that prove them"),
    Category.SURVEYS: N_("Questionnaires answered under a name"),
}


@dataclass(frozen=True)
class Purpose:
    """``term_months`` is None for what is kept as long as the centre; a draft has no order and no version yet."""

    category: Category
    valid_from: date | None
    purpose: Names
    basis: Names
    term_months: int | None
    order_number: str = ""
    order_date: date | None = None
    version: int = 0

    @property
    def is_draft(self) -> bool:
        return not self.version

    @property
    def name(self) -> str:
        return _(CATEGORY_NAMES[self.category])


@dataclass(frozen=True)
class PurposeDraft:
    """What somebody typed, in the language in force."""

    category: Category
    valid_from: date
    purpose: str
    basis: str
    term_months: int | None
    order_number: str = ""
    order_date: date | None = None


def purposes_on(unit: UnitOfWork, day: date) -> list[Purpose]:
    """What holds on a day, one for each category; the program's drafts where nothing was ordered."""
    found = dict(_drafts())
    rows = select(DataPurpose).where(DataPurpose.valid_from <= day).order_by(DataPurpose.valid_from)
    for row in unit.session.scalars(rows):
        found[Category(row.category)] = _record(row)
    return list(found.values())


def save_purpose(unit: UnitOfWork, draft: PurposeDraft, *, version: int = 0) -> None:
    """Let a purpose hold from a day on; one of the same day is replaced. Raises Invalid, Conflict."""
    for name, text in (("purpose", draft.purpose), ("basis", draft.basis)):
        if not tidy(text):
            raise Invalid("purpose_empty", N_("Say it in words: the law asks for it."), field=name)
    if draft.term_months is not None and not 0 < draft.term_months <= MOST_MONTHS:
        message = N_("Between 1 and {most} months.")
        raise Invalid("term_months", message, field="term_months", most=MOST_MONTHS)
    before = next(each for each in purposes_on(unit, draft.valid_from) if each.category is draft.category)
    same_day = select(DataPurpose).filter_by(category=draft.category.value, valid_from=draft.valid_from)
    row = unit.session.scalar(same_day)
    if row is not None and version and row.version != version:
        raise Conflict
    if row is None:
        row = DataPurpose(category=draft.category.value, valid_from=draft.valid_from)
        unit.session.add(row)
    row.purpose, row.basis = _typed(before.purpose, draft.purpose), _typed(before.basis, draft.basis)
    row.term_months = draft.term_months
    row.order_number, row.order_date = draft.order_number.strip(), draft.order_date


def _typed(before: Names, text: str) -> dict[str, str]:
    """The text in the language it was typed in; what the other languages said of the same stays."""
    if tidy(text) == before.text:
        return dict(vars(before))
    typed = {**vars(before), _KEPT_AS[language()]: tidy(text)}
    # Cyrillic is made of the Latin text, unless somebody wrote it otherwise.
    return typed if language() == "uz_Cyrl" else {**typed, "cyrl": ""}


@cache
def _drafts() -> Mapping[Category, Purpose]:
    rows = json.loads((files("resources") / "reference" / "data_purposes.json").read_text(encoding="utf-8"))
    return {Category(row["category"]): _of(row) for row in rows}


def _of(row: Mapping[str, Any]) -> Purpose:
    return Purpose(Category(row["category"]), None, Names(**row["purpose"]), Names(**row["basis"]), row["term_months"])


def _record(row: DataPurpose) -> Purpose:
    return Purpose(
        Category(row.category),
        row.valid_from,
        Names(**row.purpose),
        Names(**row.basis),
        row.term_months,
        row.order_number,
        row.order_date,
        row.version,
    )
