"""Killed at any moment: what was acknowledged is there, what was not is whole or absent."""

import lzma
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import schema
from db.engine import open_engine
from desktop_app.bootstrap import open_centre
from desktop_app.errors import StorageError
from desktop_app.paths import CentrePaths
from desktop_app.safety.backup import back_up, backups
from desktop_app.safety.snapshot import digest_of, facts_of, opened, structural_faults
from desktop_app.whole_file import sweep_leftovers
from tests.faults.conftest import NEEDS_QUESTIONS
from tests.faults.outcome import require_opens, require_sound
from tests.faults.stepwise import kills
from tests.faults.tries import RELEASED, Tries
from tests.faults.whole_jobs import EXPORTED, IMPORTED_PEOPLE

if TYPE_CHECKING:
    from tests.faults.conftest import Children

CYCLES = 10
EXPORTS, HANDED_OUT, NEW_FILES = 40, 40, 5
# In the suite, where the newest migration is killed forty times by itself, and in the soak.
KILLS_OF_A_RELEASE = (4, 400)
# So far the name of a leftover tells what it is of.
LEFTOVER_NAME = len(".~mahorat")
RELEASES = sorted(file.name for file in RELEASED.glob("*.db.xz"))
WRITERS = 4


def run_and_kill(children: "Children", job: str, path: Path, *, lives_s: float) -> list[list[str]]:
    """Let a job run from its first word for a moment, kill it; returns all that it told."""
    children.start(job, path)
    pid, first = children.hear()
    time.sleep(random.uniform(0, lives_s))
    children.kill(pid)
    return [first, *children.hear_the_rest()]


def test_no_acknowledged_row_is_lost_and_none_is_half_there(
    children: "Children", centre_paths: CentrePaths, tries: Tries
) -> None:
    acknowledged = set()
    for _cycle in tries.times(CYCLES, 2_000):
        told = run_and_kill(children, "insert_staff", centre_paths.database, lives_s=0.08)
        acknowledged |= {name for word, name in told if word == "saved"}
    with opened(centre_paths.database) as raw:
        assert structural_faults(raw) == []
        rows = raw.execute("SELECT full_name, count(*) FROM staff WHERE full_name GLOB '[0-9]*' GROUP BY 1").fetchall()
        journaled = raw.execute("SELECT count(*) FROM journal WHERE entity = 'staff' AND after GLOB '*: \"[0-9]*'")
        assert journaled.fetchone()[0] == 2 * len(rows)
    assert len(acknowledged) >= CYCLES
    assert acknowledged <= {name for name, _count in rows}
    assert {count for _name, count in rows} == {2}


def test_four_writers_lose_no_update(children: "Children", centre_paths: CentrePaths) -> None:
    with opened(centre_paths.database, read_only=False) as raw:
        raw.execute("INSERT INTO state_mark VALUES ('counter', '0')")
    for _writer in range(WRITERS):
        children.start("count_up", centre_paths.database)
    assert [children.hear()[1] for _writer in range(WRITERS)] == [["counted"]] * WRITERS
    with opened(centre_paths.database) as raw:
        assert raw.execute("SELECT value FROM state_mark WHERE name = 'counter'").fetchone()[0] == str(WRITERS * 150)


def test_a_migration_is_whole_or_absent(children: "Children", tmp_path: Path, tries: Tries) -> None:
    versions = set()
    for cycle in tries.times(NEW_FILES, 400):
        file = tmp_path / f"{cycle}.db"
        run_and_kill(children, "migrate", file, lives_s=0.12)
        versions.add(schema.version_in(file))
        engine = open_engine(file)
        schema.migrate(engine)
        assert schema.quick_check(engine) == []
        assert schema.version_in(file) == schema.newest_version()
        engine.dispose()
        file.unlink()
    assert versions <= {None, schema.newest_version()}


def found_in(paths: CentrePaths) -> object:
    """The data, which whoever looked has settled, and the names of what lies there, but for those made up by chance."""
    names = sorted(path.name[:LEFTOVER_NAME] for path in paths.folder.rglob("*"))
    return digest_of(paths.database), tuple(names)


@NEEDS_QUESTIONS
@pytest.mark.of_a_file
@pytest.mark.parametrize("release", RELEASES)
def test_a_centre_of_every_release_is_moved_forward_whole_or_not_at_all(
    children: "Children", release: str, tmp_path: Path, tries: Tries
) -> None:
    released, paths = CentrePaths(tmp_path / "released"), CentrePaths(tmp_path / "work")
    released.folder.mkdir(mode=0o700)
    released.database.write_bytes(lzma.decompress((RELEASED / release).read_bytes()))
    looked_at: set[object] = set()
    short, long = KILLS_OF_A_RELEASE
    for kill in kills(children, "move_forward", released.folder, paths.folder, tries, short=short, long=long):
        require_sound(paths.folder, kill.told, where=f"{release}: {kill.where}")
        # What was found so before was moved forward then.
        if (found := found_in(paths)) not in looked_at:
            looked_at.add(found)
            require_opens(paths.folder)
            require_sound(paths.folder, [["moved"]], where=f"{release}: {kill.where}")


@NEEDS_QUESTIONS
@pytest.mark.of_a_file
def test_a_list_is_handed_out_whole_or_not_at_all(
    children: "Children", centre_paths: CentrePaths, tmp_path: Path, tries: Tries
) -> None:
    work = tmp_path / "work"
    for kill in kills(children, "hand_out", centre_paths.folder, work, tries, short=HANDED_OUT):
        require_sound(work, kill.told, where=kill.where)
        assert (work / EXPORTED).exists() or not kill.has_told("exported"), kill.where


def test_an_export_is_whole_and_its_leftovers_are_swept(children: "Children", tmp_path: Path, tries: Tries) -> None:
    target = tmp_path / "hisobot.xlsx"
    for _cycle in tries.times(EXPORTS, 500):
        run_and_kill(children, "export", target, lives_s=0.02)
        content = target.read_bytes()
        assert len(content) == 400_000
        assert len(set(content)) == 1
    sweep_leftovers(tmp_path, older_than_seconds=-1)
    assert [path.name for path in tmp_path.glob("*") if path.is_file()] == [target.name]


def test_a_backup_that_counts_is_whole(children: "Children", centre_paths: CentrePaths, tries: Tries) -> None:
    for _cycle in tries.times(CYCLES, 200):
        run_and_kill(children, "back_up_for_ever", centre_paths.database, lives_s=0.05)
    records = backups(centre_paths.backups)
    assert len(records) >= CYCLES
    for record in records:
        assert digest_of(record.path) == record.sha256
    with opened(records[-1].path) as raw:
        assert facts_of(raw).counts == records[-1].counts


def test_an_import_is_whole_or_absent(children: "Children", centre_paths: CentrePaths, tries: Tries) -> None:
    acknowledged = 0
    for _cycle in tries.times(CYCLES, 200):
        told = run_and_kill(children, "import_rosters", centre_paths.database, lives_s=0.15)
        acknowledged += sum(words[0] == "imported" for words in told)
    with opened(centre_paths.database) as raw:
        assert structural_faults(raw) == []
        imports = raw.execute("SELECT count(*) FROM roster_import").fetchone()[0]
        people = raw.execute("SELECT count(*) FROM person").fetchone()[0]
        found_by = raw.execute("SELECT count(DISTINCT person_id) FROM person_word").fetchone()[0]
        became = raw.execute("SELECT count(*) FROM roster_import, json_each(rows)").fetchone()[0]
    assert imports >= acknowledged >= CYCLES
    assert people == found_by == became == imports * IMPORTED_PEOPLE


def test_a_second_program_is_refused_and_told_who_holds_the_centre(
    children: "Children", centre_paths: CentrePaths
) -> None:
    children.start("hold", centre_paths.folder)
    holder, words = children.hear()
    assert words[0] == "open"
    with pytest.raises(StorageError, match="in_use") as told:
        open_centre(centre_paths)
    assert told.value.facts["host"]
    assert told.value.facts["user"]
    children.kill(holder)
    open_centre(centre_paths).close()


def test_a_centre_that_was_killed_is_looked_through_when_it_opens(
    children: "Children", centre_paths: CentrePaths
) -> None:
    children.start("hold", centre_paths.folder)
    holder, _words = children.hear()
    children.kill(holder)
    with opened(centre_paths.database, read_only=False) as raw:
        raw.execute("INSERT INTO person_word VALUES ('karimova', 777)")
    with pytest.raises(StorageError, match="damaged"):
        open_centre(centre_paths)


def test_a_backup_taken_while_others_write_is_consistent(children: "Children", centre_paths: CentrePaths) -> None:
    children.start("insert_staff", centre_paths.database)
    writer, _first = children.hear()
    centre = open_centre(centre_paths)
    record = back_up(centre, reason="on-demand")
    children.kill(writer)
    children.hear_the_rest()
    centre.close()
    with opened(record.path) as raw:
        assert facts_of(raw).counts == record.counts
        assert structural_faults(raw) == []
        odd = raw.execute(
            "SELECT count(*) FROM staff WHERE full_name GLOB '[0-9]*' GROUP BY full_name HAVING count(*) <> 2"
        )
        assert odd.fetchall() == []
