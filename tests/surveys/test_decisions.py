"""Choosing the elective modules of a cohort, in a real database."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import CohortState
from db.models.programmes import Module
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.cohorts.electives import chosen_modules, taught_otherwise
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Duplicate, Invalid, Refused
from desktop_app.programmes.service import programme, save_programme
from desktop_app.questionnaires.layout import Answers
from desktop_app.surveys.decision_records import DecisionDraft
from desktop_app.surveys.decisions import decide, decision, decision_ground, decisions, take_back_decision
from desktop_app.timetable.ledger import hours_ledger
from desktop_app.timetable.service import make_sessions, sessions_of
from tests import factories
from tests.surveys.forms import ITEMS, answered_round, form

DAY = date(2026, 11, 20)
SHEET: Answers = {"B1.importance": 5, "B1.level": 4, "B2.importance": 4, "B2.level": 2}


@pytest.fixture
def asked(centre: Centre) -> DecisionDraft:
    """What the answers of a cohort propose: of two elective modules that of assessment."""
    modules = [
        Module(place=1, title="Asosiy", hours=24, competences={"B1": 5}),
        Module(place=2, title="Raqamli", hours=12, is_elective=True),
        Module(place=3, title="Baholash", hours=12, is_elective=True, competences={"B2": 3}),
    ]
    programme = factories.write(centre, factories.programme(modules=modules, hours=36))
    cohort_id = factories.write(centre, factories.cohort(programme.id)).id
    answered_round(centre, *[SHEET] * 6, cohort_id=cohort_id)
    return DecisionDraft(cohort_id, (modules[2].id,), "2026/1-MT", DAY, "Karimov Aziz Vali oʻgʻli", ("Azimova L.",))


def other(asked: DecisionDraft) -> tuple[int, ...]:
    return (asked.module_ids[0] - 1,)


def test_the_answers_propose_what_fits_into_the_hours(centre: Centre, asked: DecisionDraft) -> None:
    ground = centre.read(decision_ground, cohort_id=asked.cohort_id)
    assert [(each.title, each.is_proposed, each.place) for each in ground.electives] == [
        ("Baholash", True, 1),
        ("Raqamli", False, 3),
    ]
    assert (ground.room, ground.number, ground.chosen, ground.decisions) == (12, "2026/1-MT", (), ())


def test_what_is_decided_is_what_the_timetable_is_made_of(centre: Centre, asked: DecisionDraft) -> None:
    centre.write(decide, draft=asked)
    centre.write(make_sessions, cohort_id=asked.cohort_id)
    taught = {lesson.module_title for lesson in centre.read(sessions_of, cohort_id=asked.cohort_id)}
    assert taught == {"Asosiy", "Baholash"}


def test_lessons_with_modules_that_were_not_chosen_are_told(centre: Centre, asked: DecisionDraft) -> None:
    centre.write(make_sessions, cohort_id=asked.cohort_id, electives=other(asked))
    assert centre.read(taught_otherwise, cohort_id=asked.cohort_id) == ()
    centre.write(decide, draft=asked)
    assert centre.read(taught_otherwise, cohort_id=asked.cohort_id) == ("Raqamli",)
    lines = centre.read(hours_ledger, cohort_id=asked.cohort_id).lines
    assert [(line.title, line.planned, line.scheduled) for line in lines] == [
        ("Asosiy", 24, 24),
        ("Raqamli", 0, 12),
        ("Baholash", 12, 0),
    ]


def test_the_figures_stay_as_they_were_when_it_was_decided(centre: Centre, asked: DecisionDraft) -> None:
    decision_id = centre.write(decide, draft=asked).value
    later = form(*ITEMS, edition=2)
    answered_round(centre, *[{**SHEET, "B2.level": 5}] * 20, questionnaire=later, cohort_id=asked.cohort_id)
    assert centre.read(decision_ground, cohort_id=asked.cohort_id).needs.figures.people == 26
    kept = centre.read(decision, decision_id=decision_id)
    assert [(each.code, each.n, each.gap) for each in kept.figures.competences if each.n] == [
        ("B2", 6, 12.0),
        ("B1", 6, 5.0),
    ]
    assert [module.title for module in kept.figures.chosen] == ["Baholash"]
    assert (kept.members, kept.made_by) == (("Azimova L.",), "Saidova Nodira Rustam qizi")


def test_another_choice_than_the_answers_propose_needs_a_reason(centre: Centre, asked: DecisionDraft) -> None:
    draft = replace(asked, module_ids=other(asked))
    with pytest.raises(Invalid) as raised:
        centre.write(decide, draft=draft)
    assert raised.value.field == "note"
    centre.write(decide, draft=replace(draft, note="Kompyuter sinfi yangi"))
    assert centre.read(chosen_modules, cohort_id=asked.cohort_id) == other(asked)


def test_a_later_decision_replaces_the_earlier_one_which_stays(centre: Centre, asked: DecisionDraft) -> None:
    centre.write(decide, draft=asked)
    later = replace(asked, module_ids=other(asked), number="2026/2-MT", decided_on=date(2026, 11, 21), note="Sabab")
    decision_id = centre.write(decide, draft=later).value
    found = centre.read(decisions, cohort_id=asked.cohort_id)
    assert [(each.number, each.replaced_on) for each in found] == [
        ("2026/2-MT", None),
        ("2026/1-MT", date(2026, 11, 21)),
    ]
    assert centre.read(chosen_modules, cohort_id=asked.cohort_id) == other(asked)
    centre.write(take_back_decision, decision_id=decision_id)
    found = centre.read(decisions, cohort_id=asked.cohort_id)
    assert [(each.number, each.replaced_on) for each in found] == [("2026/1-MT", None)]
    assert centre.read(chosen_modules, cohort_id=asked.cohort_id) == asked.module_ids


def test_only_the_newest_decision_can_be_taken_back(centre: Centre, asked: DecisionDraft) -> None:
    first = centre.write(decide, draft=asked).value
    centre.write(decide, draft=replace(asked, number="2026/2-MT"))
    with pytest.raises(Refused) as raised:
        centre.write(take_back_decision, decision_id=first)
    assert "2026/1-MT" in raised.value.text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", {"number": "№ –"}),
        ("chairperson", {"chairperson": " "}),
        ("decided_on", {"decided_on": date(2026, 11, 22)}),
        ("module_ids", {"module_ids": ()}),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    centre: Centre, asked: DecisionDraft, field: str, wrong: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as raised:
        centre.write(decide, draft=replace(asked, **wrong))
    assert raised.value.field == field


def test_more_modules_than_the_hours_hold_are_refused(centre: Centre, asked: DecisionDraft) -> None:
    with pytest.raises(Invalid) as raised:
        centre.write(decide, draft=replace(asked, module_ids=(*asked.module_ids, *other(asked)), note="Hammasi"))
    assert (raised.value.field, "24" in raised.value.text) == ("module_ids", True)


def test_a_fixed_module_cannot_be_chosen(centre: Centre, asked: DecisionDraft) -> None:
    with pytest.raises(Refused):
        centre.write(decide, draft=replace(asked, module_ids=(asked.module_ids[0] - 2,)))


def test_a_number_is_given_once_however_it_is_written(centre: Centre, asked: DecisionDraft) -> None:
    centre.write(decide, draft=asked)
    with pytest.raises(Duplicate) as raised:
        centre.write(decide, draft=replace(asked, number="№ 2026/1-мт"))
    assert "2026/1-MT" in raised.value.text
    assert centre.read(decision_ground, cohort_id=asked.cohort_id).number == "2026/2-MT"


def test_nothing_is_decided_before_the_day_of_the_decision_that_holds(centre: Centre, asked: DecisionDraft) -> None:
    centre.write(decide, draft=asked)
    with pytest.raises(Invalid) as raised:
        centre.write(decide, draft=replace(asked, number="2026/2-MT", decided_on=date(2026, 11, 19)))
    assert "2026/1-MT" in raised.value.text


def test_a_completed_cohort_is_decided_about_no_more(centre: Centre, asked: DecisionDraft) -> None:
    def complete(unit: UnitOfWork) -> None:
        load_cohort(unit, asked.cohort_id).state = CohortState.COMPLETED

    centre.write(complete)
    with pytest.raises(Refused):
        centre.write(decide, draft=asked)


def test_of_a_cohort_that_was_not_asked_nothing_is_proposed(centre: Centre, asked: DecisionDraft) -> None:
    programme_id = centre.read(lambda unit: load_cohort(unit, asked.cohort_id).programme_id)
    second = factories.write(centre, factories.cohort(programme_id, code="M-2")).id
    ground = centre.read(decision_ground, cohort_id=second)
    assert [(each.is_proposed, each.score) for each in ground.electives] == [(False, None), (False, None)]
    decision_id = centre.write(decide, draft=replace(asked, cohort_id=second, note="Soʻrovnoma oʻtkazilmadi")).value
    assert centre.read(decision, decision_id=decision_id).figures.competences == ()


def test_a_module_that_was_chosen_cannot_be_taken_out_of_the_programme(centre: Centre, asked: DecisionDraft) -> None:
    centre.write(decide, draft=asked)
    programme_id = centre.read(lambda unit: load_cohort(unit, asked.cohort_id).programme_id)
    record = centre.read(programme, programme_id=programme_id)
    left = tuple(module for module in record.modules if module.id not in asked.module_ids)
    with pytest.raises(Refused):
        centre.write(save_programme, replace(record, modules=left))
