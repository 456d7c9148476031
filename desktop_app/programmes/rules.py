"""How the hours of a programme, of its modules, stages and lessons must fit together."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.programmes.records import (
    KindHours,
    ModuleRecord,
    Part,
    ProgrammeKind,
    ProgrammeRecord,
    StageRecord,
)
from desktop_app.reference.rules import Rules


def elective_hours(hours: int, modules: Sequence[ModuleRecord]) -> int:
    """The hours that the fixed modules leave to those chosen from the needs survey."""
    return hours - sum(module.hours for module in modules if not module.is_elective)


def check_hours(hours: int, modules: Sequence[ModuleRecord]) -> None:
    """Raises Invalid unless the modules can make up exactly the programme's hours.

    Fixed modules are taught whole; electives fill what these leave. A programme may have no modules at all. Hours by
    kind make up their module's, and topics their module's of each kind, wherever they are given.
    """
    if hours <= 0:
        raise Invalid("hours_missing", N_("Enter the hours of the programme."), field="hours")
    for module in modules:
        if not module.title.strip() or module.hours <= 0:
            raise Invalid("module_incomplete", N_("Every module needs a title and hours."), field="modules")
        _check_kinds(module)
        _check_topics(module)
    if modules:
        _check_sums(hours, modules)


def check_kind(record: ProgrammeRecord) -> None:
    """Raises Invalid where what makes the kind of programme is missing, or its stages and levels do not fit."""
    if record.kind_code == ProgrammeKind.ADDITIONAL and not record.partner:
        raise Invalid("partner_missing", N_("Name the partner that the course is held with."), field="partner")
    if record.kind_code == ProgrammeKind.STAGED and len(record.stages) < 2:
        raise Invalid("stages_missing", N_("A staged course has two stages or more."), field="stages")
    if record.stages:
        _check_stages(record.hours, record.stages)
    if any(not level.role for level in record.levels):
        raise Invalid("level_incomplete", N_("Say of every level who is trained there."), field="levels")
    if len(record.levels) == 1:
        raise Invalid("levels_missing", N_("A cascade has two levels or more."), field="levels")
    if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
        raise Invalid("validity_reversed", N_("The last day must not be before the first."), field="valid_to")


def kind_warning(record: ProgrammeRecord, rules: Rules) -> str:
    """What is unusual about the programme for its kind, in words; empty where nothing is."""
    least = rules.retraining_min_hours
    if record.kind_code == ProgrammeKind.RETRAINING and 0 < record.hours < least:
        return _("Retraining takes {least} hours or more; this programme has {hours}.", least=least, hours=record.hours)
    return ""


def parts_of(hours: int, modules: Sequence[ModuleRecord], chosen: Sequence[int] = ()) -> list[Part]:
    """What a cohort is taught, in order: the fixed modules, then the chosen electives up to the programme's hours.

    Independent study is left out: it fills no lesson. The last elective is cut where the hours end; hours without a
    chosen elective stay a part without a module. Raises Refused when a chosen id is no elective of the programme.
    """
    electives = {module.id: module for module in modules if module.is_elective}
    if not electives.keys() >= set(chosen):
        raise Refused("not_an_elective", N_("Only elective modules of the programme can be chosen."))
    parts = [part for module in modules if not module.is_elective for part in _parts_of_module(module)]
    if not modules:
        return [Part(None, hours)]
    left = elective_hours(hours, modules)
    for module_id in chosen:
        module = electives[module_id]
        parts += _cut(_parts_of_module(module), max(left, 0))
        left -= module.hours
    if left > 0:
        parts.append(Part(None, left))
    return parts


def lessons_of(parts: Sequence[Part], *, lesson_hours: int) -> Iterator[Part]:
    """The parts cut into lessons: a lesson belongs to one part, so an odd hour makes a shorter lesson."""
    for part in parts:
        for begun in range(0, part.hours, lesson_hours):
            yield Part(part.module_id, min(lesson_hours, part.hours - begun), part.kind, part.topic_id)


def stage_shares(taught: int, stage_hours: Sequence[int]) -> list[range]:
    """Which of the taught hours fall to each stage, counted from 0.

    Independent study is in a stage's hours but is not taught, so each stage has its proportion.
    """
    whole = sum(stage_hours)
    ends = [taught * end // whole for end in accumulate(stage_hours)]
    return [range(first, end) for first, end in pairwise([0, *ends])]


def _parts_of_module(module: ModuleRecord) -> list[Part]:
    """By topic where these are divided, by kind where the module is, else the module as a whole."""
    if module.topics and module.by_kind.total:
        by_topic = [(topic.id, topic.by_kind) for topic in module.topics]
        return [Part(module.id, hours, kind, topic) for topic, each in by_topic for kind, hours in each.lessons()]
    if module.by_kind.total:
        return [Part(module.id, hours, kind) for kind, hours in module.by_kind.lessons()]
    return [Part(module.id, module.hours)]


def _cut(parts: Sequence[Part], most: int) -> Iterator[Part]:
    for part in parts:
        taken = min(most, part.hours)
        if taken > 0:
            yield Part(part.module_id, taken, part.kind, part.topic_id)
        most -= taken


def _check_kinds(module: ModuleRecord) -> None:
    divided = module.by_kind.total
    if divided and divided != module.hours:
        raise Invalid(
            "kind_hours",
            N_("“{module}”: its hours by kind make up {divided}, but the module has {hours}."),
            field="modules",
            module=module.title,
            divided=divided,
            hours=module.hours,
        )


def _check_topics(module: ModuleRecord) -> None:
    if not module.topics:
        return
    if any(not topic.title.strip() for topic in module.topics):
        raise Invalid(
            "topic_incomplete", N_("“{module}”: every topic needs a title."), field="modules", module=module.title
        )
    divided = sum((topic.by_kind for topic in module.topics), KindHours())
    if divided.total and divided != module.by_kind:
        raise Invalid(
            "topic_hours",
            N_("“{module}”: its topics make up {divided} hours by kind, but the module has {hours}."),
            field="modules",
            module=module.title,
            divided=_written(divided),
            hours=_written(module.by_kind),
        )


def _written(hours: KindHours) -> str:
    return f"{hours.lecture} + {hours.practical} + {hours.field} + {hours.independent}"


def _check_stages(hours: int, stages: Sequence[StageRecord]) -> None:
    together = sum(stage.hours for stage in stages)
    if together != hours or any(stage.hours <= 0 for stage in stages):
        raise Invalid(
            "stage_hours",
            N_("The stages make up {stages} hours, but the programme has {hours}."),
            field="stages",
            stages=together,
            hours=hours,
        )
    for place, stage in enumerate(stages, start=1):
        if stage.starts_on and stage.ends_on and stage.ends_on < stage.starts_on:
            raise Invalid("stage_reversed", N_("Stage {place} ends before it begins."), field="stages", place=place)
    dated = [(place, stage) for place, stage in enumerate(stages, start=1) if stage.starts_on]
    for (_place, earlier), (place, later) in pairwise(dated):
        assert earlier.starts_on is not None
        assert later.starts_on is not None
        if later.starts_on <= (earlier.ends_on or earlier.starts_on):
            raise Invalid(
                "stage_overlaps",
                N_("Stage {place} begins before the one before it has ended."),
                field="stages",
                place=place,
            )


def _check_sums(hours: int, modules: Sequence[ModuleRecord]) -> None:
    left = elective_hours(hours, modules)
    fixed = hours - left
    electives = sum(module.hours for module in modules if module.is_elective)
    if electives == 0 and left != 0:
        raise Invalid(
            "module_hours",
            N_("The modules make up {modules} hours, but the programme has {hours}."),
            field="modules",
            modules=fixed,
            hours=hours,
        )
    if electives and left <= 0:
        raise Invalid(
            "no_hours_for_electives",
            N_("The fixed modules take {fixed} of {hours} hours: none are left for the elective ones."),
            field="modules",
            fixed=fixed,
            hours=hours,
        )
    if electives < left:
        raise Invalid(
            "electives_too_short",
            N_("The fixed modules leave {left} hours, but all elective ones together have only {electives}."),
            field="modules",
            left=left,
            electives=electives,
        )
