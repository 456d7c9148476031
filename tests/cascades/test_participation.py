"""The fourteen rows of a national course: typed or pasted, in the ministry's order, adding up."""

import pytest

from db.models.cohorts import EnrolmentState
from db.models.plan import StatedFigure
from desktop_app.cascades.participation import participation, pasted_regions, save_participation
from desktop_app.cascades.participation_records import PastedRegions, Reported
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, NotFound
from tests import factories
from tests.cascades.test_cascade import person

NUMBERS = (47, 26, 32, 20, 12, 33, 35, 60, 41, 47, 35, 66, 34, 38)
PAPER = """
1. Qoraqalpog‘iston Respublikasi – 47
2. Andijon viloyati – 26
3. Buxoro viloyati – 32
4. Jizzax viloyati – 20
5. Qashqadaryo viloyati – 12
6. Navoiy viloyati – 33
7. Namangan viloyati – 35
8. Samarqand viloyati – 60
9. Surxondaryo viloyati – 41
10. Sirdaryo viloyati – 47
11. Toshkent viloyati – 35
12. Farg‘ona viloyati – 66
13. Xorazm viloyati – 34
14. Toshkent shahar – 38
Jami: 526
"""


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    programme = factories.write(centre, factories.programme())
    return factories.write(centre, factories.cohort(programme.id)).id


def pasted(centre: Centre, text: str) -> PastedRegions:
    return centre.read(pasted_regions, text)


def codes(found: PastedRegions) -> list[str]:
    return [problem.code for problem in found.problems]


def test_the_table_of_the_emirates_course_comes_out_in_the_order_of_the_ministry_and_adds_up(
    centre: Centre, cohort_id: int
) -> None:
    found = pasted(centre, PAPER)
    assert found.problems == ()
    centre.write(save_participation, Reported(found.people, "03-33-3532-son xat"), cohort_id=cohort_id)
    table = centre.read(participation, cohort_id=cohort_id)
    assert tuple(region.people for region in table.regions) == NUMBERS
    assert table.total == 526
    assert (table.regions[0].name, table.regions[-1].name) == ("Qoraqalpogʻiston Respublikasi", "Toshkent shahri")
    assert (table.source, table.missing) == ("03-33-3532-son xat", ())


@pytest.mark.parametrize(
    "line",
    [
        "Toshkent shahri\t38",
        "14\tТошкент ш.\t38",
        "город Ташкент 38",
        "г. Ташкент — 38 чел.",
        "Toshkent sh. - 38 nafar",
        "Tashkent City 38",
    ],
)
def test_the_city_of_tashkent_is_told_from_its_region(centre: Centre, line: str) -> None:
    assert pasted(centre, line).people == {"1726": 38}


@pytest.mark.parametrize(
    ("line", "code", "people"),
    [
        ("Ташкентская область\t1 035", "1727", 1035),
        ("Toshkent vil. 35", "1727", 35),
        ("Фарғона вилояти — 66", "1730", 66),
        ("Республика Каракалпакстан 47", "1735", 47),
        ("Xorazm 34", "1733", 34),
        ("7) Namangan viloyati: 35 nafar", "1714", 35),
    ],
)
def test_regions_are_known_however_they_are_written(centre: Centre, line: str, code: str, people: int) -> None:
    assert pasted(centre, line).people == {code: people}


def test_a_missing_region_is_named(centre: Centre, cohort_id: int) -> None:
    found = pasted(centre, PAPER.replace("9. Surxondaryo viloyati – 41\n", "").replace("526", "485"))
    assert [problem.value for problem in found.problems] == ["Surxondaryo viloyati"]
    centre.write(save_participation, Reported(found.people, ""), cohort_id=cohort_id)
    assert [region.name for region in centre.read(participation, cohort_id=cohort_id).missing] == [
        "Surxondaryo viloyati"
    ]


def test_a_region_that_stands_there_twice_is_left_to_the_person(centre: Centre) -> None:
    found = pasted(centre, PAPER + "Andijon 30\n")
    assert "1703" not in found.people
    assert codes(found) == ["region_double", "total_differs"]


def test_a_total_that_is_not_the_sum_is_told(centre: Centre) -> None:
    found = pasted(centre, PAPER.replace("526", "562"))
    assert codes(found) == ["total_differs"]
    assert "562" in found.problems[0].text
    assert "526" in found.problems[0].text


@pytest.mark.parametrize(
    ("line", "code"),
    [("Moskva 12", "region_unknown"), ("Toshkent 12", "region_unclear"), ("Andijon viloyati", "people_unreadable")],
)
def test_what_cannot_be_understood_is_told(centre: Centre, line: str, code: str) -> None:
    assert code in codes(pasted(centre, line))


def test_the_numbers_stand_beside_the_persons_enrolled(centre: Centre, cohort_id: int) -> None:
    for surname, district in (("Anvarov", factories.DISTRICT_CODE), ("Botirov", None)):
        each = person(centre, surname)
        row = factories.enrolment(cohort_id, each.id, state=EnrolmentState.COMPLETED, district_code=district)
        factories.write(centre, row)
    centre.write(save_participation, Reported({"1727": 3, "1703": 0}, ""), cohort_id=cohort_id)
    table = centre.read(participation, cohort_id=cohort_id)
    assert (table.total, table.enrolled, table.enrolled_elsewhere) == (3, 2, 1)
    assert [(region.code, region.people, region.enrolled) for region in table.unlike] == [("1727", 3, 1)]


def test_a_stated_total_is_kept_apart(centre: Centre, cohort_id: int) -> None:
    factories.write(centre, StatedFigure(what="course_people", key="MAT-26/11", year=2026, count=526, source="Xat"))
    centre.write(save_participation, Reported({"1727": 500}, ""), cohort_id=cohort_id)
    table = centre.read(participation, cohort_id=cohort_id)
    assert table.total == 500
    assert [stated.count for stated in table.stated] == [526]


def test_saving_gives_back_what_stood_there(centre: Centre, cohort_id: int) -> None:
    first = Reported({"1727": 35, "1726": 38}, "Xat")
    centre.write(save_participation, first, cohort_id=cohort_id)
    before = centre.write(save_participation, Reported({"1703": 1}, "Boshqa xat"), cohort_id=cohort_id).value
    assert before == first
    centre.write(save_participation, before, cohort_id=cohort_id)
    assert centre.read(participation, cohort_id=cohort_id).total == 73


def test_only_a_region_has_a_number_and_none_below_nought(centre: Centre, cohort_id: int) -> None:
    for people, code in (({"1727206": 1}, "region_unknown"), ({"1727": -1}, "people_negative")):
        with pytest.raises(Invalid) as error:
            centre.write(save_participation, Reported(people, ""), cohort_id=cohort_id)
        assert error.value.code == code
    with pytest.raises(NotFound):
        centre.read(participation, cohort_id=999)
