"""How a job in a process of its own tells what it did."""

import os


def tell(*words: object) -> None:
    # One write of a short line: lines of several children never mix. By a call that no disk fault is planted in.
    os.writev(1, [(" ".join(map(str, (os.getpid(), *words))) + "\n").encode()])
