"""A staff group opened down to districts, subjects and programmes."""

from datetime import date

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.plan.finished import OwnFilter, finished_count
from desktop_app.plan.parts import FactPart, parts_of
from desktop_app.plan.records import Cut, PlanEntry
from desktop_app.plan.service import save_plan_line
from tests import factories

HERE, THERE = "1727206", "1727212"
WANTED = {"year": 2026, "as_of": date(2026, 11, 21), "group": "PEDAGOG"}


def plan(centre: Centre, people: int, channel: str = "PMM", **values: object) -> None:
    centre.write(save_plan_line, PlanEntry(2026, 10, channel, "PEDAGOG", people, **values))  # type: ignore[arg-type]


def finish(centre: Centre, cohort_id: int, district: str | None, subject: str | None = None) -> None:
    person_id = factories.write(centre, factories.person()).id
    values = {"district_code": district, "subject_code": subject, "staff_group": "PEDAGOG"}
    done = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 10, 20)}
    factories.write(centre, factories.enrolment(cohort_id, person_id, **values, **done))


def test_everybody_is_in_one_part_and_the_rest_is_told(centre: Centre) -> None:
    programme_id = factories.write(centre, factories.programme()).id
    held = factories.cohort(programme_id, starts_on=date(2026, 10, 1), state=CohortState.COMPLETED)
    cohort_id = factories.write(centre, held).id
    plan(centre, 10)
    plan(centre, 3, district_code=HERE)
    plan(centre, 4, district_code=THERE, subject_code="MAT", order_number="577")
    for district, subject in ((HERE, "MAT"), (HERE, None), (THERE, "MAT"), (THERE, "FIZ"), (None, None)):
        finish(centre, cohort_id, district, subject)
    assert centre.read(parts_of, **WANTED, channel="PMM") == [
        FactPart(Cut(THERE, "MAT"), 4, 1, "№ 577"),
        FactPart(Cut(HERE), 3, 2),
        FactPart(None, 3, 2, without=(Cut(THERE, "MAT"), Cut(HERE))),
    ]


def test_behind_every_part_stand_as_many_people_as_it_says(centre: Centre) -> None:
    first = factories.write(centre, factories.programme()).id
    second = factories.write(centre, factories.programme(code="MAT-2", base_id=first)).id
    held = factories.cohort(second, starts_on=date(2026, 10, 1), state=CohortState.COMPLETED)
    cohort_id = factories.write(centre, held).id
    plan(centre, 20)
    for people, cut in ((5, Cut(THERE)), (3, Cut(THERE, "MAT")), (3, Cut(HERE)), (2, Cut(HERE, None, second))):
        plan(centre, people, **vars(cut))
    for district, subject in ((THERE, "MAT"), (THERE, None), (THERE, "FIZ"), (HERE, None), (None, "MAT"), (None, None)):
        finish(centre, cohort_id, district, subject)
    parts = centre.read(parts_of, **WANTED, channel="PMM")
    listed = {
        part.cut: centre.read(
            finished_count, OwnFilter(2026, WANTED["as_of"], "PEDAGOG", part.cut or Cut(), not_cuts=part.without)
        )
        for part in parts
    }
    assert listed == {part.cut: part.actual for part in parts}
    assert listed == {Cut(THERE): 2, Cut(THERE, "MAT"): 1, Cut(HERE): 0, Cut(HERE, None, first): 1, None: 2}


def test_of_another_channel_only_the_plan_is_known_by_parts(centre: Centre) -> None:
    plan(centre, 3, "UKT", district_code=HERE)
    assert centre.read(parts_of, **WANTED, channel="UKT") == [FactPart(Cut(HERE), 3, None)]


def test_what_is_not_divided_has_no_parts(centre: Centre) -> None:
    plan(centre, 10)
    assert centre.read(parts_of, **WANTED, channel="PMM") == []
