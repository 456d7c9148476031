"""Between the rows of a programme, with all that hangs on it, and its record."""

from db.models.programmes import CascadeLevel, Module, Programme, ProgrammeStage, Topic
from desktop_app.programmes.records import (
    KindHours,
    LevelRecord,
    ModuleRecord,
    ProgrammeRecord,
    StageRecord,
    TopicRecord,
)

_STAGE = ("hours", "mode_code", "title", "starts_on", "ends_on", "order_number", "order_date")


def set_modules(row: Programme, modules: tuple[ModuleRecord, ...]) -> None:
    """Modules are changed where they stand, because lessons point at them."""
    known = {module.id: module for module in row.modules}
    kept = []
    for place, record in enumerate(modules, start=1):
        module = known.get(record.id) or Module(topics=[])
        module.place, module.title, module.hours = place, record.title, record.hours
        module.is_elective, module.competences = record.is_elective, dict(record.competences)
        _set_kinds(module, record.by_kind)
        _set_topics(module, record.topics)
        kept.append(module)
    row.modules = kept


def set_stages(row: Programme, stages: tuple[StageRecord, ...]) -> None:
    """Stages stay where they stand, because cohorts point at them."""
    known = {stage.id: stage for stage in row.stages}
    kept = []
    for place, record in enumerate(stages, start=1):
        stage = known.get(record.id) or ProgrammeStage()
        stage.place = place
        for name in _STAGE:
            setattr(stage, name, getattr(record, name))
        kept.append(stage)
    row.stages = kept


def set_levels(row: Programme, levels: tuple[LevelRecord, ...]) -> None:
    known = {level.id: level for level in row.levels}
    kept = []
    for place, record in enumerate(levels, start=1):
        level = known.get(record.id) or CascadeLevel()
        level.place, level.role, level.planned_people = place, record.role, record.planned_people
        kept.append(level)
    row.levels = kept


def programme_record(row: Programme) -> ProgrammeRecord:
    """Of a row whose modules, topics, stages and levels have been read."""
    return ProgrammeRecord(
        code=row.code,
        title=row.title,
        hours=row.hours,
        staff_group=row.staff_group,
        mode_code=row.mode_code,
        subject_code=row.subject_code,
        order_number=row.order_number,
        order_date=row.order_date,
        modules=tuple(_module(module) for module in row.modules),
        archived_on=row.archived_on,
        id=row.id,
        version=row.version,
        kind_code=row.kind_code,
        edition=row.edition,
        base_id=row.base_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        audience=row.audience,
        partner=row.partner,
        certificate_kind_code=row.certificate_kind_code,
        has_entry_test=row.has_entry_test,
        has_final_test=row.has_final_test,
        has_final_work=row.has_final_work,
        template_code=row.template_code,
        stages=tuple(StageRecord(*(getattr(stage, name) for name in (*_STAGE, "id"))) for stage in row.stages),
        levels=tuple(LevelRecord(level.role, level.planned_people, level.id) for level in row.levels),
    )


def _set_topics(module: Module, topics: tuple[TopicRecord, ...]) -> None:
    known = {topic.id: topic for topic in module.topics}
    kept = []
    for place, record in enumerate(topics, start=1):
        topic = known.get(record.id) or Topic()
        topic.place, topic.title = place, record.title
        _set_kinds(topic, record.by_kind)
        kept.append(topic)
    module.topics = kept


def _set_kinds(row: Module | Topic, hours: KindHours) -> None:
    row.lecture_hours, row.practical_hours = hours.lecture, hours.practical
    row.field_hours, row.independent_hours = hours.field, hours.independent


def _kinds(row: Module | Topic) -> KindHours:
    return KindHours(row.lecture_hours, row.practical_hours, row.field_hours, row.independent_hours)


def _module(row: Module) -> ModuleRecord:
    return ModuleRecord(
        row.title,
        row.hours,
        row.is_elective,
        dict(row.competences),
        row.id,
        _kinds(row),
        tuple(TopicRecord(topic.title, _kinds(topic), topic.id) for topic in row.topics),
    )
