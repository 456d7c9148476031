"""The hours that a cohort is to attend, one by one and many at once."""

from db.models.programmes import Module, ProgrammeStage
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.cohorts.hours import planned_by_cohort, planned_hours
from desktop_app.cohorts.service import load_cohort
from tests import factories


def hours(centre: Centre, *cohort_ids: int) -> dict[int, int]:
    """Asked for together; each alone must say the same."""

    def ask(unit: UnitOfWork) -> dict[int, int]:
        together = planned_by_cohort(unit, cohort_ids)
        assert together == {each: planned_hours(unit, load_cohort(unit, each)) for each in cohort_ids}
        return together

    return centre.read(ask)


def test_independent_study_is_not_attended(centre: Centre) -> None:
    modules = [Module(place=1, title="A", hours=24, independent_hours=4), Module(place=2, title="B", hours=48)]
    taught = factories.write(centre, factories.programme(modules=modules))
    first, second = (factories.write(centre, factories.cohort(taught.id, code=code)).id for code in "AB")
    assert hours(centre, first, second) == {first: 68, second: 68}


def test_of_elective_modules_only_those_in_the_timetable_leave_hours_out(centre: Centre) -> None:
    chosen = Module(place=2, title="B", hours=12, independent_hours=2, is_elective=True)
    other = Module(place=3, title="D", hours=12, independent_hours=3, is_elective=True)
    modules = [Module(place=1, title="A", hours=24), chosen, other]
    taught = factories.write(centre, factories.programme(modules=modules, hours=36))
    first, second = (factories.write(centre, factories.cohort(taught.id, code=code)).id for code in "AB")
    factories.write(centre, factories.session(first, module_id=chosen.id))
    assert hours(centre, first, second) == {first: 34, second: 36}


def test_a_stage_has_its_share_of_the_taught_hours(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme(module_hours=(72,)))
    stages = [
        factories.write(centre, ProgrammeStage(programme_id=taught.id, place=place, hours=share, mode_code="AJR")).id
        for place, share in ((1, 24), (2, 48))
    ]
    cohorts = [
        factories.write(centre, factories.cohort(taught.id, code=f"{stage}", stage_id=stage)).id for stage in stages
    ]
    found = hours(centre, *cohorts)
    assert [found[cohort_id] for cohort_id in cohorts] == [24, 48]
