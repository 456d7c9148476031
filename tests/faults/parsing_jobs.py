"""A job that looks at mutants and parses those that are let through, many of them in one process.

The program parses every file in a child of its own. Here that child lives on, and only one that died is replaced: then
ten thousand files cost what a hundred starts of Python do.
"""

import json
import os
import select
import signal
from io import BytesIO
from pathlib import Path
from random import Random

from desktop_app.spreadsheets.archive_check import check_archive
from desktop_app.spreadsheets.child import _READERS, _Lines
from desktop_app.spreadsheets.child_process import ChildDied
from desktop_app.spreadsheets.kinds import XLSX, kind_of
from desktop_app.spreadsheets.limits import DEFAULT
from desktop_app.spreadsheets.memory_limit import limit_memory
from desktop_app.spreadsheets.refusals import refusal
from desktop_app.spreadsheets.unreadable import Unreadable
from tests.faults.mutants import mutant
from tests.faults.telling import tell
from tests.faults.tries import in_soak

READ, BROKEN, NO_ROOM = "read", "broken", "needs_too_much_memory"
FAST, SPARSE = "calamine", "sparse"
# The frugal reader costs as much as all the rest: in the suite it gets a part of what the fast one gave up.
TRIED_SPARSELY = 8


def judge_mutants(path: Path) -> None:
    """``path`` is named by the seed and the number of mutants. Tells the verdict on each of them, at last "judged"."""
    seed, asked = map(int, path.name.split("-"))
    # What died is waited for here, whatever the parent of all jobs thinks of it.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    judged, reader = 0, FAST
    while judged < asked:
        heard, death = _judged_until_a_death(seed, judged, asked, reader)
        judged += heard
        if judged == asked:
            break
        # The program tries a reader that is slow but frugal, once.
        if reader == FAST and not heard:
            reader = SPARSE
        elif not heard:
            tell("verdicts", ChildDied(death).reason)
            judged, reader = judged + 1, FAST
        else:
            reader = FAST
    tell("judged", judged)


def _judged_until_a_death(seed: int, first: int, end: int, reader: str) -> tuple[int, int]:
    """How many were judged, and what the worker ended with; the first one is given to ``reader``."""
    verdicts, told = os.pipe()
    worker = os.fork()
    if worker == 0:
        _work(seed, range(first, end), reader, told)
    os.close(told)
    judged = 0
    with os.fdopen(verdicts, "rb", buffering=0) as heard:
        while select.select([heard], [], [], DEFAULT.seconds)[0] and (words := heard.read(1 << 16)):
            judged += words.count(b"\n")
            tell("verdicts", *words.decode().split())
    os.kill(worker, signal.SIGKILL)
    return judged, os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


def _work(seed: int, numbers: range, reader: str, told: int) -> None:
    limit_memory(DEFAULT.memory)
    # A parser that ends itself says much about it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for number in numbers:
        content = mutant(Random(f"{seed}/{number}"))
        try:
            is_tried_sparsely = in_soak() or number % TRIED_SPARSELY == 0
            verdict = _verdict(content, reader if number == numbers[0] else FAST, is_tried_sparsely)
        except BaseException as unforeseen:
            verdict = f"unforeseen-{number}-{type(unforeseen).__name__}"
        os.write(told, verdict.encode() + b"\n")
    os._exit(0)


def _verdict(content: bytes, reader: str, is_tried_sparsely: bool) -> str:
    """How the program would end with the file: in one word."""
    try:
        kind = kind_of(content)
        if kind.refused:
            raise Unreadable(kind.refused)
        marked = sorted(check_archive(content, DEFAULT, tick=lambda: None)) if kind.is_archive else []
        if kind.reader != XLSX.reader:
            return _parsed(content, kind.reader, marked)
        read = _parsed(content, reader, marked)
        is_final = read == READ or reader == SPARSE or not is_tried_sparsely
        return read if is_final else _parsed(content, SPARSE, marked)
    except Unreadable as refused:
        # A reason without its sentence would be met here.
        return refusal(refused.reason, "royxat.xlsx", **refused.facts).code


def _parsed(content: bytes, reader: str, marked: list[str]) -> str:
    out = BytesIO()
    try:
        _READERS[reader](content, marked, _Lines(out, DEFAULT))
    except Unreadable:
        raise
    except (MemoryError, ImportError, SystemError):
        return NO_ROOM
    # Whatever else a parser raises ends the child of the program, and is told as a broken file.
    except BaseException:
        return BROKEN
    for line in out.getvalue().splitlines():
        json.loads(line.decode("utf-8", "surrogatepass"))
    return READ
