"""What a roster tells beside the name reaches the card: schooling, category, service, the last course."""

from collections.abc import Callable
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.people.archive import archive_person
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import person_card, save_person
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.people import RosterPerson
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.records import Cell
from tests.rosters.conftest import Preview

WOMAN = "40711904150273"
NAME = "Karimova Dilnoza Rustam qizi"
HEADER = ["F.I.Sh.", "JShShIR", "Toifasi", "Toifa berilgan sana", "Toifa muddati", "Tamomlagan OTM", "Tamomlagan yili",
          "Diplom boʻyicha mutaxassisligi", "Pedagogik staji", "Oxirgi malaka oshirgan sanasi", "Sertifikat raqami",
          "Shahar/qishloq", "Taʼlim tili"]  # fmt: skip
ROW = [NAME, WOMAN, "Oliy toifa", date(2022, 3, 5), "05.03.2027", "ToshDPU", 2012, "Matematika", 14, "12.05.2021",
       "MO 001234", "qishloq", "oʻzbek"]  # fmt: skip


def person_of(row: RosterRow) -> RosterPerson:
    assert row.person is not None
    return row.person


def test_every_column_of_an_application_reaches_the_card(centre: Centre, preview: Preview) -> None:
    found = preview([HEADER, ROW])
    assert (found.table.unknown_columns, found.rows[0].problems) == ((), ())
    centre.write(apply_roster, found)
    known = centre.write(save_person, PersonDraft("Boshqa", "Odam")).value - 1
    card = centre.read(person_card, person_id=known)
    draft = card.draft
    assert (draft.category_code, draft.category_given_on, draft.category_valid_to) == (
        "OLIY",
        date(2022, 3, 5),
        date(2027, 3, 5),
    )
    assert (draft.graduated_from, draft.graduation_year, draft.diploma_specialty) == ("ToshDPU", 2012, "Matematika")
    assert (draft.service_since, draft.locality_code, draft.language_code) == (date(2012, 11, 21), "rural", "uz")
    (course,) = [one for one in card.training if one.is_outside]
    assert (course.ends_on, course.certificate_number) == (date(2021, 5, 12), "MO 001234")


def test_a_course_that_is_known_is_not_added_again(centre: Centre, preview: Preview) -> None:
    centre.write(apply_roster, preview([HEADER, ROW]))
    centre.write(apply_roster, preview([HEADER, ROW], cohort_id=None, sha256="a" * 64))
    card = centre.read(person_card, person_id=1)
    assert len([one for one in card.training if one.is_outside]) == 1


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(12, date(2014, 11, 21)), ("12 yil 5 oy", date(2014, 11, 21)), ("2010-yildan", date(2010, 1, 1)), ("-", None)],
)
def test_service_is_told_in_years_or_by_its_first_year(
    only_row: Callable[..., RosterRow], cell: Cell, expected: date | None
) -> None:
    assert person_of(only_row(Staji=cell)).service_since == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2021-yil", (date(2021, 12, 31), "")),
        ("12.05.2021 № 123456", (date(2021, 5, 12), "№ 123456")),
        (date(2020, 2, 3), (date(2020, 2, 3), "")),
        (2026, (date(2026, 11, 21), "")),
        ("", (None, "")),
    ],
)
def test_the_last_course_may_come_with_its_certificate(
    only_row: Callable[..., RosterRow], cell: Cell, expected: tuple[date | None, str]
) -> None:
    person = person_of(only_row(**{"Oxirgi kurs": cell}))
    assert (person.last_course_on, person.course_certificate) == expected


def test_a_category_for_life_has_no_last_day(only_row: Callable[..., RosterRow]) -> None:
    person = person_of(only_row(Toifasi="Oliy", **{"Toifa muddati": "umrbod"}))
    assert (person.category_is_lifetime, person.category_valid_to) == (True, None)


def test_what_cannot_be_read_is_told_and_kept_in_the_notes(only_row: Callable[..., RosterRow]) -> None:
    row = only_row(Staji="koʻp", **{"Oxirgi kurs": "bilmayman"})
    assert (row.state, row.codes) == (RowState.READY, {"number_unreadable", "date_unreadable"})
    assert person_of(row).notes == "Staji: koʻp; Oxirgi kurs: bilmayman"


def test_a_word_that_no_list_knows_is_told_and_kept_in_the_notes(only_row: Callable[..., RosterRow]) -> None:
    row = only_row(**{"Taʼlim tili": "esperanto"})
    assert (row.state, row.codes) == (RowState.READY, {"word_unknown"})
    assert person_of(row).notes == "Taʼlim tili: esperanto"


def test_one_cell_with_name_passport_and_phone_fills_three_fields(preview: Preview) -> None:
    table = [["№", "F.I.Sh., pasporti, telefoni"], [1, f"{NAME}, AA1234567, 901234567"]]
    (row,) = preview(table).rows
    person = person_of(row)
    assert (person.full_name, person.document, person.phone) == (NAME, "AA 1234567", "+998 90 123 45 67")
    assert row.codes == {"crowded_cell"}


def test_who_is_in_the_archive_is_asked_and_comes_back(centre: Centre, preview: Preview) -> None:
    known = centre.write(save_person, PersonDraft("Karimova", "Dilnoza", jshshir=WOMAN)).value
    centre.write(archive_person, person_id=known, reason="nafaqa")
    found = preview([["F.I.Sh.", "JShShIR"], [NAME, WOMAN]])
    assert (found.rows[0].state, found.rows[0].codes) == (RowState.ASK, {"in_archive"})
    centre.write(apply_roster, found, decisions={2: Decision()})
    assert centre.read(person_card, person_id=known).archived is None
