#!/usr/bin/env python3
"""The makers' front door: lays the environment, then runs, tests, checks, measures or packs the program.

Needs nothing but Python itself. Everything it installs comes from ``requirements.lock`` into ``.venv``.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "requirements.sha256"
TOUR = ROOT / "build" / "tour"
ON_WINDOWS = sys.platform == "win32"
ON_LINUX = sys.platform == "linux"
PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
PIP_RULES = ("--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:")
ON_SERVER = "--server"
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)

# What Qt's wheels expect from a Linux system, each with the Debian package that brings it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# A window on a real screen needs these as well; tests and screenshots are drawn without one.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    # import-linter has no ``-m`` door of its own.
    "import contracts": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
}

FREEZE = (
    *("-m", "PyInstaller", "--noconfirm", "--onedir", "--name", "Mahorat"),
    *("--distpath", "build/dist", "--workpath", "build/pyinstaller", "--specpath", "build"),
    *("--paths", str(ROOT)),
    *("--add-data", f"{ROOT / 'resources'}{os.pathsep}resources"),
    # Alembic reads its revisions as files from a folder, so they travel as data.
    *("--add-data", f"{ROOT / 'db' / 'migrations'}{os.pathsep}db/migrations"),
    *("--collect-submodules", "ui", "--collect-submodules", "desktop_app", "--collect-submodules", "db"),
    # The sub-commands print, so the program keeps a console; a console of its own it hides at once.
    *(("--hide-console", "hide-early") if ON_WINDOWS else ()),
    "desktop_app/__main__.py",
)


class CannotGoOn(Exception):
    """Something is missing that this script cannot bring; the text says what, and what to do."""


@dataclass(frozen=True)
class Step:
    """One headless command of the tour; what it prints is kept in ``printed_to`` when that is named."""

    title: str
    arguments: tuple[str, ...]
    printed_to: str = ""


ROSTER = ("roster", "{samples}/17_six_header_dialects.xlsx", "--sheet", "dialect3", "--cohort", "{awaiting}")
TOUR_STEPS = (
    Step("Read a roster as an office sent it, writing nothing yet", ROSTER, "roster.txt"),
    Step("Take its people into cohort {awaiting}", (*ROSTER, "--apply"), "roster-applied.txt"),
    Step(
        "What cohort {finished} said it needs",
        ("survey", "--cohort", "{finished}", "--out", "survey.pdf"),
    ),
    Step(
        "Certificates of cohort {finished}",
        ("certificates", "--cohort", "{finished}", "--out", "certificates.pdf"),
    ),
    Step("Read the signed codes back from the paper", ("verify", "certificates.pdf"), "verified.txt"),
    Step(
        "The return of {month} and the mail that carries it",
        ("return", "--month", "{month}", "--out", "return.xlsx", "--mail", "return.eml"),
    ),
    Step("Check the data", ("check",)),
    Step("Back it up", ("backup", "--out", "centre.backup")),
)


def main(words: Sequence[str]) -> int:
    """Do one command; its own arguments are passed through untouched."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Mahorat: run it, test it, look after it.")
    parser.add_argument("command", choices=COMMANDS, help="what to do")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on to the command")
    chosen = parser.parse_args(words)
    try:
        check_python()
        lay_environment()
        return COMMANDS[chosen.command](chosen.arguments)
    except CannotGoOn as reason:
        print(f"dev.py: {reason}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as failed:
        print(f"dev.py: this command failed ({failed.returncode}): {failed.cmd}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Open the window; without a screen take the tour; with arguments pass them to the program."""
    if arguments:
        return venv_python("-m", "desktop_app", *arguments, folder=Path.cwd())
    if not has_screen():
        print("There is no screen here, so the window cannot open: taking the tour without it.\n")
        return take_tour()
    if ON_LINUX:
        ensure_libraries(SCREEN_LIBRARIES)
    return venv_python("-m", "desktop_app")


def test(arguments: list[str]) -> int:
    """Run the whole suite, or what pytest's arguments choose, without needing a screen.

    With ``--server`` centres lie on a PostgreSQL server: of every capability what tests/server/README.md names, or
    what the arguments choose.
    """
    on_server = ON_SERVER in arguments
    if on_server or not arguments:
        ensure_server()
    ensure_watcher()
    chosen = [argument for argument in arguments if argument != ON_SERVER] or (server_tests() if on_server else [])
    # One more than there are processors: many a test waits for a child, a disk or a timer.
    workers = (os.cpu_count() or 1) + 1
    at_once = () if arguments and arguments != [ON_SERVER] else ("-n", str(workers), "--dist", "worksteal")
    # Compiled once, kept for the workers beside and for the next run: many a container asks for the contrary.
    variables = {"PYTHONDONTWRITEBYTECODE": ""} | ({"MAHORAT_TEST_SERVER": "1"} if on_server else {})
    return venv_python("-m", "pytest", *at_once, *chosen, screenless=True, also=variables)


def lint(_arguments: list[str]) -> int:
    """Style, formatting, types and import contracts; all are run, so that one run tells everything."""
    failed = [name for name, command in CHECKS.items() if venv_python(*command) != 0]
    print(f"\nlint: {', '.join(failed)} failed" if failed else "\nlint: all clean")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure the figures and print them beside their baselines."""
    return venv_python("-m", "tests.benchmarks", *arguments, screenless=True)


def soak(arguments: list[str]) -> int:
    """Kill, cut the power, fail the disk and damage files far more often than the suite does."""
    ensure_watcher()
    return venv_python("-m", "tests.faults", *arguments, screenless=True)


def screens(arguments: list[str]) -> int:
    """Grab every page and dialog into build/screens."""
    return venv_python("-m", "tests.screens", "--out", "build/screens", *arguments, screenless=True)


def build(arguments: list[str]) -> int:
    """Pack the program with its own Python into build/dist/Mahorat."""
    return venv_python(*FREEZE, *arguments)


def strings(arguments: list[str]) -> int:
    """Bring the catalogues of both languages up to the sources and compile them."""
    return venv_python(str(ROOT / "dev_catalogue.py"), *arguments, folder=Path.cwd())


COMMANDS = {command.__name__: command for command in (run, test, lint, bench, soak, screens, build, strings)}


def take_tour() -> int:
    """Do the main job on a made-up centre and leave its papers in build/tour."""
    shutil.rmtree(TOUR, ignore_errors=True)
    TOUR.mkdir(parents=True)
    print("Filling a made-up centre ...", flush=True)
    if code := program("demo", "--people", "400", "--seed", "7"):
        return code
    stops = tour_stops(listed_cohorts())
    for step in TOUR_STEPS:
        print(f"\n== {step.title.format(**stops)}", flush=True)
        arguments = [argument.format(**stops) for argument in step.arguments]
        if code := program(*arguments, printed_to=step.printed_to):
            return code
    print(f"\nThe tour is over. What it made is in {TOUR.relative_to(ROOT)}:")
    for made in sorted(path for path in TOUR.iterdir() if path.is_file()):
        print(f"  {made.name}  {made.stat().st_size:,} bytes")
    return 0


def listed_cohorts() -> list[dict[str, str]]:
    listed = subprocess.run(
        [str(PYTHON), *program_words("cohorts", "--json")],
        cwd=TOUR,
        env=environment(),
        stdout=subprocess.PIPE,
        check=True,
    )
    cohorts: list[dict[str, str]] = json.loads(listed.stdout)["cohorts"]
    return cohorts


def tour_stops(cohorts: list[dict[str, str]]) -> dict[str, str]:
    """What the steps name: a cohort that waits for people, one that is over, and the month it ended in."""
    finished = first_cohort(cohorts, {"completed", "closed"})
    return {
        "awaiting": first_cohort(cohorts, {"planned", "called"})["code"],
        "finished": finished["code"],
        "month": finished["to"][: len("2024-12")],
        "samples": str(ROOT / "tests" / "samples" / "rosters"),
    }


def first_cohort(cohorts: list[dict[str, str]], states: set[str]) -> dict[str, str]:
    for cohort in cohorts:
        if cohort["state"] in states:
            return cohort
    raise CannotGoOn(f"the made-up centre has no cohort that is {' or '.join(sorted(states))}")


def program(*words: str, printed_to: str = "") -> int:
    """One headless command on the tour's centre; what it prints is shown, and kept when a file is named."""
    command = [str(PYTHON), *program_words(*words)]
    if not printed_to:
        return subprocess.run(command, cwd=TOUR, env=environment(), check=False).returncode
    done = subprocess.run(command, cwd=TOUR, env=environment(), stdout=subprocess.PIPE, check=False)
    (TOUR / printed_to).write_bytes(done.stdout)
    sys.stdout.flush()
    sys.stdout.buffer.write(done.stdout)
    return done.returncode


def program_words(*words: str) -> tuple[str, ...]:
    return ("-m", "desktop_app", words[0], "--data", str(TOUR / "centre"), *words[1:])


def server_tests() -> list[str]:
    """The lines of the README that name a test file or a folder of tests."""
    lines = (ROOT / "tests" / "server" / "README.md").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("* ").split()[0] for line in lines if line.startswith("* tests/")]


def ensure_server() -> None:
    """Debian names PostgreSQL by its version; any from 15 on will do."""
    if ON_LINUX and not any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        install_packages(["postgresql"], needed_for="PostgreSQL, which tests of several PCs start for themselves,")


def ensure_watcher() -> None:
    """What makes writes fail and tells of them; where it cannot be had, that is said and its tests are left out."""
    if not ON_LINUX or shutil.which("strace"):
        return
    try:
        install_packages(["strace"], needed_for="trying disks that fail and power that is cut")
    except (CannotGoOn, subprocess.CalledProcessError) as reason:
        print(f"dev.py: {reason}", file=sys.stderr)


def check_python() -> None:
    """Refuse a Python that the pinned parts have no wheels for."""
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        found, oldest, newest = (
            ".".join(map(str, version)) for version in (sys.version_info[:2], OLDEST_PYTHON, NEWEST_PYTHON)
        )
        raise CannotGoOn(f"Mahorat needs Python {oldest} to {newest}; this is {found}. Start dev.py with one of those.")


def lay_environment() -> None:
    """Make sure that .venv holds exactly what the lock says; costs next to nothing when it already does."""
    if ON_LINUX:
        ensure_libraries(QT_LIBRARIES)
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    if not PYTHON.exists():
        ensure_venv_can_be_made()
        print("Making .venv ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    print("Installing what requirements.lock names ...", flush=True)
    STAMP.unlink(missing_ok=True)
    subprocess.run([str(PYTHON), "-m", "pip", "install", *PIP_RULES, "-r", str(LOCK)], check=True)
    # Written last: an installation that was cut short is done again.
    STAMP.write_text(wanted)


def ensure_venv_can_be_made() -> None:
    """Debian keeps the part of Python that makes environments in a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        major, minor = sys.version_info[:2]
        install_packages([f"python{major}.{minor}-venv"], needed_for="making .venv")


def ensure_libraries(libraries: dict[str, str]) -> None:
    missing = [package for library, package in libraries.items() if not can_load(library)]
    if missing:
        install_packages(missing, needed_for="Qt, which draws the windows,")


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str], *, needed_for: str) -> None:
    """Install Debian packages as root; anyone else is told what to install."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise CannotGoOn(
            f"{needed_for} needs system libraries that are missing here. On Debian they are called "
            f"{', '.join(packages)}: install what your system calls them, then try again."
        )
    if os.geteuid() != 0:
        raise CannotGoOn(f"{needed_for} needs system libraries that are missing here. Run: sudo {' '.join(install)}")
    print(f"Installing {', '.join(packages)} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run([*install, "-qq"], check=True, env=quiet, stdout=subprocess.DEVNULL)


def has_screen() -> bool:
    return not ON_LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def venv_python(*words: str, folder: Path = ROOT, screenless: bool = False, also: dict[str, str] | None = None) -> int:
    """Run the environment's Python and return its exit code; ``also`` are variables for this run alone."""
    variables = environment() | (also or {})
    if screenless:
        variables["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run([str(PYTHON), *words], cwd=folder, env=variables, check=False).returncode


def environment() -> dict[str, str]:
    """The child's variables: our packages are found from any folder, and text is UTF-8 on Windows too."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
