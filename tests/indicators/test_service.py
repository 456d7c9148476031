"""What each indicator counts, told on a few people."""

from datetime import date
from typing import Any

import pytest

from db.base import Base
from db.models.certificates import Blank, BlankReceipt, BlankState
from db.models.cohorts import EnrolmentState
from db.models.people import Sex
from db.models.surveys import SurveyPhase
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, NotFound
from desktop_app.indicators.catalogue import ALSO_CALLED, CATALOGUE
from desktop_app.indicators.model import UNKNOWN, Behind, Figure, FigureKey, Span
from desktop_app.indicators.service import behind, figures, figures_by, indicator
from desktop_app.plan.population import period_of
from tests import factories
from tests.surveys.forms import answered_round

MARCH = (2026, 3)


class Register:
    """A centre with one programme, and people put into cohorts in a line."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.programme = self.add(factories.programme())
        self._names = iter("ABDEFGHIJKLMNOP")

    def add(self, row: Base) -> Any:
        return factories.write(self.centre, row)

    def cohort(self, first: date, last: date, **values: Any) -> Any:
        code = f"G-{first:%m%d}-{next(self._names)}"
        return self.add(factories.cohort(self.programme.id, code=code, starts_on=first, ends_on=last, **values))

    def person(self, **values: Any) -> Any:
        surname = f"{next(self._names)}liyeva"
        return self.add(
            factories.person(**{"surname": surname, "sort_key": surname.casefold(), "jshshir": None} | values)
        )

    def enrol(self, cohort: Any, person: Any = None, **values: Any) -> Any:
        person = person or self.person()
        return self.add(factories.enrolment(cohort.id, person.id, enrolled_on=cohort.starts_on, **values))

    def figure(self, code: str, span: Span, month: tuple[int, int] = MARCH, **filters: tuple[str, ...]) -> Figure:
        key = FigureKey(code, span, filters)
        return self.centre.read(lambda unit: figures(unit, [key], period_of(*month, today=unit.today)))[0]

    def by(self, name: str, code: str, span: Span) -> dict[str, Figure]:
        def read(unit: UnitOfWork) -> dict[str, Figure]:
            return figures_by(unit, [FigureKey(code, span)], period_of(*MARCH, today=unit.today), by=name)[0]

        return self.centre.read(read)

    def behind(self, code: str, span: Span) -> Behind:
        return self.centre.read(lambda unit: behind(unit, FigureKey(code, span), period_of(*MARCH, today=unit.today)))


@pytest.fixture
def register(centre: Centre) -> Register:
    return Register(centre)


@pytest.fixture
def spring(register: Register) -> Any:
    """A cohort of 2 to 20 March."""
    return register.cohort(date(2026, 3, 2), date(2026, 3, 20))


def test_nobody_called_is_no_data_and_not_zero(register: Register) -> None:
    assert register.figure("completed", Span.YEAR) is None
    assert register.behind("completed", Span.YEAR) == Behind(0, None, ())


def test_called_but_none_finished_is_zero(register: Register, spring: Any) -> None:
    register.enrol(spring, state=EnrolmentState.STUDYING)
    assert register.figure("completed", Span.YEAR) == 0
    assert register.figure("completed", Span.YEAR, (2026, 2)) is None


def test_whoever_finishes_twice_is_counted_once_but_both_places_end(register: Register, spring: Any) -> None:
    first = register.cohort(date(2026, 2, 2), date(2026, 2, 20))
    person = register.person()
    register.enrol(first, person, state=EnrolmentState.COMPLETED, finished_on=date(2026, 2, 20))
    register.enrol(spring, person, state=EnrolmentState.COMPLETED, finished_on=date(2026, 3, 20))
    assert (register.figure("completed", Span.MONTH), register.figure("completed", Span.YEAR)) == (0, 1)
    assert (register.figure("finishes", Span.MONTH), register.figure("finishes", Span.YEAR)) == (1, 2)


def test_absence_is_excused_where_a_reason_is_noted(register: Register, spring: Any) -> None:
    register.enrol(spring, state=EnrolmentState.ABSENT, absence_reason_code="KASAL")
    register.enrol(spring, state=EnrolmentState.ABSENT)
    assert (register.figure("absent_excused", Span.YEAR), register.figure("absent_unexcused", Span.YEAR)) == (1, 1)
    (row,) = register.behind("absent_excused", Span.YEAR).rows
    assert row.cohort == spring.code


def test_what_a_card_does_not_say_is_a_value_of_its_own(register: Register, spring: Any) -> None:
    register.enrol(spring, register.person(sex=Sex.FEMALE), state=EnrolmentState.STUDYING, staff_group="PEDAGOG")
    register.enrol(spring, register.person(sex=None), state=EnrolmentState.STUDYING, staff_group="NOBODY")
    assert register.by("sex", "studying", Span.DAY) == {"female": 1, UNKNOWN: 1}
    # A code that is on no list is as good as none.
    assert register.by("staff_group", "studying", Span.DAY) == {"PEDAGOG": 1, UNKNOWN: 1}
    assert register.figure("studying", Span.DAY, sex=(UNKNOWN, "male")) == 1


def test_age_is_that_of_the_months_last_day(register: Register, spring: Any) -> None:
    for born in (date(1996, 4, 1), date(1996, 3, 31), date(1950, 1, 1)):
        register.enrol(spring, register.person(birth_date=born), state=EnrolmentState.STUDYING)
    register.enrol(spring, register.person(birth_date=None, birth_year=1990), state=EnrolmentState.STUDYING)
    register.enrol(spring, register.person(birth_date=None, birth_year=None), state=EnrolmentState.STUDYING)
    assert register.by("age", "studying", Span.DAY) == {"0-29": 1, "30-39": 2, "60+": 1, UNKNOWN: 1}


def test_a_transfer_moves_a_place_and_makes_no_new_admission(register: Register, spring: Any) -> None:
    other = register.cohort(date(2026, 3, 9), date(2026, 3, 27))
    person = register.person()
    left = register.enrol(spring, person, state=EnrolmentState.TRANSFERRED, left_on=date(2026, 3, 11))
    register.add(
        factories.enrolment(
            other.id, person.id, state=EnrolmentState.STUDYING, enrolled_on=date(2026, 3, 11), came_from_id=left.id
        )
    )
    moved = {code: register.figure(code, Span.MONTH) for code in ("admitted", "transferred_in", "transferred_out")}
    assert moved == {"admitted": 1, "transferred_in": 1, "transferred_out": 1}
    assert (register.figure("month_end", Span.DAY), register.figure("studying", Span.DAY)) == (1, 1)


def test_a_list_typed_in_after_the_course_admits_nobody_late(register: Register, spring: Any) -> None:
    person = register.person()
    register.add(
        factories.enrolment(
            spring.id,
            person.id,
            state=EnrolmentState.COMPLETED,
            enrolled_on=date(2026, 5, 5),
            finished_on=date(2026, 3, 20),
        )
    )
    assert (register.figure("admitted", Span.MONTH), register.figure("finishes", Span.MONTH)) == (1, 1)


def test_scores_are_means_of_those_who_have_one(register: Register, spring: Any) -> None:
    done = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 3, 20)}
    register.enrol(spring, **done, entry_score=40, final_score=71)
    register.enrol(spring, **done, entry_score=51, final_score=40)
    register.enrol(spring, **done)
    assert register.figure("entry_score", Span.MONTH) == 45.5
    assert register.figure("score_growth", Span.MONTH) == 10
    found = register.behind("not_passed", Span.MONTH)
    assert (found.total, found.value) == (1, 1)
    assert register.behind("entry_score", Span.MONTH).value == 45.5


def test_no_score_is_no_data(register: Register, spring: Any) -> None:
    register.enrol(spring, state=EnrolmentState.COMPLETED, finished_on=date(2026, 3, 20))
    assert register.figure("final_score", Span.MONTH) is None
    assert register.behind("final_score", Span.MONTH) == Behind(0, None, ())


def test_hours_are_by_the_marks_and_not_of_who_had_left(register: Register, spring: Any) -> None:
    lessons = [register.add(factories.session(spring.id, held_on=date(2026, 3, day), hours=2)) for day in (3, 4)]
    stays = register.enrol(spring, state=EnrolmentState.STUDYING)
    left = register.enrol(spring, state=EnrolmentState.EXPELLED, left_on=date(2026, 3, 4))
    for lesson in lessons:
        register.add(factories.mark(lesson.id, left.id, kind_code="KELDI"))
    register.add(factories.mark(lessons[0].id, stays.id, kind_code="SABABLI"))
    register.add(factories.mark(lessons[1].id, stays.id, kind_code="KELMADI"))
    hours = ("hours_planned", "hours_held", "hours_attended", "hours_excused", "hours_unexcused")
    assert [register.figure(code, Span.MONTH) for code in hours] == [4, 4, 2, 2, 2]
    assert register.figure("attendance_percent", Span.MONTH) == 33.3
    (row,) = register.behind("hours_attended", Span.MONTH).rows
    assert (row.cohort, row.amount) == (spring.code, 2)


def test_blanks_received_are_used_spoiled_lost_or_left(register: Register) -> None:
    receipt = register.add(
        BlankReceipt(letters="MO", first=1, last=4, digits=6, received_on=date(2026, 2, 1), document="Yuk xati 4")
    )
    gone = {1: (BlankState.USED, date(2026, 3, 5)), 2: (BlankState.SPOILED, date(2026, 4, 5))}
    for number in range(1, 5):
        state, day = gone.get(number, (BlankState.LEFT, None))
        register.add(Blank(receipt_id=receipt.id, letters="MO", number=number, state=state, changed_on=day))
    found = {code: register.figure(f"blanks_{code}", Span.YEAR) for code in ("received", "used", "spoiled", "lost")}
    assert found == {"received": 4, "used": 1, "spoiled": 0, "lost": 0}
    assert register.figure("blanks_left", Span.DAY) == 3
    assert register.by("series", "blanks_left", Span.DAY) == {"MO": 3}


def test_fulfilment_is_own_finishes_and_reports_of_others_against_the_plan(register: Register, spring: Any) -> None:
    register.enrol(spring, state=EnrolmentState.COMPLETED, finished_on=date(2026, 3, 20))
    register.add(factories.plan_line(year=2026, month=2, channel_code="PMM", people=3))
    register.add(factories.plan_line(year=2026, month=3, channel_code="UKT", people=5))
    register.add(factories.plan_line(year=2026, month=4, channel_code="UKT", people=100))
    register.add(factories.channel_figure(year=2026, month=3, channel_code="UKT", people=4))
    plan = [register.figure(code, span) for code, span in (("plan_year", Span.YEAR), ("plan_to_date", Span.YEAR))]
    assert plan == [108, 8]
    assert register.figure("plan_month", Span.MONTH) == 5
    assert register.figure("actual", Span.YEAR) == 5
    assert register.figure("fulfilment_percent", Span.YEAR) == 62.5
    assert register.by("channel", "fulfilment_percent", Span.YEAR) == {"PMM": 33.3, "UKT": 80.0}
    assert [row.amount for row in register.behind("actual", Span.YEAR).rows] == [1, 4]


def test_an_unknown_indicator_is_told_with_those_that_there_are(register: Register) -> None:
    with pytest.raises(NotFound) as caught:
        register.figure("finished", Span.YEAR)
    assert "completed" in caught.value.text


@pytest.mark.parametrize(("said", "code"), ALSO_CALLED.items())
def test_what_people_say_for_an_indicator_is_understood(said: str, code: str) -> None:
    assert said not in CATALOGUE
    assert indicator(said).code == code


def test_a_span_or_a_dimension_that_there_is_not_is_refused(register: Register) -> None:
    with pytest.raises(Invalid):
        register.figure("studying", Span.MONTH)
    with pytest.raises(Invalid):
        register.figure("due", Span.YEAR, sex=("male",))


def test_satisfaction_is_told_where_enough_people_answered(register: Register, spring: Any) -> None:
    few, many = (register.cohort(date(2026, 3, 2), date(2026, 3, 20)) for _number in range(2))
    told = {"phase": SurveyPhase.AFTER, "opens_on": date(2026, 3, 20)}
    # Agreement with a reproach, turned round: 1 of 5 is the best.
    for cohort, people in ((spring, 6), (few, 1), (many, 8)):
        answered_round(
            register.centre, *({"G1": 1 + place % 2} for place in range(people)), cohort_id=cohort.id, **told
        )
    # What the others leave of the total may not tell what the one person said: the next smallest is hidden, too.
    shown = {spring.code: None, few.code: None, many.code: 4.5}
    assert register.by("cohort", "satisfaction", Span.MONTH) == shown
    assert register.by("cohort", "survey_answered", Span.MONTH) == {spring.code: 6, few.code: 1, many.code: 8}
    assert register.figure("satisfaction", Span.YEAR) == 4.5
