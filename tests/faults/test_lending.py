"""Taking lent work back, killed at any moment: all of it came back or nothing did, and the next time brings it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.lending.returning import give_back
from desktop_app.marks.records import MarkValue
from desktop_app.paths import CentrePaths
from desktop_app.protection import slots
from desktop_app.safety.snapshot import opened, structural_faults
from tests.faults.conftest import NEEDS_QUESTIONS
from tests.faults.lending_jobs import RETURN
from tests.faults.marking_jobs import NOW
from tests.faults.stepwise import kills
from tests.faults.tries import Tries
from tests.lending.lending_office import lent_file, office, other_pc, second_lesson

if TYPE_CHECKING:
    from tests.faults.conftest import Children

SHORT = 8
# What was lent, and the marks of the lesson that was held there.
OUT, BACK = ("out", 0), ("returned", 3)


@pytest.fixture
def waiting(centre_paths: CentrePaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a centre that lent a cohort, with the return beside it: three marks are to come back."""
    monkeypatch.setattr(slots, "COST", (32, 1, 4))
    centre = open_centre(centre_paths, clock=FixedClock(NOW))
    course = office(centre)
    lent = lent_file(centre, course, tmp_path)
    with other_pc(lent.file, tmp_path / "there") as there:
        lesson = second_lesson(there)
        marks = [MarkChange(each, lesson, MarkValue("KELDI")) for each in course.enrolment_ids.values()]
        there.write(set_marks, marks=marks)
        give_back(there, out=centre_paths.folder / RETURN)
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.folder


def state_of(folder: Path) -> tuple[str, int]:
    """Of what was lent, and how many of the marks came back, once nothing of the file is broken."""
    with opened(CentrePaths(folder).database, read_only=False) as raw:
        assert structural_faults(raw) == []
        (state,) = raw.execute("SELECT state FROM parcel").fetchone()
        newest = "SELECT count(*) FROM mark WHERE session_id = (SELECT max(id) FROM session)"
        (marks,) = raw.execute(newest).fetchone()
    return state, marks


@NEEDS_QUESTIONS
def test_what_was_killed_while_it_came_back_is_here_whole_or_not_at_all(
    children: "Children", waiting: Path, tmp_path: Path, tries: Tries
) -> None:
    folder = tmp_path / "killed"
    for kill in kills(children, "take_back_return", waiting, folder, tries, short=SHORT):
        found = state_of(folder)
        assert found in (OUT, BACK), kill.where
        assert found == BACK or not kill.has_told("taken"), kill.where
        children.start("take_back_return", folder)
        children.hear_until("taken", "known")
        assert state_of(folder) == BACK, kill.where
