"""Keeping the programmes: list, read, save, give out in a new edition, archive."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import selectinload

from db.models.cohorts import Cohort, CohortModule, CohortState
from db.models.programmes import Module, Programme, Topic
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.language.keys import search_key, sort_key
from desktop_app.programmes.records import ModuleRecord, ProgrammeRecord, ProgrammeRow
from desktop_app.programmes.rows import programme_record, set_levels, set_modules, set_stages
from desktop_app.programmes.rules import check_hours, check_kind, kind_warning
from desktop_app.reference.service import list_items, rules_on
from desktop_app.remembered import known_from

# What a record and its row call by the same name and keep as it is.
_PLAIN = (
    "code",
    "title",
    "hours",
    "staff_group",
    "mode_code",
    "subject_code",
    "order_number",
    "order_date",
    "kind_code",
    "valid_from",
    "valid_to",
    "audience",
    "partner",
    "certificate_kind_code",
    "has_entry_test",
    "has_final_test",
    "has_final_work",
    "template_code",
)
LONGEST_CODE = 40
# As many as are led by one after the other.
PROGRAMMES_KNOWN = 20
_LISTS = (
    ("staff_group", "staff_group"),
    ("mode_code", "mode"),
    ("subject_code", "subject"),
    ("kind_code", "programme_kind"),
    ("certificate_kind_code", "certificate_kind"),
)
_WHOLE = (
    selectinload(Programme.modules).selectinload(Module.topics),
    selectinload(Programme.stages),
    selectinload(Programme.levels),
)


def programmes(
    unit: UnitOfWork, *, text: str = "", with_archived: bool = False, on: date | None = None
) -> list[ProgrammeRow]:
    """The programmes whose code or title holds the text, in either script, by title in Uzbek order.

    With a day ``on``, only the editions that hold then.
    """
    cohorts = select(func.count()).where(Cohort.programme_id == Programme.id).scalar_subquery()
    query = select(Programme, cohorts)
    if not with_archived:
        query = query.where(Programme.archived_on.is_(None))
    if on is not None:
        query = query.where(
            or_(Programme.valid_from.is_(None), Programme.valid_from <= on),
            or_(Programme.valid_to.is_(None), Programme.valid_to >= on),
        )
    wanted = search_key(text)
    found = [
        _row(programme, count)
        for programme, count in unit.session.execute(query)
        if wanted in search_key(f"{programme.code} {programme.title}")
    ]
    return sorted(found, key=lambda row: (sort_key(row.title), row.edition, row.code))


@known_from("programme", "module", "topic", "programme_stage", "cascade_level", kept_answers=PROGRAMMES_KNOWN)
def programme(unit: UnitOfWork, *, programme_id: int) -> ProgrammeRecord:
    return programme_record(_load(unit, programme_id))


def editions(unit: UnitOfWork, *, programme_id: int) -> list[ProgrammeRow]:
    """Every edition of the programme, the first one first."""
    base = _base_of(_load(unit, programme_id))
    rows = unit.session.scalars(
        select(Programme).where(or_(Programme.id == base, Programme.base_id == base)).order_by(Programme.edition)
    )
    return [_row(row, 0) for row in rows]


def programme_warning(unit: UnitOfWork, record: ProgrammeRecord) -> str:
    """What is unusual about a programme by the rules of its first day; a warning, never an obstacle."""
    return kind_warning(record, rules_on(unit, record.valid_from or unit.today))


def save_programme(unit: UnitOfWork, record: ProgrammeRecord) -> int:
    """Add the programme (id 0) or change it; returns the id.

    Raises Invalid naming the field, Duplicate for a code in use, Conflict, and Refused when hours or modules would
    change under a cohort that has begun: what it was promised stays.
    """
    record = _tidied(record)
    _check(unit, record)
    row = _load(unit, record.id) if record.id else Programme(modules=[], stages=[], levels=[])
    if record.id and row.version != record.version:
        raise Conflict
    if record.id:
        _check_use(unit, programme_record(row), record)
    _fill(row, record)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def new_edition(unit: UnitOfWork, *, programme_id: int, code: str, valid_from: date) -> int:
    """A copy of the programme that holds from a day on; the edition before it holds until the day before.

    Cohorts keep the edition they began with. Returns the new edition's id. Raises Invalid naming the field,
    Duplicate, and Refused for an edition that has been followed by another already.
    """
    before = _load(unit, programme_id)
    base = _base_of(before)
    newest = unit.session.scalar(
        select(func.max(Programme.edition)).where(or_(Programme.id == base, Programme.base_id == base))
    )
    if newest != before.edition:
        raise Refused("edition_followed", N_("This edition has been followed by another: make the new one from that."))
    if before.valid_from is not None and valid_from <= before.valid_from:
        raise Invalid(
            "edition_too_early",
            N_("The edition before it holds from {day}: the new one must begin later."),
            field="valid_from",
            day=short_date(before.valid_from),
        )
    found = programme_record(before)
    copy = replace(
        found,
        code=tidy(code),
        valid_from=valid_from,
        valid_to=None,
        archived_on=None,
        modules=tuple(
            replace(module, id=0, topics=tuple(replace(topic, id=0) for topic in module.topics))
            for module in found.modules
        ),
        stages=tuple(replace(stage, id=0) for stage in found.stages),
        levels=tuple(replace(level, id=0) for level in found.levels),
        id=0,
    )
    _check(unit, copy)
    before.valid_to = valid_from - timedelta(days=1)
    row = Programme(modules=[], stages=[], levels=[], edition=before.edition + 1, base_id=base)
    _fill(row, copy)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def archive_programme(unit: UnitOfWork, *, programme_id: int) -> None:
    """Offer it for new cohorts no more; cohorts of it stay as they are."""
    row = _load(unit, programme_id)
    row.archived_on = row.archived_on or unit.today


def restore_programme(unit: UnitOfWork, *, programme_id: int) -> None:
    _load(unit, programme_id).archived_on = None


def _base_of(row: Programme) -> int:
    return row.base_id or row.id


def _fill(row: Programme, record: ProgrammeRecord) -> None:
    for name in _PLAIN:
        setattr(row, name, getattr(record, name))
    set_modules(row, record.modules)
    set_stages(row, record.stages)
    set_levels(row, record.levels)


def _tidied(record: ProgrammeRecord) -> ProgrammeRecord:
    return replace(
        record,
        code=tidy(record.code),
        title=tidy(record.title),
        order_number=tidy(record.order_number),
        audience=tidy(record.audience),
        partner=tidy(record.partner),
        subject_code=record.subject_code or None,
        modules=tuple(_tidied_module(module) for module in record.modules),
        stages=tuple(
            replace(stage, title=tidy(stage.title), order_number=tidy(stage.order_number)) for stage in record.stages
        ),
        levels=tuple(replace(level, role=tidy(level.role)) for level in record.levels),
    )


def _tidied_module(module: ModuleRecord) -> ModuleRecord:
    topics = tuple(replace(topic, title=tidy(topic.title)) for topic in module.topics)
    return replace(module, title=tidy(module.title), topics=topics)


def _check(unit: UnitOfWork, record: ProgrammeRecord) -> None:
    for field in ("code", "title"):
        if not getattr(record, field):
            raise Invalid("field_empty", N_("This field must be filled in."), field=field)
    if len(record.code) > LONGEST_CODE:
        raise Invalid("code_long", N_("A code has at most {most} signs."), field="code", most=LONGEST_CODE)
    for field, list_name in _LISTS:
        code = getattr(record, field)
        if code not in _codes(unit, list_name) and not (field == "subject_code" and code is None):
            raise Invalid("not_in_list", N_("Choose one from the list."), field=field)
    modes = _codes(unit, "mode")
    if any(stage.mode_code not in modes for stage in record.stages):
        raise Invalid("not_in_list", N_("Choose one from the list."), field="stages")
    check_hours(record.hours, record.modules)
    check_kind(record)
    taken = select(exists().where(Programme.code == record.code, Programme.id != record.id))
    if unit.session.scalar(taken):
        raise Duplicate(
            "programme_code_taken",
            N_("There is a programme {programme} already."),
            field="code",
            programme=record.code,
        )


def _codes(unit: UnitOfWork, list_name: str) -> Collection[str]:
    return {item.code for item in list_items(unit, list_name)}


def _check_use(unit: UnitOfWork, before: ProgrammeRecord, after: ProgrammeRecord) -> None:
    _check_stages_in_use(unit, before, after)
    if _taught(before) == _taught(after):
        return
    begun = Cohort.state.in_((CohortState.STUDYING, CohortState.COMPLETED))
    cohort = unit.session.scalar(select(Cohort.code).where(Cohort.programme_id == before.id, begun).limit(1))
    if cohort is not None:
        raise Refused(
            "programme_in_use",
            N_("Cohort {cohort} has begun: its hours and modules stay. Make a new edition instead."),
            cohort=cohort,
        )
    dropped = {module.id for module in before.modules} - {module.id for module in after.modules}
    title = unit.session.scalar(
        select(Module.title).where(Module.id.in_(dropped), exists().where(Session.module_id == Module.id)).limit(1)
    )
    chosen = select(CohortModule.cohort_id).where(CohortModule.module_id.in_(dropped)).limit(1)
    cohort = unit.session.scalar(select(Cohort.code).where(Cohort.id.in_(chosen)))
    if cohort is not None:
        raise Refused("module_chosen", N_("A module that is taken out was chosen for cohort {cohort}."), cohort=cohort)
    topics_left = {topic.id for module in after.modules for topic in module.topics}
    gone = {topic.id for module in before.modules for topic in module.topics} - topics_left
    title = title or unit.session.scalar(
        select(Topic.title).where(Topic.id.in_(gone), exists().where(Session.topic_id == Topic.id)).limit(1)
    )
    if title is not None:
        raise Refused("module_in_timetable", N_("“{title}” stands in a timetable and must stay."), title=title)


def _check_stages_in_use(unit: UnitOfWork, before: ProgrammeRecord, after: ProgrammeRecord) -> None:
    gone = {stage.id for stage in before.stages} - {stage.id for stage in after.stages}
    cohort = unit.session.scalar(select(Cohort.code).where(Cohort.stage_id.in_(gone)).limit(1))
    if cohort is not None:
        raise Refused("stage_in_use", N_("Cohort {cohort} is of a stage that is taken out."), cohort=cohort)
    most = len(after.levels)
    deeper = select(Cohort.code).where(Cohort.programme_id == before.id, Cohort.cascade_level > most).limit(1)
    cohort = unit.session.scalar(deeper)
    if cohort is not None:
        raise Refused("level_in_use", N_("Cohort {cohort} is of a level that is taken out."), cohort=cohort)


def _taught(record: ProgrammeRecord) -> tuple[int, list[object]]:
    """What a cohort that has begun was promised; titles and competences may still be mended."""
    modules = [
        (module.id, module.hours, module.is_elective, asdict(module.by_kind), [topic.id for topic in module.topics])
        for module in record.modules
    ]
    return record.hours, list(modules)


def _load(unit: UnitOfWork, programme_id: int) -> Programme:
    row = unit.session.get(Programme, programme_id, options=_WHOLE)
    if row is None:
        raise NotFound("programme_unknown", N_("There is no such programme any more."))
    return row


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
        row.kind_code,
        row.edition,
        row.valid_from,
        row.valid_to,
    )
