"""The hours of programmes, modules and lessons."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop_app.errors import Invalid, Refused
from desktop_app.programmes.records import (
    KindHours,
    LessonKind,
    LevelRecord,
    ModuleRecord,
    Part,
    ProgrammeKind,
    ProgrammeRecord,
    StageRecord,
    TopicRecord,
)
from desktop_app.programmes.rules import check_hours, check_kind, kind_warning, lessons_of, parts_of
from tests.factories import rules

FIXED = ModuleRecord("Pedagogika", 24, id=1)
SHORT_ELECTIVE = ModuleRecord("Inklyuziv taʼlim", 6, is_elective=True, id=2)
LONG_ELECTIVE = ModuleRecord("Raqamli savodxonlik", 12, is_elective=True, id=3)


@pytest.mark.parametrize(
    ("hours", "modules"),
    [(36, []), (24, [FIXED]), (36, [FIXED, LONG_ELECTIVE]), (36, [FIXED, SHORT_ELECTIVE, LONG_ELECTIVE])],
)
def test_modules_that_can_make_up_the_hours_are_accepted(hours: int, modules: list[ModuleRecord]) -> None:
    check_hours(hours, modules)


@pytest.mark.parametrize(
    ("hours", "modules", "code", "field"),
    [
        (0, [], "hours_missing", "hours"),
        (36, [FIXED], "module_hours", "modules"),
        (20, [FIXED], "module_hours", "modules"),
        (24, [FIXED, SHORT_ELECTIVE], "no_hours_for_electives", "modules"),
        (36, [FIXED, SHORT_ELECTIVE], "electives_too_short", "modules"),
        (24, [FIXED, ModuleRecord(" ", 6)], "module_incomplete", "modules"),
        (24, [FIXED, ModuleRecord("Psixologiya", 0)], "module_incomplete", "modules"),
    ],
)
def test_hours_that_do_not_fit_are_refused_at_their_field(
    hours: int, modules: list[ModuleRecord], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        check_hours(hours, modules)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_chosen_electives_fill_the_hours_in_the_order_of_choice_and_the_last_is_cut() -> None:
    modules = [SHORT_ELECTIVE, FIXED, LONG_ELECTIVE]
    assert parts_of(36, modules, [3, 2]) == [Part(1, 24), Part(3, 12)]
    assert parts_of(36, modules, [2, 3]) == [Part(1, 24), Part(2, 6), Part(3, 6)]


def test_hours_without_a_chosen_elective_stay_open() -> None:
    assert parts_of(36, [FIXED, LONG_ELECTIVE]) == [Part(1, 24), Part(None, 12)]
    assert parts_of(36, []) == [Part(None, 36)]


def test_a_fixed_module_cannot_be_chosen() -> None:
    with pytest.raises(Refused):
        parts_of(36, [FIXED, LONG_ELECTIVE], [1])


def test_an_odd_hour_makes_a_shorter_lesson_of_the_same_module() -> None:
    lessons = list(lessons_of([Part(1, 3), Part(2, 2)], lesson_hours=2))
    assert lessons == [Part(1, 2), Part(1, 1), Part(2, 2)]


def divided(title: str, hours: KindHours, *topics: TopicRecord, module_id: int = 5) -> ModuleRecord:
    return ModuleRecord(title, hours.total, id=module_id, by_kind=hours, topics=topics)


def test_hours_by_kind_must_make_up_the_module() -> None:
    check_hours(8, [divided("Metodika", KindHours(2, 4, 0, 2))])
    with pytest.raises(Invalid, match="kind_hours"):
        check_hours(9, [ModuleRecord("Metodika", 9, by_kind=KindHours(2, 4, 0, 2))])


def test_topics_must_make_up_their_module_kind_by_kind() -> None:
    one, other = TopicRecord("Reja", KindHours(lecture=2)), TopicRecord("Mashq", KindHours(practical=4, independent=2))
    check_hours(8, [divided("Metodika", KindHours(2, 4, 0, 2), one, other)])
    check_hours(8, [divided("Metodika", KindHours(2, 4, 0, 2), TopicRecord("Reja"), TopicRecord("Mashq"))])
    with pytest.raises(Invalid, match="topic_hours"):
        check_hours(8, [divided("Metodika", KindHours(4, 2, 0, 2), one, other)])
    with pytest.raises(Invalid, match="topic_incomplete"):
        check_hours(8, [divided("Metodika", KindHours(2, 4, 0, 2), TopicRecord(" "))])


def test_lessons_follow_the_kinds_and_independent_study_fills_none() -> None:
    module = divided("Metodika", KindHours(2, 3, 1, 6))
    assert parts_of(12, [module]) == [
        Part(5, 2, LessonKind.LECTURE),
        Part(5, 3, LessonKind.PRACTICAL),
        Part(5, 1, LessonKind.FIELD),
    ]
    lessons = lessons_of(parts_of(12, [module]), lesson_hours=2)
    assert [(lesson.kind, lesson.hours) for lesson in lessons] == [
        (LessonKind.LECTURE, 2),
        (LessonKind.PRACTICAL, 2),
        (LessonKind.PRACTICAL, 1),
        (LessonKind.FIELD, 1),
    ]


def test_lessons_follow_the_topics_where_these_are_divided() -> None:
    topics = (TopicRecord("Reja", KindHours(lecture=2), 8), TopicRecord("Mashq", KindHours(1, 3), 9))
    assert parts_of(6, [divided("Metodika", KindHours(3, 3), *topics)]) == [
        Part(5, 2, LessonKind.LECTURE, 8),
        Part(5, 1, LessonKind.LECTURE, 9),
        Part(5, 3, LessonKind.PRACTICAL, 9),
    ]


def test_a_cut_elective_keeps_its_first_lessons() -> None:
    elective = ModuleRecord("Tanlov", 12, is_elective=True, id=3, by_kind=KindHours(4, 6, 0, 2))
    assert parts_of(30, [FIXED, elective], [3]) == [
        Part(1, 24),
        Part(3, 4, LessonKind.LECTURE),
        Part(3, 2, LessonKind.PRACTICAL),
    ]


KOREAN = ProgrammeRecord(
    "KOR-36", "Koreys tili", 36, "PEDAGOG", "AJR", kind_code=ProgrammeKind.ADDITIONAL, partner="Koreya taʼlim markazi"
)
STAGES = (
    StageRecord(18, "AJR", starts_on=date(2024, 1, 15), ends_on=date(2024, 1, 17)),
    StageRecord(18, "AJR", starts_on=date(2024, 12, 3), ends_on=date(2024, 12, 5)),
)


def test_what_makes_a_kind_of_programme_is_accepted() -> None:
    check_kind(KOREAN)
    check_kind(replace(KOREAN, kind_code=ProgrammeKind.STAGED, stages=STAGES))
    check_kind(replace(KOREAN, levels=(LevelRecord("Master-trener", 127), LevelRecord("Mentor", 792))))


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"partner": ""}, "partner_missing", "partner"),
        ({"kind_code": ProgrammeKind.STAGED}, "stages_missing", "stages"),
        ({"stages": STAGES[:1]}, "stage_hours", "stages"),
        ({"stages": STAGES[::-1]}, "stage_overlaps", "stages"),
        ({"stages": (STAGES[0], replace(STAGES[1], ends_on=date(2024, 12, 2)))}, "stage_reversed", "stages"),
        ({"levels": (LevelRecord("Master-trener"),)}, "levels_missing", "levels"),
        ({"levels": (LevelRecord("Master-trener"), LevelRecord(""))}, "level_incomplete", "levels"),
        ({"valid_from": date(2025, 1, 1), "valid_to": date(2024, 12, 31)}, "validity_reversed", "valid_to"),
    ],
)
def test_what_a_kind_of_programme_lacks_is_named(change: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_kind(replace(KOREAN, **change))
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    ("kind", "hours", "is_told"),
    [
        (ProgrammeKind.RETRAINING, 575, True),
        (ProgrammeKind.RETRAINING, 576, False),
        (ProgrammeKind.RETRAINING, 0, False),
        (ProgrammeKind.REGULAR, 144, False),
    ],
)
def test_retraining_below_its_least_hours_is_told(kind: ProgrammeKind, hours: int, is_told: bool) -> None:
    record = ProgrammeRecord("QT", "Maxsus pedagogika", hours, "PEDAGOG", "KUNDUZGI", kind_code=kind)
    told = kind_warning(record, rules(retraining_min_hours=576))
    assert bool(told) == is_told
    assert not told or ("576" in told and "575" in told)
