"""The sample rosters that offices sent, each with what must come of it."""

from collections import Counter

import pytest

from db.models.cohorts import Cohort
from desktop_app.centre import Centre
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.service import preview_file
from tests.rosters.conftest import SAMPLES

FLOATS = "02_pinfl_number_float_spaced_dates_7_formats.xlsx"
CSV = "03_cp1251_semicolon.csv"
DISTRICTS = "15_sheet_per_district_summary_formulas_empty_sheet.xlsx"
DIALECTS = "17_six_header_dialects.xlsx"
PEDAGOGUES = "handmade_pedagok_header_row1.xlsx"
STAFF = "handmade_xodimlar_6cols_header_row6.xlsx"


def previewed(centre: Centre, cohort: Cohort, name: str, sheet: str | None = None) -> RosterPreview:
    return preview_file(centre, path=SAMPLES / name, cohort_id=cohort.id, sheet=sheet)


@pytest.mark.parametrize(
    ("name", "sheet", "header_row", "states", "codes"),
    [
        (FLOATS, "Sheet", 1, (38, 1, 1, 0), {"birth_date_differs": 1, "birth_date_impossible": 1}),
        (CSV, "03_cp1251_semicolon", 1, (24, 16, 0, 0), {"not_teaching_staff": 16}),
        (DISTRICTS, "Shofirkon t.", 1, (21, 9, 0, 0), {"not_teaching_staff": 9}),
        (PEDAGOGUES, "Лист1", 1, (78, 79, 0, 0), {"repeats_name": 79, "subject_unknown": 2}),
        (
            STAFF,
            "Лист1",
            6,
            (100, 16, 0, 1),
            {"not_teaching_staff": 16, "repeats_row": 1, "subject_unknown": 1},
        ),
    ],
)
def test_a_sample_ends_as_expected(
    centre: Centre,
    cohort: Cohort,
    name: str,
    sheet: str,
    header_row: int,
    states: tuple[int, int, int, int],
    codes: dict[str, int],
) -> None:
    found = previewed(centre, cohort, name)
    assert (found.table.sheet, found.table.header_row) == (sheet, header_row)
    order = (RowState.READY, RowState.ASK, RowState.REJECTED, RowState.IGNORED)
    assert tuple(map(found.count, order)) == states
    assert Counter(told.code.value for row in found.rows for told in row.problems) == codes
    assert sum(states) == len(found.rows)


@pytest.mark.parametrize("dialect", range(1, 7))
def test_every_dialect_of_headers_tells_the_same_people(centre: Centre, cohort: Cohort, dialect: int) -> None:
    rows = previewed(centre, cohort, DIALECTS, sheet=f"dialect{dialect}").rows
    people = [row.person for row in rows if row.person]
    assert [person.full_name for person in people] == [
        "Maʼrupova Hilola Jasur qizi",
        "Abdullayev Mansur Vohidovich",
        "Olimov Anvar Husan oʻgʻli",
        "Yoʻldoshev Vohid Zafarovich",
        "Eshonqulov Laziz Kamolovich",
    ]
    assert {person.category_code for person in people} == {"I"}
    assert {person.workplace for person in people} == {"99-maktab"}
    assert people[0].birth_year == 2002
    assert [person.subject_code for person in people] == ["BOSH", None, "JT", None, None]


def test_a_sheet_of_a_district_gives_its_district(centre: Centre, cohort: Cohort) -> None:
    rows = previewed(centre, cohort, DISTRICTS, sheet="G'ijduvon t.").rows
    assert {row.person.district_code for row in rows if row.person} == {"1706215"}


def test_every_position_of_the_staff_list_is_told(centre: Centre, cohort: Cohort) -> None:
    rows = previewed(centre, cohort, STAFF).rows
    positions = Counter(row.person.position_code for row in rows if row.person)
    assert positions == {
        "OQIT": 64, "BOSH_OQ": 29, "DIR_MM": 2, "DIR_UO": 2, "DIR": 1, "KUTUB": 1, "PSIX": 1, "LOG": 1, None: 16,
    }  # fmt: skip
