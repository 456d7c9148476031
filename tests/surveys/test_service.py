"""Answer sheets taken in, taken back, and what they come to, in a real database."""

import pytest

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from db.models.programmes import Module
from desktop_app.centre import Centre
from desktop_app.errors import Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import use
from desktop_app.surveys.records import AnswerSheet
from desktop_app.surveys.service import remove_response, responses, save_response, survey_form, survey_result
from tests import factories

LEAST_SHOWN = 5


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    """A cohort of a programme with a fixed module and two elective ones, of which the hours take one."""
    modules = [
        Module(place=1, title="Asosiy", hours=24),
        Module(place=2, title="Baholash", hours=12, is_elective=True, competences="B3 B4"),
        Module(place=3, title="Raqamli", hours=12, is_elective=True, competences="B6"),
    ]
    programme = factories.write(centre, factories.programme(modules=modules, hours=36))
    return factories.write(centre, factories.cohort(programme.id)).id


def take_in(centre: Centre, cohort_id: int, numbers: dict[str, int], text: str = "", **values: object) -> int:
    sheet = AnswerSheet(numbers, {"F1": text} if text else {})
    details: dict[str, object] = {"is_from_paper": True, **values}
    return centre.write(save_response, cohort_id=cohort_id, sheet=sheet, **details).value  # type: ignore[arg-type]


def module_item(centre: Centre, cohort_id: int, title: str) -> str:
    form = centre.read(survey_form, cohort_id=cohort_id)
    return next(form.questionnaire.module_item(module.id) for module in form.modules if module.title == title)


def test_sheets_are_numbered_one_after_another_unless_the_paper_has_a_number(centre: Centre, cohort_id: int) -> None:
    slips = [take_in(centre, cohort_id, {"B1.level": 3}, slip_number=number) for number in (None, 7, None)]
    assert slips == [1, 7, 8]
    assert centre.read(survey_form, cohort_id=cohort_id).next_slip == 9


def test_a_sheet_typed_twice_is_noticed(centre: Centre, cohort_id: int) -> None:
    take_in(centre, cohort_id, {"B1.level": 3}, slip_number=4)
    with pytest.raises(Duplicate):
        take_in(centre, cohort_id, {"B1.level": 2}, slip_number=4)


@pytest.mark.parametrize("state", [CohortState.COMPLETED, CohortState.CANCELLED])
def test_a_closed_cohort_takes_no_answers_and_gives_none_back(
    centre: Centre, cohort_id: int, state: CohortState
) -> None:
    take_in(centre, cohort_id, {"B1.level": 3})
    centre.write(lambda unit: setattr(unit.session.get_one(Cohort, cohort_id), "state", state))
    with pytest.raises(Refused):
        take_in(centre, cohort_id, {"B1.level": 3})
    (kept,) = centre.read(responses, cohort_id=cohort_id)
    with pytest.raises(Refused):
        centre.write(remove_response, response_id=kept.id)
    assert not centre.read(survey_form, cohort_id=cohort_id).is_open


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ({}, "sheet_empty"),
        ({"B1.level": 6}, "out_of_range"),
        ({"B1.level": 0}, "out_of_range"),
        ({"B99.level": 3}, "unknown_item"),
        ({"C.999": 1}, "unknown_item"),
        ({"D1.1": 1, "D1.2": 1}, "two_chosen"),
    ],
)
def test_a_sheet_that_cannot_be_right_is_refused(
    centre: Centre, cohort_id: int, numbers: dict[str, int], code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        take_in(centre, cohort_id, numbers)
    assert caught.value.code == code
    assert centre.read(responses, cohort_id=cohort_id) == []


def test_a_place_is_given_to_one_module_only(centre: Centre, cohort_id: int) -> None:
    items = [module_item(centre, cohort_id, title) for title in ("Baholash", "Raqamli")]
    with pytest.raises(Invalid) as caught:
        take_in(centre, cohort_id, dict.fromkeys(items, 1))
    assert caught.value.code == "rank_twice"


@pytest.mark.parametrize("number", [0, -3])
def test_sheets_are_numbered_from_one(centre: Centre, cohort_id: int, number: int) -> None:
    with pytest.raises(Invalid) as caught:
        take_in(centre, cohort_id, {"B1.level": 3}, slip_number=number)
    assert caught.value.field == "slip_number"


def test_several_obstacles_may_be_chosen(centre: Centre, cohort_id: int) -> None:
    take_in(centre, cohort_id, {"E1.1": 1, "E1.2": 1})
    (kept,) = centre.read(responses, cohort_id=cohort_id)
    assert (kept.answered_items, kept.is_from_paper) == (2, True)


def test_a_sheet_taken_back_can_be_put_in_again_as_it_was(centre: Centre, cohort_id: int) -> None:
    take_in(centre, cohort_id, {"B1.level": 3, "B1.importance": 5}, "Vaqt yetmaydi")
    (kept,) = centre.read(responses, cohort_id=cohort_id)
    sheet = centre.write(remove_response, response_id=kept.id).value
    assert centre.read(responses, cohort_id=cohort_id) == []
    centre.write(save_response, cohort_id=cohort_id, sheet=sheet, is_from_paper=True, slip_number=kept.slip_number)
    (again,) = centre.read(responses, cohort_id=cohort_id)
    assert (again.slip_number, again.answered_items) == (kept.slip_number, 3)


def test_a_sheet_is_taken_back_once(centre: Centre, cohort_id: int) -> None:
    with pytest.raises(NotFound):
        centre.write(remove_response, response_id=77)


def test_fewer_answers_than_the_rule_allows_show_nothing(centre: Centre, cohort_id: int) -> None:
    for _sheet in range(LEAST_SHOWN - 1):
        take_in(centre, cohort_id, {"B1.importance": 5, "B1.level": 1}, "Mening muammom")
    result = centre.read(survey_result, cohort_id=cohort_id)
    assert (result.responses, result.is_shown) == (LEAST_SHOWN - 1, False)
    assert (result.open_answers, result.modules, result.choices) == ((), (), ())
    assert {item.figures.gap for item in result.competences} == {None}


def test_a_competence_that_few_have_answered_stays_hidden_beside_the_others(centre: Centre, cohort_id: int) -> None:
    for place in range(LEAST_SHOWN):
        rare = {"B2.importance": 5, "B2.level": 1} if place else {}
        take_in(centre, cohort_id, {"B1.importance": 4, "B1.level": 2, **rare})
    first, second, *_others = centre.read(survey_result, cohort_id=cohort_id).competences
    assert (first.figures.n, first.figures.gap) == (LEAST_SHOWN, 12.0)
    assert (second.figures.n, second.figures.gap) == (LEAST_SHOWN - 1, None)


def test_modules_are_ranked_by_gap_and_wishes_and_the_first_that_fits_is_proposed(
    centre: Centre, cohort_id: int
) -> None:
    wished = module_item(centre, cohort_id, "Raqamli")
    for _sheet in range(LEAST_SHOWN):
        take_in(centre, cohort_id, {"B6.importance": 5, "B6.level": 1, wished: 1})
    first, *others = centre.read(survey_result, cohort_id=cohort_id).modules
    assert (first.title, first.place, first.gap, first.wishes, first.score) == ("Raqamli", 1, 20.0, LEAST_SHOWN, 23.0)
    assert [(module.title, module.is_proposed) for module in (first, *others)] == [
        ("Raqamli", True),
        ("Asosiy", False),
        ("Baholash", False),
    ]


def test_open_answers_come_by_the_alphabet_so_that_no_sheet_is_recognised(centre: Centre, cohort_id: int) -> None:
    for text in ("Yoʻl uzoq", "Vaqt yoʻq", "Oʻquvchilar koʻp", "Darsliklar eski", "Adabiyot kam"):
        take_in(centre, cohort_id, {}, text)
    assert centre.read(survey_result, cohort_id=cohort_id).open_answers == (
        "Adabiyot kam",
        "Darsliklar eski",
        "Vaqt yoʻq",
        "Yoʻl uzoq",
        "Oʻquvchilar koʻp",
    )


def test_who_has_left_is_not_waited_for(centre: Centre, cohort_id: int) -> None:
    for surname, state in (("Azimova", EnrolmentState.STUDYING), ("Botirova", EnrolmentState.EXPELLED)):
        person = factories.write(centre, factories.person(surname=surname))
        factories.write(centre, factories.enrolment(cohort_id, person.id, state=state))
    assert centre.read(survey_result, cohort_id=cohort_id).enrolled == 1


def test_names_of_studies_keep_their_letters_in_cyrillic(centre: Centre, cohort_id: int) -> None:
    form = centre.read(survey_form, cohort_id=cohort_id)
    with use("uz_Cyrl"):
        texts = [competence.text.text for competence in form.questionnaire.competences]
    assert "PISA, PIRLS, TIMSS типидаги топшириқлар" in texts
