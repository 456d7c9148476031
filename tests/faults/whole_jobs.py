"""Jobs that do one work from opening the centre to closing it, and once more when the disk has refused it."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

from db.models.centre import Staff
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError
from desktop_app.paths import CentrePaths
from desktop_app.reference.exchange import export_lists
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.preview import preview_roster
from desktop_app.safety.backup import back_up
from desktop_app.spreadsheets.records import Sheet, SheetRow, Workbook
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell

UNITS_SAVED = 4
NUMBERS = count()
IMPORTED_PEOPLE = 40
EXPORTED = "roʻyxatlar.xlsx"


def save(folder: Path) -> None:
    """Some units of two rows each, acknowledged one by one."""
    _twice_at_most(folder, _save)


def take_in(folder: Path) -> None:
    """The people of one roster."""
    _twice_at_most(folder, lambda centre: take_in_roster(centre, f"{os.getpid():07}{next(NUMBERS):04}"))


def copy(folder: Path) -> None:
    """A backup, told by its name."""
    _twice_at_most(folder, lambda centre: tell("backed-up", back_up(centre, reason="on-demand").path.name))


def hand_out(folder: Path) -> None:
    """The lists of the centre as a workbook."""
    _twice_at_most(folder, lambda centre: tell("exported", export_lists(centre, out=folder / EXPORTED).name))


def move_forward(folder: Path) -> None:
    """Nothing but opening: a centre of an older release is backed up and brought to this one."""
    _twice_at_most(folder, lambda _centre: tell("moved"))


def take_in_roster(centre: Centre, digits: str) -> None:
    people = (_stranger(f"{digits:0>11}{place:02}") for place in range(IMPORTED_PEOPLE))
    rows = tuple(SheetRow(place, (name, "12-maktab")) for place, name in enumerate(people, 2))
    sheet = Sheet("Varaq", (SheetRow(1, ("F.I.Sh.", "Ish joyi")), *rows))
    preview = centre.read(preview_roster, workbook=Workbook("royxat.xlsx", digits, "xlsx", (sheet,)), cohort_id=None)
    centre.write(apply_roster, preview)
    tell("imported", digits)


def _save(centre: Centre) -> None:
    for _unit in range(UNITS_SAVED):
        name = f"{os.getpid()}-{next(NUMBERS)}"
        centre.write(lambda unit, name=name: unit.session.add_all([Staff(full_name=name), Staff(full_name=name)]))
        tell("saved", name)


def _twice_at_most(folder: Path, work: Callable[[Centre], object]) -> None:
    tell("begun")
    for _time in range(2):
        try:
            centre = open_centre(CentrePaths(folder), clock=FixedClock(NOW))
            try:
                work(centre)
            finally:
                # What is written at the end is another job's matter.
                centre.is_changed_since_backup = False
                centre.close()
        except CentreError as error:
            tell("refused", error.code)
        else:
            tell("done")
            return


def _stranger(digits: str) -> str:
    """A name that stays another one for other digits when spelling is folded: a syllable for each."""
    surname = "".join("bdglmnrstz"[int(digit)] + "a" for digit in digits)
    return f"{surname.capitalize()}ov Anvar Olimovich"
