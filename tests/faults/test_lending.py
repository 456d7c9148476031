"""Taking lent work back, killed at any moment: all of it came back or nothing did, and the next time brings it."""

import shutil
from collections import Counter
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
from tests.faults.lending_jobs import RETURN
from tests.faults.marking_jobs import NOW
from tests.lending.lending_office import lent_file, office, other_pc, second_lesson

if TYPE_CHECKING:
    from tests.faults.conftest import Children

KILLS = 8
LIVES_S = (0.0, 0.4)


@pytest.fixture
def waiting(centre_paths: CentrePaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a centre that lent a cohort, with the return beside it: three marks are to come back."""
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
    return centre_paths.database


def test_what_was_killed_while_it_came_back_is_here_whole_or_not_at_all(children: "Children", waiting: Path) -> None:
    found: Counter[tuple[str, int]] = Counter()
    folder = waiting.parent / "killed"
    for _kill in range(KILLS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in (waiting.name, RETURN):
            shutil.copyfile(waiting.parent / name, folder / name)
        told = children.run_and_kill("take_back_return", folder / waiting.name, lives_s=LIVES_S)
        with opened(folder / waiting.name, read_only=False) as raw:
            assert structural_faults(raw) == []
            (state,) = raw.execute("SELECT state FROM parcel").fetchone()
            (marks,) = raw.execute(
                "SELECT count(*) FROM mark WHERE session_id = (SELECT max(id) FROM session)"
            ).fetchone()
        assert "taken" not in {words[0] for words in told} or state == "returned"
        found[state, marks] += 1
    assert found.keys() <= {("out", 0), ("returned", 3)}
