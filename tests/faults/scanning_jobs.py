"""A job that reads badges at the door and tells of each that it is read, and that it is recorded."""

import os
from itertools import count
from pathlib import Path

from db.engine import open_engine
from desktop_app.accounts.service import nobody_chosen
from desktop_app.attendance.scans import record_scan
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell


def scan_for_ever(database: Path) -> None:
    """Badges that nobody knows: each brings somebody new into the register, with their reading and their marks."""
    centre = Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
    for number in count():
        code = f"Q{os.getpid()}X{number}"
        tell("reading", code)
        centre.write(record_scan, text=code)
        tell("recorded", code)
