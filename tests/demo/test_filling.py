"""The made-up centre: believable, sound, and the same for the same seed."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from db.models.cohorts import Cohort, Enrolment
from db.models.completion import Commission
from db.models.people import Consent, FormerName, FormerPost, Institution, NameWord, OutsideCourse, Person, PersonWord
from db.models.plan import PlanLine
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.receipts import receipts
from desktop_app.blanks.records import BlankState
from desktop_app.blanks.stock import blanks
from desktop_app.centre import Centre
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.demo.blanks import JAMS_AT
from desktop_app.demo.filling import DemoCounts, fill_demo
from desktop_app.due.records import DueFilter, DueReason
from desktop_app.due.service import due_list
from desktop_app.errors import Cancelled, Invalid, Refused
from desktop_app.forming.applications import applications
from desktop_app.forming.builder import preview_groups
from desktop_app.forming.records import FormingWish
from desktop_app.language.names import PersonName
from desktop_app.paths import CentrePaths
from desktop_app.people.identity import parse_jshshir
from desktop_app.people.rules import BothScripts, card_name, cyrillic_name, find_words, name_key, name_order
from desktop_app.print_runs.handing import handings
from desktop_app.print_runs.service import run, runs
from desktop_app.progress import Progress
from desktop_app.safety.check import check_centre
from tests.opening import at_work

PEOPLE = 400


@pytest.fixture(scope="module")
def filled_folder(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up centre, closed: every test works on its own copy."""
    folder = shutil.copytree(template_database.parent, tmp_path_factory.mktemp("filled") / "centre")
    with at_work(CentrePaths(folder)) as made:
        fill_demo(made, people=PEOPLE, seed=8)
    return folder


@pytest.fixture
def filled(filled_folder: Path, tmp_path: Path) -> Iterator[Centre]:
    with at_work(CentrePaths(shutil.copytree(filled_folder, tmp_path / "filled"))) as made:
        yield made


def people_of(unit: UnitOfWork) -> list[Person]:
    """All but those who are not recognised yet, of whom no more than a name is known."""
    return list(unit.session.scalars(select(Person).where(Person.name_key != "").order_by(Person.id)))


def test_the_counts_told_are_the_rows_there(centre: Centre) -> None:
    counts = fill_demo(centre, people=PEOPLE, seed=7)

    assert counts.people == PEOPLE
    assert centre.read(lambda unit: unit.session.scalar(select(func.count()).select_from(Cohort))) == counts.cohorts
    assert min(counts.sessions, counts.marks, counts.responses, counts.certificates) > 0


def test_the_same_seed_makes_the_same_centre(centre: Centre) -> None:
    first = fill_demo(centre, people=60, seed=3)
    names = [(row.surname, row.jshshir) for row in centre.read(people_of)]

    assert names == names_of_another_centre(centre, first)


def names_of_another_centre(centre: Centre, expected: DemoCounts) -> list[tuple[str, str | None]]:
    from desktop_app.bootstrap import create_centre
    from desktop_app.commands.new_centre import DEMONSTRATION

    other = create_centre(CentrePaths(centre.paths.folder / "other"), DEMONSTRATION, clock=centre.clock)
    try:
        assert fill_demo(other, people=60, seed=3) == expected
        return [(row.surname, row.jshshir) for row in other.read(people_of)]
    finally:
        other.is_changed_since_backup = False
        other.close()


def test_another_seed_makes_other_people(filled: Centre) -> None:
    names = Counter(row.surname for row in filled.read(people_of))
    assert len(names) > 30


def test_every_state_of_a_cohort_is_there(filled: Centre) -> None:
    states = filled.read(lambda unit: set(unit.session.scalars(select(Cohort.state))))
    assert {state.value for state in states} == {"planned", "studying", "completed"}


def test_a_planned_cohort_waits_for_its_roster(filled: Centre) -> None:
    enrolled = select(Enrolment.id).where(Enrolment.cohort_id == Cohort.id)
    empty = filled.read(lambda unit: unit.session.scalars(select(Cohort).where(~enrolled.exists())).all())
    assert [cohort.state.value for cohort in empty] == ["planned"]


def test_the_numbers_of_made_up_people_are_right_and_agree_with_their_cards(filled: Centre) -> None:
    for row in filled.read(people_of):
        found = parse_jshshir(row.jshshir or "")
        assert found.problem is None
        assert (found.birth_date, found.sex) == (row.birth_date, row.sex and row.sex.value)


def test_made_up_people_have_the_keys_that_typing_them_would_give(filled: Centre) -> None:
    def words_of(unit: UnitOfWork, person_id: int) -> set[str]:
        return set(unit.session.scalars(select(PersonWord.word).where(PersonWord.person_id == person_id)))

    def former_names(unit: UnitOfWork, person_id: int) -> list[BothScripts]:
        rows = unit.session.scalars(select(FormerName).where(FormerName.person_id == person_id))
        return [BothScripts(card_name(row), cyrillic_name(row)) for row in rows]

    for row in filled.read(people_of)[:120]:
        latin = PersonName(row.surname, row.given_name, row.patronymic)
        cyrillic = PersonName(row.surname_cyrl, row.given_name_cyrl, row.patronymic_cyrl)
        assert (row.name_key, row.sort_key) == (name_key(latin), name_order(latin))
        numbers = {"jshshir": row.jshshir, "document": row.document, "phone": row.phone}
        words = find_words(BothScripts(latin, cyrillic), **numbers, former=filled.read(former_names, row.id))
        assert filled.read(words_of, row.id) == words


def test_the_check_of_the_data_finds_nothing_in_it(filled: Centre) -> None:
    results = filled.read(check_centre, progress=Progress())
    assert [result.name for result in results if result.found] == []


def test_the_plan_names_its_order(filled: Centre) -> None:
    orders = filled.read(lambda unit: set(unit.session.scalars(select(PlanLine.order_number))))
    assert orders
    assert all(order.endswith("-sonli") for order in orders)


def test_a_centre_with_people_is_not_filled(filled: Centre) -> None:
    with pytest.raises(Refused) as refusal:
        fill_demo(filled, people=10, seed=1)
    assert refusal.value.code == "centre_not_empty"


@pytest.mark.parametrize("people", [0, -5, 3_000_000])
def test_a_senseless_number_of_people_is_told(centre: Centre, people: int) -> None:
    with pytest.raises(Invalid):
        fill_demo(centre, people=people, seed=1)


@pytest.mark.parametrize("people", [1, 26])
def test_even_a_handful_of_people_makes_a_centre(centre: Centre, people: int) -> None:
    assert fill_demo(centre, people=people, seed=1).people == people


def test_stopped_half_way_it_leaves_the_centre_empty(centre: Centre) -> None:
    progress = Progress(lambda _what, done, _total: progress.cancel() if done > 100 else None)

    with pytest.raises(Cancelled):
        fill_demo(centre, people=PEOPLE, seed=1, progress=progress)

    assert centre.read(people_of) == []


def test_a_career_fits_its_age(filled: Centre) -> None:
    today = filled.clock.today()
    for row in filled.read(people_of):
        assert row.birth_date is not None
        assert row.service_since is not None
        assert row.post_since is not None
        assert row.birth_date.year + 18 <= row.service_since.year
        assert row.service_since <= row.post_since <= today
        if row.category_given_on is not None and row.category_valid_to is not None:
            assert (row.category_valid_to - row.category_given_on).days in range(1820, 1830)


def test_every_new_column_of_a_card_is_filled_on_most_cards(filled: Centre) -> None:
    people = filled.read(people_of)
    for name in ("locality_code", "graduated_from", "graduation_year", "diploma_specialty", "category_code"):
        assert sum(bool(getattr(row, name)) for row in people) == PEOPLE, name
    staged = [row for row in people if row.stage_2024 is not None]
    assert {row.stage_2024 for row in staged} == {"online", "offline"}
    assert {row.staff_group for row in staged} == {"PEDAGOG"}
    assert PEOPLE / 2 < len(staged) < PEOPLE


@pytest.mark.parametrize(
    ("table", "least", "most"), [(FormerName, 2, 40), (FormerPost, 5, 60), (OutsideCourse, 30, 90), (Consent, 300, 380)]
)
def test_some_cards_have_a_past(filled: Centre, table: type[Any], least: int, most: int) -> None:
    count = filled.read(lambda unit: unit.session.scalar(select(func.count()).select_from(table)))
    assert least <= count <= most


def test_nobody_who_studies_is_in_the_archive(filled: Centre) -> None:
    studying = select(Person.id).join(Enrolment).where(Person.is_archived, Enrolment.state == "studying")
    assert filled.read(lambda unit: unit.session.scalars(studying).all()) == []


def test_every_word_of_a_name_is_found_from_its_middle(filled: Centre) -> None:
    def words(unit: UnitOfWork) -> tuple[set[str], set[str]]:
        of_people = {
            word for word in unit.session.scalars(select(PersonWord.word)) if not any(map(str.isdecimal, word))
        }
        return of_people, set(unit.session.scalars(select(NameWord.word)))

    of_people, listed = filled.read(words)
    assert of_people == listed


def test_every_institution_has_its_own_number_and_place(filled: Centre) -> None:
    schools = filled.read(lambda unit: unit.session.scalars(select(Institution)).all())
    assert len({school.code for school in schools}) == len(schools)
    assert {school.locality_code for school in schools} == {"urban", "rural"}
    assert {school.kind_code for school in schools} == {"UOTM", "IXT", "BOLIM"}


def test_a_few_people_have_a_second_card_in_another_cohort(centre: Centre) -> None:
    fill_demo(centre, people=1_600, seed=7)
    second = [row for row in centre.read(people_of) if row.jshshir is None]
    assert 2 <= len(second) <= 4
    phones = Counter(row.phone for row in centre.read(people_of))
    for row in second:
        assert phones[row.phone] == 2

    def shared(unit: UnitOfWork) -> int:
        mine, theirs = aliased(Person), aliased(Person)
        here, there = aliased(Enrolment), aliased(Enrolment)
        pairs = (
            select(func.count())
            .select_from(mine)
            .join(theirs, (theirs.phone == mine.phone) & (theirs.id > mine.id))
            .join(here, here.person_id == mine.id)
            .join(there, (there.person_id == theirs.id) & (there.cohort_id == here.cohort_id))
        )
        return unit.session.scalar(pairs) or 0

    assert centre.read(shared) == 0
    assert [result.name for result in centre.read(check_centre, progress=Progress()) if result.found] == []


def test_every_reason_to_be_due_is_met(filled: Centre) -> None:
    reasons = {line.reason for line in filled.read(due_list, DueFilter(2027)).people}
    assert {DueReason.TURN, DueReason.CYCLE} <= reasons


def test_applications_wait_to_be_formed_and_others_have_their_places(filled: Centre) -> None:
    today = filled.clock.today()
    found, _total = filled.read(applications)
    assert any(row.listed and not row.waiting for row in found)
    assert sum(row.withdrawn for row in found) == 1
    assert any(row.difference for row in found)
    formed = filled.read(preview_groups, FormingWish(today.year, today, from_applications=True)).grouping
    assert formed.placed + len(formed.leftovers) == sum(row.waiting for row in found)


def test_blanks_are_printed_on_and_a_jammed_run_waits_to_be_gone_on_with(filled: Centre) -> None:
    open_run, finished = filled.read(runs)
    assert (open_run.is_ended, open_run.printed) == (False, JAMS_AT - 1)
    assert (finished.is_ended, finished.printed) == (True, finished.pages)
    (receipt,) = filled.read(receipts)
    assert (receipt.used, receipt.spoiled) == (open_run.printed + finished.printed, 2)
    assert {row.act_number for row in filled.read(blanks, state=BlankState.SPOILED)} == {"", "3"}
    cohort_id = filled.read(run, run_id=finished.id).cohort_id
    assert all(row.blank and row.handed_on for row in filled.read(handings, cohort_id=cohort_id))


def test_the_course_that_is_over_ends_with_final_works_before_a_commission(filled: Centre) -> None:
    (cohort_id,) = filled.read(lambda unit: unit.session.scalars(select(Commission.cohort_id)).all())
    found = filled.read(completion_list, cohort_id=cohort_id)
    assert found.has_work
    assert all(row.work.topic for row in found.rows if row.final_score is not None)
    assert found.count(Outcome.CERTIFICATE) > 0 < found.count(Outcome.UNDECIDED)
