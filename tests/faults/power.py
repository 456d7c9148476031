"""A disk whose power is cut: what was not flushed is there, absent or torn, whatever the order it was written in."""

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.faults.watching import TOLD, Call, calls_in, unescaped, watched

if TYPE_CHECKING:
    from tests.faults.conftest import Children
    from tests.faults.tries import Tries

# What has to be watched to replay what a job did to the disk.
REPLAYED_CALLS = (
    *("openat", "close", "lseek", "read", "pwrite64", "write", "ftruncate", "fsync", "fdatasync", "rename", "unlink"),
    *("link", "sendfile", "writev"),
)
# Long enough for a page of the database as strace spells it.
LONGEST = "100000"
SECTOR = 512
HANDLE = re.compile(r"^(\d+)<")
QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
Write = tuple[int, bytes]


@dataclass
class File:
    """What is on the plate for certain, and the writes since the last flush; a number cuts or stretches the file."""

    flushed: bytearray = field(default_factory=bytearray)
    waiting: list[Write | int] = field(default_factory=list)
    live: bytearray = field(default_factory=bytearray)

    def write(self, at: int, content: bytes) -> None:
        self.waiting.append((at, content))
        _apply(self.live, (at, content))

    def resize(self, size: int) -> None:
        self.waiting.append(size)
        _apply(self.live, size)

    def flush(self) -> None:
        self.flushed, self.waiting = bytearray(self.live), []

    def after_a_cut(self, dice: Random) -> bytearray:
        content = bytearray(self.flushed)
        for change in self.waiting:
            for part in _what_arrived(change, dice):
                _apply(content, part)
        return content


@dataclass
class Handle:
    """An open file, or a folder if it has none."""

    path: str
    file: File | None
    place: int = 0


class Disk:
    """A folder as it stood, and every change that a job made to it since, replayed call by call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[list[str]] = []
        self._names: dict[str, File] = {}
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                self._names[str(path)] = File(bytearray(content), live=bytearray(content))
        self._flushed_names = dict(self._names)
        self._renamings: list[tuple[str, File | None]] = []
        self._handles: dict[int, Handle] = {}

    def replay(self, call: Call) -> None:
        if call.name == "writev":
            self.told += [line.split()[1:] for text in TOLD.findall(call.arguments) for line in _lines(text)]
        elif call.name == "openat":
            self._open(call)
        elif call.name in ("rename", "unlink", "link"):
            paths = [unescaped(text).decode() for text in QUOTED.findall(call.arguments)]
            (self._link if call.name == "link" else self._move)(*paths)
        else:
            found = HANDLE.match(call.arguments)
            handle = self._handles.get(int(found[1])) if found else None
            if found and handle:
                self._change(call, int(found[1]), handle)

    def cut(self, dice: Random) -> dict[Path, bytearray]:
        """The files of the folder as they may be found when the power comes back; of one file with two names one."""
        names = dict(self._flushed_names)
        for path, file in self._renamings[: dice.randint(0, len(self._renamings))]:
            _name(names, path, file)
        contents = {id(file): file.after_a_cut(dice) for file in names.values()}
        return {Path(path).relative_to(self.folder): contents[id(file)] for path, file in names.items()}

    def _open(self, call: Call) -> None:
        path = unescaped(QUOTED.findall(call.arguments)[0]).decode()
        if not path.startswith(str(self.folder)):
            return
        if path not in self._names and "O_CREAT" in call.arguments:
            self._put(path, File())
        file = self._names.get(path)
        if file is not None and "O_TRUNC" in call.arguments:
            file.resize(0)
        place = len(file.live) if file is not None and "O_APPEND" in call.arguments else 0
        self._handles[call.result] = Handle(path, file, place)

    def _change(self, call: Call, number: int, handle: Handle) -> None:
        file = handle.file
        if call.name == "close":
            del self._handles[number]
        elif call.name in ("fsync", "fdatasync"):
            self._flush(handle)
        elif file is None:
            return
        elif call.name == "lseek":
            handle.place = call.result
        elif call.name == "read":
            handle.place += call.result
        elif call.name == "ftruncate":
            file.resize(int(call.arguments.rsplit(", ", 1)[1]))
        elif call.name == "pwrite64":
            file.write(int(call.arguments.rsplit(", ", 1)[1]), _written(call))
        elif call.name == "write":
            file.write(handle.place, _written(call))
            handle.place += call.result
        elif call.name == "sendfile":
            source = self._handles[int(call.arguments.split(", ")[1].split("<")[0])]
            assert source.file is not None
            file.write(handle.place, bytes(source.file.live[source.place : source.place + call.result]))
            handle.place += call.result
            source.place += call.result

    def _flush(self, handle: Handle) -> None:
        if handle.file is not None:
            handle.file.flush()
            return
        here = [entry for entry in self._renamings if str(Path(entry[0]).parent) == handle.path.rstrip("/")]
        for path, file in here:
            _name(self._flushed_names, path, file)
        self._renamings = [entry for entry in self._renamings if entry not in here]

    def _move(self, path: str, new: str = "") -> None:
        """Rename, or remove if there is no new name."""
        file = self._names.get(path)
        if file is None:
            return
        if new:
            self._put(new, file)
        self._put(path, None)

    def _link(self, path: str, second: str) -> None:
        self._put(second, self._names.get(path))

    def _put(self, path: str, file: File | None) -> None:
        _name(self._names, path, file)
        self._renamings.append((path, file))


def watched_work(children: "Children", job: str, office: Path, work: Path) -> tuple[Disk, list[Call]]:
    """The folder as it stood before the job is done on a copy of the office, and every call that the job made."""
    log = work.with_name("strace.log")
    shutil.copytree(office, work)
    disk = Disk(work)
    told = watched(children, job, work, log, "-y", "-xx", "-s", LONGEST, "-e", f"trace={','.join(REPLAYED_CALLS)}")
    assert told[-1] == ["done"]
    return disk, list(calls_in(log))


def lay_down(found: dict[Path, bytearray], into: Path) -> None:
    laid: dict[int, Path] = {}
    for path, content in found.items():
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if id(content) in laid:
            os.link(laid[id(content)], target)
        else:
            target.write_bytes(content)
            laid[id(content)] = target


@dataclass(frozen=True)
class Find:
    """What a work had told when the power went, its files laid down; ``where`` begins what is said of a failure."""

    told: list[list[str]]
    where: str
    # Counted from 0, for what is worth trying with some finds only.
    number: int

    def has_told(self, word: str) -> bool:
        return any(words[0] == word for words in self.told)


def finds(before: Disk, calls: Sequence[Call], into: Path, tries: "Tries", *, short: int, long: int) -> Iterator[Find]:
    """Replay the work, cut the power so many times on the way, and lay down what is found each time.

    The same files with the same words told are laid down once. In the soak the work is replayed again and again.
    """
    seen: set[object] = set()
    for _time in tries.times(1, -(-long // short), each=short):
        disk = deepcopy(before)
        for number in _replayed(disk, calls, short):
            found = disk.cut(random.Random(random.getrandbits(64)))
            mark = (len(disk.told), *((path, sha256(content).digest()) for path, content in sorted(found.items())))
            if mark not in seen:
                lay_down(found, into)
                yield Find(disk.told, f"cut after call {number} of {len(calls)}", len(seen))
                shutil.rmtree(into)
                seen.add(mark)


def _replayed(disk: Disk, calls: Sequence[Call], stops_wanted: int) -> Iterator[int]:
    """Stops so many times on the way, at random and in order, and tells how many calls were made by then."""
    stops = Counter(random.randrange(len(calls)) for _stop in range(stops_wanted))
    for number, call in enumerate(calls):
        disk.replay(call)
        for _stop in range(stops[number]):
            yield number


def _name(names: dict[str, File], path: str, file: File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _written(call: Call) -> bytes:
    return unescaped(QUOTED.findall(call.arguments)[-1])[: call.result]


def _lines(text: str) -> list[str]:
    return unescaped(text).decode().splitlines()


def _apply(content: bytearray, change: Write | int) -> None:
    if isinstance(change, int):
        del content[change:]
        content.extend(bytes(change - len(content)))
        return
    at, written = change
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(written)] = written


def _what_arrived(change: Write | int, dice: Random) -> list[Write | int]:
    """All of it, none of it, or some of its sectors."""
    fate = dice.random()
    if fate < 1 / 3:
        return []
    if fate < 2 / 3 or isinstance(change, int):
        return [change]
    at, content = change
    places = range(0, len(content), SECTOR)
    return [(at + place, content[place : place + SECTOR]) for place in places if dice.random() < 0.5]
