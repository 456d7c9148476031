"""Editions of a programme: a new one holds from a day on, and cohorts keep the one they began with."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import CohortState
from desktop_app.centre import Centre
from desktop_app.errors import Duplicate, Invalid, Refused
from desktop_app.programmes.records import (
    KindHours,
    LevelRecord,
    ModuleRecord,
    ProgrammeKind,
    ProgrammeRecord,
    StageRecord,
    TopicRecord,
)
from desktop_app.programmes.service import editions, new_edition, programme, programmes, save_programme
from tests import factories

WHOLE = ProgrammeRecord(
    code="FIZ-72",
    title="Fizika oʻqitish metodikasi",
    hours=72,
    staff_group="PEDAGOG",
    mode_code="AJR",
    subject_code="FIZ",
    kind_code=ProgrammeKind.STAGED,
    audience="Maktab oʻqituvchilari",
    has_entry_test=False,
    template_code="modern",
    valid_from=date(2026, 1, 1),
    modules=(
        ModuleRecord(
            "Metodika",
            72,
            by_kind=KindHours(24, 36, 4, 8),
            topics=(
                TopicRecord("Nazariya", KindHours(24, 0, 0, 8)),
                TopicRecord("Laboratoriya", KindHours(0, 36, 4, 0)),
            ),
        ),
    ),
    stages=(
        StageRecord(36, "AJR", "1-bosqich", date(2026, 2, 2), date(2026, 2, 7), "14-son", date(2026, 1, 10)),
        StageRecord(36, "AJRMAS", "2-bosqich"),
    ),
    levels=(LevelRecord("Master-trener", 127), LevelRecord("Mentor", 792)),
)


def saved(centre: Centre, record: ProgrammeRecord = WHOLE) -> ProgrammeRecord:
    return centre.read(programme, programme_id=centre.write(save_programme, record).value)


def without_ids(record: ProgrammeRecord) -> ProgrammeRecord:
    modules = tuple(
        replace(module, id=0, topics=tuple(replace(topic, id=0) for topic in module.topics))
        for module in record.modules
    )
    stages = tuple(replace(stage, id=0) for stage in record.stages)
    levels = tuple(replace(level, id=0) for level in record.levels)
    return replace(record, id=0, version=1, modules=modules, stages=stages, levels=levels)


def test_all_that_hangs_on_a_programme_comes_back_as_it_was_saved(centre: Centre) -> None:
    assert without_ids(saved(centre)) == WHOLE


def test_stages_and_levels_change_places_and_keep_their_identity(centre: Centre) -> None:
    before = saved(centre)
    undated = tuple(replace(stage, starts_on=None, ends_on=None) for stage in before.stages)
    after = saved(centre, replace(before, stages=undated[::-1], levels=before.levels[::-1]))
    assert [stage.id for stage in after.stages] == [stage.id for stage in before.stages][::-1]
    assert [level.role for level in after.levels] == ["Mentor", "Master-trener"]


def test_a_new_edition_holds_from_its_day_and_the_one_before_until_then(centre: Centre) -> None:
    first = saved(centre)
    second_id = centre.write(new_edition, programme_id=first.id, code="FIZ-72/2", valid_from=date(2026, 9, 1)).value
    second = centre.read(programme, programme_id=second_id)
    assert (second.edition, second.base_id, second.valid_from) == (2, first.id, date(2026, 9, 1))
    alike = replace(second, code=WHOLE.code, edition=1, base_id=None, valid_from=WHOLE.valid_from)
    assert without_ids(alike) == WHOLE
    assert centre.read(programme, programme_id=first.id).valid_to == date(2026, 8, 31)
    assert [row.id for row in centre.read(programmes, on=date(2026, 8, 31))] == [first.id]
    assert [row.id for row in centre.read(programmes, on=date(2026, 9, 1))] == [second_id]
    third_id = centre.write(new_edition, programme_id=second_id, code="FIZ-72/3", valid_from=date(2027, 1, 1)).value
    assert [row.id for row in centre.read(editions, programme_id=second_id)] == [first.id, second_id, third_id]


def test_an_edition_is_followed_once_and_by_a_later_day(centre: Centre) -> None:
    first = saved(centre)
    with pytest.raises(Invalid) as early:
        centre.write(new_edition, programme_id=first.id, code="FIZ-72/2", valid_from=date(2026, 1, 1))
    assert early.value.field == "valid_from"
    with pytest.raises(Duplicate):
        centre.write(new_edition, programme_id=first.id, code="FIZ-72", valid_from=date(2026, 9, 1))
    centre.write(new_edition, programme_id=first.id, code="FIZ-72/2", valid_from=date(2026, 9, 1))
    with pytest.raises(Refused, match="edition_followed"):
        centre.write(new_edition, programme_id=first.id, code="FIZ-72/3", valid_from=date(2026, 10, 1))


def test_a_stage_or_level_that_a_cohort_is_of_stays(centre: Centre) -> None:
    before = saved(centre)
    state = CohortState.PLANNED
    factories.write(centre, factories.cohort(before.id, state=state, stage_id=before.stages[1].id, cascade_level=2))
    with pytest.raises(Refused, match="stage_in_use"):
        saved(centre, replace(before, stages=(), kind_code=ProgrammeKind.TOT))
    with pytest.raises(Refused, match="level_in_use"):
        saved(centre, replace(before, levels=()))
