"""Sheets of a survey when the program is killed while somebody answers at the kiosk."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from db.engine import open_engine
from desktop_app.accounts.service import nobody_chosen
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.surveys.rounds import rounds
from desktop_app.surveys.taking import sheet, sheets
from tests.faults.answering_jobs import NOW
from tests.ui.pages.surveys.small_survey import small_round

if TYPE_CHECKING:
    from tests.faults.conftest import Children

KILLS = 3


def surveyed(paths: CentrePaths) -> Path:
    centre = open_centre(paths, clock=FixedClock(NOW))
    small_round(centre)
    centre.is_changed_since_backup = False
    centre.close()
    return paths.database


def kept_in(database: Path) -> dict[str, tuple[bool, str]]:
    """By the number of the sheet: whether it was handed in, and its answers as the job tells them."""
    centre = Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
    (row,) = centre.read(rounds)
    found = {}
    for record in centre.read(sheets, round_id=row.id):
        answers = centre.read(sheet, response_id=record.id).answers
        plain = {code: sorted(value) if isinstance(value, tuple) else value for code, value in answers.items()}
        found[str(record.slip_number)] = (record.is_complete, json.dumps(plain, sort_keys=True, separators=(",", ":")))
    return found


def test_killed_while_somebody_answers_the_kiosk_had_shown_nothing_as_saved_that_was_not(
    children: "Children", centre_paths: CentrePaths
) -> None:
    database = surveyed(centre_paths)
    claims = 0
    for _kill in range(KILLS):
        possible: dict[str, list[str]] = {}
        thanked = set()
        for verb, slip, *said in children.run_and_kill("answer_for_ever", database, lives_s=(0.1, 0.8), after="saved"):
            match verb:
                case "answered":
                    possible.setdefault(slip, ["{}"]).append(*said)
                case "saved":
                    possible[slip] = possible[slip][-1:]
                    claims += 1
                case "thanked":
                    thanked.add(slip)
        kept = kept_in(database)
        assert all(kept[slip][0] for slip in thanked)
        for slip, answers in possible.items():
            is_complete, written = kept[slip]
            if is_complete:
                # What was not asked in the end is no answer.
                assert json.loads(written).items() <= json.loads(answers[-1]).items()
            else:
                assert written in answers
    assert claims >= KILLS
