"""Where the entries of the lists and the territories are used: what stands on one is never left without it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, String, Table, cast, select
from sqlalchemy.orm import InstrumentedAttribute

from db.base import Base
from db.models.attendance import Absence
from db.models.cohorts import Enrolment
from db.models.organisations import PermitCheck, TrainingOrganisation
from db.models.people import Consent, FormerPost, Institution, Person
from db.models.plan import ChannelFigure, PlanLine
from db.models.programmes import Programme
from db.models.reference import DueRule, ReferenceItem, Territory
from db.unit_of_work import UnitOfWork

# The columns that hold the codes of a list.
_CODES: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "subject": (
        Person.subject_code,
        FormerPost.subject_code,
        Enrolment.subject_code,
        Programme.subject_code,
        PlanLine.subject_code,
    ),
    "position": (Person.position_code, FormerPost.position_code),
    "staff_group": (
        Person.staff_group,
        Enrolment.staff_group,
        Programme.staff_group,
        PlanLine.staff_group,
        ChannelFigure.staff_group,
    ),
    "category": (Person.category_code, Enrolment.category_code),
    "education": (Person.education_code,),
    "language": (Person.language_code,),
    "institution_kind": (Institution.kind_code,),
    "locality": (Person.locality_code, Institution.locality_code),
    "stage_2024": (Person.stage_2024, DueRule.stage_2024),
    "mode": (Programme.mode_code,),
    "channel": (PlanLine.channel_code, ChannelFigure.channel_code),
    "absence_reason": (Absence.reason_code, Enrolment.absence_reason_code),
    "consent_form": (Consent.form,),
    "organisation_kind": (TrainingOrganisation.kind_code,),
    "permit_requirement": (PermitCheck.requirement_code,),
}
# The same in columns that hold several codes as JSON.
_CODE_LISTS: dict[str, InstrumentedAttribute[Any]] = {
    "position": DueRule.position_codes,
    "staff_group": DueRule.staff_groups,
    "category": DueRule.category_codes,
}


def list_of(column: Column[Any]) -> str | None:
    """The list whose codes a column holds, one or several in a cell."""
    for name, found in (*_CODES.items(), *((name, (found,)) for name, found in _CODE_LISTS.items())):
        if any(each.class_.__table__ is column.table and each.key == column.key for each in found):
            return name
    return None


def is_item_used(unit: UnitOfWork, row: ReferenceItem) -> bool:
    """Whether a card, a programme, a plan, a rule or another list says this entry."""
    questions = [select(column).where(column == row.code) for column in _CODES.get(row.list_name, ())]
    if row.list_name in _CODE_LISTS:
        column = _CODE_LISTS[row.list_name]
        questions.append(select(column).where(cast(column, String).contains(f'"{row.code}"', autoescape=True)))
    if any(unit.session.execute(question.limit(1)).first() for question in questions):
        return True
    return row.list_name == "staff_group" and any(
        item.attributes.get("group") == row.code
        for item in unit.session.scalars(select(ReferenceItem).where(ReferenceItem.list_name == "position"))
    )


def is_territory_used(unit: UnitOfWork, code: str) -> bool:
    """Whether anything but other territories stands on this one."""
    return any(
        unit.session.execute(select(column).where(column == code).limit(1)).first()
        for _table, column in territory_columns()
    )


def territory_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that names a territory by its code, but for the territories themselves."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == Territory.__tablename__ for key in column.foreign_keys):
                yield table, column
