"""A roster is applied whole or not at all, once, and only as it was seen and decided."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Institution, Person, PersonWord
from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Cancelled, Conflict, Refused
from desktop_app.people.records import PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from desktop_app.progress import Progress
from desktop_app.rosters.apply import RosterOutcome, apply_roster
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.problems import ProblemCode, RowState
from desktop_app.rosters.service import apply_with_backup, preview_file
from desktop_app.safety.backup import backups
from tests import factories
from tests.rosters.conftest import SAMPLES, Preview

WOMAN = "40711904150273"
NAME = "Karimova Dilnoza Rustam qizi"
HEADER = ["F.I.Sh.", "JShShIR", "Lavozimi", "Ish joyi", "Tuman", "Telefon"]
ROW = [NAME, WOMAN, "Psixolog", "12-maktab", "Chirchiq shahri", "901234567"]


def contents(centre: Centre) -> Counter[str]:
    """How many rows each table of people has."""
    tables = (Person, PersonWord, Institution, Enrolment, RosterImport)

    def counted(unit: UnitOfWork) -> Counter[str]:
        return Counter(
            {table.__tablename__: unit.session.scalar(select(func.count()).select_from(table)) for table in tables}
        )

    return centre.read(counted)


def enrolments(centre: Centre) -> list[Enrolment]:
    return centre.read(lambda unit: list(unit.session.scalars(select(Enrolment).order_by(Enrolment.id))))


def test_a_new_person_is_created_enrolled_and_found(centre: Centre, preview: Preview) -> None:
    outcome = centre.write(apply_roster, preview([HEADER, ROW])).value
    assert outcome == RosterOutcome(applied=1, created=1, matched=0, skipped=0, import_id=1)
    (enrolment,) = enrolments(centre)
    assert (enrolment.state, enrolment.staff_group, enrolment.workplace, enrolment.position) == (
        EnrolmentState.APPLIED,
        "MUTAXASSIS",
        "12-maktab",
        "Psixolog",
    )
    (found,) = centre.read(search_people, "Каримова дилн")
    assert (found.person.workplace, found.person.district) == ("12-maktab", "Chirchiq shahri")


def test_a_preview_writes_nothing(centre: Centre, preview: Preview) -> None:
    before = contents(centre)
    preview([HEADER, ROW])
    assert contents(centre) == before


def test_a_known_person_is_completed_and_never_overwritten(centre: Centre, preview: Preview) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN, position_text="Metodist")
    person_id = centre.write(save_person, draft).value
    outcome = centre.write(apply_roster, preview([HEADER, ROW])).value
    assert (outcome.created, outcome.matched) == (0, 1)
    card = centre.read(person_card, person_id=person_id).draft
    assert (card.position_text, card.phone, card.workplace) == ("Metodist", "+998 90 123 45 67", "12-maktab")
    assert centre.read(search_people, "901234567")


def test_the_same_file_again_changes_nothing_and_says_so(centre: Centre, preview: Preview) -> None:
    table = [HEADER, ROW, ["Saidova Lola Anvarovna"], ["Saidova Lola Anvarovna"]]
    centre.write(apply_roster, preview(table))
    before = contents(centre)
    again = preview(table)
    assert again.was_applied_before
    assert [row.state for row in again.rows] == [RowState.IGNORED, RowState.IGNORED, RowState.ASK]
    assert centre.write(apply_roster, again).value == RosterOutcome(0, 0, 0, 3)
    assert contents(centre) == before


def test_what_became_of_every_row_is_kept(centre: Centre, preview: Preview) -> None:
    centre.write(apply_roster, preview([HEADER, ROW, ["Jami: 1"], [NAME, "123"]]))
    kept = centre.read(lambda unit: unit.session.scalars(select(RosterImport)).one())
    assert [(row["row"], row["state"], row["became"]) for row in kept.rows] == [
        (2, "ready", "created"),
        (3, "ignored", "left_out"),
        (4, "rejected", "left_out"),
    ]
    assert kept.applied_by == "Saidova Nodira Rustam qizi"


def test_a_question_without_an_answer_is_left_out(centre: Centre, preview: Preview) -> None:
    found = preview([HEADER, [NAME, None, "Сторож"]])
    assert centre.write(apply_roster, found).value.skipped == 1
    assert centre.write(apply_roster, found, decisions={2: Decision(is_accepted=False)}).value.skipped == 1
    assert centre.write(apply_roster, found, decisions={2: Decision()}).value.created == 1


def test_a_district_that_was_asked_needs_its_answer(centre: Centre, preview: Preview) -> None:
    found = preview([HEADER, [NAME, None, None, None, "Buxoro"]])
    with pytest.raises(Refused):
        centre.write(apply_roster, found, decisions={2: Decision()})
    centre.write(apply_roster, found, decisions={2: Decision(district_code="1706401")})
    assert [row.district_code for row in enrolments(centre)] == ["1706401"]


@pytest.mark.parametrize(
    ("decide", "expected"),
    [
        (lambda known: Decision(person_id=known), (0, 1)),
        (lambda known: Decision(is_new_person=True), (1, 0)),
    ],
)
def test_a_namesake_is_the_same_person_or_a_new_one_as_decided(
    centre: Centre, preview: Preview, decide: Callable[[int], Decision], expected: tuple[int, int]
) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", patronymic="Rustam qizi")
    known = centre.write(save_person, draft).value
    found = preview([HEADER, [NAME]])
    for half in (Decision(), Decision(person_id=known + 99)):
        with pytest.raises(Refused):
            centre.write(apply_roster, found, decisions={2: half})
    outcome = centre.write(apply_roster, found, decisions={2: decide(known)}).value
    assert (outcome.created, outcome.matched) == expected


def test_a_changed_surname_is_taken_over_once_confirmed(centre: Centre, preview: Preview) -> None:
    person_id = centre.write(save_person, PersonDraft(surname="Saidova", given_name="Dilnoza", jshshir=WOMAN)).value
    found = preview([HEADER, ROW])
    assert found.rows[0].codes == {ProblemCode.SURNAME_CHANGED}
    centre.write(apply_roster, found, decisions={2: Decision()})
    assert centre.read(person_card, person_id=person_id).draft.surname == "Karimova"
    assert centre.read(search_people, "Karimova")
    assert [found.person.full_name for found in centre.read(search_people, "Saidova")] == [NAME]


def test_who_left_is_enrolled_again_in_the_same_place(centre: Centre, cohort: Cohort, preview: Preview) -> None:
    person_id = centre.write(save_person, PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN)).value
    left = factories.enrolment(cohort.id, person_id, state=EnrolmentState.EXPELLED, leaving_reason="Kasallik")
    factories.write(centre, left)
    centre.write(apply_roster, preview([HEADER, ROW]), decisions={2: Decision()})
    (enrolment,) = enrolments(centre)
    assert (enrolment.state, enrolment.leaving_reason) == (EnrolmentState.APPLIED, "")


def test_a_centre_changed_since_the_preview_is_not_written_to(centre: Centre, preview: Preview) -> None:
    found = preview([HEADER, ROW])
    centre.write(save_person, PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN))
    with pytest.raises(Conflict):
        centre.write(apply_roster, found)


def test_two_rows_are_never_decided_to_be_one_person(centre: Centre, preview: Preview) -> None:
    known = centre.write(save_person, PersonDraft(surname="Karimova", given_name="Dilnoza")).value
    found = preview([HEADER, [NAME], ["Karimova Dilnoza Botir qizi"]])
    decisions = {2: Decision(person_id=known), 3: Decision(person_id=known)}
    with pytest.raises(Refused):
        centre.write(apply_roster, found, decisions=decisions)


@pytest.mark.parametrize("broken", ["create_cards", "fill_cards", "_enrol", "_keep"])
def test_an_import_that_dies_midway_leaves_the_centre_as_it_was(
    centre: Centre, preview: Preview, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    found = preview([HEADER, ROW, ["Saidova Lola Anvarovna"]])
    before = contents(centre)

    def die(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(f"desktop_app.rosters.apply.{broken}", die)
    with pytest.raises(MemoryError):
        centre.write(apply_roster, found)
    assert contents(centre) == before


def test_a_backup_is_made_before_an_import(centre: Centre, cohort: Cohort) -> None:
    found = preview_file(centre, path=SAMPLES / "03_cp1251_semicolon.csv", cohort_id=cohort.id)
    assert apply_with_backup(centre, found).value.created == 24
    assert len(list(centre.paths.backups.glob("*.db"))) == 1


def test_the_same_file_under_another_name_is_known_again(centre: Centre, cohort: Cohort, tmp_path: Path) -> None:
    content = f"F.I.Sh.\n{NAME}\n".encode("utf-8-sig")
    first, renamed = tmp_path / "royxat.csv", tmp_path / "yangi nom.csv"
    first.write_bytes(content)
    renamed.write_bytes(content)
    centre.write(apply_roster, preview_file(centre, path=first, cohort_id=cohort.id))
    assert preview_file(centre, path=renamed, cohort_id=cohort.id).was_applied_before


@pytest.mark.parametrize("last_step", range(6))
def test_cancelling_at_any_step_of_applying_leaves_everything_as_it_was(
    centre: Centre, preview: Preview, last_step: int
) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", patronymic="Rustam qizi", jshshir=WOMAN)
    known_id = centre.write(save_person, draft).value
    found = preview([HEADER, ROW, ["Aliyev Botir Olimovich", None, "Metodist", "7-maktab", "Chirchiq shahri", None]])
    before = contents(centre), centre.read(person_card, person_id=known_id)

    def stop_at_last(_what: str, done: int, _total: int) -> None:
        if done == last_step:
            progress.cancel()

    progress = Progress(stop_at_last)
    with pytest.raises(Cancelled):
        centre.write(apply_roster, found, progress=progress)
    assert (contents(centre), centre.read(person_card, person_id=known_id)) == before
    assert centre.write(apply_roster, found, progress=Progress()).value.applied == 2


def test_a_backup_of_the_last_day_spares_another_before_an_import(centre: Centre, preview: Preview) -> None:
    first = apply_with_backup(centre, preview([HEADER, ROW])).value
    (made,) = backups(centre.paths.backups)
    other = ["Aliyev Botir Olimovich", None, "Metodist", "7-maktab", "Chirchiq shahri", None]
    second = apply_with_backup(centre, preview([HEADER, other], sha256="b" * 64)).value
    assert (first.earlier_backup_at, second.earlier_backup_at) == (None, made.made_at)
    assert backups(centre.paths.backups) == [made]


def test_another_course_is_taken_for_the_reason_that_was_typed(
    centre: Centre, cohort: Cohort, preview: Preview
) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN)
    person_id = centre.write(save_person, draft).value
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 28)}
    taken = factories.write(centre, factories.cohort(cohort.programme_id, code="OLDIN", **days))
    factories.write(centre, factories.enrolment(taken.id, person_id, state=EnrolmentState.COMPLETED))
    found = preview([HEADER, ROW])
    reason = "  Yangi fanga o'tgan "
    centre.write(apply_roster, found, decisions={found.rows[0].number: Decision(repeat_reason=reason)})
    assert enrolments(centre)[-1].repeat_reason == "Yangi fanga oʻtgan"
