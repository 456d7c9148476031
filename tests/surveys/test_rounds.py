"""Rounds: who is asked what, when, and what may still be changed once somebody has answered."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Module
from db.models.surveys import SurveyChannel, SurveyPhase
from desktop_app.centre import Centre
from desktop_app.errors import CentreError, Conflict, Duplicate, Invalid, Refused
from desktop_app.questionnaires.built_in import LEADERS, TEACHERS
from desktop_app.questionnaires.model import Source
from desktop_app.surveys.paper_printing import issue_sheets
from desktop_app.surveys.records import RoundDraft, SurveyForm
from desktop_app.surveys.rounds import change_round, open_round, proposed_round, remove_round, rounds, survey_form
from desktop_app.surveys.shelf import newest_in_use, retire
from desktop_app.surveys.taking import save_sheet
from tests import factories
from tests.surveys.forms import begun_round


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    modules = [
        Module(place=1, title="Asosiy", hours=24),
        Module(place=2, title="Baholash", hours=12, is_elective=True),
        Module(place=3, title="Raqamli", hours=12, is_elective=True),
    ]
    programme = factories.write(centre, factories.programme(modules=modules, hours=36))
    return factories.write(centre, factories.cohort(programme.id)).id


def begun(centre: Centre, cohort_id: int, phase: SurveyPhase = SurveyPhase.BEFORE) -> SurveyForm:
    round_id = centre.write(begun_round, cohort_id=cohort_id, phase=phase).value
    return centre.read(survey_form, round_id=round_id)


def answer(centre: Centre, round_id: int) -> int:
    sheet = {"answers": {"B1.level": 3}, "channel": SurveyChannel.PAPER}
    return centre.write(save_sheet, round_id=round_id, **sheet).value


def draft_of(form: SurveyForm, centre: Centre, **values: object) -> RoundDraft:
    asked = centre.read(newest_in_use, code=form.questionnaire.code)
    kept = RoundDraft(asked.id, form.cohort_id, form.phase, form.is_anonymous, form.opens_on, form.closes_on)
    return replace(kept, **values)  # type: ignore[arg-type]


def refused(centre: Centre, round_id: int) -> str:
    with pytest.raises(CentreError) as failure:
        answer(centre, round_id)
    return failure.value.code


def test_a_cohort_is_asked_what_suits_its_staff_and_only_once(centre: Centre, cohort_id: int) -> None:
    form = begun(centre, cohort_id)
    assert form.questionnaire.code == TEACHERS
    assert begun(centre, cohort_id).round_id == form.round_id
    leaders = factories.write(centre, factories.programme(code="R", staff_group="RAHBAR"))
    other = factories.write(centre, factories.cohort(leaders.id, code="R-1"))
    assert begun(centre, other.id).questionnaire.code == LEADERS
    with pytest.raises(Duplicate):
        centre.write(open_round, draft=draft_of(form, centre))


def test_the_form_offers_the_electives_of_the_programme_and_the_lists_of_the_centre(
    centre: Centre, cohort_id: int
) -> None:
    form = begun(centre, cohort_id)
    wishes = form.questionnaire.modules_item
    assert wishes is not None
    assert [option.text["uz"] for option in wishes.options] == ["Baholash", "Raqamli"]
    sources = {item.source: len(item.options) for item in form.questionnaire.items if item.source}
    assert min(sources.values()) > 1
    assert Source.DISTRICTS in sources


def test_a_form_that_was_given_out_keeps_its_options(centre: Centre, cohort_id: int) -> None:
    form = begun(centre, cohort_id)
    centre.write(lambda unit: setattr(unit.session.query(Module).filter_by(place=2).one(), "title", "Yangi nom"))
    assert centre.read(survey_form, round_id=form.round_id) == form


def test_after_the_course_the_same_is_asked_again(centre: Centre, cohort_id: int) -> None:
    before = begun(centre, cohort_id)
    after = begun(centre, cohort_id, SurveyPhase.AFTER)
    assert after.round_id != before.round_id
    assert after.questionnaire == before.questionnaire


@pytest.mark.parametrize(
    ("state", "phase", "code"),
    [
        (CohortState.COMPLETED, SurveyPhase.BEFORE, "cohort_completed"),
        (CohortState.CANCELLED, SurveyPhase.BEFORE, "cohort_cancelled"),
        (CohortState.CANCELLED, SurveyPhase.AFTER, "cohort_cancelled"),
    ],
)
def test_a_closed_cohort_takes_no_answers(
    centre: Centre, cohort_id: int, state: CohortState, phase: SurveyPhase, code: str
) -> None:
    form = begun(centre, cohort_id, phase)
    centre.write(lambda unit: setattr(unit.session.get_one(Cohort, cohort_id), "state", state))
    assert refused(centre, form.round_id) == code
    assert centre.read(survey_form, round_id=form.round_id).closed != ""


def test_a_completed_cohort_may_still_say_what_it_has_learned(centre: Centre, cohort_id: int) -> None:
    form = begun(centre, cohort_id, SurveyPhase.AFTER)
    centre.write(lambda unit: setattr(unit.session.get_one(Cohort, cohort_id), "state", CohortState.COMPLETED))
    assert answer(centre, form.round_id) > 0


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "code"),
    [
        (date(2026, 11, 22), None, "round_not_open"),
        (None, date(2026, 11, 20), "round_closed"),
        (date(2026, 11, 21), date(2026, 11, 21), None),
    ],
)
def test_answers_are_taken_on_the_days_of_the_round(
    centre: Centre, cohort_id: int, opens_on: date | None, closes_on: date | None, code: str | None
) -> None:
    form = begun(centre, cohort_id)
    changed = draft_of(form, centre, opens_on=opens_on, closes_on=closes_on)
    centre.write(change_round, round_id=form.round_id, draft=changed, version=form.version)
    if code is None:
        assert answer(centre, form.round_id) > 0
    else:
        assert refused(centre, form.round_id) == code


def test_days_the_wrong_way_round_and_a_change_by_another_are_refused(centre: Centre, cohort_id: int) -> None:
    form = begun(centre, cohort_id)
    turned = draft_of(form, centre, opens_on=date(2026, 12, 2), closes_on=date(2026, 12, 1))
    with pytest.raises(Invalid, match="round_days"):
        centre.write(change_round, round_id=form.round_id, draft=turned, version=form.version)
    with pytest.raises(Conflict):
        centre.write(change_round, round_id=form.round_id, draft=draft_of(form, centre), version=form.version + 1)


def test_the_first_answer_fixes_what_is_asked_and_whether_it_is_anonymous(centre: Centre, cohort_id: int) -> None:
    form = begun(centre, cohort_id)
    answer(centre, form.round_id)
    leaders = centre.read(newest_in_use, code=LEADERS)
    for change in ({"is_anonymous": False}, {"questionnaire_id": leaders.id}):
        with pytest.raises(Refused, match="round_answered"):
            centre.write(
                change_round, round_id=form.round_id, draft=draft_of(form, centre, **change), version=form.version
            )
    with pytest.raises(Refused, match="round_answered_stays"):
        centre.write(remove_round, round_id=form.round_id)


def test_a_printed_sheet_fixes_what_is_asked_but_not_until_when(centre: Centre, cohort_id: int) -> None:
    form = begun(centre, cohort_id)
    centre.write(issue_sheets, round_id=form.round_id, copies=2)
    (row,) = centre.read(rounds, cohort_id=cohort_id)
    same = RoundDraft(row.questionnaire_id, cohort_id, closes_on=date(2026, 12, 1))
    with pytest.raises(Refused, match="printed"):
        centre.write(change_round, round_id=row.id, draft=replace(same, is_anonymous=False), version=row.version)
    centre.write(change_round, round_id=row.id, draft=same, version=row.version)
    assert centre.read(survey_form, round_id=row.id).closes_on == date(2026, 12, 1)


def test_an_unanswered_round_may_ask_something_else_or_be_taken_back(centre: Centre, cohort_id: int) -> None:
    form = begun(centre, cohort_id)
    leaders = centre.read(newest_in_use, code=LEADERS)
    other = draft_of(form, centre, questionnaire_id=leaders.id)
    centre.write(change_round, round_id=form.round_id, draft=other, version=form.version)
    assert centre.read(survey_form, round_id=form.round_id).questionnaire.code == LEADERS
    centre.write(remove_round, round_id=form.round_id)
    assert centre.read(rounds, cohort_id=cohort_id) == []


def test_a_round_of_no_cohort_needs_a_title_and_a_questionnaire_in_use(centre: Centre) -> None:
    asked = centre.read(newest_in_use, code=TEACHERS)
    with pytest.raises(Invalid, match="round_without_title"):
        centre.write(open_round, draft=RoundDraft(asked.id))
    round_id = centre.write(open_round, draft=RoundDraft(asked.id, title="Maktablarga")).value
    (row,) = centre.read(rounds)
    assert (row.id, row.title, row.asked, row.answered) == (round_id, "Maktablarga", None, 0)
    centre.write(retire, questionnaire_id=asked.id)
    with pytest.raises(Refused, match="questionnaire_not_in_use"):
        centre.write(open_round, draft=RoundDraft(asked.id, title="Yana"))


def test_the_list_counts_who_is_asked_who_answered_and_who_has_begun(centre: Centre, cohort_id: int) -> None:
    for _ in range(3):
        factories.write(centre, factories.enrolment(cohort_id, factories.write(centre, factories.person()).id))
    form = begun(centre, cohort_id)
    answer(centre, form.round_id)
    (row,) = centre.read(rounds, cohort_id=cohort_id)
    assert (row.asked, row.answered, row.begun, row.cohort_code) == (3, 1, 0, form.title)


def test_after_the_course_the_edition_of_before_it_is_proposed_though_a_newer_one_is_in_use(
    centre: Centre, cohort_id: int
) -> None:
    assert centre.read(proposed_round, cohort_id=cohort_id).phase is SurveyPhase.BEFORE
    form = begun(centre, cohort_id)
    asked = centre.read(newest_in_use, code=form.questionnaire.code)
    centre.write(retire, questionnaire_id=asked.id)
    draft = centre.read(proposed_round, cohort_id=cohort_id)
    assert (draft.questionnaire_id, draft.phase, draft.is_anonymous) == (asked.id, SurveyPhase.AFTER, True)
    after = centre.write(open_round, draft=draft).value
    assert centre.read(survey_form, round_id=after).questionnaire.edition == form.questionnaire.edition
    other = factories.write(
        centre,
        factories.cohort(centre.read(lambda unit: unit.session.get_one(Cohort, cohort_id).programme_id), code="R-2"),
    )
    with pytest.raises(Refused, match="questionnaire_not_in_use"):
        centre.write(open_round, draft=replace(draft, cohort_id=other.id))
