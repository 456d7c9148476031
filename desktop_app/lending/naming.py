"""In words: which record both sides changed, and what each side says of it."""

from typing import Any

from db.models.cohorts import Enrolment
from db.models.parcels import Parcel, ParcelConflict
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.field_words import field_name, is_silent
from desktop_app.accounts.record_words import table_name
from desktop_app.borrowed import Kind
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.lending.merging import by_column
from desktop_app.lending.rows import Row, record_types
from desktop_app.lending.shapes import shapes
from desktop_app.people.rules import written_name


def title_of_row(unit: UnitOfWork, conflict: ParcelConflict) -> str:
    """Such as: Marks of attendance · Karimova Zilola · 16.11.2026, lesson 1."""
    row = _known_row(unit, conflict)
    about = [_person(unit, conflict.entity, row), _lesson(unit, conflict.entity, row)]
    return " · ".join(filter(None, (table_name(conflict.entity), *about)))


def said(parcel: Parcel, conflict: ParcelConflict, value: Any) -> str:
    """A field's value, or of a whole row the fields in which the sides differ; an empty text where the row is gone."""
    if conflict.field:
        values = by_column(shapes(Kind(parcel.kind))[conflict.entity], conflict.field, value).values()
        # Of a name, each script that has it.
        return " / ".join(map(_value, filter(None, values) if any(values) else list(values)[:1]))
    if value is None:
        return _("deleted")
    follows = shapes(Kind(parcel.kind))[conflict.entity].follows
    sides = [side for side in (conflict.base, conflict.ours, conflict.theirs) if isinstance(side, dict)]
    telling = [
        name
        for name in value
        if name not in follows
        and not is_silent(conflict.entity, name)
        and len({repr(side.get(name)) for side in sides}) > (len(sides) > 1)
    ]
    return "; ".join(f"{field_name(name)}: {_value(value[name])}" for name in telling if value[name] not in (None, ""))


def _known_row(unit: UnitOfWork, conflict: ParcelConflict) -> Row:
    for side in (conflict.ours, conflict.theirs, conflict.base):
        if not conflict.field and isinstance(side, dict):
            return side
    if not conflict.entity_id.isdecimal():
        return {}
    record = unit.session.get(record_types()[conflict.entity], int(conflict.entity_id))
    return {} if record is None else {column.name: getattr(record, column.name) for column in record.__table__.columns}


def _person(unit: UnitOfWork, entity: str, row: Row) -> str:
    if entity == "person":
        return " ".join(filter(None, (row.get(name) for name in ("surname", "given_name", "patronymic"))))
    person_id = row.get("person_id")
    if row.get("enrolment_id") is not None:
        enrolment = unit.session.get(Enrolment, row["enrolment_id"])
        person_id = enrolment.person_id if enrolment is not None else None
    card = unit.session.get(Person, person_id) if person_id is not None else None
    return written_name(card) if card is not None else ""


def _lesson(unit: UnitOfWork, entity: str, row: Row) -> str:
    lesson_id = row.get("id") if entity == "session" else row.get("session_id")
    lesson = unit.session.get(Session, lesson_id) if lesson_id is not None else None
    if lesson is None:
        return ""
    return _("{day}, lesson {place}", day=short_date(lesson.held_on), place=lesson.place_in_day)


def _value(value: Any) -> str:
    match value:
        case None | "":
            return _("empty")
        case bool():
            return _("yes") if value else _("no")
        case dict() | list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
