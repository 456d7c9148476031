"""Whatever rows are made of, each ends in one named state, and applying is whole or absent.

MAHORAT_RANDOM_ROWS=100000 tries as many rows as a centre meets in years; without it a sample.
"""

import os
import random
from collections.abc import Callable
from datetime import date, datetime
from string import printable

import pytest
from sqlalchemy import func, select

from db.models.cohorts import Enrolment
from db.models.people import Person
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Refused
from desktop_app.rosters.answers import answers_to
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.preview import RosterPreview, edited
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.records import Cell, CellError, UncomputedFormula
from tests.rosters.conftest import Preview

ROWS = int(os.environ.get("MAHORAT_RANDOM_ROWS", "4000"))
LIST = 2_000
EDITS = 40
SEEDS = (1, 26)

HEADER = [
    "№", "F.I.Sh.", "Tugʻilgan sana", "JShShIR", "Lavozimi", "Pasport", "Telefon", "Toifasi", "Tuman", "Fan", "Jinsi",
    "Ish joyi", "Staji", "Oxirgi kurs", "Sertifikat raqami", "Toifa muddati", "Tamomlagan yili", "Maʼlumoti", "Izoh",
]  # fmt: skip
THREE_NAMES = ["№", "Familiya", "Ism", "Sharif", *HEADER[2:]]
LETTERS = printable + "ўқғҳЎҚʻʼ‘№?абвгКР°\u00a0\u200b\u0301"
SAMPLES: list[Cell] = [
    None, True, False, 0, -1, 14, 1e300, -0.0, float("nan"), float("inf"), 3.12039e13, 31203852310042.0, 35000, 1990,
    "40711904150273", "31203852310042", "62902006050448", "4,07E+13", "Karimova Dilnoza Rustam qizi", "?ринов Анвар",
    "Saidova Lola Anvarovna", "Каримов Анвар Ботир ўғли", "KARIMOV A.B.", "Karimova Dilnoza AA1234567 901234567", "-",
    "JAMI", "Итого: 25", "____", "Direktor: ____", "Buxoro", "Qarshi sh.", "Chirchiq shahri", "31.02.1990", "07.11.90",
    "1990 йил 7 ноябрь", "11/23/1990", "XXX", "AA1234567", "аа 1234567", "сторож", "oʻqituvchi", "umrbod", "II toifa",
    "+998 90 123-45-67; 93 111 22 33", "РљР°СЂРёРјРѕРІР°", "=1+1", "12 yil", "№ 123456", "2021-yil",
    date(1900, 1, 1), date(9999, 12, 31), date(1985, 3, 14), datetime(1990, 11, 7, 12, 30),  # noqa: DTZ001  (Excel knows no zones)
    UncomputedFormula(), CellError("#N/A"), "x" * 5_000, "\ud800", "A\tB\nC",
]  # fmt: skip

Cells = list[list[Cell]]


def random_table(seed: int, header: list[str], rows: int) -> Cells:
    chance = random.Random(seed)

    def cell() -> Cell:
        if chance.random() < 0.75:
            return chance.choice(SAMPLES)
        return "".join(chance.choices(LETTERS, k=chance.randrange(1, 40)))

    table: Cells = [list(header)]
    for number in range(rows):
        table.append([number if column == 0 else cell() for column in range(chance.randrange(1, len(header) + 1))])
    return table


def assert_every_row_is_in_a_state(found: RosterPreview, rows: int) -> None:
    assert len(found.rows) == rows
    assert sum(found.counts.values()) == rows
    for row in found.rows:
        assert row.state is RowState.READY or row.problems
        assert (row.person is not None) or row.state in (RowState.REJECTED, RowState.IGNORED)
        assert all(problem.text for problem in row.problems)


@pytest.mark.parametrize("header", [HEADER, THREE_NAMES], ids=["one name cell", "three name cells"])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_random_row_ends_in_one_named_state(preview: Preview, seed: int, header: list[str]) -> None:
    rows = ROWS // (len(SEEDS) * 2)
    for start in range(0, rows, LIST):
        size = min(LIST, rows - start)
        table = random_table(seed * 1_000_003 + start, header, size)
        assert_every_row_is_in_a_state(preview(table), size)


def test_random_edits_come_to_the_same_as_reading_anew(centre: Centre, preview: Preview) -> None:
    table = random_table(7, HEADER, 300)
    chance = random.Random(8)
    found = preview(table)
    texts = [cell for cell in SAMPLES if isinstance(cell, str) and cell.isprintable() and len(cell) < 100]
    for _time in range(EDITS):
        row = chance.choice(found.rows).number
        field = chance.choice(("full_name", "jshshir", "document", "birth_date", "district", "position"))
        found = centre.read(edited, found, edits={(row, field): chance.choice(texts)})
    assert found.rows == preview(table, edits=found.edits).rows


def test_random_rows_with_random_answers_are_applied_whole_or_not_at_all(centre: Centre, preview: Preview) -> None:
    chance = random.Random(5)
    people = enrolled = 0
    for seed in range(6):
        found = preview(random_table(seed, HEADER, 150), sha256=f"{seed:064}")
        decisions = {row.number: chance.choice(answers).decision for row in found.rows if (answers := answers_to(row))}
        before = _counts(centre)
        try:
            outcome = centre.write(apply_roster, found, decisions=decisions).value
        except (Conflict, Refused):
            assert _counts(centre) == before
            continue
        people, enrolled = _counts(centre)
        assert people == before[0] + outcome.created
        assert enrolled <= before[1] + outcome.applied
        assert outcome.applied + outcome.skipped == len(found.rows)
    assert people
    assert enrolled


def _counts(centre: Centre) -> tuple[int, int]:
    def count(table: type[Person] | type[Enrolment]) -> Callable[..., int]:
        return lambda unit: unit.session.scalar(select(func.count()).select_from(table))

    return centre.read(count(Person)), centre.read(count(Enrolment))
