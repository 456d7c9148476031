"""Answer sheets taken in from the screen and from paper, corrected, typed again, taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from db.models.surveys import SurveyAnswered, SurveyChannel, SurveyResponse
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError, Conflict, Duplicate, Invalid, NotFound
from desktop_app.questionnaires.built_in import TEACHERS
from desktop_app.questionnaires.layout import Value
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section
from desktop_app.surveys.paper_check import paper_check
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round, survey_form
from desktop_app.surveys.shelf import newest_in_use, put_in_use, save_draft
from desktop_app.surveys.taking import (
    begin_sheet,
    change_sheet,
    hand_in,
    keep_answers,
    put_back,
    respondents,
    retype,
    save_sheet,
    sheet,
    sheets,
    take_back,
)
from tests import factories
from tests.conftest import NOW
from tests.surveys.forms import begun_round

ANSWERS: dict[str, Value] = {"B1.importance": 5, "B1.level": 2, "B2.level": "?", "F1": "Vaqt yetmaydi"}


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    programme = factories.write(centre, factories.programme())
    return factories.write(centre, factories.cohort(programme.id)).id


@pytest.fixture
def people(centre: Centre, cohort_id: int) -> list[int]:
    return [
        factories.write(centre, factories.enrolment(cohort_id, factories.write(centre, factories.person()).id)).id
        for _ in range(3)
    ]


@pytest.fixture
def anonymous(centre: Centre, cohort_id: int) -> int:
    return centre.write(begun_round, cohort_id=cohort_id).value


@pytest.fixture
def named(centre: Centre, cohort_id: int) -> int:
    asked = centre.read(newest_in_use, code=TEACHERS)
    return centre.write(open_round, draft=RoundDraft(asked.id, cohort_id, is_anonymous=False)).value


def type_in(centre: Centre, round_id: int, answers: Mapping[str, Value] = ANSWERS, **values: object) -> int:
    details = {"channel": SurveyChannel.PAPER, "answers": answers, **values}
    return centre.write(save_sheet, round_id=round_id, **details).value  # type: ignore[arg-type]


def why(centre: Centre, round_id: int, **values: object) -> str:
    with pytest.raises(CentreError) as failure:
        type_in(centre, round_id, **values)  # type: ignore[arg-type]
    return failure.value.code


def test_a_sheet_is_kept_as_it_was_typed(centre: Centre, anonymous: int) -> None:
    kept = centre.read(sheet, response_id=type_in(centre, anonymous))
    assert kept.answers == ANSWERS
    assert (kept.record.slip_number, kept.record.channel, kept.record.is_complete) == (1, SurveyChannel.PAPER, True)


def test_sheets_are_numbered_one_after_another_unless_the_paper_has_a_number(centre: Centre, anonymous: int) -> None:
    for number in (None, 7, None):
        type_in(centre, anonymous, slip_number=number)
    assert [each.slip_number for each in centre.read(sheets, round_id=anonymous)] == [8, 7, 1]
    assert centre.read(survey_form, round_id=anonymous).next_slip == 9


def test_what_cannot_be_kept_is_refused_and_nothing_is_left_behind(centre: Centre, anonymous: int) -> None:
    type_in(centre, anonymous, slip_number=4)
    assert why(centre, anonymous, slip_number=4) == "slip_typed_already"
    assert why(centre, anonymous, slip_number=0) == "slip_not_positive"
    assert why(centre, anonymous, answers={}) == "sheet_empty"
    assert why(centre, anonymous, answers={"F1": ""}) == "sheet_empty"
    assert why(centre, anonymous, answers={"B1.level": 6}) == "out_of_range"
    assert why(centre, anonymous, answers={"Z9": 1}) == "unknown_item"
    assert len(centre.read(sheets, round_id=anonymous)) == 1


def test_apostrophes_of_open_answers_are_made_right(centre: Centre, anonymous: int) -> None:
    kept = centre.read(sheet, response_id=type_in(centre, anonymous, {"F1": "Oʻquvchi ko'p, ta'lim"}))
    assert kept.answers["F1"] == "Oʻquvchi koʻp, taʼlim"


def test_an_anonymous_round_knows_who_answered_and_not_what(centre: Centre, anonymous: int, people: list[int]) -> None:
    response_id = type_in(centre, anonymous, enrolment_id=people[1])
    assert {each.enrolment_id: each.has_answered for each in centre.read(respondents, round_id=anonymous)} == {
        people[0]: False,
        people[1]: True,
        people[2]: False,
    }
    assert centre.read(sheet, response_id=response_id).enrolment_id is None
    assert centre.read(sheet, response_id=response_id).record.answered_at.hour == 0
    entries = centre.read(lambda unit: unit.session.scalars(select(JournalEntry)).all())
    told = [entry for entry in entries if entry.entity in (SurveyAnswered.__tablename__, SurveyResponse.__tablename__)]
    assert len(told) == 2
    assert not [entry for entry in told if str(people[1]) in str(entry.after.get("enrolment_id"))]
    assert not [entry for entry in told if entry.entity == "survey_answered" and entry.entity_id]


@pytest.mark.parametrize("kind", ["anonymous", "named"])
def test_nobody_answers_twice(centre: Centre, people: list[int], kind: str, request: pytest.FixtureRequest) -> None:
    round_id = request.getfixturevalue(kind)
    type_in(centre, round_id, enrolment_id=people[0])
    assert why(centre, round_id, enrolment_id=people[0]) == "answered_already"


def test_a_named_round_asks_who_answers(centre: Centre, named: int, people: list[int]) -> None:
    assert why(centre, named) == "who_answers"
    type_in(centre, named, enrolment_id=people[0])
    (kept,) = centre.read(sheets, round_id=named)
    assert kept.name == next(
        each.name for each in centre.read(respondents, round_id=named) if each.enrolment_id == people[0]
    )


def test_at_the_screen_every_answer_is_kept_and_the_sheet_can_be_gone_on_with(
    centre: Centre, named: int, people: list[int]
) -> None:
    begun = centre.write(begin_sheet, round_id=named, enrolment_id=people[0]).value
    centre.write(keep_answers, response_id=begun.record.id, answers={"B1.level": 4})
    again = centre.write(begin_sheet, round_id=named, enrolment_id=people[0]).value
    assert (again.record.id, again.answers, again.record.is_complete) == (begun.record.id, {"B1.level": 4}, False)
    assert not centre.read(respondents, round_id=named)[0].has_answered
    centre.write(hand_in, response_id=begun.record.id, answers={"B1.level": 4, "F1": "Ha"}, enrolment_id=people[0])
    assert centre.read(sheet, response_id=begun.record.id).record.is_complete
    with pytest.raises(Duplicate):
        centre.write(begin_sheet, round_id=named, enrolment_id=people[0])
    with pytest.raises(CentreError, match="sheet_complete"):
        centre.write(keep_answers, response_id=begun.record.id, answers={})


def test_a_sheet_handed_in_has_no_answers_to_what_was_not_asked_in_the_end(centre: Centre, anonymous: int) -> None:
    begun = centre.write(begin_sheet, round_id=anonymous).value
    with pytest.raises(Invalid):
        centre.write(hand_in, response_id=begun.record.id, answers={"B1.level": 9})
    centre.write(hand_in, response_id=begun.record.id, answers={"B1.level": 1})
    assert centre.read(sheet, response_id=begun.record.id).answers == {"B1.level": 1}


def test_a_sheet_is_corrected_unless_another_did_so_meanwhile(centre: Centre, anonymous: int) -> None:
    response_id = type_in(centre, anonymous)
    version = centre.read(sheet, response_id=response_id).record.version
    centre.write(change_sheet, response_id=response_id, answers={"B1.level": 1}, version=version)
    assert centre.read(sheet, response_id=response_id).answers == {"B1.level": 1}
    with pytest.raises(Conflict):
        centre.write(change_sheet, response_id=response_id, answers={"B1.level": 2}, version=version)


def test_a_second_typing_tells_where_it_differs_and_changes_nothing(centre: Centre, anonymous: int) -> None:
    response_id = type_in(centre, anonymous)
    second = {**ANSWERS, "B1.level": 3, "B3.level": 1}
    found = centre.write(retype, response_id=response_id, answers=second).value
    assert found.differing == ("B1.level", "B3.level")
    assert found.fields > 30
    assert centre.read(sheet, response_id=response_id).answers == ANSWERS
    assert centre.write(retype, response_id=response_id, answers=ANSWERS).value.differing == ()


def test_a_sheet_is_taken_back_with_what_was_on_it(centre: Centre, named: int, people: list[int]) -> None:
    response_id = type_in(centre, named, enrolment_id=people[0])
    centre.write(take_back, response_id=response_id)
    assert not any(each.has_answered for each in centre.read(respondents, round_id=named))
    with pytest.raises(NotFound):
        centre.read(sheet, response_id=response_id)
    type_in(centre, named, enrolment_id=people[0])


def test_a_sheet_that_is_put_back_is_what_it_was(centre: Centre, named: int, people: list[int]) -> None:
    response_id = type_in(centre, named, enrolment_id=people[0])
    centre.write(retype, response_id=response_id, answers={**ANSWERS, "B1.level": 3})
    before, typed_again = centre.read(sheet, response_id=response_id), centre.read(paper_check, round_id=named)
    taken = centre.write(take_back, response_id=response_id).value
    centre.clock = FixedClock(NOW + timedelta(days=3))
    again = centre.write(put_back, taken=taken).value
    after = centre.read(sheet, response_id=again)
    assert replace(after, record=replace(after.record, id=response_id)) == before
    assert centre.read(paper_check, round_id=named) == typed_again
    assert [each.enrolment_id for each in centre.read(respondents, round_id=named) if each.has_answered] == [people[0]]


def test_a_sheet_is_not_put_back_beside_another_of_its_number_or_its_person(
    centre: Centre, named: int, people: list[int]
) -> None:
    taken = centre.write(take_back, response_id=type_in(centre, named, enrolment_id=people[0])).value
    type_in(centre, named, enrolment_id=people[1])
    with pytest.raises(Duplicate):
        centre.write(put_back, taken=taken)
    other = replace(taken, sheet={**taken.sheet, "slip_number": 9})
    type_in(centre, named, enrolment_id=people[0])
    with pytest.raises(Duplicate):
        centre.write(put_back, taken=other)


def test_a_typed_sheet_keeps_what_was_asked_and_what_is_reckoned_from_it(centre: Centre) -> None:
    years = Item("years", ItemKind.INTEGER, {"uz": "Staj"})
    band = Item("band", ItemKind.CALCULATED, {}, calculation="if(${years} > 20, 'long', 'short')")
    why_long = Item("why", ItemKind.TEXT, {"uz": "Nega?"}, relevant="${band} = 'long'")
    draft = Questionnaire("own", 1, {"uz": "Anketa"}, ("uz",), (Section("s", {}, (years, band, why_long)),))
    asked_id = centre.write(save_draft, draft=draft).value
    centre.write(put_in_use, questionnaire_id=asked_id)
    round_id = centre.write(open_round, draft=RoundDraft(asked_id, title="Maktablarga")).value
    response_id = type_in(centre, round_id, {"years": 30, "why": "Yaxshi"})
    assert centre.read(sheet, response_id=response_id).answers == {"years": 30, "why": "Yaxshi", "band": "long"}
    version = centre.read(sheet, response_id=response_id).record.version
    centre.write(change_sheet, response_id=response_id, answers={"years": 3, "why": "Yaxshi"}, version=version)
    assert centre.read(sheet, response_id=response_id).answers == {"years": 3, "band": "short"}
    again = centre.write(retype, response_id=response_id, answers={"years": 3, "why": "Yaxshi"}).value
    assert again.differing == ()


def test_a_sheet_begun_with_a_name_stays_that_persons(centre: Centre, named: int, people: list[int]) -> None:
    begun = centre.write(begin_sheet, round_id=named, enrolment_id=people[0]).value.record.id
    centre.write(hand_in, response_id=begun, answers=ANSWERS, enrolment_id=people[1])
    answered = [each.enrolment_id for each in centre.read(respondents, round_id=named) if each.has_answered]
    assert answered == [people[0]]


@pytest.mark.parametrize("how", [change_sheet, retype])
def test_an_empty_typing_is_no_correction_and_no_second_typing(centre: Centre, anonymous: int, how: object) -> None:
    response_id = type_in(centre, anonymous)
    version = {"version": centre.read(sheet, response_id=response_id).record.version} if how is change_sheet else {}
    with pytest.raises(Invalid) as refused:
        centre.write(how, response_id=response_id, answers={}, **version)  # type: ignore[arg-type]
    assert refused.value.code == "sheet_empty"
    assert centre.read(sheet, response_id=response_id).answers == ANSWERS
