"""What a group needs, by the answers of those who are most like its people."""

import re
from datetime import date

import pytest
from sqlalchemy import event

from desktop_app.centre import Centre
from desktop_app.questionnaires.built_in import LEADERS, PRESCHOOL, TEACHERS, built_in
from desktop_app.questionnaires.layout import Answers
from desktop_app.reference.service import list_items
from desktop_app.remembered import BESIDE
from desktop_app.surveys.profile import Circle, NeedProfile, need_profile
from tests.factories import DISTRICT_CODE, institution, person, write
from tests.surveys.forms import answered_round

FORMS = {form.code: form for form in built_in()}
OTHER_DISTRICT = "1727212"
TABLES_READ = re.compile(r"(?:FROM|JOIN) (\w+)")
GREAT, SMALL = (5, 1), (2, 4)


def item_id(centre: Centre, list_name: str, code: str) -> str:
    return str(next(item.id for item in centre.read(list_items, list_name) if item.code == code))


def said(
    centre: Centre, greatest: str, *, subject: str = "", district: str = DISTRICT_CODE, category: str = ""
) -> Answers:
    """A sheet that needs one competence greatly and another a little."""
    answers: dict[str, int | str] = {"A1": district}
    if subject:
        answers["A5"] = item_id(centre, "subject", subject)
    if category:
        answers["A6"] = item_id(centre, "category", category)
    for row in ("B1", "B2", "B6"):
        answers[f"{row}.importance"], answers[f"{row}.level"] = GREAT if row == greatest else SMALL
    return answers


def answered(centre: Centre, *sheets: Answers, code: str = TEACHERS, on: date = date(2026, 10, 1)) -> None:
    answered_round(centre, *sheets, questionnaire=FORMS[code], opens_on=on)


@pytest.fixture
def teachers(centre: Centre) -> tuple[int, ...]:
    facts = {"staff_group": "PEDAGOG", "subject_code": "MAT", "category_code": "II"}
    return tuple(write(centre, person(**facts)).id for _number in range(3))


def profile(centre: Centre, person_ids: tuple[int, ...]) -> NeedProfile:
    found = centre.read(need_profile, person_ids=person_ids)
    assert found is not None
    return found


def test_a_new_answer_is_heard(centre: Centre, teachers: tuple[int, ...]) -> None:
    answered(centre, *[said(centre, "B6", subject="MAT")] * 5)
    assert profile(centre, teachers).people == 5
    answered(centre, *[said(centre, "B6", subject="MAT")] * 2)
    assert profile(centre, teachers).people == 7


def test_of_what_is_beside_it_rests_on_the_answers_alone(centre: Centre, teachers: tuple[int, ...]) -> None:
    answered(centre, *[said(centre, "B6", subject="MAT")] * 5)
    read: set[str] = set()
    event.listen(
        centre.engine, "before_cursor_execute", lambda *statement: read.update(TABLES_READ.findall(statement[2]))
    )
    profile(centre, teachers)
    assert read & BESIDE == {"survey_response"}


def test_the_same_subject_in_the_same_district_speaks_first(centre: Centre, teachers: tuple[int, ...]) -> None:
    near = said(centre, "B6", subject="MAT")
    far = said(centre, "B1", subject="MAT", district=OTHER_DISTRICT)
    other = said(centre, "B2", subject="BOSH")
    answered(centre, *[near] * 5, *[far] * 7, *[other] * 6)
    found = profile(centre, teachers)
    assert (found.circle, found.people, found.has_subject) == (Circle.WORK_AND_DISTRICT, 5, True)
    first, second, third = found.needs
    assert first.texts == next(row.text for row in FORMS[TEACHERS].competences if row.code == "B6")
    assert [(need.gap, need.n) for need in (first, second, third)] == [(20.0, 5), (2.0, 5), (2.0, 5)]


def test_where_the_near_ones_are_too_few_the_category_speaks(centre: Centre, teachers: tuple[int, ...]) -> None:
    like = said(centre, "B6", subject="MAT", district=OTHER_DISTRICT, category="II")
    unlike = said(centre, "B1", subject="MAT", district=OTHER_DISTRICT, category="OLIY")
    answered(centre, *[like] * 5, *[unlike] * 6)
    found = profile(centre, teachers)
    assert (found.circle, found.people) == (Circle.WORK_AND_CATEGORY, 5)


def test_then_the_subject_then_the_district_then_everybody(centre: Centre, teachers: tuple[int, ...]) -> None:
    answered(centre, *[said(centre, "B1", subject="BOSH", district=OTHER_DISTRICT)] * 5)
    assert profile(centre, teachers).circle is Circle.EVERYBODY
    answered(centre, *[said(centre, "B2", subject="BOSH")] * 5)
    assert profile(centre, teachers).circle is Circle.DISTRICT
    answered(centre, *[said(centre, "B6", subject="MAT", district=OTHER_DISTRICT)] * 5)
    assert profile(centre, teachers).circle is Circle.WORK


def test_people_of_several_districts_are_put_together_by_how_many_answered(
    centre: Centre, teachers: tuple[int, ...]
) -> None:
    elsewhere = write(centre, person(staff_group="PEDAGOG", subject_code="MAT", district_code=OTHER_DISTRICT)).id
    here, there = said(centre, "B6", subject="MAT"), said(centre, "B1", subject="MAT", district=OTHER_DISTRICT)
    answered(centre, *[here] * 5, *[there] * 15)
    found = profile(centre, (*teachers, elsewhere))
    assert (found.circle, found.people) == (Circle.WORK_AND_DISTRICT, 20)
    assert [round(need.gap, 2) for need in found.needs] == [15.5, 6.5, 2.0]


def test_answers_older_than_a_year_are_not_asked(centre: Centre, teachers: tuple[int, ...]) -> None:
    answered(centre, *[said(centre, "B6", subject="MAT")] * 6, on=date(2025, 10, 1))
    assert centre.read(need_profile, person_ids=teachers) is None


def test_fewer_people_than_the_rule_say_nothing(centre: Centre, teachers: tuple[int, ...]) -> None:
    answered(centre, *[said(centre, "B6", subject="MAT")] * 4)
    assert centre.read(need_profile, person_ids=teachers) is None
    assert centre.read(need_profile, person_ids=()) is None


def test_leaders_are_told_from_the_answers_of_leaders(centre: Centre, teachers: tuple[int, ...]) -> None:
    answered(centre, *[{"R1.importance": 5, "R1.level": 1}] * 5, code=LEADERS)
    leader = write(centre, person(staff_group="RAHBAR", position_code="DIR")).id
    found = profile(centre, (leader,))
    assert (found.circle, found.has_subject, len(found.needs)) == (Circle.EVERYBODY, False, 1)
    assert centre.read(need_profile, person_ids=teachers) is None


def test_educators_are_told_by_their_position_from_the_answers_of_preschools(centre: Centre) -> None:
    position = item_id(centre, "position", "TARBIYACHI")
    answered(centre, *[{"A4": position, "P1.importance": 5, "P1.level": 1}] * 5, code=PRESCHOOL)
    place = write(centre, institution(kind_code="MTT")).id
    educator = write(centre, person(staff_group="PEDAGOG", position_code="TARBIYACHI", institution_id=place)).id
    assert (profile(centre, (educator,)).circle, profile(centre, (educator,)).people) == (Circle.WORK, 5)
