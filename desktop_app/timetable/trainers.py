"""Who teaches: list, save, let go, and who is free."""

from datetime import date, time

from sqlalchemy import exists, func, select

from db.models.centre import Staff
from db.models.people import Person
from db.models.timetable import Session, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key, sort_key
from desktop_app.people.rules import written_name
from desktop_app.reference.service import list_items
from desktop_app.rows import row_at
from desktop_app.timetable.overlaps import busy_with, held_from
from desktop_app.timetable.records import TrainerRecord


def trainers(unit: UnitOfWork, *, with_leavers: bool = False, text: str = "") -> list[TrainerRecord]:
    """The trainers in Uzbek order whose name or title holds the text; those who left only when asked for."""
    wanted = search_key(text)
    found = [_record(row) for row in unit.session.scalars(select(Trainer).order_by(Trainer.sort_key))]
    return [
        each
        for each in found
        if (with_leavers or each.teaches_on(unit.today)) and wanted in search_key(f"{each.full_name} {each.title}")
    ]


def trainer(unit: UnitOfWork, *, trainer_id: int) -> TrainerRecord:
    return _record(load_trainer(unit, trainer_id))


def save_trainer(unit: UnitOfWork, record: TrainerRecord) -> int:
    """Add the trainer (id 0) or change one; returns the id.

    Raises Invalid naming the field, Duplicate for a member of staff or a person who is a trainer already, Conflict.
    """
    name = tidy(record.full_name) or _name_of_source(unit, record)
    _check(unit, record, name)
    row = load_trainer(unit, record.id) if record.id else Trainer()
    if record.id and row.version != record.version:
        raise Conflict
    row.full_name, row.sort_key = name, sort_key(name)
    row.title, row.phone, row.subjects = tidy(record.title), tidy(record.phone), list(record.subjects)
    for field in ("staff_id", "person_id", "load_hours", "rate", "left_on"):
        setattr(row, field, getattr(record, field))
    unit.session.add(row)
    unit.session.flush()
    return row.id


def lessons_left_with(unit: UnitOfWork, *, trainer_id: int) -> int:
    """How many lessons are the trainer's from the day on which they left."""
    left_on = load_trainer(unit, trainer_id).left_on
    if left_on is None:
        return 0
    left = select(func.count()).select_from(Session).where(Session.trainer_id == trainer_id, *held_from(left_on))
    return unit.session.scalar(left) or 0


def free_trainers(
    unit: UnitOfWork, *, day: date, starts_at: time, ends_at: time, subject_code: str | None = None
) -> list[TrainerRecord]:
    """Who teaches nobody between two times of a day; those of the subject first."""
    taken = set(unit.session.scalars(select(Session.trainer_id).where(*busy_with(day, starts_at, ends_at))))
    free = [each for each in trainers(unit, with_leavers=True) if each.teaches_on(day) and each.id not in taken]
    return sorted(free, key=lambda each: subject_code not in each.subjects)


def load_trainer(unit: UnitOfWork, trainer_id: int) -> Trainer:
    return row_at(unit, Trainer, trainer_id, "trainer_unknown", N_("There is no such trainer any more."))


def _name_of_source(unit: UnitOfWork, record: TrainerRecord) -> str:
    if record.staff_id is not None and (member := unit.session.get(Staff, record.staff_id)) is not None:
        return member.full_name
    if record.person_id is not None and (person := unit.session.get(Person, record.person_id)) is not None:
        return written_name(person)
    return ""


def _check(unit: UnitOfWork, record: TrainerRecord, name: str) -> None:
    if not name:
        raise Invalid("field_empty", N_("This field must be filled in."), field="full_name")
    unknown = set(record.subjects) - {item.code for item in list_items(unit, "subject")}
    if unknown:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="subjects")
    for field in ("load_hours", "rate"):
        if (getattr(record, field) or 0) < 0:
            raise Invalid("number_negative", N_("The number cannot be below nought."), field=field)
    for column, value in ((Trainer.staff_id, record.staff_id), (Trainer.person_id, record.person_id)):
        same = exists().where(column == value, Trainer.id != record.id)
        if value is not None and unit.session.scalar(select(same)):
            raise Duplicate("trainer_taken", N_("{name} is a trainer already."), name=name)


def _record(row: Trainer) -> TrainerRecord:
    return TrainerRecord(
        full_name=row.full_name,
        staff_id=row.staff_id,
        person_id=row.person_id,
        title=row.title,
        phone=row.phone,
        subjects=tuple(row.subjects),
        load_hours=row.load_hours,
        rate=row.rate,
        left_on=row.left_on,
        id=row.id,
        version=row.version,
    )
