"""The longest time for which the window does not answer while long work runs in its worker."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop_app.centre import Centre
from desktop_app.certificate_templates.document import papers_pdf
from desktop_app.certificates.papers import Papers, in_force_of, issued_papers
from desktop_app.cohorts.service import cohorts
from desktop_app.paths import settings_file
from desktop_app.progress import Progress
from desktop_app.returns.service import write_return
from desktop_app.rosters.service import apply_with_backup, preview_file
from desktop_app.settings import Settings
from desktop_app.spreadsheets.writing import ColumnPlan, SheetPlan, write_workbook
from tests.benchmarks.centres import made_up_centre
from tests.benchmarks.figure import Figure
from tests.benchmarks.stalls import LONGEST_STALL_MS, longest_stall, wait_until
from ui.app import Shell
from ui.operations import run_long

PEOPLE = 5_000
ROSTER_ROWS = 3_000
CERTIFICATES = 1_000

Work = Callable[[Centre, Progress], Any]


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "centre"
        shutil.copytree(made_up_centre(PEOPLE).folder, folder)
        shell = Shell(app, Settings(), settings_file(), data_folder=folder)
        shell.start()
        wait_until(lambda: shell.window.page is not None and shell.workspace.worker.is_idle())
        for name, size, work in _works(Path(home), shell.workspace.centre):
            stall = _longest_stall(shell, work)
            yield Figure(f"longest stall: {name}", size, stall, "ms", limit=LONGEST_STALL_MS)
        shell.close()


def _works(folder: Path, centre: Centre) -> Iterator[tuple[str, int, Work]]:
    page = centre.read(cohorts, rows=PEOPLE)
    planned = next(cohort for cohort in page.rows if cohort.state.value == "planned")
    certified = [cohort for cohort in page.rows if cohort.state.value == "completed"]
    roster = _roster(folder / "roster.xlsx")
    yield "import", ROSTER_ROWS, partial(_import, path=roster, cohort_id=planned.id)
    ids = [each for cohort in certified for each in centre.read(in_force_of, cohort_id=cohort.id)]
    ids = (ids * (CERTIFICATES // len(ids) + 1))[:CERTIFICATES]
    papers = centre.read(issued_papers, certificate_ids=ids)
    yield "certificates", CERTIFICATES, partial(_print, papers=papers, out=folder / "certificates.pdf")
    today = centre.clock.today()
    yield "return", PEOPLE, partial(_return, year=today.year, month=today.month, out=folder / "return.xlsx")


def _import(centre: Centre, progress: Progress, *, path: Path, cohort_id: int) -> object:
    preview = preview_file(centre, path=path, cohort_id=cohort_id, progress=progress)
    return apply_with_backup(centre, preview)


def _print(_centre: Centre, progress: Progress, *, papers: Papers, out: Path) -> object:
    sheets, files = papers.sheets, papers.files
    return papers_pdf(out, sheets, title="bench", files=files, total=len(sheets), progress=progress)


def _return(centre: Centre, _progress: Progress, *, year: int, month: int, out: Path) -> object:
    return write_return(centre, year=year, month=month, out=out)


def _longest_stall(shell: Shell, work: Work) -> float:
    """That of the window while the work runs in its worker, in milliseconds."""
    ended: list[object] = []
    owner = shell.window.page
    assert owner is not None
    stall = longest_stall(
        shell, lambda: run_long(owner, "bench", work, ended.append, ended.append), until=lambda: bool(ended)
    )
    if isinstance(ended[0], Exception):
        raise ended[0]
    return stall


def _roster(path: Path) -> Path:
    """A roster of made-up people with dates of birth and nothing to ask about."""
    given = ("Anvar", "Botir", "Davron", "Elyor", "Farhod", "Jasur", "Kamol", "Laziz", "Nodir", "Otabek")
    rows = [
        (f"{_letters(number)}ov {given[number % 10]} {given[number // 10 % 10]}ovich", f"{number % 28 + 1:02d}.03.1980")
        for number in range(ROSTER_ROWS)
    ]
    plan = SheetPlan("1", (ColumnPlan("F.I.Sh."), ColumnPlan("Tugʻilgan sana")), rows)
    return write_workbook(path, [plan], creator="bench")


def _letters(number: int) -> str:
    """A made-up surname's stem, another for every number."""
    vowels, consonants = "aiou", "bdfgklmnrst"
    stem = ""
    for letters in (consonants, vowels, consonants, vowels, consonants):
        stem += letters[number % len(letters)]
        number //= len(letters)
    return stem.title() + "m"
