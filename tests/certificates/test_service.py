"""Issuing, annulling, printing and checking certificates in a real database."""

from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from db.models.centre import CentreProfile
from db.models.certificates import SigningKey
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.certificate_templates.document import PaperSheet
from desktop_app.certificates import workbook
from desktop_app.certificates.later import Ground, annul
from desktop_app.certificates.papers import in_force_of, issued_papers, sample_of
from desktop_app.certificates.printing import Written, write_certificates, write_papers, write_register
from desktop_app.certificates.reading import check_codes
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import (
    REGISTER_ORDERS,
    RegisterFilter,
    certificates_of,
    register,
    register_count,
    register_years,
)
from desktop_app.certificates.service import candidates, issue_certificates
from desktop_app.certificates.signature import verify
from desktop_app.clock import FixedClock
from desktop_app.cohorts.leaving import expel
from desktop_app.completion.service import completion_rows
from desktop_app.errors import CentreError, Invalid, NotFound, Refused
from desktop_app.progress import Progress
from tests.courses import Course, Taught, closed_course, taught_course

GROUND = Ground("Familiyada xato", "51-T/T", date(2026, 11, 21))
PEOPLE = (Taught("Botirova", 90), Taught("Azimova", 80), Taught("Davronova", 40))


@pytest.fixture
def course(centre: Centre) -> Course:
    """A closed course: Azimova and Botirova have completed, Davronova has failed."""
    return closed_course(centre, PEOPLE)


def issued(centre: Centre, course: Course) -> list[CertificateRecord]:
    return list(centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued)


def pages(centre: Centre, course: Course) -> tuple[PaperSheet, ...]:
    """Those in force, as they were issued."""
    ids = centre.read(in_force_of, cohort_id=course.cohort_id)
    return centre.read(issued_papers, certificate_ids=ids).sheets


def sample(centre: Centre, course: Course) -> PaperSheet:
    enrolment_id = course.enrolment_ids["Azimova"]
    (row,) = centre.read(completion_rows, cohort_id=course.cohort_id, enrolment_ids=[enrolment_id])
    (sheet,) = centre.read(sample_of, row=row, kind="certificate").sheets
    return sheet


def public_keys(unit: UnitOfWork) -> dict[bytes, bytes]:
    return {row.kid: row.public_key for row in unit.session.scalars(select(SigningKey))}


def print_in(centre: Centre, document_language: str, *, title: str) -> None:
    """From now on documents are in that language, and the only programme has that title."""

    def change(unit: UnitOfWork) -> None:
        unit.session.scalars(select(CentreProfile)).one().document_language = document_language
        unit.session.scalars(select(Programme)).one().title = title

    centre.write(change)


def test_numbers_run_by_the_alphabet_and_who_failed_is_withheld_with_the_reason(centre: Centre, course: Course) -> None:
    result = centre.write(issue_certificates, cohort_id=course.cohort_id).value
    assert [(record.full_number, record.holder.split()[0]) for record in result.issued] == [
        ("PM-2026-000001", "Azimova"),
        ("PM-2026-000002", "Botirova"),
    ]
    ((name, reason),) = result.withheld
    assert name.startswith("Davronova")
    assert "40" in reason


def test_while_the_cohort_is_open_only_who_left_it_has_lost_the_certificate(centre: Centre) -> None:
    course = taught_course(centre, PEOPLE)
    centre.write(expel, enrolment_id=course.enrolment_ids["Botirova"], reason="Ishdan boʻshadi")
    people = centre.read(candidates, cohort_id=course.cohort_id)
    assert {one.name.split()[0]: one.may_earn for one in people} == {
        "Azimova": True,
        "Botirova": False,
        "Davronova": True,
    }


def test_once_the_cohort_is_closed_the_reason_is_the_last_word(centre: Centre, course: Course) -> None:
    assert not any(one.may_earn for one in centre.read(candidates, cohort_id=course.cohort_id))


def test_a_second_run_issues_nothing_new(centre: Centre, course: Course) -> None:
    first = issued(centre, course)
    again = centre.write(issue_certificates, cohort_id=course.cohort_id).value
    assert (again.issued, list(again.all_of_cohort)) == ((), first)


def test_numbers_go_on_in_the_next_cohort(centre: Centre, course: Course) -> None:
    issued(centre, course)
    other = closed_course(centre, [Taught("Ergasheva")], code="FIZ-26/11")
    assert [record.full_number for record in issued(centre, other)] == ["PM-2026-000003"]


def test_numbers_begin_anew_with_the_year_and_the_old_series_goes_on(centre: Centre, course: Course) -> None:
    january = closed_course(centre, [Taught("Ergasheva")], code="FIZ-26/11")
    late = closed_course(centre, [Taught("Fayzullayeva")], code="KIM-26/11")
    centre.clock = FixedClock(datetime(2027, 1, 5, 9, tzinfo=UTC))
    issued(centre, january)
    for other in (course, late):
        centre.write(issue_certificates, cohort_id=other.cohort_id, issued_on=date(2026, 12, 30))
    of_years = [
        [record.full_number for record in centre.read(register, which=RegisterFilter(year))] for year in (2026, 2027)
    ]
    assert of_years == [["PM-2026-000001", "PM-2026-000002", "PM-2026-000003"], ["PM-2027-000001"]]
    assert [centre.read(register_count, which=RegisterFilter(year)) for year in (2026, 2027)] == [3, 1]


def test_the_private_key_stands_in_no_entry_of_the_journal(centre: Centre, course: Course) -> None:
    issued(centre, course)
    made = [
        entry
        for entry in centre.read(journal_page, JournalFilter(), offset=0, limit=100)
        if entry.entity == SigningKey.__tablename__
    ]
    kept = {change.field: change.after for entry in made for change in entry.changes}
    assert (kept["private_key"], kept["public_key"]) == ("<32 bytes>", "<32 bytes>")


def test_an_open_cohort_gets_no_certificates(centre: Centre) -> None:
    course = taught_course(centre, PEOPLE)
    with pytest.raises(Refused):
        issued(centre, course)
    assert not any(candidate.is_ready for candidate in centre.read(candidates, cohort_id=course.cohort_id))


def test_a_certificate_is_not_older_than_the_course(centre: Centre, course: Course) -> None:
    with pytest.raises(Invalid):
        centre.write(issue_certificates, cohort_id=course.cohort_id, issued_on=date(2026, 11, 19))


def test_a_name_that_cannot_be_printed_stops_the_batch_and_uses_no_number(centre: Centre, course: Course) -> None:
    def rename(surname: str) -> None:
        def change(unit: UnitOfWork) -> None:
            enrolment = unit.session.get_one(Enrolment, course.enrolment_ids["Botirova"])
            unit.session.get_one(Person, enrolment.person_id).surname = surname

        centre.write(change)

    rename("Bo\u4e00tirova")
    with pytest.raises(CentreError):
        issued(centre, course)
    assert centre.read(certificates_of, cohort_id=course.cohort_id) == []
    rename("Botirova")
    assert [record.number for record in issued(centre, course)] == [1, 2]


def test_who_has_a_certificate_from_elsewhere_gets_none_here(centre: Centre, course: Course) -> None:
    def note_other(unit: UnitOfWork) -> None:
        unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"]).external_certificate = "UKT 24-17"

    centre.write(note_other)
    assert [record.holder.split()[0] for record in issued(centre, course)] == ["Botirova"]
    azimova = centre.read(candidates, cohort_id=course.cohort_id)[0]
    assert (azimova.is_ready, "UKT 24-17" in azimova.reason) == (False, True)


def test_the_paper_stays_as_it_was_issued_when_the_card_changes(centre: Centre, course: Course) -> None:
    before = issued(centre, course)[0].holder

    def marry(unit: UnitOfWork) -> None:
        enrolment = unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"])
        unit.session.get_one(Person, enrolment.person_id).surname = "Rahimova"

    centre.write(marry)
    assert pages(centre, course)[0].words["holder"] == before


def test_the_sample_before_the_issue_has_neither_number_nor_code(centre: Centre, course: Course) -> None:
    sheet = sample(centre, course)
    assert (sheet.code, sheet.words["mark"], sheet.words["number"]) == ("", "NAMUNA", "№ –")


def test_the_director_signs_with_initials(centre: Centre, course: Course) -> None:
    sheet = sample(centre, course)
    assert sheet.words["signer_name"] == "D.A.Karimova"


@pytest.mark.parametrize("document_language", ["uz_Cyrl", "ru"])
def test_a_cyrillic_paper_bears_one_script_and_its_code_says_the_same(
    centre: Centre, course: Course, document_language: str
) -> None:
    print_in(centre, document_language, title="XXI asr taʼlimida Excel dasturi")
    (first, *_rest) = issued(centre, course)
    sheet = pages(centre, course)[0]
    assert "XXI аср таълимида Excel дастури" in sheet.words["course"]
    assert "педагогик маҳорат маркази" in sheet.words["centre"]
    claims = verify(sheet.code, centre.read(public_keys)).claims
    assert claims is not None
    assert (claims.course, claims.number) == ("XXI аср таълимида Excel дастури", first.full_number)
    assert claims.centre in sheet.words["centre"]


def test_a_title_typed_in_russian_stays_as_it_was_typed(centre: Centre, course: Course) -> None:
    print_in(centre, "ru", title="Методика преподавания математики")
    issued(centre, course)
    sheet = pages(centre, course)[0]
    assert "Методика преподавания математики" in sheet.words["course"]


def test_an_annulled_certificate_keeps_its_number_and_is_not_printed_again(centre: Centre, course: Course) -> None:
    first, second = issued(centre, course)
    centre.write(annul, certificate_id=first.id, ground=GROUND)
    assert [record.state for record in centre.read(register, which=RegisterFilter(2026))] == ["annulled", "valid"]
    assert [sheet.words["holder"] for sheet in pages(centre, course)] == [second.holder]
    assert centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued == ()


def test_a_certificate_is_annulled_once(centre: Centre, course: Course) -> None:
    record = issued(centre, course)[0]
    centre.write(annul, certificate_id=record.id, ground=GROUND)
    with pytest.raises(Refused):
        centre.write(annul, certificate_id=record.id, ground=GROUND)
    with pytest.raises(NotFound):
        centre.write(annul, certificate_id=999, ground=GROUND)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("000002", ["Botirova"]),
        ("азим", ["Azimova"]),
        ("pm-2026 boti", ["Botirova"]),
        ("Davron", []),
        ("%", []),
        ("imova", ["Azimova"]),
        ("PM", ["Azimova", "Botirova"]),
        ("pm botir", ["Botirova"]),
        ("0000", ["Azimova", "Botirova"]),
        ("2", ["Botirova"]),
    ],
)
def test_the_register_is_searched_by_number_and_by_name_in_either_script(
    centre: Centre, course: Course, text: str, found: list[str]
) -> None:
    issued(centre, course)
    rows = centre.read(register, which=RegisterFilter(2026, text=text))
    assert [record.holder.split()[0] for record in rows] == found
    assert centre.read(register_count, which=RegisterFilter(2026, text=text)) == len(found)


def test_the_register_is_read_by_pages_and_in_the_order_asked_for(centre: Centre, course: Course) -> None:
    issued(centre, course)
    backwards = centre.read(register, which=RegisterFilter(2026), order="holder", is_descending=True)
    assert [record.holder.split()[0] for record in backwards] == ["Botirova", "Azimova"]
    assert centre.read(register, which=RegisterFilter(2026), offset=1, limit=1) == [backwards[0]]
    assert centre.read(register, which=RegisterFilter(2025)) == []
    assert centre.read(register_years) == [2026]


def test_in_every_order_the_pages_of_the_register_make_up_the_whole(centre: Centre, course: Course) -> None:
    issued(centre, course)
    other = closed_course(centre, [Taught("Ergasheva"), Taught("Fayzullayeva")], code="A-27")
    centre.write(issue_certificates, cohort_id=other.cohort_id)

    def page(unit: UnitOfWork, text: str, order: str, is_descending: bool, offset: int, limit: int) -> list[int]:
        which = RegisterFilter(2026, text=text)
        asked = {"order": order, "is_descending": is_descending, "offset": offset, "limit": limit}
        return [record.id for record in register(unit, which=which, **asked)]

    def compare(unit: UnitOfWork) -> None:
        for text, order, is_descending in product(("", "ova", "2026"), REGISTER_ORDERS, (False, True)):
            asked = (unit, text, order, is_descending)
            pages = [page(*asked, offset, 1) for offset in range(5)]
            assert [each for found in pages for each in found] == page(*asked, 0, 9), asked
            rows = register(unit, which=RegisterFilter(2026, text=text), order=order, is_descending=is_descending)
            shown = {"number": "full_number", "cohort": "cohort_code"}.get(order, order)
            values = [getattr(record, shown) for record in rows]
            assert len(values) == register_count(unit, which=RegisterFilter(2026, text=text))
            assert values == sorted(values, reverse=is_descending)

    centre.read(compare)


def test_the_printed_codes_are_genuine(centre: Centre, course: Course, tmp_path: Path) -> None:
    records = issued(centre, course)
    file = tmp_path / "sertifikatlar.pdf"
    written = write_certificates(centre, cohort_id=course.cohort_id, out=file, progress=Progress())
    assert written == Written(file, 2)
    found = check_codes(file, centre.read(public_keys))
    assert [code.verification.claims.name for code in found if code.verification.claims] == [
        record.holder for record in records
    ]


def test_a_file_of_single_papers_is_told_to_the_journal_with_whose_they_are(
    centre: Centre, course: Course, tmp_path: Path
) -> None:
    first = issued(centre, course)[0]
    write_papers(centre, certificate_ids=[first.id], out=tmp_path / "bitta.pdf", progress=Progress())
    entry = centre.read(journal_page, wanted=JournalFilter(action="print"), offset=0, limit=1)[0]
    told = {change.field: change.after for change in entry.changes}
    assert (entry.entity, told["file"], told["people"]) == ("certificate", "bitta.pdf", 1)


def test_without_certificates_in_force_there_is_no_file(centre: Centre, course: Course, tmp_path: Path) -> None:
    file = tmp_path / "sertifikatlar.pdf"
    written = write_certificates(centre, cohort_id=course.cohort_id, out=file, progress=Progress())
    assert written == Written(None, 0)
    assert not file.exists()


@pytest.mark.parametrize("measured", [3_000, 1])
def test_the_register_becomes_a_workbook(
    centre: Centre, course: Course, tmp_path: Path, measured: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long one is written otherwise, and says the same."""
    monkeypatch.setattr(workbook, "MOST_MEASURED", measured)
    records = issued(centre, course)
    file = tmp_path / "daftar.xlsx"
    assert write_register(centre, which=RegisterFilter(2026), out=file) == Written(file, 2)
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))[-2:]
    told = [(row[2], row[4], row[7], row[8], row[13].date()) for row in rows]
    assert told == [(one.full_number, one.holder, one.course, one.hours, one.issued_on) for one in records]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("TASHQI", "certificates_elsewhere"),
        ("DIPLOM", "diploma_instead"),
        ("MALUMOTNOMA", "statement_instead"),
        ("YOQ", "no_certificates"),
    ],
)
def test_a_programme_that_ends_otherwise_gets_no_certificates_of_ours(
    centre: Centre, course: Course, kind: str, code: str
) -> None:
    def end_otherwise(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Programme)).one().certificate_kind_code = kind

    centre.write(end_otherwise)
    with pytest.raises(Refused, match=code):
        centre.write(issue_certificates, cohort_id=course.cohort_id)
