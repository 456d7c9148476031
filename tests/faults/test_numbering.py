"""Numbers of certificates when the program is killed while it gives them out, and when two PCs do so at once."""

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.certificates.series import NumberFate, all_series, missing_numbers, numbers_of
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.safety.snapshot import opened, structural_faults
from tests.courses import Taught, closed_course
from tests.faults.marking_jobs import NOW
from tests.faults.numbering_jobs import DUPLICATES_AGAINST_OTHERS, SET_ASIDE, USED_THERE
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children

COHORTS, SURNAMES = 3, ("Azimova", "Botirova", "Davronova")
PEOPLE = COHORTS * len(SURNAMES)
# Each tells of one issue at least: after these everybody has a paper.
KILLS = 5
# Each begins with everybody waiting: two hundred kills in all.
SOAK_LIVES = 40
LIVES_S = (0.0, 0.3)


@pytest.fixture
def office(centre_paths: CentrePaths) -> Path:
    """The file of a centre where everybody of some closed cohorts waits for a certificate."""
    centre = open_centre(centre_paths, clock=FixedClock(NOW))
    for number in range(COHORTS):
        closed_course(centre, [Taught(each) for each in SURNAMES], code=f"A-{number}")
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.database


def fates_of(database: Path) -> Counter[NumberFate]:
    """What became of each number, once nothing of the file is broken and no number was passed over."""
    with opened(database) as raw:
        assert structural_faults(raw) == []
        half = "SELECT count(*) FROM certificate WHERE code_text = '' OR page_digest = '' OR face = '{}'"
        assert raw.execute(half).fetchone()[0] == 0
        empty = "SELECT count(*) FROM certificate_batch WHERE id NOT IN (SELECT batch_id FROM certificate)"
        assert raw.execute(empty).fetchone()[0] == 0
        of_cohorts = "SELECT DISTINCT count(*) FROM certificate JOIN enrolment ON enrolment.id = enrolment_id"
        of_cohorts += " WHERE certificate.state = 'valid' GROUP BY cohort_id"
        assert raw.execute(of_cohorts).fetchall() in ([], [(len(SURNAMES),)])
    centre = open_centre(CentrePaths(database.parent), clock=FixedClock(NOW))
    fates: Counter[NumberFate] = Counter()
    for series in centre.read(all_series):
        assert centre.read(missing_numbers, series_id=series.id) == 0
        fates.update(_fates(centre, series.id, series.last_number))
        assert fates[NumberFate.SET_ASIDE] == SET_ASIDE * sum(block.given_back_on is None for block in series.blocks)
        there = USED_THERE * sum(block.given_back_on is not None for block in series.blocks)
        assert fates[NumberFate.USED_ELSEWHERE] == there, "a number that another PC has used was given out here"
    centre.is_changed_since_backup = False
    centre.close()
    return fates


def _fates(centre: Centre, series_id: int, count: int) -> list[NumberFate]:
    return [line.fate for line in centre.read(numbers_of, series_id=series_id, limit=count)]


def test_a_kill_while_numbers_are_given_out_loses_none_and_gives_none_twice(
    children: "Children", office: Path, tmp_path: Path, tries: Tries
) -> None:
    for life in tries.times(1, SOAK_LIVES, each=KILLS):
        place = tmp_path / f"life-{life}"
        shutil.copytree(office.parent, place)
        _number_and_kill(children, place / office.name)
        shutil.rmtree(place)


def _number_and_kill(children: "Children", office: Path) -> None:
    told: list[str] = []
    for _kill in range(KILLS):
        words = children.run_and_kill("number_for_ever", office, lives_s=LIVES_S)
        told += [number for line in words for number in line[1:]]
    fates = fates_of(office)
    assert len(told) == len(set(told)) > PEOPLE
    with opened(office) as raw:
        kept = {number for (number,) in raw.execute("SELECT full_number FROM certificate")}
    assert set(told) <= kept
    assert fates[NumberFate.VALID] == PEOPLE


def test_two_pcs_that_number_at_once_issue_to_each_person_once_and_leave_no_gap(
    children: "Children", office: Path
) -> None:
    for _pc in range(2):
        children.start("number_against_others", office)
    assert [children.hear()[1] for _pc in range(2)] == [["numbered"], ["numbered"]]
    assert fates_of(office) == {NumberFate.VALID: PEOPLE, NumberFate.REPLACED: 2 * DUPLICATES_AGAINST_OTHERS}
