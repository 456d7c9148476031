"""Calls of the system that fail or kill: the kernel asks a second process about every writing call of a job.

What strace can do as well, at a tenth of its cost: a job goes on at full speed but for the calls that are asked about.
On Linux, as x86-64 numbers the calls.
"""

import ctypes
import errno
import os
import select
import signal
import socket
import struct
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

from tests.faults.telling import tell

# What may fail for want of room or for a bad disk; "writev" is how a job tells what it did.
WRITING = {"pwrite64": 18, "write": 1, "ftruncate": 77, "fsync": 74, "fdatasync": 75, "rename": 82, "unlink": 87}
# And what tells a server something.
NUMBERS = WRITING | {"sendto": 44}
_NAMES = {number: name for name, number in NUMBERS.items()}
_LONGEST_ANSWER = 1_000
COUNTING = "counting"
# In the place of a call's name and of its error.
ANY, KILL = "any", "KILL"

# From linux/seccomp.h, linux/filter.h and linux/prctl.h.
_SYS_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER = 317, 1, 8
_PR_SET_NO_NEW_PRIVS = 38
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_QUESTION_SIZE, _PROCESS_AT, _NUMBER_AT = 80, 8, 16
_GO_ON = 1
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ASK, _ALLOW = 0x7FC00000, 0x7FFF0000


@dataclass(frozen=True)
class Fault:
    """The ``number``-th call of a name fails with an error, or kills; ``is_lasting``: and every one after it."""

    name: str
    error: str
    number: int
    is_lasting: bool = False

    def meets(self, name: str, counts: Counter[str]) -> bool:
        """Whether it falls on the call of that name which was counted last."""
        if self.name not in (name, ANY):
            return False
        count = counts.total() if self.name == ANY else counts[name]
        return count == self.number or (self.is_lasting and count > self.number)

    def __str__(self) -> str:
        return f"{self.name},{self.error},{self.number},{'lasting' if self.is_lasting else 'once'}"

    @classmethod
    def read(cls, text: str) -> "Fault":
        name, error, number, lasting = text.split(",")
        return cls(name, error, int(number), lasting == "lasting")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def be_refused(told: str) -> None:
    """From here on this process meets the fault; or, if ``told`` is COUNTING, its writing calls are counted.

    When it has ended, its watcher tells the counts and "ended".
    """
    fault = None if told == COUNTING else Fault.read(told)
    ours, theirs = socket.socketpair()
    asking = os.getpid()
    if os.fork() == 0:
        ours.close()
        _, listeners, _, _ = socket.recv_fds(theirs, 1, 1)
        # None where the kernel asks nobody: then the job has said so itself.
        counts = _answer(listeners[0], fault) if listeners else Counter[str]()
        _wait_for_end(asking)
        tell("calls", *(f"{name}={count}" for name, count in counts.items()))
        tell("ended")
        os._exit(0)
    theirs.close()
    listener = _listener([fault.name] if fault and fault.name != ANY else list(NUMBERS))
    socket.send_fds(ours, [b"."], [listener])
    os.close(listener)
    ours.close()


class Refuser:
    """Refuses writing calls of this very process, by one plan after another, for as long as it lives."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        if os.fork() == 0:
            ours.close()
            _, listeners, _, _ = socket.recv_fds(theirs, 1, 1)
            _serve(listeners[0], theirs.detach())
            os._exit(0)
        theirs.close()
        listener = _listener(list(WRITING))
        socket.send_fds(ours, [b"."], [listener])
        os.close(listener)
        self._control = ours.detach()

    def plan(self, fault: Fault | None) -> Counter[str]:
        """What is refused from here on; returns how often each call was made since the plan before."""
        # By calls that nobody is asked about.
        os.writev(self._control, [str(fault or COUNTING).encode()])
        return counted(os.read(self._control, _LONGEST_ANSWER).decode().split())


def _serve(listener: int, control: int) -> None:
    """Answer by the plan until the process that asks has ended."""
    waiting = select.poll()
    for handle in (listener, control):
        waiting.register(handle, select.POLLIN)
    fault: Fault | None = None
    counts: Counter[str] = Counter()
    while True:
        ready = dict(waiting.poll())
        if ready.get(control):
            planned = os.read(control, _LONGEST_ANSWER).decode()
            if not planned:
                return
            os.write(control, (" ".join(f"{name}={count}" for name, count in counts.items()) or " ").encode())
            fault, counts = None if planned == COUNTING else Fault.read(planned), Counter()
        elif ready.get(listener, 0) & select.POLLIN:
            _answer_one(listener, fault, counts)


def _wait_for_end(process: int) -> None:
    """Nobody asks any more a moment before the files of the process are closed and its locks are free."""
    with suppress(ProcessLookupError):
        while True:
            os.kill(process, 0)
            time.sleep(0.001)


def say_whether_asked(_path: Path) -> None:
    """A job: tells "asked" where the kernel lets a process be asked about, which a container may forbid."""
    try:
        be_refused(COUNTING)
    except OSError:
        tell("unasked")
    else:
        tell("asked")


def counted(words: Sequence[str]) -> Counter[str]:
    """What a watcher told behind "calls"."""
    return Counter({name: int(count) for name, count in (word.split("=") for word in words)})


def _listener(names: list[str]) -> int:
    """A handle on which the kernel asks about these calls of this process."""
    numbers = [NUMBERS[name] for name in names]
    asked = [_instruction(_JUMP_IF_EQUAL, number, skip=len(numbers) - place) for place, number in enumerate(numbers)]
    steps = [_instruction(_LOAD, 0), *asked, _instruction(_RETURN, _ALLOW), _instruction(_RETURN, _ASK)]
    program = _Program(len(steps), b"".join(steps))
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    listener = int(system.syscall(_SYS_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, ctypes.byref(program)))
    if listener < 0:
        raise OSError(ctypes.get_errno(), "the kernel does not ask about calls")
    return listener


def _instruction(code: int, value: int, *, skip: int = 0) -> bytes:
    return struct.pack("=HBBI", code, skip, 0, value)


def _answer(listener: int, fault: Fault | None) -> Counter[str]:
    """Answer until nobody is left who could ask."""
    counts: Counter[str] = Counter()
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    while waiting.poll()[0][1] & select.POLLIN:
        _answer_one(listener, fault, counts)
    return counts


def _answer_one(listener: int, fault: Fault | None, counts: Counter[str]) -> None:
    asked = bytearray(_QUESTION_SIZE)
    try:
        ioctl(listener, _RECEIVE, asked)
    except FileNotFoundError:
        return
    question, process, number = (
        struct.unpack_from(kind, asked, place)[0]
        for kind, place in (("=Q", 0), ("=I", _PROCESS_AT), ("=i", _NUMBER_AT))
    )
    counts[_NAMES[number]] += 1
    if fault is None or not fault.meets(_NAMES[number], counts):
        _reply(listener, question, flags=_GO_ON)
    elif fault.error == KILL:
        os.kill(process, signal.SIGKILL)
    else:
        _reply(listener, question, error=-getattr(errno, fault.error))


def _reply(listener: int, question: int, *, error: int = 0, flags: int = 0) -> None:
    # Whoever has been killed from elsewhere waits for no answer.
    with suppress(FileNotFoundError):
        ioctl(listener, _SEND, struct.pack("=QqiI", question, 0, error, flags))
