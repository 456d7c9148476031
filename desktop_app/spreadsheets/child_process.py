"""The parent's end of the child that parses: starts it, feeds it, hears its lines, ends it in time."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

import desktop_app
from desktop_app.spreadsheets.unreadable import Unreadable

# In the packed program there is no ``-m``: its front door hands what follows this word to ``child.main``.
FROZEN_COMMAND = "--read-workbook"
POLL_SECONDS = 0.1


EXIT_WITHIN_SECONDS = 5.0


class ChildDied(Exception):
    """The child ended without its last line; ``reason`` is the refusal that this most likely means."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        # Python ends with 1 over what its parser raised; a crash or the system's own end has another code.
        self.reason = "broken" if exit_code == 1 else "needs_too_much_memory"


class Child:
    """One started child; use it as a context so that it never outlives its reader."""

    def __init__(self, task: str, *, seconds: float) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._process = subprocess.Popen(
            _command(task),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # what was not yet fed is of no use any more
                    pipe.close()

    def death(self) -> ChildDied:
        """Why there are no more lines, to be raised when the last one never came."""
        return ChildDied(self._process.wait(EXIT_WITHIN_SECONDS))

    def lines(self, marked_parts: list[str], content: bytes, *, tick: Callable[[], None]) -> Iterator[bytes]:
        """Feed the file's bytes and yield each line the child writes; ``tick`` is called often and may raise.

        Raises Unreadable when the time is over.
        """
        heard: SimpleQueue[bytes] = SimpleQueue()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        head = json.dumps(marked_parts).encode() + b"\n"
        Thread(target=_feed, args=(self._process.stdin, head, content), daemon=True).start()
        Thread(target=_hear, args=(self._process.stdout, heard), daemon=True).start()
        while True:
            tick()
            if time.monotonic() > self._deadline:
                raise Unreadable("took_too_long", seconds=round(self._seconds))
            with suppress(Empty):
                line = heard.get(timeout=POLL_SECONDS)
                if not line:
                    return
                yield line


def _command(task: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_COMMAND, task]
    return [sys.executable, "-m", "desktop_app.spreadsheets.child", task]


def _environment() -> dict[str, str]:
    root = str(Path(desktop_app.__file__).parents[1])
    inherited = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, inherited] if inherited else [root])}


def _feed(pipe: IO[bytes], head: bytes, content: bytes) -> None:
    # A child that died or was ended closes the pipe; its silence tells the reader.
    with suppress(OSError, ValueError):
        pipe.write(head)
        pipe.write(content)
        pipe.close()


def _hear(pipe: IO[bytes], heard: SimpleQueue[bytes]) -> None:
    with suppress(OSError, ValueError):
        for line in pipe:
            heard.put(line)
    heard.put(b"")
