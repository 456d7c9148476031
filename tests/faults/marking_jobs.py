"""Jobs that mark a register and tell of each mark what it is before they save it, and that it is saved."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import select

from db.engine import open_engine
from db.models.cohorts import Cohort
from desktop_app.accounts.service import nobody_chosen
from desktop_app.attendance.marking import MarkConflict, full_text, set_marks
from desktop_app.attendance.records import AttendanceGrid, MarkChange
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.marks.records import MarkValue
from desktop_app.paths import CentrePaths
from tests.faults.telling import tell

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
KINDS = ("KELDI", "KECH", "SABABLI", "KELMADI")
# Half a step must never be seen.
MARKS_IN_STEP = 3
CONTENDED_MARKS = 300
CONTENDED_PEOPLE = 2


def register_of(database: Path) -> tuple[Centre, AttendanceGrid]:
    """The register of the only cohort, without the lock of one program, and on a day when its marks are open."""
    centre = Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
    cohort_id = centre.read(lambda unit: unit.session.scalars(select(Cohort.id)).one())
    return centre, centre.read(grid, cohort_id=cohort_id)


def written(value: MarkValue | None) -> str:
    """A mark as it is told: one word."""
    return "none" if value is None else f"{value.kind_code}/{value.missed_hours or ''}/{value.note}"


def cell(change: MarkChange) -> str:
    return f"{change.enrolment_id}/{change.session_id}"


def mark_for_ever(database: Path) -> None:
    """Several marks a step, faster than any hands."""
    centre, shown = register_of(database)
    dice = Random(os.getpid())
    cells = [(person.enrolment_id, lesson.id) for person in shown.people for lesson in shown.sessions]
    for value in _new_values(dice):
        changes = [MarkChange(*place, value) for place in dice.sample(cells, MARKS_IN_STEP)]
        for change in changes:
            tell("set", cell(change), written(value))
        centre.write(set_marks, marks=changes)
        for change in changes:
            tell("saved", cell(change), written(value))


def mark_against_others(database: Path) -> None:
    """So many marks in the few cells that others mark as well, each as it was seen last; a conflict is told."""
    centre, shown = register_of(database)
    dice = Random(os.getpid())
    kinds = {kind.code: kind for kind in shown.kinds}
    known = dict(shown.marks)
    values = _new_values(dice)
    for _time in range(CONTENDED_MARKS):
        place = (dice.choice(shown.people[:CONTENDED_PEOPLE]).enrolment_id, dice.choice(shown.sessions).id)
        seen, change = MarkChange(*place, known.get(place)), MarkChange(*place, next(values))
        try:
            centre.write(set_marks, marks=[change], seen=[seen])
        except MarkConflict as conflict:
            theirs = conflict.kept.value
            are_named = conflict.facts["ours"] == full_text(change.value, kinds)
            are_named &= conflict.facts["theirs"] == full_text(theirs, kinds)
            tell("conflict", cell(change), written(change.value), written(theirs), are_named)
            known[place] = theirs
        else:
            tell("saved", cell(change), written(change.value), written(seen.value))
            known[place] = change.value
    tell("done")


def type_for_ever(database: Path) -> None:
    """The same in the window."""
    # Qt is loaded in the child alone: a process that has loaded it cannot fork.
    from tests.faults.typing_window import type_marks

    type_marks(*register_of(database), settings=database.parent / "settings.toml")


def _new_values(dice: Random) -> Iterator[MarkValue]:
    """No two of them alike, whoever makes them."""
    return (MarkValue(dice.choice(KINDS), note=f"{os.getpid()}-{number}") for number in count())
