"""Grabs every page and scene of the window to PNG: ``python -m tests.screens --out build/screens``.

Look at the pictures with your own eyes: a program sees clipped words, a person sees whether a page is calm.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.demo.filling import fill_demo
from desktop_app.i18n import LANGUAGES, set_language
from desktop_app.paths import CentrePaths
from desktop_app.reference.records import NewCentre
from desktop_app.settings import Settings
from tests.ui import demo_page
from tests.ui.pages.certificates import scenes as certificate_scenes
from tests.ui.pages.cohorts import scenes as cohort_scenes
from tests.ui.pages.people import scenes as people_scenes
from tests.ui.pages.returns import scenes as return_scenes
from tests.ui.pages.settings import scenes as settings_scenes
from tests.ui.pages.surveys import scenes as survey_scenes
from ui import app as application
from ui import theme
from ui.background import Worker
from ui.key_sheet import KeySheet
from ui.main_window import MainWindow
from ui.navigation import PAGES, SEARCHES, PageSpec, Target
from ui.opening_page import NotOpenedPage
from ui.pages.welcome.page import WelcomePage
from ui.staff_dialog import ColleagueDialog, StaffDialog
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

THEMES = ("light", "dark")
SIZES = ("1366x768", "1920x1080")
PEOPLE, SEED = 2000, 1
# The day of the pictures: a working day in the middle of a term.
DAY = datetime(2026, 11, 5, 5, 0, tzinfo=UTC)
SETTLE_MS, SETTLE_STEPS = 20, 500


@dataclass(frozen=True)
class Stage:
    """An open window on a demonstration centre, for a scene to act on."""

    window: MainWindow
    workspace: Workspace

    def settle(self) -> None:
        """Let the worker end and what it brought be painted."""
        for _step in range(SETTLE_STEPS):
            QTest.qWait(SETTLE_MS)
            if self.workspace.worker.is_idle():
                break
        QTest.qWait(SETTLE_MS)

    def page(self, name: str, argument: object = None) -> Page:
        """Bring a page to the front and wait until it shows its data."""
        self.window.navigate(Target(name, argument))
        self.settle()
        assert self.window.page is not None
        return self.window.page

    def type(self, text: str) -> None:
        """Type into the search of everything."""
        search = self.window.open_search()
        search.setText(text)
        search.textEdited.emit(text)
        self.settle()


Scene = Callable[[Stage], QWidget | None]
"""Prepares the window; gives back what is to be grabbed: a dialog, or None for the window itself."""


def _front(make: Callable[[Stage], QWidget]) -> Scene:
    def prepare(stage: Stage) -> None:
        stage.window.show_front(lambda: make(stage))

    return prepare


def _progress(stage: Stage) -> None:
    stage.page(stage.window.first_page)
    stage.workspace.start_progress("Sertifikatlar tayyorlanmoqda")
    stage.workspace.long_work_moved.emit("", 412, 1000)


SCENES: dict[str, Scene] = {
    "welcome": _front(lambda stage: WelcomePage(stage.workspace)),
    "not-opened": _front(lambda stage: NotOpenedPage("mahorat.db", again=lambda: None, elsewhere=lambda: None)),
    "progress": _progress,
    "search": lambda stage: stage.page(stage.window.first_page) and stage.type("ab"),
    "keys": lambda stage: KeySheet(stage.window),
    "staff": lambda stage: StaffDialog(stage.window),
    "colleague": lambda stage: ColleagueDialog(stage.window),
    "confirm": lambda stage: ConfirmDialog(
        stage.window, "3 ta sertifikat bekor qilinsinmi?", action="3 ta sertifikatni bekor qilish", is_danger=True
    ),
    **cohort_scenes.SCENES,
    "people-found": people_scenes.found,
    "person-card": people_scenes.card,
    "person-form": people_scenes.form,
    "roster-preview": people_scenes.preview,
    "roster-columns": people_scenes.columns,
    **return_scenes.SCENES,
    **settings_scenes.SCENES,
    **survey_scenes.SCENES,
    **certificate_scenes.SCENES,
}


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    pages, searches = (demo_page.PAGES, demo_page.SEARCHES) if options.frame or not PAGES else (PAGES, SEARCHES)
    count = 0
    with tempfile.TemporaryDirectory() as folder, _demonstration(Path(folder), options.people) as centre:
        for language in options.languages:
            for look in options.themes:
                for size in options.sizes:
                    with _stage(app, centre, Path(folder), language, look, size, pages, searches) as stage:
                        for name in _names(options.only, pages):
                            _grab(stage, name, pages, options.out / f"{name}-{language}-{look}-{size}.png")
                            count += 1
    print(f"{count} pictures in {options.out}")
    return 0


def _grab(stage: Stage, name: str, pages: Sequence[PageSpec], target: Path) -> None:
    shown: QWidget | None = None
    if name in {spec.name for spec in pages}:
        stage.page(name)
    else:
        shown = SCENES[name](stage)
    if shown is None or shown is stage.window.page:
        stage.settle()
        stage.window.grab().save(str(target))
    else:
        shown.show()
        stage.settle()
        shown.grab().save(str(target))
        shown.hide()
        shown.deleteLater()
    stage.workspace.long_work_ended.emit()
    if stage.window.page is None:
        stage.window.show_front(None)


@contextmanager
def _demonstration(folder: Path, people: int) -> Iterator[Centre]:
    new = NewCentre(
        "Toshkent viloyati pedagogik mahorat markazi",
        "1727",
        "Karimova Dilnoza Shavkatovna",
        "Nurafshon shahri",
        staff_name="Yusupova Nargiza",
    )
    centre = create_centre(CentrePaths(folder / "centre"), new, clock=FixedClock(DAY))
    try:
        fill_demo(centre, people=people, seed=SEED)
        yield centre
    finally:
        centre.is_changed_since_backup = False
        centre.close()


@contextmanager
def _stage(
    app: QApplication,
    centre: Centre,
    folder: Path,
    language: str,
    look: str,
    size: str,
    pages: Sequence[PageSpec],
    searches: Sequence[str],
) -> Iterator[Stage]:
    settings = Settings(language=language, theme=look)
    set_language(language)
    application.dress(app, settings)
    workspace = Workspace(Worker(), settings, folder / "settings.toml")
    workspace.adopt(centre)
    window = MainWindow(workspace, pages=pages, searches=searches)
    described = application.describe(centre)
    window.set_centre_name(described.name)
    window.show_foot(described.staff_name, described.last_backup)
    width, _x, height = size.partition("x")
    window.resize(int(width), int(height))
    window.show()
    window.activateWindow()
    try:
        yield Stage(window, workspace)
    finally:
        window.hide()
        workspace.worker.drain()
        workspace.worker.end()
        window.deleteLater()
        theme.apply_theme(app, "light")


def _names(only: Sequence[str], pages: Sequence[PageSpec]) -> list[str]:
    every = [*(spec.name for spec in pages), *SCENES]
    unknown = set(only) - set(every)
    if unknown:
        raise SystemExit(f"no such page or scene: {', '.join(sorted(unknown))}; there are: {', '.join(every)}")
    return [name for name in every if not only or name in only]


def _parser() -> argparse.ArgumentParser:
    def some(text: str) -> list[str]:
        return text.split(",")

    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/screens"))
    parser.add_argument("--only", type=some, default=[], metavar="NAME[,NAME]")
    parser.add_argument("--languages", type=some, default=list(LANGUAGES))
    parser.add_argument("--themes", type=some, default=list(THEMES))
    parser.add_argument("--sizes", type=some, default=list(SIZES))
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--frame", action="store_true", help="the frame with its own demonstration pages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
