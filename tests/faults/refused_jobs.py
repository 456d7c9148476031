"""A job that does one work again and again, each time refused at another call, and looks itself what came of it.

One process for hundreds of trials: a work that was refused is over as one that was done, and a program that has been
refused goes on. What is left open in it is found out as well.
"""

import gc
import os
import shutil
from pathlib import Path

from tests.faults import whole_jobs
from tests.faults.outcome import require_sound
from tests.faults.refusing import Fault, Refuser
from tests.faults.telling import kept_aside, tell

# What the folder of a lot holds: the centre as it is before each trial, the name of the work, a fault on each line.
OFFICE, WORK, FLOW, FAULTS = "office", "work", "flow", "faults"


def refuse_each(lot: Path) -> None:
    """Tells "tried" with the number of calls for each fault that came out well, "broken" with what did not; "over"."""
    refuser = Refuser()
    handles = _open_handles()
    for line in (lot / FAULTS).read_text().splitlines():
        try:
            _try(lot, Fault.read(line), refuser)
            if _open_handles() > handles:
                # What a writer of workbooks that failed still holds goes with it.
                gc.collect()
            assert _open_handles() == handles, "a file was left open"
        except Exception as error:
            tell("broken", f"{line}: {type(error).__name__}: {error}".encode().hex())
            break
        tell("tried", line)
    tell("over")


def _open_handles() -> int:
    return len(os.listdir("/proc/self/fd"))


def _try(lot: Path, fault: Fault, refuser: Refuser) -> None:
    work = lot / WORK
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(lot / OFFICE, work)
    job = getattr(whole_jobs, (lot / FLOW).read_text())
    with kept_aside() as told:
        refuser.plan(fault)
        try:
            job(work)
        finally:
            calls = refuser.plan(None)
        where = f"{fault}: {told}"
        assert calls[fault.name] >= fault.number, f"{where}: the fault was not met, of {calls}"
        assert told[-1][0] in ("done", "refused"), where
        require_sound(work, told, where=where)
        if told[-1] == ["done"]:
            return
    with kept_aside() as told:
        job(work)
        assert told[-1] == ["done"], f"after {where}: {told}"
        require_sound(work, told, where=f"after {where}")
