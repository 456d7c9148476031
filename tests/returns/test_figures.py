"""The figures of a return, counted from the persons of a small year."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.cohorts import Cohort, EnrolmentState
from db.models.plan import PlanLine
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.language.numbers import percent_value
from desktop_app.returns.figures import lines_of
from desktop_app.returns.records import CellKind, MonthlyReturn, cells
from desktop_app.returns.service import behind_cell, compose_return, people_behind
from tests import factories
from tests.returns.year import IN_OCTOBER, OCTOBER, enrol, fill_year

WAY = ["called", "came", "absent_unexcused", "unmarked", "studying", "left", "completed", "certificate", "statement"]


@pytest.fixture
def october(centre: Centre) -> MonthlyReturn:
    fill_year(centre)
    return centre.read(compose_return, **OCTOBER)


def values(made: MonthlyReturn, form: str, row: str, *columns: str) -> list[int | None]:
    return [made.form(form).row(row).values[column] for column in columns]


def cohort_id(centre: Centre, code: str) -> int:
    return centre.read(lambda unit: unit.session.scalars(select(Cohort.id).where(Cohort.code == code)).one())


def test_the_month_and_the_year_are_counted_from_those_who_finished(october: MonthlyReturn) -> None:
    columns = ("plan_year", "month_plan", "month_actual", "year_plan", "year_actual", "difference")
    assert values(october, "1-PMM", "PMM", *columns) == [13, 5, 5, 9, 7, -2]
    assert values(october, "1-PMM", "PMM.PEDAGOG", *columns) == [12, 4, 3, 8, 5, -3]
    assert values(october, "1-PMM", "PMM.RAHBAR", *columns) == [1, 1, 1, 1, 1, 0]
    assert values(october, "1-PMM", "PMM.UNKNOWN", "month_actual", "year_actual") == [1, 1]


def test_no_data_of_another_channel_are_not_zero(october: MonthlyReturn) -> None:
    assert values(october, "1-PMM", "UKT", "year_plan", "year_actual", "difference") == [5, 12, 7]
    assert values(october, "1-PMM", "OTM_NOTM", "year_plan", "year_actual", "difference") == [9, None, None]
    assert values(october, "1-PMM", "AMI", "year_plan", "year_actual") == [None, None]
    assert values(october, "1-PMM", "JAMI", "year_plan", "year_actual") == [23, 19]


def test_the_basis_names_the_order_and_the_paper(october: MonthlyReturn) -> None:
    assert october.form("1-PMM").row("UKT.PEDAGOG").texts["basis"] == "№ 577, 28.12.2025; Platforma hisoboti"
    assert october.basis == "№ 577, 28.12.2025"


def test_everybody_called_went_one_way(october: MonthlyReturn) -> None:
    assert values(october, "2-PMM", "JAMI", *WAY) == [10, 8, 1, 1, 0, 1, 7, 6, 1]
    assert values(october, "2-PMM", "1727206", *WAY) == [7, 5, 1, 1, 0, 1, 4, 3, 1]


def test_districts_of_other_regions_and_unknown_ones_have_rows_of_their_own(october: MonthlyReturn) -> None:
    assert values(october, "2-PMM", "OTHER", "called", "completed") == [1, 1]
    assert values(october, "2-PMM", "UNKNOWN", "called", "completed") == [1, 1]
    codes = [row.code for row in october.form("2-PMM").rows]
    districts = codes[: codes.index("OTHER")]
    assert districts == sorted(districts)
    assert values(october, "2-PMM", districts[-1], *WAY) == [None] * len(WAY)


def test_every_subject_has_a_row_and_so_have_those_without_one(october: MonthlyReturn) -> None:
    form = october.form("3-PMM")
    assert len(form.rows) == 34 + 1 + 1
    assert values(october, "3-PMM", "MAT", "completed") == [6]
    assert values(october, "3-PMM", "UNKNOWN", "called", "completed") == [4, 1]


def test_a_plan_that_is_not_split_gives_no_percentage_of_its_parts(october: MonthlyReturn, centre: Centre) -> None:
    assert values(october, "2-PMM", "NOT_SPLIT", "plan") == [9]
    assert values(october, "2-PMM", "1727206", "numerator", "denominator") == [None, None]
    assert values(october, "2-PMM", "JAMI", "numerator", "denominator") == [7, 9]
    centre.write(_split_the_plan)
    split = centre.read(compose_return, **OCTOBER)
    assert values(split, "2-PMM", "1727206", "plan", "numerator", "denominator") == [9, 4, 9]
    assert not any(row.code == "NOT_SPLIT" for row in split.form("2-PMM").rows)


def test_a_month_earlier_those_who_finish_later_still_study(centre: Centre, october: MonthlyReturn) -> None:
    september = centre.read(compose_return, year=2026, month=9)
    assert values(september, "2-PMM", "JAMI", *WAY) == [2, 2, 0, 0, 0, 0, 2, 2, 0]
    mid = centre.read(compose_return, year=2026, month=11)
    assert values(mid, "1-PMM", "PMM", "month_actual", "year_actual") == [0, 7]


def test_who_finishes_twice_in_a_year_is_counted_once_and_in_the_first_month(centre: Centre) -> None:
    fill_year(centre)
    again = people_behind_of(centre, "1-PMM", "PMM", "month_actual")[0]
    november = cohort_id(centre, "TV-26-003")
    enrol(centre, november, person_id=again, state=EnrolmentState.COMPLETED, finished_on=date(2026, 11, 20))
    made = centre.read(compose_return, year=2026, month=11)
    assert values(made, "1-PMM", "PMM", "month_actual", "year_actual") == [0, 7]
    assert [finding.rule for finding in made.errors] == ["DISJOINT"]


def test_who_finished_last_year_is_not_of_this_one(centre: Centre) -> None:
    fill_year(centre)
    old = factories.write(
        centre,
        factories.cohort(1, code="TV-25-009", starts_on=date(2025, 12, 1), ends_on=date(2025, 12, 26)),
    )
    enrol(centre, old.id, state=EnrolmentState.COMPLETED, finished_on=date(2025, 12, 26))
    assert values(centre.read(compose_return, **OCTOBER), "2-PMM", "JAMI", "called", "completed") == [10, 7]


def test_behind_every_count_stand_as_many_people(centre: Centre, october: MonthlyReturn) -> None:
    counts = [
        (form, row, column)
        for form, row, column in cells(october.forms)
        if row in (*form.rows[:1], *form.rows[-1:], form.total)
        if column.key is not None and column.kind is CellKind.COUNT and row.values[column.code]
    ]
    for form, row, column in counts:
        found = centre.read(behind_cell, **OCTOBER, form=form.code, row=row.code, column=column.code)
        said = row.values[column.code]
        assert said == found.value == sum(each.amount for each in found.rows), (form.code, row.code, column.code)
    assert len(counts) > 50
    assert {form.code for form, _row, _column in counts} >= {"1-PMM", "2-PMM", "3-PMM", "4-PMM", "5-PMM", "8-PMM"}


def test_the_people_of_a_figure_are_as_many_as_it_says(centre: Centre, october: MonthlyReturn) -> None:
    for form, row, column in (
        ("1-PMM", "PMM", "year_actual"),
        ("2-PMM", "JAMI", "called"),
        ("4-PMM", "JAMI", "finishes"),
    ):
        found = centre.read(people_behind, **OCTOBER, form=form, row=row, column=column)
        assert len(found) == october.form(form).row(row).values[column] > 0


@pytest.mark.parametrize(
    ("form", "row", "column", "code"),
    [
        ("1-PMM", "UKT", "year_actual", "figure_with_other_channels"),
        ("1-PMM", "UKT.PEDAGOG", "year_actual", "figure_with_other_channels"),
        ("1-PMM", "JAMI", "year_actual", "figure_with_other_channels"),
        ("1-PMM", "JAMI", "plan_year", "figure_without_people"),
        ("1-PMM", "PMM", "plan_year", "figure_without_people"),
        ("1-PMM", "JAMI", "difference", "figure_without_people"),
        ("2-PMM", "x", "came", "figure_without_people"),
    ],
)
def test_a_figure_that_counts_no_people_of_ours_opens_nothing(
    centre: Centre, form: str, row: str, column: str, code: str
) -> None:
    fill_year(centre)
    with pytest.raises(Invalid) as refusal:
        centre.read(people_behind, **OCTOBER, form=form, row=row, column=column)
    assert refusal.value.code == code


def test_people_are_listed_with_the_facts_of_their_enrolment(centre: Centre) -> None:
    fill_year(centre)
    listed = centre.read(people_behind, **OCTOBER, form="1-PMM", row="PMM.RAHBAR", column="month_actual")
    (person,) = listed
    assert person.full_name == "Abdullayeva Zilola Rustam qizi"
    assert (person.cohort, person.district, person.staff_group) == ("TV-26-002", "Oqqoʻrgʻon tumani", "Rahbar kadrlar")
    assert person.finished_on == IN_OCTOBER


def test_the_return_of_a_month_to_come_is_refused(centre: Centre) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.read(compose_return, year=2026, month=12)
    assert refusal.value.code == "month_to_come"


def test_every_figure_is_a_line_with_stable_codes(october: MonthlyReturn) -> None:
    lines = {(line.form, line.row, line.column): line.value for line in lines_of(october.forms)}
    assert lines["1-PMM", "PMM", "percent"] == 77.8
    assert lines["1-PMM", "OTM_NOTM", "percent"] is None
    assert len(lines) == len(lines_of(october.forms))


def test_the_digest_is_of_the_figures_alone(centre: Centre, october: MonthlyReturn) -> None:
    assert centre.read(compose_return, **OCTOBER).digest == october.digest
    factories.write(centre, factories.channel_figure(channel_code="AMI", people=1))
    assert centre.read(compose_return, **OCTOBER).digest != october.digest


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(6553, 9729, 67.4), (488_588, 488_830, 99.95), (488_994, 488_830, 100.0), (1, 0, None), (None, 5, None)],
)
def test_a_share_short_of_its_plan_never_shows_a_hundred(
    numerator: int | None, denominator: int | None, shown: float | None
) -> None:
    assert percent_value(numerator, denominator) == shown


def people_behind_of(centre: Centre, form: str, row: str, column: str) -> list[int]:
    found = centre.read(people_behind, **OCTOBER, form=form, row=row, column=column)
    return [person.person_id for person in found]


def _split_the_plan(unit: UnitOfWork) -> None:
    for line in unit.session.scalars(select(PlanLine).where(PlanLine.channel_code == "PMM")):
        line.district_code = factories.DISTRICT_CODE
