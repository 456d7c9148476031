"""Results read from a real database: all editions, filters, break-downs by one field and two, and what is hidden."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.surveys import SurveyChannel, SurveyPhase, SurveyResponse
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import use
from desktop_app.questionnaires.layout import Answers
from desktop_app.questionnaires.model import Scale
from desktop_app.surveys.results import SurveyFigures, survey_figures
from desktop_app.surveys.sorting import Where
from tests import factories
from tests.surveys.forms import COMPETENCES, OBSTACLES, USELESS, YEARS, answered_round, form, with_option


def pair(importance: int = 5, level: int = 1, **answers: object) -> Answers:
    return {"B1.importance": importance, "B1.level": level, **answers}  # type: ignore[dict-item]


def figures(centre: Centre, **asked: object) -> SurveyFigures:
    return centre.read(survey_figures, questionnaire_code="small", **asked)  # type: ignore[arg-type]


def gaps(found: SurveyFigures) -> dict[str, float | None]:
    return {group.key: group.figures.competences["B1"].gap if group.figures else None for group in found.groups}


def cohort(centre: Centre, code: str, **programme: object) -> int:
    taught = factories.write(centre, factories.programme(code=f"P-{code}", **programme))
    return factories.write(centre, factories.cohort(taught.id, code=code)).id


def test_the_whole_of_a_questionnaire(centre: Centre) -> None:
    answered_round(centre, *[pair(A7="new", E=("time",), F1="Vaqt yoʻq")] * 3, *[pair(4, 3)] * 2)
    found = figures(centre)
    assert (found.people, found.least_shown, found.groups) == (5, 5, ())
    assert found.total is not None
    assert found.total.competences["B1"].gap == (3 * 20 + 2 * 8) / 5


def test_fewer_people_than_the_rule_asks_for_have_no_figures(centre: Centre) -> None:
    answered_round(centre, *[pair()] * 4)
    assert (figures(centre).people, figures(centre).total) == (4, None)


def test_an_item_that_few_answered_is_hidden_beside_the_others(centre: Centre) -> None:
    answered_round(centre, *[pair(A7="new")] * 4, *[pair()] * 2)
    total = figures(centre).total
    assert total is not None
    assert (total.competences["B1"].gap, total.items["A7"].n) == (20.0, 4)
    assert getattr(total.items["A7"], "counts", "shown") is None


def test_a_questionnaire_that_nobody_was_asked_with_has_nobody(centre: Centre) -> None:
    assert centre.read(survey_figures, questionnaire_code="needs-teachers", by="month").groups == ()
    with pytest.raises(NotFound):
        centre.read(survey_figures, questionnaire_code="unheard-of")


def test_a_sheet_that_is_not_complete_counts_nowhere(centre: Centre) -> None:
    answered_round(centre, *[pair()] * 6)
    centre.write(lambda unit: setattr(unit.session.get_one(SurveyResponse, 1), "is_complete", False))
    assert figures(centre).people == 5


def test_equal_items_of_editions_are_put_together(centre: Centre) -> None:
    answered_round(centre, *[pair(A7="new")] * 3, questionnaire=form(YEARS, COMPETENCES))
    newer = form(OBSTACLES, COMPETENCES, with_option(YEARS, "retired"), edition=2)
    answered_round(centre, *[pair(4, 4, A7="retired", E=("way",))] * 3, questionnaire=newer)
    found = figures(centre)
    assert found.total is not None
    assert (found.questionnaire.edition, found.total.competences["B1"].n) == (2, 6)
    assert getattr(found.total.items["A7"], "counts", None) == {"new": 3, "old": 0, "retired": 3}
    assert (found.total.items["E"].n, found.total.items["E"].missing) == (3, 3)


def test_answers_on_another_scale_are_set_aside_and_told(centre: Centre) -> None:
    older = replace(USELESS, scales=(Scale("agree", {}, 1, 7),))
    answered_round(centre, *[{"G1": 7}] * 5, questionnaire=form(older))
    answered_round(centre, *[{"G1": 5}] * 5, questionnaire=form(USELESS, edition=2))
    found = figures(centre)
    assert found.total is not None
    assert (found.set_aside, found.total.items["G1"].n) == (("G1",), 5)


def test_by_an_item_of_the_sheet(centre: Centre) -> None:
    answered_round(centre, *[pair(A7="old")] * 5, *[pair(4, 4, A7="new")] * 6, *[pair(2, 2)] * 7)
    found = figures(centre, by="A7")
    assert gaps(found) == {"new": 4.0, "old": 20.0, "": 6.0}
    assert [group.text for group in found.groups] == ["0–3 yil", "4 va koʻp", "Aytilmagan"]
    assert [group.people for group in found.groups] == [6, 5, 7]


def test_by_a_list_of_the_centre(centre: Centre) -> None:
    answered_round(centre, *[pair(A1=factories.DISTRICT_CODE)] * 5, *[pair(4, 4, A1="1703202")] * 6)
    found = figures(centre, by="district")
    assert gaps(found) == {"1703202": 4.0, factories.DISTRICT_CODE: 20.0}
    with use("ru"):
        assert all(group.text != group.key for group in found.groups)


def test_by_facts_of_the_round(centre: Centre) -> None:
    first, second = (
        cohort(centre, "M-1", title="Matematika"),
        cohort(centre, "F-1", title="Fizika", staff_group="RAHBAR"),
    )
    answered_round(centre, *[pair()] * 5, cohort_id=first, opens_on=date(2026, 9, 1))
    answered_round(centre, *[pair(4, 4)] * 6, cohort_id=second, opens_on=date(2026, 10, 1))
    assert gaps(figures(centre, by="cohort")) == {"F-1": 4.0, "M-1": 20.0}
    assert gaps(figures(centre, by="staff_group")) == {"RAHBAR": 4.0, "PEDAGOG": 20.0}
    assert [group.text for group in figures(centre, by="programme").groups] == ["Fizika", "Matematika"]
    assert gaps(figures(centre, by="month")) == {"2026-09": 20.0, "2026-10": 4.0}


def test_by_what_the_person_of_a_named_sheet_is(centre: Centre) -> None:
    cohort_id = cohort(centre, "M-1")
    enrolled = [
        factories.write(centre, factories.enrolment(cohort_id, person.id, subject_code="MAT" if at < 5 else "FIZ")).id
        for at, person in enumerate(factories.write(centre, factories.person()) for _person in range(10))
    ]
    sheets = [pair()] * 5 + [pair(4, 4)] * 5
    answered_round(centre, *sheets, cohort_id=cohort_id, enrolment_ids=enrolled)
    assert gaps(figures(centre, by="subject")) == {"MAT": 20.0, "FIZ": 4.0}


def test_by_trainer_a_sheet_counts_for_each_trainer_of_its_cohort_and_once_in_the_total(centre: Centre) -> None:
    cohort_id = cohort(centre, "M-1")
    trainers = [factories.write(centre, factories.trainer(full_name=name)).id for name in ("Azimov A.", "Boboyev B.")]
    for place, trainer_id in enumerate(trainers, start=1):
        factories.write(centre, factories.session(cohort_id, place_in_day=place, trainer_id=trainer_id))
    answered_round(centre, *[pair()] * 5, cohort_id=cohort_id)
    found = figures(centre, by="trainer")
    assert (found.people, [(group.text, group.people) for group in found.groups]) == (
        5,
        [("Azimov A.", 5), ("Boboyev B.", 5)],
    )
    with pytest.raises(Invalid):
        figures(centre, by="month", across="trainer")


def test_small_groups_are_hidden_with_their_numbers_and_never_alone(centre: Centre) -> None:
    answered_round(centre, *[pair(A7="old")] * 4, *[pair(A7="new")] * 6, *[pair()] * 20)
    found = figures(centre, by="A7")
    assert [(group.key, group.people) for group in found.groups] == [("new", None), ("old", None), ("", 20)]
    assert gaps(found) == {"new": None, "old": None, "": 20.0}


def test_a_figure_of_a_shown_group_is_hidden_where_it_would_tell_another(centre: Centre) -> None:
    without: Answers = {"A7": "old"}
    answered_round(centre, *[pair(A7="old")] * 2, *[without] * 8, *[pair(A7="new")] * 9, *[pair()] * 30)
    found = figures(centre, by="A7")
    assert [group.people for group in found.groups] == [9, 10, 30]
    assert gaps(found) == {"new": None, "old": None, "": 20.0}


def test_two_fields_make_a_table(centre: Centre) -> None:
    sheets = [pair(A7="old")] * 10 + [pair(4, 4, A7="new")] * 10
    answered_round(centre, *sheets, opens_on=date(2026, 9, 1))
    answered_round(centre, *sheets, opens_on=date(2026, 10, 1))
    found = figures(centre, by="A7", across="month")
    assert [group.people for group in (*found.groups, *found.columns)] == [20, 20, 20, 20]
    assert {key: cell and cell.competences["B1"].gap for key, cell in found.cells.items()} == {
        ("old", "2026-09"): 20.0,
        ("old", "2026-10"): 20.0,
        ("new", "2026-09"): 4.0,
        ("new", "2026-10"): 4.0,
    }


@pytest.mark.parametrize(
    ("where", "people"),
    [
        (Where(since=date(2026, 10, 1)), 6),
        (Where(until=date(2026, 9, 30)), 5),
        (Where(phase=SurveyPhase.AFTER), 6),
        (Where(channel=SurveyChannel.PAPER), 5),
        (Where(answers={"A7": "old"}), 7),
        (Where(answers={"A7": "old", "B1.level": "4"}), 2),
        (Where(cohort_ids=frozenset()), 0),
    ],
)
def test_only_some_of_the_sheets(centre: Centre, where: Where, people: int) -> None:
    first = cohort(centre, "M-1")
    answered_round(centre, *[pair(A7="old")] * 5, cohort_id=first, opens_on=date(2026, 9, 1))
    later = [*[pair(4, 4, A7="old")] * 2, *[pair()] * 4]
    answered_round(
        centre,
        *later,
        cohort_id=first,
        phase=SurveyPhase.AFTER,
        opens_on=date(2026, 10, 1),
        channel=SurveyChannel.SCREEN,
    )
    assert figures(centre, where=where, by="A7").people == people
    assert figures(centre, where=where).people == people


def test_only_some_of_the_items(centre: Centre) -> None:
    answered_round(centre, *[pair(A7="new")] * 5)
    total = figures(centre, items=["A7"]).total
    assert total is not None
    assert (list(total.competences), list(total.items)) == ([], ["A7"])


@pytest.mark.parametrize("name", ["nothing", "E", "C.1", "F1"])
def test_a_field_that_has_no_single_answer_is_refused(centre: Centre, name: str) -> None:
    answered_round(centre, pair())
    with pytest.raises(Invalid):
        figures(centre, by=name)


def test_a_break_down_has_no_more_groups_than_anybody_reads(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.surveys.tables.CELLS_MOST", 2)
    answered_round(centre, *[pair(A7="old")] * 7, *[pair(A7="new")] * 8, *[pair()] * 5)
    found = figures(centre, by="A7")
    assert [group.key for group in found.groups] == ["new", "old"]
    assert (found.left_out, found.people) == (1, 20)
