"""What every test stands on: no screen, folders of its own, the first language, and nothing left behind."""

import gc
import os

# Before anything imports Qt: tests draw without a screen, unless someone asks to watch.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db import engine as engines
from desktop_app import i18n
from desktop_app.accounts.service import actor_of, staff
from desktop_app.bootstrap import create_centre, open_centre
from desktop_app.centre import Centre
from desktop_app.clock import Clock, FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
THREADS_END_WITHIN_S = 5.0
STATEMENTS_KEPT = 4_000
FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    # What platformdirs obeys on Windows in place of the variables above.
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "data",
    "WIN_PD_OVERRIDE_APPDATA": "config",
}


def pytest_collection_finish() -> None:
    """What importing has made lives to the end: the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """Every engine shares dialect and compiled statements of the first one: that saves a quarter of the time."""
    create, first = engines.create_engine, []

    def create_alike(*arguments: Any, **options: Any) -> Any:
        made = create(*arguments, **options, query_cache_size=STATEMENTS_KEPT)
        if first:
            made.dialect = made.pool._dialect = first[0].dialect
            made._compiled_cache = first[0]._compiled_cache
        first.append(made)
        del first[1:]
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", create_alike)
        yield


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's settings and data of this test alone; nobody's real ones are ever touched."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in FOLDERS.items():
        monkeypatch.setenv(variable, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 21 November 2026 for whatever asks the real clock in this process: no test is green on some days only."""
    monkeypatch.setattr(Clock, "now", lambda _clock: NOW)


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """Every test begins in Uzbek Latin, whatever the one before it chose."""
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fails a test that leaves a thread running or a window open."""
    threads_before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - threads_before:
        thread.join(THREADS_END_WITHIN_S)
    threads = [thread.name for thread in set(threading.enumerate()) - threads_before]
    assert not threads, f"threads still running: {threads}"
    windows = open_windows()
    assert not windows, f"windows still open: {windows}"


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded centre's file, migrated once: every test that needs a centre gets a copy of it."""
    paths = CentrePaths(tmp_path_factory.mktemp("template"))
    create_centre(paths, DEMONSTRATION, clock=FixedClock(NOW)).close()
    return paths.database


@pytest.fixture
def centre_paths(tmp_path: Path, template_database: Path) -> CentrePaths:
    """The folder of a founded centre that is not open."""
    paths = CentrePaths(tmp_path / "centre")
    paths.folder.mkdir(mode=0o700)
    shutil.copyfile(template_database, paths.database)
    return paths


@pytest.fixture
def centre(centre_paths: CentrePaths) -> Iterator[Centre]:
    """An open centre on 21 November 2026, 14:00 in Tashkent, with Saidova Nodira at the PC."""
    opened = open_centre(centre_paths, clock=FixedClock(NOW))
    opened.actor = actor_of(opened.read(staff)[0])
    try:
        yield opened
    finally:
        # What a test changed needs no backup at its end.
        opened.is_changed_since_backup = False
        opened.close()


def open_windows() -> list[str]:
    """The visible top-level windows; Qt is asked only if the test used it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [repr(widget) for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
