"""An answer is remembered until something is written that it rests on, by whomever, and not a moment longer."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from db.base import Base
from db.models.cohorts import Enrolment
from db.models.reference import Territory
from desktop_app.bound_forms.editing import offered
from desktop_app.centre import Centre
from desktop_app.certificates.register import RegisterFilter, register, register_count
from desktop_app.certificates.service import issue_certificates
from desktop_app.cohorts.board import BoardKind, certificates_ready, today_board
from desktop_app.cohorts.today import lessons_of, today_figures
from desktop_app.completion.service import usual_of
from desktop_app.due.records import DueFilter
from desktop_app.due.service import due_overview
from desktop_app.forming.builder import preview_groups
from desktop_app.forming.records import FormingWish
from desktop_app.indicators.model import FigureKey, Span
from desktop_app.indicators.service import behind, figures
from desktop_app.indicators.sources import known_codes
from desktop_app.institutions.records import InstitutionFilter
from desktop_app.institutions.service import institution_ids, institution_lines
from desktop_app.orders.quotes import quoted_unregistered
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.population import period_of, several_passed_over
from desktop_app.remembered import BESIDE, remembered, resting_on
from desktop_app.returns.forms import FORM_CODES, OF_EVERY_DAY, PLAN_FORM
from desktop_app.returns.service import compose_figures, compose_form, compose_return, write_return
from tests import factories
from tests.courses import Taught, closed_course
from tests.reckoning import Reckoning

FINISHED = date(2026, 11, 20)
FINISHED_IN_YEAR = FigureKey("completed", Span.YEAR)
TABLES_READ = re.compile(r"(?:FROM|JOIN) (\w+)")


@pytest.fixture
def reckoning() -> Reckoning:
    return Reckoning()


@pytest.fixture
def taught(centre: Centre) -> Enrolment:
    """Somebody who studies, with a lesson to be marked."""
    person = factories.write(centre, factories.person())
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id, state="studying"))
    factories.write(centre, factories.session(cohort.id))
    return factories.write(centre, factories.enrolment(cohort.id, person.id))


def mark(centre: Centre, taught: Enrolment) -> None:
    factories.write(centre, factories.mark(1, taught.id))


@pytest.mark.parametrize("writer", ["this connection", "another"])
def test_what_nothing_rests_on_lets_it_be_remembered(
    centre: Centre, another: Centre, reckoning: Reckoning, taught: Enrolment, writer: str
) -> None:
    count = remembered(reckoning.count)
    centre.read(count)
    mark(centre if writer == "this connection" else another, taught)
    centre.read(count)
    assert len(reckoning.asked) == 1


@pytest.mark.parametrize("is_mark_last", [True, False])
def test_a_write_among_such_is_seen(
    centre: Centre, another: Centre, reckoning: Reckoning, taught: Enrolment, *, is_mark_last: bool
) -> None:
    count = remembered(reckoning.count)
    assert centre.read(count) == 1
    writes = [lambda: factories.write(another, factories.person()), lambda: mark(another, taught)]
    for write in writes if is_mark_last else reversed(writes):
        write()
    assert centre.read(count) == 2


# The others rest on lessons and answers, and are built whenever somebody looks.
KEPT_FORMS = tuple(code for code in FORM_CODES if code not in OF_EVERY_DAY)
NOVEMBER = period_of(2026, 11, today=date(2026, 11, 21))
# Each of these is remembered, and told otherwise by a course that somebody finishes.
ASKED: dict[str, Callable[[Centre], object]] = {
    "who is due": lambda centre: centre.read(due_overview, DueFilter(2026)).people,
    "the return of a month": lambda centre: centre.read(compose_return, year=2026, month=11, forms=KEPT_FORMS).digest,
    "its figures alone": lambda centre: centre.read(compose_figures, year=2026, month=11, forms=KEPT_FORMS).digest,
    "plan and actual": lambda centre: centre.read(plan_fact, year=2026, as_of=FINISHED).total.actual,
    "groups in the making": lambda centre: centre.read(preview_groups, FormingWish(2026, FINISHED)).grouping.leftovers,
    "who is counted by another course": lambda centre: len(centre.read(several_passed_over, NOVEMBER)),
    "the rows of a month's figures": lambda centre: centre.read(figures, [FINISHED_IN_YEAR], NOVEMBER),
    "the rows of a year's figures": lambda centre: centre.read(figures, [FigureKey("due", Span.YEAR)], NOVEMBER),
    "the figures of today": lambda centre: centre.read(today_figures).finished,
    "certificates to be issued": lambda centre: [line.count for line in centre.read(certificates_ready)],
    "one form alone": lambda centre: centre.read(compose_form, year=2026, month=11, code=PLAN_FORM),
    "how the courses of a programme ended": lambda centre: centre.read(usual_of, programme_id=1, but_cohort_id=0),
}

OF_NAME = RegisterFilter(2026, text="azimova")
# Each of these is remembered, and told otherwise by a paper that somebody is handed.
ASKED_OF_PAPERS: dict[str, Callable[[Centre], object]] = {
    "papers of a year": lambda centre: centre.read(register_count, which=RegisterFilter(2026)),
    "papers by cohort": lambda centre: centre.read(register, which=RegisterFilter(2026), order="cohort", limit=9),
    "papers of a name": lambda centre: centre.read(register_count, which=OF_NAME),
    "papers behind a figure": lambda centre: (
        centre.read(behind, FigureKey("certificates_issued", Span.YEAR), NOVEMBER).total
    ),
    "papers of a name by day": lambda centre: centre.read(register, which=OF_NAME, order="issued_on", limit=9),
}
# And this by a number that somebody quotes.
ASKED_OF_ORDERS: dict[str, Callable[[Centre], object]] = {
    "numbers that are not registered": lambda centre: centre.read(quoted_unregistered),
}
# And these by a district, a school in it, and somebody who works there.
ASKED_OF_PLACES: dict[str, Callable[[Centre], object]] = {
    "what a cell may be bound to": lambda centre: centre.read(offered).values,
    "the names of the districts": lambda centre: centre.read(known_codes, "district"),
    "the schools in their order": lambda centre: list(centre.read(institution_ids, InstitutionFilter())),
    "the schools from the end": lambda centre: list(
        centre.read(institution_ids, InstitutionFilter(), is_descending=True)
    ),
    "how many work in schools": lambda centre: [line.people for line in centre.read(institution_lines, [1, 2])],
}
REMEMBERED = ASKED | ASKED_OF_PAPERS | ASKED_OF_ORDERS | ASKED_OF_PLACES


@pytest.mark.parametrize("writer", ["this connection", "another"])
@pytest.mark.parametrize("asked", ASKED)
def test_a_course_that_is_written_changes_what_was_remembered(
    centre: Centre, another: Centre, asked: str, writer: str
) -> None:
    person = factories.write(centre, factories.person())
    taught = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(taught.id, state="completed", starts_on=FINISHED))
    # Another course of the year, to which they did not come.
    missed = factories.write(centre, factories.cohort(taught.id, code="M-1", starts_on=FINISHED))
    factories.write(centre, factories.enrolment(missed.id, person.id, state="absent"))
    before = ASKED[asked](centre)
    done = factories.enrolment(cohort.id, person.id, state="completed", finished_on=FINISHED, staff_group="PEDAGOG")
    factories.write(centre if writer == "this connection" else another, done)
    assert ASKED[asked](centre) != before


@pytest.mark.parametrize("writer", ["this connection", "another"])
@pytest.mark.parametrize("asked", ASKED_OF_PAPERS)
def test_a_paper_that_is_written_changes_what_was_remembered(
    centre: Centre, another: Centre, asked: str, writer: str
) -> None:
    course = closed_course(centre, [Taught("Azimova")])
    before = ASKED_OF_PAPERS[asked](centre)
    (centre if writer == "this connection" else another).write(issue_certificates, cohort_id=course.cohort_id)
    assert ASKED_OF_PAPERS[asked](centre) != before


@pytest.mark.parametrize("writer", ["this connection", "another"])
@pytest.mark.parametrize("asked", ASKED_OF_ORDERS)
def test_an_order_that_is_quoted_changes_what_was_remembered(
    centre: Centre, another: Centre, asked: str, writer: str
) -> None:
    taught = factories.write(centre, factories.programme())
    before = ASKED_OF_ORDERS[asked](centre)
    quoting = factories.cohort(taught.id, order_number="45-k", order_date=FINISHED)
    factories.write(centre if writer == "this connection" else another, quoting)
    assert ASKED_OF_ORDERS[asked](centre) != before


@pytest.mark.parametrize("writer", ["this connection", "another"])
@pytest.mark.parametrize("asked", ASKED_OF_PLACES)
def test_a_school_that_is_written_changes_what_was_remembered(
    centre: Centre, another: Centre, asked: str, writer: str
) -> None:
    school = factories.write(centre, factories.institution(name="2-maktab"))
    before = ASKED_OF_PLACES[asked](centre)
    place = Territory(
        code="1799999",
        parent_code="17",
        level="district",
        name_uz="Yangi",
        name_ru="",
        name_en="",
        name_cyrl="",
        search_key="",
    )
    new = [place, factories.institution(name="1-maktab"), factories.person(institution_id=school.id)]
    (centre if writer == "this connection" else another).write(lambda unit: unit.session.add_all(new))
    assert ASKED_OF_PLACES[asked](centre) != before


def test_everything_that_is_remembered_is_asked_for_here() -> None:
    sources = [
        source.read_text(encoding="utf-8") for source in (Path(__file__).parents[1] / "desktop_app").rglob("*.py")
    ]
    # Those that rest on lessons, marks and answers are asked for where these are tested.
    kept = re.compile(r'^@(?:remembered|resting_on\((?:"return_snapshot"|kept_answers=.*)\))$', re.MULTILINE)
    # The order of schools is asked for twice, from either end.
    assert sum(len(kept.findall(source)) for source in sources) == len(REMEMBERED) - 1


# What each of them reads late, when it has found people.
READ_LATE = {
    "who is due": "plan_line",
    "the return of a month": "certificate",
    "its figures alone": "channel_figure",
    "plan and actual": "channel_figure",
    "groups in the making": "calendar_day",
    "who is counted by another course": "cohort",
    "the rows of a month's figures": "person",
    "the rows of a year's figures": "outside_course",
    "the figures of today": "certificate",
    "certificates to be issued": "certificate",
    "one form alone": "channel_figure",
    "how the courses of a programme ended": "enrolment",
    **dict.fromkeys(ASKED_OF_PAPERS, "certificate"),
    **dict.fromkeys(ASKED_OF_ORDERS, "training_organisation"),
    **dict.fromkeys(ASKED_OF_PLACES, "institution"),
    "what a cell may be bound to": "indicator_edition",
    "the names of the districts": "territory",
    "how many work in schools": "person",
}


@pytest.mark.parametrize("asked", REMEMBERED)
def test_nothing_that_is_remembered_reads_what_is_said_to_be_beside(centre: Centre, asked: str) -> None:
    factories.write(centre, factories.programme(staff_group="RAHBAR"))
    people = [factories.person(staff_group="RAHBAR", language_code="uz", jshshir=None) for _each in range(30)]
    centre.write(lambda unit: unit.session.add_all(people))
    read: set[str] = set()
    event.listen(
        centre.engine, "before_cursor_execute", lambda *statement: read.update(TABLES_READ.findall(statement[2]))
    )
    REMEMBERED[asked](centre)
    assert READ_LATE[asked] in read
    # The checks look at the return of the month before, and say so; the notes are put into what was remembered.
    beside = {"return_snapshot", "finding_note"} if asked == "the return of a month" else set()
    assert read & BESIDE <= beside


def test_what_says_that_it_rests_on_a_table_beside_is_told_of_that_table_alone(
    centre: Centre, reckoning: Reckoning, taught: Enrolment
) -> None:
    of_marks, of_answers = resting_on("mark")(reckoning.count), resting_on("survey_response")(Reckoning().count)
    for _turn in range(2):
        centre.read(of_marks, plus=1), centre.read(of_answers, plus=1)
    mark(centre, taught)
    centre.read(of_marks, plus=1), centre.read(of_answers, plus=1)
    assert reckoning.asked == [1, 1]
    factories.write(centre, factories.person())
    assert (centre.read(of_marks), centre.read(of_answers)) == (2, 2)


def test_what_waits_today_and_its_lessons_follow_every_lesson_and_mark(centre: Centre, taught: Enrolment) -> None:
    """They are remembered too, for thousands of lines are made of them whenever somebody comes to the first page."""

    def seen() -> tuple[list[int], list[tuple[int, int]]]:
        board = [line.count for line in centre.read(today_board) if line.kind is BoardKind.LESSONS_NOT_MARKED]
        return board, [(lesson.session_id, lesson.marked) for lesson in centre.read(lessons_of, centre.clock.today())]

    assert seen() == ([], [])
    lesson = factories.session(taught.cohort_id, held_on=centre.clock.today())
    held = factories.write(centre, lesson)
    assert seen() == ([1], [(held.id, 0)])
    factories.write(centre, factories.mark(held.id, taught.id))
    assert seen() == ([], [(held.id, 1)])


def test_hours_are_reckoned_anew_when_a_mark_is_written(centre: Centre, taught: Enrolment) -> None:
    attended = FigureKey("hours_attended", Span.YEAR)
    read: set[str] = set()
    event.listen(
        centre.engine, "before_cursor_execute", lambda *statement: read.update(TABLES_READ.findall(statement[2]))
    )
    assert centre.read(figures, [attended], NOVEMBER) == [0]
    assert read & BESIDE == {"mark", "session"}
    mark(centre, taught)
    assert centre.read(figures, [attended], NOVEMBER) == [2]


def test_a_step_of_a_return_lets_everything_be_remembered(centre: Centre, reckoning: Reckoning, tmp_path: Path) -> None:
    count = remembered(reckoning.count)
    centre.read(count)
    write_return(centre, year=2026, month=10, out=tmp_path / "return.xlsx")
    centre.read(count)
    assert len(reckoning.asked) == 1


def test_what_is_beside_takes_nothing_else_with_it() -> None:
    tables = Base.metadata.tables
    assert tables.keys() >= BESIDE
    taken_along = {
        name
        for name, table in tables.items()
        for key in table.foreign_keys
        if key.ondelete is not None and key.column.table.name in BESIDE
    }
    assert taken_along <= BESIDE
