"""Forty made-up people go through import, certificates, a return and a crash; none is where nobody should be."""

import logging
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificates.printing import write_certificates, write_register
from desktop_app.certificates.register import RegisterFilter
from desktop_app.certificates.service import issue_certificates
from desktop_app.people.exporting import write_people
from desktop_app.people.identity import check_digit
from desktop_app.progress import Progress
from desktop_app.returns.service import write_return
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.service import preview_file
from desktop_app.spreadsheets.writing import ColumnPlan, SheetPlan, write_workbook
from tests import factories
from tests.courses import Taught, closed_course
from ui.failures import bug_text

PEOPLE = 40
LOGGER = logging.getLogger("mahorat.command")


def number(place: int) -> str:
    digits = f"4071190415{place:03}"
    return f"{digits}{check_digit(digits)}"


SURNAMES = [f"Zzkan{chr(97 + place // 8)}{chr(97 + place % 8)}yeva" for place in range(PEOPLE)]
NUMBERS = [number(place) for place in range(PEOPLE)]
CANARIES = [name.lower() for name in SURNAMES] + NUMBERS


def told_in(text: str) -> list[str]:
    lower = text.lower()
    return [canary for canary in CANARIES if canary in lower]


def told_in_files(folder: Path) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [found for file in files for found in told_in(f"{file.name} {file.read_bytes().decode('utf-8', 'ignore')}")]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def taken_in(centre: Centre, folder: Path) -> None:
    """Forty people from a workbook; the last row says nothing that can be read."""
    rows = [(f"{name} Qismaliya Botir qizi", digits) for name, digits in zip(SURNAMES, NUMBERS, strict=True)]
    sheet = SheetPlan("1", [ColumnPlan("F.I.Sh."), ColumnPlan("JShShIR")], [*rows, ("", NUMBERS[0][:-1])])
    file = write_workbook(folder / "royxat.xlsx", [sheet], creator="Maktab")
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id, code="FIZ-26/1"))
    seen = preview_file(centre, path=file, cohort_id=cohort.id)
    assert centre.write(apply_roster, seen).value.created == PEOPLE


def written(centre: Centre, folder: Path) -> Iterator[Path]:
    """What the centre hands out: names stand in it, but not in what a file says of itself."""
    course = closed_course(centre, [Taught(name, 90) for name in SURNAMES[:3]])
    centre.write(issue_certificates, cohort_id=course.cohort_id)
    yield write_certificates(centre, cohort_id=course.cohort_id, out=folder / "c.pdf", progress=Progress()).file
    yield write_register(centre, which=RegisterFilter(2026), out=folder / "daftar.pdf").file
    yield write_register(centre, which=RegisterFilter(2026), out=folder / "daftar.xlsx").file
    yield write_return(centre, year=2026, month=11, out=folder / "hisobot.xlsx").file
    ids = centre.read(lambda unit: list(unit.session.scalars(select(Person.id))))
    yield write_people(centre, ids, out=folder / "royxat.xlsx", columns=["name"], progress=Progress())


def of_itself(file: Path) -> str:
    """What a file says of its author, title and the like."""
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(file) as document:
            return str(document.get_metadata_dict())
    with zipfile.ZipFile(file) as parts:
        return " ".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("docProps/"))


def crashed(centre: Centre) -> str:
    """A write that fails with people among its values; what the crash window would show."""

    def twice(unit: UnitOfWork) -> None:
        unit.session.add_all([factories.person(surname=SURNAMES[0], jshshir=NUMBERS[0])])

    with pytest.raises(IntegrityError) as failed:
        centre.write(twice)
    error = failed.value
    LOGGER.error("bug", exc_info=error)
    assert told_in(f"{error!r} {error}") == [], "an exception of the database tells of nobody"
    return bug_text(type(error), error.__traceback__)


def test_nobody_is_told_where_nobody_should_be(
    centre: Centre, own_folders: Path, temporary: Path, tmp_path: Path
) -> None:
    inbox, handed_out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    handed_out.mkdir()
    taken_in(centre, inbox)
    for file in written(centre, handed_out):
        assert told_in(of_itself(file)) == [], file.name
    assert told_in(crashed(centre)) == []
    log = centre.paths.log.read_text(encoding="utf-8")
    assert "IntegrityError" in log
    assert told_in(log) == []
    assert told_in_files(own_folders) == []
    assert told_in_files(temporary) == []
    assert told_in_files(centre.paths.folder), "the canaries are found where they are"
