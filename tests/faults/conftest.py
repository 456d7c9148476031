"""Children that may be killed, and disks that are full or read-only."""

import lzma
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection import slots
from desktop_app.protection.keys import keys_of
from desktop_app.safety.backup import back_up, backups
from desktop_app.safety.encrypting import encrypt
from tests import factories
from tests.faults.changing_jobs import CLOCK, LOGIN, PASSWORD, master_of
from tests.faults.tries import RELEASED, TRIED, Tries, in_soak

ROOT = Path(__file__).parents[2]
# The works that a disk may fail in, as whole_jobs.py has them.
FLOWS = ("save", "take_in", "copy", "hand_out", "move_forward")
DIES_WITHIN_S = 5.0
# What rests on refusing.py.
NEEDS_QUESTIONS = pytest.mark.usefixtures("kernel_asks")


class Children:
    """Starts jobs of child_jobs.py and hears what they tell."""

    def __init__(self, founded: Path) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "faults" / "child_jobs.py"), str(founded)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            text=True,
        )
        self.hear()

    def start(self, job: str, path: Path) -> None:
        assert self._parent.stdin is not None
        self._parent.stdin.write(f"{job} {path}\n")
        self._parent.stdin.flush()

    def hear(self) -> tuple[int, list[str]]:
        """The next line of any child: its process id and its words."""
        assert self._parent.stdout is not None
        pid, *words = self._parent.stdout.readline().split()
        assert words != ["failed"], f"{pid} failed by itself, see its stderr"
        return int(pid), words

    def kill(self, pid: int) -> None:
        """End the child, unless it has ended by itself."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        give_up_at = time.monotonic() + DIES_WITHIN_S
        while is_alive(pid):
            assert time.monotonic() < give_up_at, f"{pid} lives on"
            time.sleep(0.001)

    def run_and_kill(self, job: str, path: Path, *, lives_s: tuple[float, float], after: str = "") -> list[list[str]]:
        """Let a job work for a moment from its first word on, or from the first ``after``, and kill it.

        Returns all that it told.
        """
        self.start(job, path)
        pid, words = self.hear()
        told = [words]
        while after and words[0] != after:
            pid, words = self.hear()
            told.append(words)
        time.sleep(random.uniform(*lives_s))
        self.kill(pid)
        return [*told, *self.hear_the_rest()]

    def hear_the_rest(self) -> list[list[str]]:
        """What the killed ones told before they died."""
        told: list[list[str]] = []
        self.start("mark", Path())
        while True:
            _pid, words = self.hear()
            if words == ["mark"]:
                return told
            told.append(words)

    def hear_until(self, *last_words: str) -> list[list[str]]:
        """What a child tells up to the first of these words."""
        told: list[list[str]] = []
        while not told or told[-1][0] not in last_words:
            told.append(self.hear()[1])
        return told

    def close(self) -> None:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.close()
        self._parent.wait(DIES_WITHIN_S)
        self._parent.stdout.close()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="session")
def children(template_database: Path) -> Iterator[Children]:
    if not hasattr(os, "fork"):
        pytest.skip("killing children needs fork")
    started = Children(template_database)
    yield started
    started.close()


@pytest.fixture(scope="session")
def kernel_asks(children: Children) -> None:
    """The tests that need it are left out elsewhere."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("the kernel asks about calls on Linux, as x86-64 numbers them")
    children.start("say_whether_asked", Path())
    if ["asked"] not in children.hear_until("ended"):
        pytest.skip("the kernel does not ask about calls here")


@pytest.fixture
def tries(request: pytest.FixtureRequest) -> Tries:
    TRIED.append(Tries(request.node.name))
    return TRIED[-1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried and how often; what was found stands above it, as failures."""
    for trial in TRIED if in_soak() else ():
        terminalreporter.write_line(f"{trial.made:>7} of {trial.asked:>7}  {trial.name}")


@pytest.fixture(params=FLOWS)
def flow(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office(flow: str, centre_paths: CentrePaths, tmp_path: Path) -> Path:
    """The folder of the centre that the work is done in."""
    if flow != "move_forward":
        return centre_paths.folder
    folder = tmp_path / "released"
    folder.mkdir(mode=0o700)
    newest = max(RELEASED.glob("*.db.xz"))
    CentrePaths(folder).database.write_bytes(lzma.decompress(newest.read_bytes()))
    return folder


@pytest.fixture(scope="module")
def plain_office(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed centre with an account: one person in a backup, two in the data."""
    paths = CentrePaths(tmp_path_factory.mktemp("changed") / "plain")
    shutil.copytree(template_database.parent, paths.folder)
    with pytest.MonkeyPatch.context() as patch, closing(open_centre(paths, clock=CLOCK)) as centre:
        # Passwords that cost little.
        patch.setattr(slots, "COST", (32, 1, 1))
        keys = keys_of(paths)
        assert keys is not None
        assert centre.master is not None
        keys.add_slot(centre.master, LOGIN, PASSWORD)
        keys.new_recovery(centre.master)
        keys.close_keys(centre.master)
        factories.write(centre, factories.person(surname="Eskimurodova"))
        back_up(centre, reason="on-demand")
        factories.write(centre, factories.person(surname="Yangiboyeva"))
        centre.is_changed_since_backup = False
    for earlier in backups(paths.backups)[:-1]:
        for file in paths.backups.glob(f"{earlier.path.name}*"):
            file.unlink()
    return paths.folder


@pytest.fixture(scope="module")
def locked_office(plain_office: Path) -> Path:
    locked = CentrePaths(plain_office.with_name("locked"))
    shutil.copytree(plain_office, locked.folder)
    encrypt(locked, master_of(locked), clock=CLOCK, progress=Progress())
    return locked.folder


SMALL_DISK = 8 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for a new centre."""
    yield from _mounted(tmp_path / "small", f"size={SMALL_DISK}")


@pytest.fixture
def read_only_folder(tmp_path: Path) -> Iterator[Path]:
    yield from _mounted(tmp_path / "read-only", "size=1m,ro")


def _mounted(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("mounting a file system needs root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
