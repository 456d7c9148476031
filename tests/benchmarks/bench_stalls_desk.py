"""The longest time for which the window does not answer while 25,000 rows lie on the import desk."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.paths import settings_file
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import RowState
from desktop_app.settings import Settings
from tests.benchmarks.bench_roster import HEADER, ROWS, made_up_rows, write_rows
from tests.benchmarks.centres import made_up_centre
from tests.benchmarks.figure import Figure
from tests.benchmarks.stalls import LONGEST_STALL_MS, longest_stall, wait_until
from ui.app import Shell
from ui.navigation import Target
from ui.pages.rosters.offers import Scope
from ui.pages.rosters.page import RosterPage

PEOPLE = 5_000
UNSURE_DISTRICT = "Buxoro"
ASKED_EVERY = 10

Step = tuple[str, Callable[[], object], Callable[[], bool]]


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "centre"
        shutil.copytree(made_up_centre(PEOPLE).folder, folder)
        shell = Shell(app, Settings(), settings_file(), data_folder=folder)
        shell.start()
        wait_until(lambda: shell.window.page is not None and shell.workspace.worker.is_idle())
        roster = Path(home) / "roster.xlsx"
        write_rows(roster, list(_rows(shell)))
        shell.workspace.navigate(Target("roster"))
        wait_until(lambda: isinstance(shell.window.page, RosterPage) and shell.workspace.worker.is_idle())
        page = shell.window.page
        assert isinstance(page, RosterPage)
        for name, act, is_done in _steps(page, roster):
            stall = longest_stall(shell, act, until=is_done)
            yield Figure(f"longest stall on the desk: {name}", ROWS, stall, "ms", limit=LONGEST_STALL_MS)
        shell.close()


def _steps(page: RosterPage, roster: Path) -> Iterator[Step]:
    """Each when the one before is done."""
    view = page.view
    yield "a file is read", partial(page.read_file, roster), lambda: page.desk.work is not None
    yield "its rows are searched", partial(view.search.setText, "karim"), lambda: view.model.rowCount() < ROWS
    yield "all are shown again", partial(view.search.setText, ""), lambda: view.model.rowCount() == ROWS
    name = view.model.index(ROWS // 2, HEADER.index("F.I.Sh."))
    typed = partial(view.model.setData, name, "Karimova Dilnoza Rustam qizi")
    yield "a cell is typed into", typed, lambda: bool(_preview(page).edits)
    yield "the next problem is sought", view.view.go_to_problem, lambda: True
    yield "one answer for all", partial(_answer_all, page), lambda: bool(_preview(page).answers)
    assert _preview(page).count(RowState.READY) > ROWS * 0.9, "the made-up roster is to be an ordinary one"
    yield "the people are taken in", page.apply, lambda: page.panel.record is not None
    taken_in = page.panel.import_id
    yield "the import is undone", partial(page.panel.undo, taken_in), lambda: _is_undone(page)


def _answer_all(page: RosterPage) -> None:
    page.view.pane.scope.choose(Scope.TEXT)
    page.view.pane.choose(1)


def _preview(page: RosterPage) -> RosterPreview:
    work = page.desk.work
    assert work is not None
    assert work.preview is not None
    return work.preview


def _is_undone(page: RosterPage) -> bool:
    return page.panel.record is not None and page.panel.record.line.is_undone


def _rows(shell: Shell) -> Iterator[tuple[object, ...]]:
    """The roster of the other benchmark; in some rows the district has to be asked about."""
    district = HEADER.index("Tuman")
    for number, row in enumerate(made_up_rows(shell.workspace.centre, PEOPLE // 2)):
        yield row if number % ASKED_EVERY else (*row[:district], UNSURE_DISTRICT, *row[district + 1 :])
