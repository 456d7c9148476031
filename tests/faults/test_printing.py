"""Certificates on counted blanks when the program is killed among the pages, and when two PCs print at once."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.print_runs.service import begin, run, settle, take_blanks
from desktop_app.safety.snapshot import opened, structural_faults
from tests.faults.marking_jobs import NOW
from tests.print_runs.printed import certified, received

if TYPE_CHECKING:
    from tests.faults.conftest import Children

PEOPLE, FIRST = 20, 831
LIVES_S = (0.0, 0.15)
MOST_KILLS = PEOPLE


@pytest.fixture
def office(centre_paths: CentrePaths) -> tuple[Path, list[int]]:
    """The file of a centre with blanks and certificates, and the certificates."""
    centre = open_centre(centre_paths, clock=FixedClock(NOW))
    received(centre, "000831", "000930")
    ids = certified(centre, people=PEOPLE)[1]
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.database, ids


def look_and_go_on(centre: Centre, run_id: int, printed: list[int]) -> bool:
    """The person keeps what lies in the output as good, and the page that was in the printer as spoiled."""
    sent = [page.place for page in centre.read(run, run_id=run_id).sent]
    assert set(printed) <= set(sent), "paper came out that the register knows nothing of"
    assert len(sent) - len(printed) <= 1
    if sent:
        spoiled = len(sent) - len(printed)
        good = printed[-1] if printed else 0
        centre.write(settle, run_id=run_id, last_good=good, spoiled=spoiled, reason="Tok oʻchdi")
    left = centre.read(run, run_id=run_id)
    if left.to_print:
        used = sum(1 for _page in left.pages) - len(left.to_print)
        spoiled_before = blank_states(centre)["spoiled"]
        centre.write(take_blanks, run_id=run_id, letters="MO", first=FIRST + used + spoiled_before)
    return bool(left.to_print)


def blank_states(centre: Centre) -> Counter[str]:
    with opened(centre.paths.database) as raw:
        return Counter(dict(raw.execute("SELECT state, count(*) FROM blank GROUP BY 1")))


def test_a_kill_between_pages_loses_no_certificate_and_doubles_no_blank(
    children: "Children", office: tuple[Path, list[int]]
) -> None:
    database, ids = office
    centre = open_centre(CentrePaths(database.parent), clock=FixedClock(NOW))
    run_id = centre.write(begin, certificate_ids=ids, printer="", tray=("MO", FIRST)).value
    came_out: list[int] = []
    for _kill in range(MOST_KILLS):
        told = children.run_and_kill("print_the_rest", database, lives_s=LIVES_S, after="printed")
        printed = [int(words[1]) for words in told if words[0] == "printed"]
        came_out += printed
        if not look_and_go_on(centre, run_id, printed):
            break
    states = blank_states(centre)
    is_ended = centre.read(run, run_id=run_id).is_ended
    centre.is_changed_since_backup = False
    centre.close()
    assert is_ended
    assert sorted(came_out) == list(range(1, PEOPLE + 1))
    assert states["used"] == PEOPLE
    assert states["used"] + states["spoiled"] + states["left"] == 100
    with opened(database) as raw:
        assert structural_faults(raw) == []
        rows = raw.execute("SELECT certificate_id, count(*) FROM blank WHERE state = 'used' GROUP BY 1").fetchall()
        assert sorted(rows) == [(each, 1) for each in sorted(ids)]
        asked = "SELECT count(*) FROM print_item JOIN blank ON blank.id = blank_id WHERE blank.certificate_id"
        assert raw.execute(f"{asked} = print_item.certificate_id").fetchone()[0] == PEOPLE


def test_two_pcs_that_want_the_same_blanks_never_get_one_twice(
    children: "Children", office: tuple[Path, list[int]]
) -> None:
    database, ids = office
    for _pc in range(2):
        children.start("take_against_others", database)
    heard = [children.hear()[1] for _word in range(4)]
    assert heard.count(["taken"]) == 2
    with opened(database) as raw:
        taken = raw.execute("SELECT certificate_id, blank_id FROM print_item").fetchall()
    assert sorted(certificate for certificate, _blank in taken) == sorted(ids)
    assert len({blank for _certificate, blank in taken}) == len(ids)
