"""Keeping the programmes: list, read, save, archive."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Module, Programme
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key, sort_key
from desktop_app.programmes.records import ModuleRecord, ProgrammeRecord, ProgrammeRow
from desktop_app.programmes.rules import check_hours
from desktop_app.reference.service import list_items


def programmes(unit: UnitOfWork, *, text: str = "", with_archived: bool = False) -> list[ProgrammeRow]:
    """The programmes whose code or title holds the text, in either script, by title in Uzbek order."""
    cohorts = select(func.count()).where(Cohort.programme_id == Programme.id).scalar_subquery()
    query = select(Programme, cohorts)
    if not with_archived:
        query = query.where(Programme.archived_on.is_(None))
    wanted = search_key(text)
    found = [
        _row(programme, count)
        for programme, count in unit.session.execute(query)
        if wanted in search_key(f"{programme.code} {programme.title}")
    ]
    return sorted(found, key=lambda row: (sort_key(row.title), row.code))


def programme(unit: UnitOfWork, *, programme_id: int) -> ProgrammeRecord:
    return _record(_load(unit, programme_id))


def save_programme(unit: UnitOfWork, record: ProgrammeRecord) -> int:
    """Add the programme (id 0) or change it; returns the id.

    Raises Invalid naming the field, Duplicate for a code in use, Conflict, and Refused when hours or modules would
    change under a cohort that has begun: what it was promised stays.
    """
    record = _tidied(record)
    _check(unit, record)
    row = _load(unit, record.id) if record.id else Programme(modules=[])
    if record.id and row.version != record.version:
        raise Conflict
    if record.id:
        _check_use(unit, _record(row), record)
    for name in ("code", "title", "hours", "staff_group", "mode_code", "subject_code", "order_number", "order_date"):
        setattr(row, name, getattr(record, name))
    _set_modules(row, record.modules)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def archive_programme(unit: UnitOfWork, *, programme_id: int) -> None:
    """Offer it for new cohorts no more; cohorts of it stay as they are."""
    row = _load(unit, programme_id)
    row.archived_on = row.archived_on or unit.today


def restore_programme(unit: UnitOfWork, *, programme_id: int) -> None:
    _load(unit, programme_id).archived_on = None


def _tidied(record: ProgrammeRecord) -> ProgrammeRecord:
    return replace(
        record,
        code=tidy(record.code),
        title=tidy(record.title),
        subject_code=record.subject_code or None,
        order_number=tidy(record.order_number),
        modules=tuple(replace(module, title=tidy(module.title)) for module in record.modules),
    )


def _check(unit: UnitOfWork, record: ProgrammeRecord) -> None:
    for field in ("code", "title"):
        if not getattr(record, field):
            raise Invalid("field_empty", N_("This field must be filled in."), field=field)
    for field, list_name in (("staff_group", "staff_group"), ("mode_code", "mode"), ("subject_code", "subject")):
        code = getattr(record, field)
        if code not in _codes(unit, list_name) and not (field == "subject_code" and code is None):
            raise Invalid("not_in_list", N_("Choose one from the list."), field=field)
    check_hours(record.hours, record.modules)
    taken = select(exists().where(Programme.code == record.code, Programme.id != record.id))
    if unit.session.scalar(taken):
        raise Duplicate("programme_code_taken", N_("There is a programme {programme} already."), programme=record.code)


def _codes(unit: UnitOfWork, list_name: str) -> Collection[str]:
    return {item.code for item in list_items(unit, list_name)}


def _check_use(unit: UnitOfWork, before: ProgrammeRecord, after: ProgrammeRecord) -> None:
    if _taught(before) == _taught(after):
        return
    begun = Cohort.state.in_((CohortState.STUDYING, CohortState.COMPLETED))
    cohort = unit.session.scalar(select(Cohort.code).where(Cohort.programme_id == before.id, begun).limit(1))
    if cohort is not None:
        raise Refused(
            "programme_in_use",
            N_("Cohort {cohort} has begun: its hours and modules stay. Make a new programme instead."),
            cohort=cohort,
        )
    dropped = {module.id for module in before.modules} - {module.id for module in after.modules}
    title = unit.session.scalar(
        select(Module.title).where(Module.id.in_(dropped), exists().where(Session.module_id == Module.id)).limit(1)
    )
    if title is not None:
        raise Refused(
            "module_in_timetable", N_("The module “{title}” stands in a timetable and must stay."), title=title
        )


def _taught(record: ProgrammeRecord) -> tuple[int, list[tuple[int, int, bool]]]:
    """What a cohort that has begun was promised; titles and competences may still be mended."""
    return record.hours, [(module.id, module.hours, module.is_elective) for module in record.modules]


def _set_modules(row: Programme, modules: tuple[ModuleRecord, ...]) -> None:
    """Modules are changed where they stand, because lessons point at them."""
    known = {module.id: module for module in row.modules}
    kept = []
    for place, record in enumerate(modules, start=1):
        module = known.get(record.id) or Module()
        module.place, module.title, module.hours = place, record.title, record.hours
        module.is_elective, module.competences = record.is_elective, " ".join(record.competences)
        kept.append(module)
    row.modules = kept


def _load(unit: UnitOfWork, programme_id: int) -> Programme:
    row = unit.session.get(Programme, programme_id, options=[selectinload(Programme.modules)])
    if row is None:
        raise NotFound("programme_unknown", N_("There is no such programme any more."))
    return row


def _record(row: Programme) -> ProgrammeRecord:
    return ProgrammeRecord(
        code=row.code,
        title=row.title,
        hours=row.hours,
        staff_group=row.staff_group,
        mode_code=row.mode_code,
        subject_code=row.subject_code,
        order_number=row.order_number,
        order_date=row.order_date,
        modules=tuple(
            ModuleRecord(module.title, module.hours, module.is_elective, tuple(module.competences.split()), module.id)
            for module in row.modules
        ),
        archived_on=row.archived_on,
        id=row.id,
        version=row.version,
    )


def _row(row: Programme, cohorts: int) -> ProgrammeRow:
    return ProgrammeRow(
        row.id,
        row.code,
        row.title,
        row.hours,
        row.staff_group,
        row.mode_code,
        row.subject_code,
        cohorts,
        row.archived_on,
    )
