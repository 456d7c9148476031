"""What every test stands on: no screen, folders of its own, the first language, and nothing left behind."""

import gc
import os

# Before anything imports Qt: tests draw without a screen, unless someone asks to watch.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp
from time import sleep

import pytest

from db.engine import open_engine
from desktop_app import i18n
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.clock import Clock, FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.server.address import keep_address
from desktop_app.server.opening import ready_engine
from tests import postgres
from tests.compiled_once import share_compiled
from tests.opening import NOW, at_work

MEMORY = Path("/dev/shm")
ROOM_IN_MEMORY = 2 << 30
# With the first variable every fixture ``centre`` is on a server; the second one tells the workers where it is.
ON_SERVER, SERVER_URL = "MAHORAT_TEST_SERVER", "MAHORAT_TEST_SERVER_URL"
OF_A_FILE = {"safety", "protection", "faults", "archive", "lending", "journeys", "ui", "benchmarks"}
_SERVER = ExitStack()
THREADS_END_WITHIN_S = 5.0
A_MOMENT_S = 0.001
FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    # What platformdirs obeys on Windows in place of the variables above.
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "data",
    "WIN_PD_OVERRIDE_APPDATA": "config",
}


def pytest_configure() -> None:
    """Centres of tests live in memory where there is room for them: thousands are founded, and none is kept.

    The server is started by whoever starts the workers.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_IN_MEMORY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if os.environ.get(ON_SERVER) and SERVER_URL not in os.environ:
        os.environ[SERVER_URL] = _SERVER.enter_context(postgres.running_server()).url()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server what only a data file has is left out: single tests that say so, and whole folders."""
    if ON_SERVER in os.environ:
        left_out = [item for item in items if item.get_closest_marker("of_a_file") or OF_A_FILE & {*item.path.parts}]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_unconfigure() -> None:
    _SERVER.close()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What importing makes lives to the end: the collector need not go through it again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share_compiled(patch.setattr)
        yield


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, homes: Path) -> Path:
    """The program's settings and data of this test alone; nobody's real ones are ever touched."""
    # Pytest gives numbers, and looks through thousands of folders for the last one.
    home = Path(mkdtemp(dir=homes))
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
        while thread in threading.enumerate() and not thread.is_alive():
            # Another thread is starting it at this moment: until then it cannot be waited for.
            sleep(A_MOMENT_S)
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


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The address of a server; of the one that runs for all tests, if they are all on it."""
    if SERVER_URL in os.environ:
        yield os.environ[SERVER_URL]
        return
    with postgres.running_server() as server:
        yield server.url()


@pytest.fixture(scope="session")
def template_on_server(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A founded centre on a server: the name of a database to copy."""
    name = f"template_{os.getpid()}"
    postgres.make_database(server_url, name)
    paths = CentrePaths(tmp_path_factory.mktemp("template_on_server"))
    keep_address(paths, postgres.beside(server_url, name), password=postgres.PASSWORD)
    made = create_centre(paths, DEMONSTRATION, clock=FixedClock(NOW))
    made.is_changed_since_backup = False
    made.close()
    return name


@pytest.fixture
def centre_paths(request: pytest.FixtureRequest) -> CentrePaths:
    """The folder of a founded centre that is not open."""
    found: CentrePaths = request.getfixturevalue("paths_on_server" if ON_SERVER in os.environ else "paths_of_file")
    return found


@pytest.fixture
def paths_of_file(tmp_path: Path, template_database: Path) -> CentrePaths:
    paths = CentrePaths(tmp_path / "centre")
    paths.folder.mkdir(mode=0o700)
    shutil.copyfile(template_database, paths.database)
    shutil.copyfile(keys_beside(template_database), paths.keys)
    paths.keys.chmod(0o600)
    return paths


@pytest.fixture
def paths_on_server(tmp_path: Path, server_url: str, template_on_server: str) -> Iterator[CentrePaths]:
    paths = CentrePaths(tmp_path / "centre_on_server")
    paths.folder.mkdir(mode=0o700)
    with postgres.copied_database(server_url, template_on_server) as address:
        keep_address(paths, address, password=postgres.PASSWORD)
        yield paths


@pytest.fixture
def centre(centre_paths: CentrePaths) -> Iterator[Centre]:
    """An open centre on 21 November 2026, 14:00 in Tashkent, with Saidova Nodira at the PC."""
    with at_work(centre_paths) as opened:
        yield opened


@pytest.fixture
def another(centre: Centre) -> Iterator[Centre]:
    """The same data over connections of their own."""
    paths = centre.paths
    engine = ready_engine(paths) if paths.server.exists() else open_engine(paths.database)
    yield Centre(centre.paths, engine, centre.clock, centre.actor)
    engine.dispose()


def open_windows() -> list[str]:
    """The visible top-level windows; Qt is asked only if the test used it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [repr(widget) for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
