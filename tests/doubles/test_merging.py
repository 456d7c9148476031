"""Two cards made one: what is chosen, what is kept of both, and what is refused."""

from datetime import date

import pytest
from sqlalchemy import select

from db.base import Base
from db.models.applications import Application, ApplicationPerson
from db.models.attendance import Absence, AttendanceSheet, BadgeScan, WalkIn
from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.duplicates import DuplicatePair, Erasure, PersonMerge
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Consent, FormerName, FormerPost, OutsideCourse, Person, PersonWord
from db.models.personal_data import Disclosure
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.doubles.belongings import OF_ENROLMENT, OF_PERSON
from desktop_app.doubles.choices import GROUPS, JOINED, OWN, SETTLED, Side
from desktop_app.doubles.folding import EVIDENCE
from desktop_app.doubles.merging import merge_people
from desktop_app.doubles.pairs import pairs, say_different
from desktop_app.doubles.parting import undo_merge
from desktop_app.doubles.records import PairFilter, PairState
from desktop_app.doubles.scan import scan
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.language.keys import sort_key
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card
from desktop_app.progress import Progress
from tests import factories
from tests.doubles.conftest import Enter
from tests.factories import write

EVENT = {"kind_code": "KRS", "held_on": date(2026, 10, 1), "people": 12}


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    return write(centre, factories.cohort(write(centre, factories.programme()).id)).id


def programme_id(centre: Centre) -> int:
    return centre.read(lambda unit: unit.session.scalars(select(Programme.id)).first()) or 0


def merge(centre: Centre, first: int, second: int, **options: object) -> int:
    """The id of the card that stays."""
    return centre.write(merge_people, first_id=first, second_id=second, **options).value.kept_id  # type: ignore[arg-type]


def count(centre: Centre, model: type[Base]) -> int:
    return centre.read(lambda unit: len(unit.session.scalars(select(model)).all()))


def mark(centre: Centre, cohort_id: int, enrolment_id: int) -> None:
    session = write(centre, factories.session(cohort_id))
    write(centre, factories.mark(session.id, enrolment_id))


def referring_to(model: type[Base]) -> set[str]:
    tables = Base.metadata.tables.values()
    return {table.name for table in tables if any(key.column.table is model.__table__ for key in table.foreign_keys)}


def certify(centre: Centre, cohort_id: int, enrolment_id: int, holder: str) -> None:
    """A certificate as it was printed, without the ceremony of a completed course."""
    written = date(2026, 11, 20)

    def issue(unit: UnitOfWork) -> None:
        unit.session.add_all(
            [
                CertificateSeries(id=1, prefix="PM", year=2026, digits=6, next_number=2),
                SigningKey(kid=b"k", year=2020, public_key=b"p", private_key=b"s", made_at=unit.now),
                CertificateBatch(id=1, cohort_id=cohort_id, issued_on=written, language="uz_Latn", words={}),
            ]
        )
        unit.session.flush()
        unit.session.add(
            Certificate(
                enrolment_id=enrolment_id,
                series_id=1,
                batch_id=1,
                number=1,
                full_number="PM 000001",
                issued_on=written,
                kid=b"k",
                code_text="",
                holder=holder,
                sort_key=sort_key(holder),
            )
        )

    centre.write(issue)


def test_the_fuller_the_right_and_the_newer_is_taken_where_nobody_chose(centre: Centre, enter: Enter) -> None:
    first = enter(document="AA 1234567", phone="90 123 45 67", workplace="12-maktab", notes="Koʻchib kelgan")
    second = enter(patronymic="", phone="91 123 45 67, 90 123 45 67", workplace="7-maktab", notes="Taʼtilda")
    card = centre.read(person_card, person_id=merge(centre, first, second))
    assert card.line.full_name == "Karimova Nodira Botir qizi"
    assert card.line.document == "AA 1234567"
    assert card.line.workplace == "7-maktab"
    assert card.line.phone == "+998 90 123 45 67, +998 91 123 45 67"
    assert card.draft.notes == "Koʻchib kelgan\nTaʼtilda"


def test_what_was_chosen_field_by_field_is_taken(centre: Centre, enter: Enter) -> None:
    first, second = enter(surname="Saidova", document="AA 1234567"), enter(document="AB 7654321")
    chosen = {"name": Side.FIRST, "document": Side.FIRST}
    card = centre.read(person_card, person_id=merge(centre, first, second, chosen=chosen))
    assert (card.line.name.surname, card.line.document) == ("Saidova", "AA 1234567")


def test_the_name_and_the_workplace_that_were_not_chosen_stay_as_former_ones(centre: Centre, enter: Enter) -> None:
    first = enter(surname="Saidova", workplace="12-maktab", position_code="OQIT")
    second = enter(workplace="7-maktab")
    kept = merge(centre, first, second)
    card = centre.read(person_card, person_id=kept)
    assert [name.full_name for name in card.former_names] == ["Saidova Nodira Botir qizi"]
    assert [post.workplace for post in card.posts] == ["7-maktab", "12-maktab"]
    (found,) = centre.read(search_people, "saidova nodira")
    assert found.person.id == kept


def test_the_same_name_makes_no_former_one(centre: Centre, enter: Enter) -> None:
    merge(centre, enter(), enter())
    assert count(centre, FormerName) == 0


def test_everything_that_hung_on_either_card_hangs_on_the_one_that_stays(
    centre: Centre, enter: Enter, cohort_id: int
) -> None:
    first, second = enter(), enter()
    enrolled = write(centre, factories.enrolment(cohort_id, first))
    mark(centre, cohort_id, enrolled.id)
    for person_id in (first, second):
        write(centre, OutsideCourse(person_id=person_id, title="STEAM", ends_on=date(2024, 5, 1)))
        write(centre, Consent(person_id=person_id, given_on=date(2026, 9, 1), form="paper"))
        given = {"given_on": date(2026, 9, 1), "recipient": "", "basis": "", "content": ""}
        write(centre, Disclosure(**given, person_id=person_id, noted_at=centre.clock.now(), noted_by=""))
        write(centre, FormerPost(person_id=person_id, position_text="Oʻqituvchi"))
        write(centre, FormerName(person_id=person_id, surname="Aliyeva", given_name="Nodira"))
        write(centre, factories.trainer(person_id=person_id))
        code = f"ING-26/{person_id}"
        write(centre, factories.cohort(programme_id(centre), code=code, led_by_person_id=person_id))
        event = write(centre, TrainingEvent(**EVENT, leader_person_id=person_id))
        write(centre, EventParticipant(event_id=event.id, person_id=person_id))
        asked = write(centre, Application(dated_on=date(2026, 9, 1)))
        write(centre, ApplicationPerson(application_id=asked.id, person_id=person_id, year=2026))
    kept = merge(centre, first, second)
    assert kept == second
    assert centre.read(lambda unit: unit.session.get(Person, first)) is None
    for each in OF_PERSON:
        column = getattr(each.model, each.column)
        named = select(column).where(column.is_not(None))
        assert centre.read(lambda unit, named=named: set(unit.session.scalars(named))) == {kept}, each.name


def test_both_in_one_application_and_at_one_event_stand_there_once_until_they_are_parted(
    centre: Centre, enter: Enter
) -> None:
    first, second = enter(), enter()
    event = write(centre, TrainingEvent(**EVENT))
    asked = write(centre, Application(dated_on=date(2026, 9, 1)))
    for person_id, month in ((first, 3), (second, 4)):
        write(centre, EventParticipant(event_id=event.id, person_id=person_id))
        write(centre, ApplicationPerson(application_id=asked.id, person_id=person_id, year=2026, month=month))

    def standing(unit: UnitOfWork) -> list[tuple[int, int | None]]:
        rows = unit.session.execute(select(ApplicationPerson.person_id, ApplicationPerson.month))
        return sorted((person_id, month) for person_id, month in rows)

    assert merge(centre, first, second) == second
    assert (centre.read(standing), count(centre, EventParticipant)) == ([(second, 4)], 1)
    merging = centre.read(lambda unit: unit.session.scalars(select(PersonMerge.id)).one())
    centre.write(undo_merge, merge_id=merging)
    assert (centre.read(standing), count(centre, EventParticipant)) == ([(first, 3), (second, 4)], 2)


def test_every_table_that_refers_to_people_is_thought_of() -> None:
    thought_of = {each.name for each in OF_PERSON}
    thought_of |= {model.__tablename__ for model in (PersonWord, DuplicatePair, Erasure)}
    assert referring_to(Person) == thought_of


def test_every_table_that_refers_to_enrolments_is_thought_of() -> None:
    """Whose card is only a name is never merged, and what something came of never goes."""
    thought_of = {each.name for each in OF_ENROLMENT}
    thought_of |= {model.__tablename__ for model in (*EVIDENCE, WalkIn)}
    assert referring_to(Enrolment) == thought_of


def test_every_column_of_a_card_is_chosen_joined_or_settled() -> None:
    told = [column for group in GROUPS for column in group.columns] + [*JOINED, *SETTLED, *OWN]
    assert sorted(told) == sorted(Person.__mapper__.columns.keys())


def test_what_was_printed_keeps_the_name_it_was_printed_with(centre: Centre, enter: Enter, cohort_id: int) -> None:
    first, second = enter(surname="Karimva"), enter()
    enrolled = write(centre, factories.enrolment(cohort_id, first, state=EnrolmentState.COMPLETED))
    certify(centre, cohort_id, enrolled.id, "Karimva Nodira Botir qizi")
    kept = merge(centre, first, second, chosen={"name": Side.SECOND})
    of_paper = select(Certificate.holder, Certificate.sort_key, Enrolment.person_id)
    holder, place, owner = centre.read(
        lambda unit: unit.session.execute(of_paper.join(Enrolment, Enrolment.id == Certificate.enrolment_id)).one()
    )
    # In the register, too, it stays where its printed name stands.
    assert (holder, place, owner) == ("Karimva Nodira Botir qizi", sort_key("Karimva Nodira Botir qizi"), kept)


def test_in_one_cohort_the_enrolment_of_which_nothing_came_is_folded_away(
    centre: Centre, enter: Enter, cohort_id: int
) -> None:
    first, second = enter(), enter()
    marked = write(centre, factories.enrolment(cohort_id, first))
    write(centre, factories.enrolment(cohort_id, second))
    mark(centre, cohort_id, marked.id)
    kept = merge(centre, first, second)
    left = centre.read(lambda unit: unit.session.execute(select(Enrolment.id, Enrolment.person_id)).all())
    assert left == [(marked.id, kept)]


def test_absences_badges_and_rows_of_sheets_go_to_the_enrolment_that_stays(
    centre: Centre, enter: Enter, cohort_id: int
) -> None:
    first, second = enter(), enter()
    marked = write(centre, factories.enrolment(cohort_id, first))
    folded = write(centre, factories.enrolment(cohort_id, second))
    mark(centre, cohort_id, marked.id)
    now, days = centre.clock.now(), {"starts_on": date(2026, 11, 3), "ends_on": date(2026, 11, 3)}
    noted = {"noted_at": now, "noted_by": "S"}
    write(centre, Absence(cohort_id=cohort_id, enrolment_id=folded.id, kind_code="SABABLI", **days, **noted))
    write(centre, BadgeScan(scanned_at=now, code="B", cohort_id=cohort_id, enrolment_id=folded.id, scanned_by="S"))
    printed = {"kind": "day", "printed_at": now, "printed_by": "S", **days}
    write(centre, AttendanceSheet(number="DV-2026-000001", cohort_id=cohort_id, people=[folded.id], **printed))
    merge(centre, first, second)
    for owner in (Absence.enrolment_id, BadgeScan.enrolment_id):
        assert centre.read(lambda unit, column=owner: unit.session.scalar(select(column))) == marked.id
    assert centre.read(lambda unit: unit.session.scalar(select(AttendanceSheet.people))) == [marked.id]


def test_two_that_both_studied_in_one_cohort_are_refused_with_what_to_do(
    centre: Centre, enter: Enter, cohort_id: int
) -> None:
    first, second = enter(), enter()
    for person_id in (first, second):
        write(centre, factories.enrolment(cohort_id, person_id, final_score=80.0))
    with pytest.raises(Refused) as refused:
        merge(centre, first, second)
    assert refused.value.code == "both_in_cohort"
    assert "MAT-26/11" in refused.value.text
    assert count(centre, Person) == 2
    assert count(centre, PersonMerge) == 0


def test_a_number_passes_over_to_the_card_that_stays(centre: Centre, enter: Enter) -> None:
    first, second = enter(jshshir="41403850010011"), enter()
    assert centre.read(person_card, person_id=merge(centre, first, second)).line.jshshir == "41403850010011"


def test_a_card_that_was_changed_meanwhile_is_a_conflict(centre: Centre, enter: Enter) -> None:
    first, second = enter(), enter()
    with pytest.raises(Conflict):
        merge(centre, first, second, versions=(1, 2))
    merge(centre, first, second, versions=(1, 1))


def test_a_card_is_not_merged_with_itself(centre: Centre, enter: Enter) -> None:
    first = enter()
    with pytest.raises(Invalid):
        merge(centre, first, first)


def test_a_merged_card_takes_over_what_was_said_of_either_pair(centre: Centre, enter: Enter) -> None:
    first, second, third, fourth = (enter() for _ in range(4))
    scan(centre, Progress())
    centre.write(say_different, first_id=first, second_id=third)
    kept = merge(centre, first, second)
    open_pairs = {pair.ids for pair in centre.read(pairs, wanted=PairFilter())}
    different = {pair.ids for pair in centre.read(pairs, wanted=PairFilter(PairState.DIFFERENT))}
    assert kept == second
    assert open_pairs == {(second, fourth), (third, fourth)}
    assert different == {(second, third)}


def test_an_archived_card_merged_with_a_present_one_is_present(centre: Centre) -> None:
    first = write(centre, factories.person(is_archived=True, archived_on=date(2025, 1, 1), archive_reason="Ketgan"))
    second = write(centre, factories.person())
    kept = merge(centre, first.id, second.id)
    row = centre.read(lambda unit: unit.session.get_one(Person, kept))
    assert (row.is_archived, row.archived_on, row.archive_reason) == (False, None, "")
