"""Grabs every page and scene of the window to PNG: ``python -m tests.screens --out build/screens``.

Look at the pictures with your own eyes: a program sees clipped words, a person sees whether a page is calm.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.demo.filling import fill_demo
from desktop_app.i18n import LANGUAGES, set_language
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.reference.records import NewCentre
from desktop_app.settings import Settings
from tests.ui import demo_page
from tests.ui.pages.accounts import scenes as account_scenes
from tests.ui.pages.attendance import scenes as register_scenes
from tests.ui.pages.attendance_desk import absence_scenes, scan_scenes, sheet_scenes
from tests.ui.pages.attendance_desk import import_scenes as mark_import_scenes
from tests.ui.pages.attendance_desk import scenes as attendance_desk_scenes
from tests.ui.pages.blanks import scenes as blank_scenes
from tests.ui.pages.bound_forms import scenes as bound_form_scenes
from tests.ui.pages.cascades import scenes as cascade_scenes
from tests.ui.pages.certificates import scenes as certificate_scenes
from tests.ui.pages.cohorts import scenes as cohort_scenes
from tests.ui.pages.completion import scenes as completion_scenes
from tests.ui.pages.consolidation import scenes as consolidation_scenes
from tests.ui.pages.doubles import scenes as doubles_scenes
from tests.ui.pages.due import scenes as due_scenes
from tests.ui.pages.forming import scenes as forming_scenes
from tests.ui.pages.indicators import scenes as indicator_scenes
from tests.ui.pages.institutions import scenes as institution_scenes
from tests.ui.pages.lending import scenes as lending_scenes
from tests.ui.pages.narrative import scenes as narrative_scenes
from tests.ui.pages.orders import scenes as order_scenes
from tests.ui.pages.organisations import scenes as organisation_scenes
from tests.ui.pages.people import card_scenes
from tests.ui.pages.people import list_scenes as people_list_scenes
from tests.ui.pages.people import scenes as people_scenes
from tests.ui.pages.plan import scenes as plan_scenes
from tests.ui.pages.returns import scenes as return_scenes
from tests.ui.pages.rosters import scenes as roster_scenes
from tests.ui.pages.settings import scenes as settings_scenes
from tests.ui.pages.surveys import answers_scenes, editor_scenes, kiosk_scenes, result_scenes, theme_scenes
from tests.ui.pages.surveys import scenes as survey_scenes
from tests.ui.pages.teaching import scenes as teaching_scenes
from tests.ui.pages.templates import scenes as template_scenes
from tests.ui.pages.timetable import scenes as timetable_scenes
from ui import app as application
from ui import failures, opening, theme
from ui.background import Worker
from ui.collector import Collector
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
STEP_S, CALM_STEPS, LONGEST_SETTLE_S = 0.002, 2, 30
# What a screen puts off (a filter, the drawing of a preview) is put off by less than this; saving a layout by more.
LONGEST_PUT_OFF_MS = 300
# Of PNG: packed lightly, three times as fast and a fifth larger than Qt does it by itself.
PNG_QUALITY = 80


@dataclass(frozen=True)
class Stage:
    """An open window on a demonstration centre, for a scene to act on."""

    window: MainWindow
    workspace: Workspace

    def settle(self) -> None:
        """Let the worker end, and what it brought and what was put off be shown; a bug met on the way is raised.

        Sleeps in Python: ``QTest.qWait`` keeps the interpreter's lock, and the worker would wait for it.
        """
        until, calm_steps = time.monotonic() + LONGEST_SETTLE_S, 0
        while calm_steps < CALM_STEPS:
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if _bugs:
                raise _bugs[0]
            if time.monotonic() > until:
                raise TimeoutError(f"the window is not calm after {LONGEST_SETTLE_S} s")
            is_calm = self.workspace.worker.is_idle() and not self._is_something_put_off()
            calm_steps = calm_steps + 1 if is_calm else 0
            time.sleep(STEP_S)

    def _is_something_put_off(self) -> bool:
        timers = (timer for top in QApplication.topLevelWidgets() for timer in top.findChildren(QTimer))
        return any(timer.isActive() and timer.interval() <= LONGEST_PUT_OFF_MS for timer in timers)

    def page(self, name: str, argument: object = None) -> Page:
        """Bring a page to the front and wait until it shows its data."""
        self.window.navigate(Target(name, argument))
        self.settle()
        assert self.window.page is not None
        return self.window.page

    def resize(self, size: str) -> None:
        width, _x, height = size.partition("x")
        self.window.resize(int(width), int(height))

    def type(self, text: str) -> None:
        """Type into the search of everything."""
        search = self.window.open_search()
        search.setText(text)
        search.textEdited.emit(text)
        self.settle()


_bugs: list[BaseException] = []
# The made-up work whose strip is to be seen.
_in_sight: list[Progress] = []

Scene = Callable[[Stage], QWidget | None]
"""Prepares the window; gives back what is to be grabbed: a dialog, or None for the window itself."""


def _front(make: Callable[[Stage], QWidget]) -> Scene:
    def prepare(stage: Stage) -> None:
        stage.window.show_front(lambda: make(stage))

    return prepare


def _progress(stage: Stage) -> None:
    stage.page(stage.window.first_page)
    _in_sight.append(stage.workspace.start_progress("Sertifikatlar tayyorlanmoqda"))
    _in_sight[0].step("", 412, 1000)


SCENES: dict[str, Scene] = {
    "welcome": _front(lambda stage: WelcomePage(stage.workspace)),
    "not-opened": _front(lambda stage: NotOpenedPage("mahorat.db", again=lambda: None, elsewhere=lambda: None)),
    "progress": _progress,
    "search": lambda stage: stage.page(stage.window.first_page) and stage.type("maktab"),
    "keys": lambda stage: KeySheet(stage.window),
    "staff": lambda stage: StaffDialog(stage.window),
    "colleague": lambda stage: ColleagueDialog(stage.window),
    "confirm": lambda stage: ConfirmDialog(
        stage.window, "3 ta sertifikat bekor qilinsinmi?", action="3 ta sertifikatni bekor qilish", is_danger=True
    ),
    **account_scenes.SCENES,
    **absence_scenes.SCENES,
    **attendance_desk_scenes.SCENES,
    **scan_scenes.SCENES,
    **mark_import_scenes.SCENES,
    **sheet_scenes.SCENES,
    **bound_form_scenes.SCENES,
    **cascade_scenes.SCENES,
    **cohort_scenes.SCENES,
    **completion_scenes.SCENES,
    **register_scenes.SCENES,
    **doubles_scenes.SCENES,
    **due_scenes.SCENES,
    **forming_scenes.SCENES,
    "people-found": people_scenes.found,
    **people_list_scenes.SCENES,
    **card_scenes.SCENES,
    **indicator_scenes.SCENES,
    **institution_scenes.SCENES,
    **plan_scenes.SCENES,
    **organisation_scenes.SCENES,
    **order_scenes.SCENES,
    **return_scenes.SCENES,
    **consolidation_scenes.SCENES,
    **lending_scenes.SCENES,
    **narrative_scenes.SCENES,
    **roster_scenes.SCENES,
    **settings_scenes.SCENES,
    **survey_scenes.SCENES,
    **result_scenes.SCENES,
    **answers_scenes.SCENES,
    **kiosk_scenes.SCENES,
    **editor_scenes.SCENES,
    **theme_scenes.SCENES,
    **certificate_scenes.SCENES,
    **blank_scenes.SCENES,
    **timetable_scenes.SCENES,
    **teaching_scenes.SCENES,
    **template_scenes.SCENES,
    **lending_scenes.LAST,
}


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    before = time.monotonic()
    if len(options.languages) == 1:
        _grab_all(options)
    else:
        _share_out(list(sys.argv[1:] if arguments is None else arguments), options.languages)
    print(f"{', '.join(options.languages)}: in {options.out} after {time.monotonic() - before:.0f} s", flush=True)
    return 0


def _share_out(arguments: Sequence[str], languages: Sequence[str]) -> None:
    """A process for each language, as many at a time as there are cores."""
    command = [sys.executable, "-m", "tests.screens", *arguments, "--languages"]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _done in pool.map(lambda language: subprocess.run([*command, language], check=True), languages):
            pass


def _grab_all(options: argparse.Namespace) -> None:
    """Every picture of one language: a window for each theme, every scene prepared once and grabbed in each size."""
    # The crash window would wait for a click that nobody makes.
    failures.report_bug = lambda _kind, error, _places: _bugs.append(error)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    pages, searches = (demo_page.PAGES, demo_page.SEARCHES) if options.frame or not PAGES else (PAGES, SEARCHES)
    (language,) = options.languages
    # As in the program: what only a cycle holds must not be destroyed by the worker.
    collector = Collector(app)
    with tempfile.TemporaryDirectory() as folder, _demonstration(Path(folder), options.people) as centre:
        for look in options.themes:
            settings = Settings(language=language, theme=look)
            with _stage(app, centre, Path(folder), settings, pages, searches) as stage:
                for name in _names(options.only, pages):
                    targets = {size: options.out / f"{name}-{language}-{look}-{size}.png" for size in options.sizes}
                    _grab(stage, name, pages, targets)
    collector.end()


def _grab(stage: Stage, name: str, pages: Sequence[PageSpec], targets: Mapping[str, Path]) -> None:
    is_prepared = False
    for size, target in targets.items():
        stage.resize(size)
        # A page follows the window; a dialog has the size that it took when it was made, so it is made again.
        dialog = None if is_prepared else _prepared(stage, name, pages)
        is_prepared = dialog is None
        stage.settle()
        (dialog or stage.window).grab().save(str(target), "PNG", PNG_QUALITY)
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()
    while _in_sight:
        stage.workspace.long_work_ended.emit(_in_sight.pop())
    if stage.window.page is None:
        stage.window.show_front(None)
    elif name == "search":
        stage.window.open_search().clear()


def _prepared(stage: Stage, name: str, pages: Sequence[PageSpec]) -> QWidget | None:
    """Bring what is to be grabbed to the front; the dialog, or None where it is the window itself."""
    if name in {spec.name for spec in pages}:
        stage.page(name)
        return None
    shown = SCENES[name](stage)
    if shown is None or shown is stage.window.page:
        return None
    shown.show()
    return shown


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
    settings: Settings,
    pages: Sequence[PageSpec],
    searches: Sequence[str],
) -> Iterator[Stage]:
    set_language(settings.language)
    application.dress(app, settings)
    workspace = Workspace(Worker(), settings, folder / "settings.toml")
    workspace.adopt(centre)
    window = MainWindow(workspace, pages=pages, searches=searches)
    described = opening.describe(centre)
    window.set_centre_name(described.name)
    window.show_foot(described.staff_name, described.last_backup)
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
