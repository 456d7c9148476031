"""A job watched by strace: every call that changes the disk, as it was made."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.faults.conftest import Children

CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)(.*)$")
TOLD = re.compile(r'iov_base="((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One call of the system: its name, its arguments as strace writes them, what it gave back."""

    name: str
    arguments: str
    result: int
    rest: str


def watched(children: "Children", job: str, path: Path, log: Path, *options: str) -> list[list[str]]:
    """Run the job under strace to its end; returns what it told."""
    if shutil.which("strace") is None:
        pytest.skip("power cuts need strace")
    children.start(f"held:{job}", path)
    pid, words = children.hear()
    assert words == ["held"], words
    command = ["strace", "-p", str(pid), "-o", str(log), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watcher:
        assert watcher.stderr is not None
        begun = watcher.stderr.readline()
        assert "attached" in begun, begun
        os.kill(pid, signal.SIGUSR1)
        watcher.stderr.read()
    return children.hear_the_rest()


def calls_in(log: Path) -> Iterable[Call]:
    with log.open(encoding="ascii") as lines:
        for line in lines:
            found = CALL.match(line)
            if found is not None and int(found[3]) >= 0:
                yield Call(found[1], found[2], int(found[3]), found[4])


def unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
