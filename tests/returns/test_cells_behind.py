"""Every figure of every form opens down to what it is made of, and says how each row qualifies."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from db.models.certificates import Blank, BlankReceipt, BlankState
from db.models.cohorts import Cohort, CohortModule, EnrolmentState
from db.models.programmes import Module
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.i18n import use
from desktop_app.indicators.model import Behind
from desktop_app.returns.records import CellKind
from desktop_app.returns.service import behind_cell, compose_return, people_behind
from tests import factories
from tests.returns.year import OCTOBER, enrol, fill_year


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with use("en"):
        yield


def _behind(centre: Centre, form: str, row: str, column: str) -> Behind:
    return centre.read(behind_cell, **OCTOBER, form=form, row=row, column=column)


def test_every_figure_that_is_no_difference_opens_to_as_much_as_it_says(centre: Centre) -> None:
    fill_year(centre)
    opened = 0
    for form in centre.read(compose_return, **OCTOBER).forms:
        for row in form.all_rows:
            for column in form.columns:
                value = None if column.kind is CellKind.TEXT else row.values.get(column.code)
                if value is None or column.difference_of:
                    continue
                found = _behind(centre, form.code, row.code, column.code)
                wanted = value if column.kind is not CellKind.SHARE else row.values[column.numerator]
                assert (found.value or 0) == wanted, (form.code, row.code, column.code)
                opened += 1
    assert opened > 200


def test_a_percentage_opens_into_its_numerator(centre: Centre) -> None:
    fill_year(centre)
    assert len(centre.read(people_behind, **OCTOBER, form="2-PMM", row="JAMI", column="percent")) == 7


def test_a_dash_opens_nothing_though_others_without_a_subject_finished(centre: Centre) -> None:
    fill_year(centre)
    with pytest.raises(Invalid) as refusal:
        _behind(centre, "3-PMM", "NOT_SPLIT", "called")
    assert refusal.value.code == "figure_without_data"


def test_a_difference_says_how_it_is_reckoned(centre: Centre) -> None:
    fill_year(centre)
    with pytest.raises(Invalid) as refusal:
        _behind(centre, "1-PMM", "PMM", "difference")
    assert "Actual less plan" in refusal.value.text


def test_people_of_an_age_are_listed_with_the_day_it_is_reckoned_from(centre: Centre) -> None:
    programme_id = factories.write(centre, factories.programme()).id
    cohort_id = factories.write(centre, factories.cohort(programme_id, starts_on=date(2026, 10, 1))).id
    young = factories.person(birth_date=date(2001, 3, 12), birth_year=2001, position_code="OQIT")
    finished = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 10, 30)}
    enrol(centre, cohort_id, person_id=factories.write(centre, young).id, **finished)
    (person,) = centre.read(people_behind, **OCTOBER, form="5-PMM", row="OQIT", column="age_0-29")
    assert person.reason == "Born on 12.03.2001. Finished on 30.10.2026 with a certificate."


def test_leaders_and_those_expected_at_events_are_listed_by_name(centre: Centre) -> None:
    school = factories.write(centre, factories.institution())
    led = factories.person(institution_id=school.id)
    leader, other = factories.write_all(centre, [led, factories.person(institution_id=school.id)])
    held = {"institution_id": school.id, "held_on": date(2026, 10, 5)}
    factories.write_all(
        centre,
        [
            factories.training_event(**held, leader_person_id=leader.id, leader=""),
            factories.training_event(**{**held, "held_on": date(2026, 10, 9)}, leader_person_id=leader.id, leader=""),
            factories.training_event(**held, leader_person_id=None, leader="Qodirov Anvar"),
        ],
    )
    leaders = _behind(centre, "9-PMM", "JAMI", "leaders")
    assert {row.id for row in leaders.rows if row.kind == "person"} == {leader.id}
    assert "Qodirov Anvar" in {row.name for row in leaders.rows}
    assert any("05.10.2026 – 09.10.2026: led 2 events" in row.reason for row in leaders.rows)
    expected = _behind(centre, "9-PMM", "JAMI", "expected")
    assert {row.id: row.amount for row in expected.rows} == {leader.id: 3, other.id: 3}


def test_blanks_left_from_the_year_before_are_listed_by_number(centre: Centre) -> None:
    came = BlankReceipt(letters="MO", first=1, last=3, digits=6, received_on=date(2025, 6, 1), document="Yuk xati 4")
    receipt_id = factories.write(centre, came).id
    gone = {"state": BlankState.USED, "changed_on": date(2025, 12, 1)}
    used_since = {"state": BlankState.USED, "changed_on": date(2026, 2, 1)}
    states = ({}, gone, used_since)
    factories.write_all(
        centre,
        (Blank(receipt_id=receipt_id, letters="MO", number=number, **of) for number, of in enumerate(states, 1)),
    )
    before = _behind(centre, "6-PMM", "MO", "blanks_before")
    assert [row.name for row in before.rows] == ["MO 000001", "MO 000003"]
    assert {row.reason for row in before.rows} == {"Received on 01.06.2025: Yuk xati 4."}


def test_elective_modules_of_a_cohort_are_listed_with_their_hours(centre: Centre) -> None:
    fill_year(centre)

    def choose(unit: UnitOfWork) -> None:
        cohort = unit.session.scalars(select(Cohort).where(Cohort.code == "TV-26-002")).one()
        module = unit.session.scalars(select(Module).where(Module.programme_id == cohort.programme_id)).first()
        assert module is not None
        unit.session.add(CohortModule(cohort_id=cohort.id, module_id=module.id))

    centre.write(choose)
    (row,) = _behind(centre, "8-PMM", "TV-26-002", "modules").rows
    assert (row.name, row.reason, row.cohort) == ("1-modul", "Elective, 24 academic hours.", "TV-26-002")
