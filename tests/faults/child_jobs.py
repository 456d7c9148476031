"""Jobs in processes that a test may kill: reads ``job path`` lines, forks, and each child tells what it did.

Started once by the fixture ``children``, so that a kill costs a fork and not a start of Python. Given a founded
centre's file, it does the whole works on copies of it first: what they import and compile is there for every child.
"""

import ctypes
import gc
import os
import shutil
import signal
import sys
import time
import traceback
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import configure_mappers

from db import schema
from db.engine import open_engine
from db.models.centre import Staff, StateMark
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.service import nobody_chosen
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import Clock
from desktop_app.errors import CentreError
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.safety.backup import back_up
from desktop_app.whole_file import whole_bytes
from tests.compiled_once import share_compiled
from tests.faults.answering_jobs import answer_for_ever
from tests.faults.changing_jobs import (
    bring_back,
    change_keys,
    close_year,
    lock_data,
    move_back,
    move_there,
    unlock_data,
)
from tests.faults.lending_jobs import take_back_return
from tests.faults.marking_jobs import mark_against_others, mark_for_ever, type_for_ever
from tests.faults.numbering_jobs import number_against_others, number_for_ever
from tests.faults.parsing_jobs import judge_mutants
from tests.faults.printing_jobs import print_the_rest, take_against_others
from tests.faults.refused_jobs import refuse_each
from tests.faults.refusing import be_refused, say_whether_asked
from tests.faults.return_jobs import HANDING_OUT, write_returns
from tests.faults.scanning_jobs import scan_for_ever
from tests.faults.telling import tell
from tests.faults.whole_jobs import copy, hand_out, move_forward, save, take_in, take_in_roster

# A job that is to be watched waits until the watcher is there.
HELD = "held:"
# ``refused:FAULT:job`` meets a fault of refusing.py.
REFUSED = "refused:"
# Of Linux: who is no parent may watch this process all the same.
PR_SET_PTRACER, ANYBODY = 0x59616D61, -1
READ_MODIFY_WRITES = 150
EXPORT_SIZE = 400_000


def bare_centre(database: Path) -> Centre:
    """Without the lock of one program, which several writers at once would not get."""
    return Centre(CentrePaths(database.parent), open_engine(database), Clock(), nobody_chosen())


def insert_staff(database: Path) -> None:
    """Acknowledge each committed row, for ever. Two rows a unit: half a unit must never be seen."""
    centre = bare_centre(database)
    for number in count():
        name = f"{os.getpid()}-{number}"
        centre.write(lambda unit, name=name: unit.session.add_all([Staff(full_name=name), Staff(full_name=name)]))
        tell("saved", name)


def count_up(database: Path) -> None:
    """Read, add one, write: so many times."""
    centre = bare_centre(database)

    def one_more(unit: UnitOfWork) -> None:
        row = unit.session.scalars(select(StateMark).where(StateMark.name == "counter")).one()
        row.value = str(int(row.value) + 1)

    for _time in range(READ_MODIFY_WRITES):
        centre.write(one_more)
    tell("counted")


def migrate(database: Path) -> None:
    tell("starting")
    schema.migrate(open_engine(database))
    tell("migrated")


def export(target: Path) -> None:
    for number in count():
        whole_bytes(target, bytes([number % 256]) * EXPORT_SIZE)
        tell("exported", number)


def back_up_for_ever(database: Path) -> None:
    centre = bare_centre(database)
    while True:
        tell("backed-up", back_up(centre, reason="on-demand").seq)


def import_rosters(database: Path) -> None:
    """Apply one roster after another to the list of people, for ever."""
    centre = bare_centre(database)
    for number in count():
        take_in_roster(centre, f"{os.getpid():07}{number:04}")


def hold(folder: Path) -> None:
    """Keep the centre open until killed."""
    try:
        centre = open_centre(CentrePaths(folder))
    except CentreError as error:
        tell("refused", error.code)
        return
    tell("open", centre.paths.folder)
    time.sleep(60)


def mark(_path: Path) -> None:
    """What is heard after this was told after it."""
    tell("mark")


WRITING = (insert_staff, count_up, migrate, export, back_up_for_ever, import_rosters, write_returns)
MARKING = (mark_for_ever, mark_against_others, type_for_ever)
PRINTING = (print_the_rest, take_against_others)
NUMBERING = (number_for_ever, number_against_others)
CHANGING = (bring_back, lock_data, unlock_data, change_keys, close_year, move_there, move_back)
WHOLE = (save, take_in, copy, hand_out, move_forward)
JOBS = {
    job.__name__: job
    for job in (
        *WRITING,
        *MARKING,
        *PRINTING,
        *NUMBERING,
        *WHOLE,
        *CHANGING,
        scan_for_ever,
        take_back_return,
        answer_for_ever,
        judge_mutants,
        refuse_each,
        say_whether_asked,
        hold,
        mark,
    )
} | HANDING_OUT


def wait_to_be_watched() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    tell("held")
    signal.sigwait([signal.SIGUSR1])


def rehearse(founded: Path) -> None:
    """Do each whole work once and say nothing of it: no child has to import and compile it again."""
    share_compiled(setattr)
    heard, nobody = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, 1)
    for job in WHOLE:
        with TemporaryDirectory(dir=founded.parent) as folder:
            paths = CentrePaths(Path(folder))
            shutil.copyfile(founded, paths.database)
            shutil.copyfile(keys_beside(founded), paths.keys)
            job(paths.folder)
    with TemporaryDirectory(dir=founded.parent) as folder:
        engine = open_engine(Path(folder) / "new.db")
        schema.migrate(engine)
        engine.dispose()
    os.dup2(heard, 1)
    for handle in (heard, nobody):
        os.close(handle)


def begin(job: str, path: Path) -> None:
    if job.startswith(HELD):
        wait_to_be_watched()
        job = job.removeprefix(HELD)
    elif job.startswith(REFUSED):
        _word, fault, job = job.split(":")
        be_refused(fault)
    JOBS[job](path)


def main(founded: Path) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Here once, not in every child; and what is made by now is not looked through again in each of them.
    configure_mappers()
    rehearse(founded)
    gc.freeze()
    tell("ready")
    for line in sys.stdin:
        job, path = line.rstrip("\n").split(" ", 1)
        if os.fork() == 0:
            os.close(0)
            try:
                begin(job, Path(path))
            except BaseException:
                # Whoever waits for a word of this child must not wait for ever.
                os.writev(2, [traceback.format_exc().encode()])
                tell("failed")
                os._exit(1)
            os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
