"""A roster of 25,000 rows by 15 columns: previewed against a whole centre, edited, applied; beside a bare reading."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlcipher3.dbapi2 as sqlite
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohorts
from desktop_app.paths import CentrePaths
from desktop_app.people.identity import check_digit
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.preview import RosterPreview, edited
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.service import preview_file
from tests.benchmarks.centres import SIZES, made_up_centre
from tests.benchmarks.figure import Figure, median_seconds, seconds

ROWS = 25_000
KNOWN_SHARE = 0.6
MILLISECONDS = 1_000
HEADER = (
    "T/r", "F.I.Sh.", "JShShIR", "Pasport seriyasi va raqami", "Tugʻilgan sana", "Jinsi", "Telefon", "Tuman",
    "Ish joyi", "Lavozimi", "Fani", "Toifasi", "Maʼlumoti", "Taʼlim tili", "Izoh",
)  # fmt: skip
_KNOWN_PEOPLE = """
    SELECT surname || ' ' || given_name || ' ' || patronymic AS name, jshshir, document, birth_date, sex, phone
    FROM person ORDER BY id LIMIT :count
"""
_POSITIONS = ("Oʻqituvchi", "Boshlangʻich sinf oʻqituvchisi", "Tarbiyachi", "Psixolog", "Metodist")
_SUBJECTS = ("Matematika", "Fizika", "Ona tili va adabiyot", "Informatika", "Tarix", "Ingliz tili", "Kimyo")
_CATEGORIES = ("Oliy toifa", "Birinchi toifa", "Ikkinchi toifa", "Mutaxassis", "toifasiz")

Row = tuple[object, ...]


def figures() -> Iterator[Figure]:
    for size in SIZES:
        with _copied_centre(size) as centre, tempfile.TemporaryDirectory() as folder:
            roster = Path(folder) / "roster.xlsx"
            rows = list(made_up_rows(centre, min(size // 2, int(ROWS * KNOWN_SHARE))))
            write_rows(roster, rows)
            cohort_id = planned_cohort(centre)
            yield from _figures_of(centre, size, roster, cohort_id, Path(folder) / "bare.db")


def _figures_of(centre: Centre, size: int, roster: Path, cohort_id: int, bare: Path) -> Iterator[Figure]:
    previews: list[RosterPreview] = []
    baseline = median_seconds(lambda: _read_and_write_bare(roster, bare), repeats=3)
    taken = median_seconds(lambda: previews.append(preview_file(centre, path=roster, cohort_id=cohort_id)), repeats=3)
    yield Figure("roster of 25,000 rows, previewed", size, taken, "s", baseline, ratio_limit=4)
    preview = previews[-1]
    assert preview.count(RowState.READY) > ROWS * 0.9, "the made-up roster is to be an ordinary one"
    edit = {(preview.rows[ROWS // 2].number, "full_name"): "Karimova Dilnoza Rustam qizi"}
    taken = median_seconds(lambda: centre.read(edited, preview, edits=edit))
    yield Figure("one cell of it edited", size, taken * MILLISECONDS, "ms", limit=50)
    yield Figure("the same applied", size, seconds(lambda: centre.write(apply_roster, preview)), "s")


@contextmanager
def _copied_centre(size: int) -> Iterator[Centre]:
    """The made-up centre's copy, brought to the present schema and open."""
    with tempfile.TemporaryDirectory(prefix="mahorat-bench-") as home:
        folder = Path(home) / "centre"
        shutil.copytree(made_up_centre(size).folder, folder)
        centre = open_centre(CentrePaths(folder))
        try:
            yield centre
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def planned_cohort(centre: Centre) -> int:
    page = centre.read(cohorts, rows=None)
    return next(cohort.id for cohort in page.rows if cohort.state.value == "planned")


def made_up_rows(centre: Centre, known: int) -> Iterator[Row]:
    """So many people of the centre as their cards tell them, and newcomers of like names."""

    def read(unit: UnitOfWork) -> Sequence[Mapping[str, Any]]:
        return unit.session.execute(text(_KNOWN_PEOPLE), {"count": known}).mappings().all()

    chance = Random(25)
    people = centre.read(read)
    for number in range(1, ROWS + 1):
        person = people[number - 1] if number <= known else _newcomer(people, number, chance)
        born = date.fromisoformat(person["birth_date"])
        yield (
            number,
            person["name"],
            person["jshshir"],
            person["document"],
            born if number % 2 else f"{born:%d.%m.%Y}",
            "erkak" if person["sex"] == "male" else "ayol",
            person["phone"],
            "Chirchiq shahri",
            f"{number % 300 + 1}-sonli maktab",
            chance.choice(_POSITIONS),
            chance.choice(_SUBJECTS),
            chance.choice(_CATEGORIES),
            "oliy",
            "oʻzbek",
            None if number % 10 else "ikkinchi smena",
        )


def _newcomer(people: Sequence[Mapping[str, Any]], number: int, chance: Random) -> dict[str, Any]:
    """A name that the centre may know, borne by somebody whom it does not."""
    alike = chance.choice(people)
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(14_000))
    digits = f"{3 if alike['sex'] == 'male' else 4}{born:%d%m%y}{900_000 - number:06}"
    return {
        "name": alike["name"],
        "jshshir": digits + str(check_digit(digits)),
        "document": f"KA {number:07}",
        "birth_date": born.isoformat(),
        "sex": alike["sex"],
        "phone": f"+998 97 {number % 1000:03} {number // 1000:02} 11",
    }


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("Roʻyxat")
        sheet.write_row(0, 0, HEADER)
        for place, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif cell is not None:
                    sheet.write(place, column, cell)


def _read_and_write_bare(roster: Path, database: Path) -> None:
    """What must be done at the least: calamine reads the file, the driver writes its rows."""
    rows = CalamineWorkbook.from_path(roster).get_sheet_by_index(0).to_python()
    database.unlink(missing_ok=True)
    with closing(sqlite.connect(str(database))) as connection, connection:
        connection.execute(f"CREATE TABLE roster ({', '.join(f'c{place}' for place in range(len(HEADER)))})")
        marks = ", ".join("?" * len(HEADER))
        connection.executemany(
            f"INSERT INTO roster VALUES ({marks})",
            [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in rows],
        )
