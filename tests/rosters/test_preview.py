"""Every row of a roster ends in one state, with a sentence for everything about it that is not plain."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from db.models.people import Person, Sex
from db.models.returns import ReturnState
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, Refused
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.rosters.checking import RosterRow, RowAction
from desktop_app.rosters.problems import MEANINGS, ProblemCode, RowState
from desktop_app.spreadsheets.records import Cell, CellError, UncomputedFormula
from tests import factories
from tests.rosters.conftest import Preview

WOMAN, WOMAN_BORN = "40711904150273", date(1990, 11, 7)
MAN = "31203852310042"
NAME = "Karimova Dilnoza Rustam qizi"
HEADER = ["№", "F.I.Sh.", "Tugʻilgan sana", "JShShIR", "Lavozimi"]
MANY_ROWS = 3_000

OnlyRow = Callable[..., RosterRow]


def codes(row: RosterRow) -> set[str]:
    return {found.code.value for found in row.problems}


def known(centre: Centre, **values: object) -> int:
    draft = {"surname": "Karimova", "given_name": "Dilnoza", "patronymic": "Rustam qizi", **values}
    return centre.write(save_person, PersonDraft(**draft)).value  # type: ignore[arg-type]


def test_every_code_has_a_sentence() -> None:
    assert MEANINGS.keys() == set(ProblemCode)
    assert all(meaning.sentence.endswith((".", "?")) for meaning in MEANINGS.values())


def test_a_person_nobody_knows_is_ready_to_be_created(only_row: OnlyRow) -> None:
    row = only_row(ПИНФЛ=4.0711904150273e13, Паспорт="аа 1234567", Телефон=998901234567.0)
    assert (row.state, row.action, row.problems) == (RowState.READY, RowAction.CREATE, ())
    assert row.person is not None
    assert (row.person.jshshir, row.person.birth_date, row.person.sex) == (WOMAN, WOMAN_BORN, Sex.FEMALE)
    assert (row.person.document, row.person.phone) == ("AA 1234567", "+998 90 123 45 67")


@pytest.mark.parametrize(
    ("cells", "state", "code"),
    [
        ({"Ф.И.О.": "Karimova"}, RowState.REJECTED, "name_missing"),
        ({"Ф.И.О.": "Karimova D1lnoza"}, RowState.REJECTED, "name_unreadable"),
        ({"Ф.И.О.": CellError("#REF!")}, RowState.REJECTED, "name_unreadable"),
        ({"Ф.И.О.": "?ринов Анвар"}, RowState.REJECTED, "lost_letters"),
        ({"Ф.И.О.": UncomputedFormula(), "ПИНФЛ": WOMAN}, RowState.REJECTED, "formula_without_value"),
        ({"Ф.И.О.": "To ‘rayeva Nigora Kamol qizi"}, RowState.ASK, "name_space_before_mark"),
        ({"Ф.И.О.": "Kаrimova Dilnoza Rustam qizi"}, RowState.ASK, "name_mixed_scripts"),
        ({"Ф.И.О.": "Ibrohim Rustam"}, RowState.ASK, "name_order_unsure"),
        ({"ПИНФЛ": "40711904150274"}, RowState.REJECTED, "jshshir_check_digit"),
        ({"ПИНФЛ": "4071190415027"}, RowState.REJECTED, "jshshir_length"),
        ({"ПИНФЛ": "4071190415O273"}, RowState.REJECTED, "jshshir_not_digits"),
        ({"ПИНФЛ": "4,07E+13"}, RowState.REJECTED, "jshshir_rounded"),
        ({"ПИНФЛ": 4.07119e13}, RowState.REJECTED, "jshshir_rounded"),
        ({"ПИНФЛ": "3.12039E+13"}, RowState.REJECTED, "jshshir_rounded"),
        ({"ПИНФЛ": WOMAN, "Дата рождения": "07.11.1991"}, RowState.ASK, "birth_date_differs"),
        ({"ПИНФЛ": WOMAN, "Год рождения": 1989}, RowState.ASK, "birth_date_differs"),
        ({"ПИНФЛ": MAN}, RowState.ASK, "sex_differs"),
        ({"Дата рождения": "31.02.1990"}, RowState.REJECTED, "birth_date_impossible"),
        ({"Дата рождения": date(1900, 1, 1)}, RowState.REJECTED, "birth_date_empty_in_excel"),
        ({"Дата рождения": "05.05.2025"}, RowState.REJECTED, "birth_year_strange"),
        ({"Дата рождения": "yozda"}, RowState.ASK, "birth_date_unreadable"),
        ({"Дата рождения": "11/23/1990"}, RowState.ASK, "birth_date_unsure"),
        ({"Паспорт": "A123"}, RowState.ASK, "document_wrong"),
        ({"Должность": "Сторож"}, RowState.ASK, "not_teaching_staff"),
        ({"Должность": "Bosh fasilitator"}, RowState.READY, "position_unknown"),
        ({"Предмет": "Robototexnika"}, RowState.READY, "subject_unknown"),
        ({"Категория": "uchinchi"}, RowState.READY, "category_unknown"),
        ({"Телефон": "123"}, RowState.READY, "phone_wrong"),
        ({"Телефон": "8 90 123 45 67"}, RowState.READY, "phone_unsure"),
        ({"Район": "Atlantida"}, RowState.READY, "district_unknown"),
    ],
)
def test_what_is_wrong_is_said(only_row: OnlyRow, cells: dict[str, Cell], state: RowState, code: str) -> None:
    row = only_row(**cells)
    assert (row.state, codes(row)) == (state, {code})
    assert all(found.column in {"Ф.И.О.", *cells} and found.text for found in row.problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Учитель начальных классов", ("BOSH_OQ", "PEDAGOG")),
        ("Бошланғич синф ўқитувчиси", ("BOSH_OQ", "PEDAGOG")),
        ("Учитель-логопед", ("LOG", "MUTAXASSIS")),
        ("Matematika o`qituvchisi", ("OQIT", "PEDAGOG")),
        ("Директор школы", ("DIR", "RAHBAR")),
        ("Заместитель директора по учебной методической работе", ("DIR_UO", "RAHBAR")),
        ("Direktor o‘rinbosari", (None, None)),
    ],
)
def test_a_position_is_recognised_in_any_language(
    only_row: OnlyRow, text: str, expected: tuple[str | None, str | None]
) -> None:
    person = only_row(Лавозими=text).person
    assert person is not None
    assert (person.position_code, person.staff_group) == expected
    assert person.position_text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("Birinchi toifa", "I"), ("первая", "I"), ("1-toifa", "I"), ("Первая категория", "I")),
        *(("II toifa", "II"), ("Высшая категория", "OLIY"), ("тоифасиз", "YOQ"), ("Mutaxassis", "MUT")),
    ],
)
def test_a_category_is_recognised_in_any_language(only_row: OnlyRow, text: str, code: str) -> None:
    person = only_row(Toifasi=text).person
    assert person is not None
    assert person.category_code == code


def test_a_name_of_a_city_and_a_district_is_asked_with_both(only_row: OnlyRow) -> None:
    row = only_row(Tuman="Buxoro")
    assert (row.state, [code for code, _ in row.districts]) == (RowState.ASK, ["1706207", "1706401"])
    clear = only_row(Tuman="Buxoro tumani").person
    assert clear is not None
    assert clear.district_code == "1706207"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([None, "JAMI", None, None, None], "total_row"),
        (["Итого: 25 чел."], "total_row"),
        (["Direktor: ____________ Karimov A."], "signature_row"),
        ([None, "Директор", None, None, None], "signature_row"),
        (["№", "F.I.Sh", "Tug'ilgan sana", "JSHSHIR", "Lavozimi"], "repeated_header"),
        ([1, 2, 3, 4, 5], "column_numbers"),
        ([17], "empty_numbered_row"),
        (["Chirchiq shahar maktablari"], "heading_row"),
    ],
)
def test_a_row_that_holds_nobody_is_ignored_and_says_so(preview: Preview, cells: list[Cell], code: str) -> None:
    rows = preview([HEADER, [1, NAME, "07.11.1990", WOMAN, "Tarbiyachi"], cells]).rows
    assert [row.state for row in rows] == [RowState.READY, RowState.IGNORED]
    assert codes(rows[1]) == {code}


@pytest.mark.parametrize(
    ("second", "state", "code"),
    [
        ([2, NAME, None, WOMAN, None], RowState.IGNORED, "repeats_row"),
        ([2, "Каримова Дилноза Рустам қизи", "07.11.1990", None, None], RowState.IGNORED, "repeats_row"),
        ([2, NAME, None, None, None], RowState.ASK, "repeats_name"),
    ],
)
def test_the_same_person_twice_in_a_file(preview: Preview, second: list[Cell], state: RowState, code: str) -> None:
    rows = preview([HEADER, [1, NAME, "07.11.1990", WOMAN, None], second]).rows
    assert (rows[0].state, rows[1].state) == (RowState.READY, state)
    assert codes(rows[1]) == {code}
    assert "2" in rows[1].problems[0].text


def test_one_jshshir_under_two_names_rejects_both_and_names_both(preview: Preview) -> None:
    rows = preview([HEADER, [1, NAME, None, WOMAN, None], [2, "Saidova Lola Anvarovna", None, WOMAN, None]]).rows
    assert [row.state for row in rows] == [RowState.REJECTED] * 2
    assert "Saidova Lola" in rows[0].problems[0].text
    assert "Karimova Dilnoza" in rows[1].problems[0].text


def test_two_numbers_that_would_be_one_card_are_both_asked_about(centre: Centre, preview: Preview) -> None:
    card = {"surname": "Karimova", "given_name": "Dilnoza", "patronymic": "Rustam qizi"}
    factories.write(centre, factories.person(**card, birth_date=None, birth_year=1982))
    rows = preview([HEADER, [1, NAME, None, "42306823832171", None], [2, NAME, None, "42806826148142", None]]).rows
    assert [(row.state, codes(row)) for row in rows] == [(RowState.ASK, {"same_person_twice"})] * 2


def test_namesakes_with_different_numbers_are_two_people(preview: Preview) -> None:
    rows = preview([HEADER, [1, NAME, None, WOMAN, None], [2, NAME, None, "42802793331206", None]]).rows
    assert [row.state for row in rows] == [RowState.READY] * 2


@pytest.mark.parametrize(
    ("card", "cells", "expected"),
    [
        ({"jshshir": WOMAN}, {"ПИНФЛ": WOMAN}, (RowState.READY, RowAction.MATCH, set())),
        ({"document": "AA 1234567"}, {"Паспорт": "AA1234567"}, (RowState.READY, RowAction.MATCH, set())),
        ({"birth_date": WOMAN_BORN}, {"Дата рождения": "07.11.1990"}, (RowState.READY, RowAction.MATCH, set())),
        ({"birth_date": WOMAN_BORN}, {"Год рождения": 1990}, (RowState.READY, RowAction.MATCH, set())),
        ({"birth_date": WOMAN_BORN}, {"Год рождения": 1991}, (RowState.READY, RowAction.CREATE, set())),
        ({"birth_date": WOMAN_BORN}, {"ПИНФЛ": WOMAN}, (RowState.READY, RowAction.MATCH, set())),
        ({}, {"Дата рождения": "07.11.1990"}, (RowState.ASK, RowAction.CREATE, {"namesake"})),
        ({"jshshir": WOMAN}, {"ПИНФЛ": "42802793331206"}, (RowState.READY, RowAction.CREATE, set())),
        ({"patronymic": ""}, {}, (RowState.ASK, RowAction.CREATE, {"namesake"})),
        ({}, {"Ф.И.О.": "Karimova Dilnoza"}, (RowState.ASK, RowAction.CREATE, {"namesake"})),
        (
            {"surname": "Saidova", "jshshir": WOMAN},
            {"ПИНФЛ": WOMAN},
            (RowState.ASK, RowAction.MATCH, {"surname_changed"}),
        ),
        (
            {"surname": "Saidova", "given_name": "Lola", "jshshir": WOMAN},
            {"ПИНФЛ": WOMAN},
            (RowState.REJECTED, RowAction.NONE, {"jshshir_of_another"}),
        ),
        (
            {"surname": "Saidova", "document": "AA 1234567"},
            {"Паспорт": "AA1234567"},
            (RowState.ASK, RowAction.CREATE, {"document_of_another"}),
        ),
    ],
)
def test_a_row_is_matched_by_the_surest_evidence(
    centre: Centre,
    only_row: OnlyRow,
    card: dict[str, object],
    cells: dict[str, Cell],
    expected: tuple[RowState, RowAction, set[str]],
) -> None:
    known(centre, **card)
    row = only_row(**cells)
    assert (row.state, row.action, codes(row)) == expected


@pytest.mark.parametrize("cells", [{"Дата рождения": "07.11.1990"}, {"Паспорт": "AA1234567"}])
@pytest.mark.parametrize("rounded", ["4,07E+13", 4.07119e13, "3.1234E+13"])
def test_lost_digits_of_a_jshshir_are_asked_about_where_the_row_tells_who_is_meant(
    only_row: OnlyRow, cells: dict[str, Cell], rounded: Cell
) -> None:
    row = only_row(ПИНФЛ=rounded, **cells)
    assert (row.state, row.action, codes(row)) == (RowState.ASK, RowAction.CREATE, {"jshshir_lost_digits"})
    assert row.person is not None
    assert row.person.jshshir is None
    assert row.person.notes.startswith("ПИНФЛ: ")


def test_who_is_known_by_name_and_birth_date_is_found_in_spite_of_lost_digits(
    centre: Centre, only_row: OnlyRow
) -> None:
    person_id = known(centre, jshshir=WOMAN, birth_date=WOMAN_BORN)
    row = only_row(**{"ПИНФЛ": "4.07119E+13", "Дата рождения": "07.11.1990"})
    assert (row.state, row.action, codes(row)) == (RowState.ASK, RowAction.MATCH, {"jshshir_lost_digits"})
    assert row.matched is not None
    assert row.matched.id == person_id


def test_a_namesake_is_offered_to_choose(centre: Centre, only_row: OnlyRow) -> None:
    ids = {known(centre), known(centre)}
    assert {candidate.id for candidate in only_row().candidates} == ids


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (EnrolmentState.STUDYING, (RowState.IGNORED, RowAction.NONE, {"already_enrolled"})),
        (EnrolmentState.EXPELLED, (RowState.ASK, RowAction.ENROL_AGAIN, {"left_this_cohort"})),
    ],
)
def test_who_is_or_was_in_the_cohort_is_told(
    centre: Centre,
    cohort: Cohort,
    only_row: OnlyRow,
    state: EnrolmentState,
    expected: tuple[RowState, RowAction, set[str]],
) -> None:
    factories.write(centre, factories.enrolment(cohort.id, known(centre, jshshir=WOMAN), state=state))
    row = only_row(ПИНФЛ=WOMAN)
    assert (row.state, row.action, codes(row)) == expected


def test_who_left_in_a_month_whose_return_was_sent_is_refused_and_others_are_not(
    centre: Centre, cohort: Cohort, only_row: OnlyRow
) -> None:
    gone = factories.enrolment(cohort.id, known(centre, jshshir=WOMAN), state=EnrolmentState.EXPELLED)
    gone.left_on = date(2026, 10, 20)
    factories.write(centre, gone)
    assert codes(only_row(ПИНФЛ=WOMAN)) == {"left_this_cohort"}
    factories.write(centre, factories.return_snapshot(state=ReturnState.SENT, number=1))
    row = only_row(ПИНФЛ=WOMAN)
    assert (row.state, codes(row)) == (RowState.REJECTED, {"left_in_sent_month"})


def test_who_attends_another_cohort_at_the_same_time_is_refused(
    centre: Centre, cohort: Cohort, only_row: OnlyRow
) -> None:
    person_id = known(centre, jshshir=WOMAN)
    elsewhere = factories.write(centre, factories.cohort(cohort.programme_id, code="BOSHQA"))
    earlier = factories.cohort(cohort.programme_id, code="OLDIN", starts_on=date(2021, 1, 4), ends_on=date(2021, 1, 9))
    factories.write(centre, factories.enrolment(factories.write(centre, earlier).id, person_id))
    assert only_row(ПИНФЛ=WOMAN).state is RowState.READY
    factories.write(centre, factories.enrolment(elsewhere.id, person_id))
    row = only_row(ПИНФЛ=WOMAN)
    assert (row.state, codes(row)) == (RowState.REJECTED, {"in_other_cohort"})
    assert "BOSHQA" in row.problems[0].text


def test_whose_last_course_still_holds_is_asked(centre: Centre, cohort: Cohort, only_row: OnlyRow) -> None:
    person_id = known(centre, jshshir=WOMAN)
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 28)}
    taken = factories.write(centre, factories.cohort(cohort.programme_id, code="OLDIN", **days))
    factories.write(centre, factories.enrolment(taken.id, person_id, state=EnrolmentState.COMPLETED))
    row = only_row(ПИНФЛ=WOMAN)
    assert (row.state, codes(row)) == (RowState.ASK, {"course_holds"})
    assert "OLDIN" in row.problems[0].text


@pytest.mark.parametrize("state", [CohortState.COMPLETED, CohortState.CANCELLED])
def test_a_cohort_that_is_over_takes_no_one(
    centre: Centre, preview: Preview, cohort: Cohort, state: CohortState
) -> None:
    over = factories.write(centre, factories.cohort(cohort.programme_id, code="TUGADI", state=state))
    with pytest.raises(Refused):
        preview([HEADER, [1, NAME]], cohort_id=over.id)


@pytest.mark.parametrize(
    ("table", "choices", "code"),
    [
        ([["salom"], ["dunyo"]], {}, "no_table"),
        ([["Tuman", "Soni"], ["Chirchiq", 3]], {}, "no_name_column"),
        ([HEADER, [1, NAME]], {"sheet": "Yoʻq"}, "no_such_sheet"),
        ([["salom"], ["dunyo"]], {"sheet": "Varaq1"}, "no_table_in_sheet"),
    ],
)
def test_a_file_without_people_says_what_is_missing(
    preview: Preview, table: list[list[Cell]], choices: dict[str, str], code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        preview(table, **choices)
    assert refusal.value.code == code
    assert "royxat.xlsx" in refusal.value.text


def test_columns_may_be_chosen_by_hand(preview: Preview) -> None:
    table = [["Kim", "Nima"], [NAME, "Psixolog"], ["Saidova Lola Anvarovna", "Logoped"]]
    rows = preview([["F.I.Sh.", "Nima"], *table[1:]], columns={"full_name": 0, "position": 1}).rows
    assert [row.person.position_code for row in rows if row.person] == ["PSIX", "LOG"]


def test_what_has_no_column_of_its_own_is_kept_as_a_remark(only_row: OnlyRow) -> None:
    person = only_row(Стаж="koʻp", Изоҳ="kunduzgi").person
    assert person is not None
    assert person.notes == "Стаж: koʻp; kunduzgi"


def test_the_number_of_queries_does_not_grow_with_the_roster(centre: Centre, preview: Preview) -> None:
    def queries_for(size: int) -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(centre.engine, "before_cursor_execute", note)
        letters = (f"{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(size))
        people = [[None, f"Olim{given}zova Lola Karim qizi"] for given in letters]
        assert preview([HEADER, *people]).rows[0].state is RowState.READY
        event.remove(centre.engine, "before_cursor_execute", note)
        return count

    # The first asks for rules and lists as well, which are known from then on.
    queries_for(1)
    assert queries_for(MANY_ROWS) <= queries_for(30) + 5
    assert centre.read(lambda unit: unit.session.query(Person).count()) == 0
