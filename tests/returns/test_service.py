"""Writing a return: whole or absent, kept byte for byte, told in the journal."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from desktop_app.centre import Centre
from desktop_app.errors import NotFound, StorageError
from desktop_app.i18n import set_language
from desktop_app.reference.service import set_rule
from desktop_app.returns.service import compose_return, snapshot_bytes, snapshots, write_kept, write_return
from desktop_app.returns.states import kept_return, kept_returns
from tests.returns.year import OCTOBER, fill_year


def test_what_was_written_is_kept_byte_for_byte(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    made = write_return(centre, **OCTOBER, out=tmp_path / "hisobot.xlsx")
    kept = centre.read(snapshot_bytes, snapshot_id=made.snapshot_id)
    assert kept == made.file.read_bytes()
    assert made.sha256 == hashlib.sha256(kept).hexdigest()
    (snapshot,) = centre.read(snapshots)
    assert (snapshot.digest, snapshot.sha256, snapshot.file_name) == (made.digest, made.sha256, "hisobot.xlsx")
    assert (snapshot.made_by, snapshot.errors) == ("Saidova Nodira Rustam qizi", 0)


def test_the_same_data_give_the_same_digest_and_the_newest_stands_first(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    first = write_return(centre, **OCTOBER, out=tmp_path / "a.xlsx")
    set_language("ru")
    second = write_return(centre, **OCTOBER, out=tmp_path / "b.xlsx")
    assert first.digest == second.digest == centre.read(compose_return, **OCTOBER).digest
    assert [row.id for row in centre.read(snapshots, year=2026)] == [second.snapshot_id, first.snapshot_id]
    assert centre.read(snapshots, year=2025) == []


def test_the_journal_tells_that_names_left_the_database(centre: Centre, tmp_path: Path) -> None:
    made = write_return(centre, **OCTOBER, out=tmp_path / "hisobot.xlsx")
    query = select(JournalEntry).where(JournalEntry.action == "export")
    entry = centre.read(lambda unit: unit.session.scalars(query).one())
    assert entry.after == {"file": "hisobot.xlsx", "sha256": made.sha256, "digest": made.digest, "people": 0}


def test_a_folder_that_is_not_there_leaves_no_snapshot_and_nothing_behind(centre: Centre, tmp_path: Path) -> None:
    before = set(centre.paths.folder.iterdir())
    with pytest.raises(StorageError):
        write_return(centre, **OCTOBER, out=tmp_path / "nowhere" / "hisobot.xlsx")
    assert centre.read(snapshots) == []
    assert set(centre.paths.folder.iterdir()) == before


def test_a_return_stopped_before_its_file_came_says_so_and_is_written_byte_for_byte(
    centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "hisobot.xlsx"
    with monkeypatch.context() as stopped:
        stopped.setattr(os, "replace", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            write_return(centre, **OCTOBER, out=out)
    assert not out.exists()
    (kept,) = centre.read(kept_returns, **OCTOBER)
    assert (kept.is_written, kept.file_name) == (False, "hisobot.xlsx")
    written = write_kept(centre, snapshot_id=kept.id, out=out)
    assert hashlib.sha256(written.read_bytes()).hexdigest() == kept.sha256
    assert centre.read(kept_return, snapshot_id=kept.id).is_written


def test_an_empty_centre_gives_a_return_of_dashes(centre: Centre, tmp_path: Path) -> None:
    made = write_return(centre, **OCTOBER, out=tmp_path / "hisobot.xlsx")
    assert made.people == 0
    assert made.content.errors == []
    assert set(made.content.form("2-PMM").total.values.values()) == {None}


def test_the_bounds_of_the_checks_are_those_of_the_months_last_day(centre: Centre) -> None:
    fill_year(centre)

    def copied(month: int) -> int:
        found = centre.read(compose_return, year=2026, month=month).findings
        return sum(finding.rule == "COPY" for finding in found)

    assert (copied(9), copied(10)) == (0, 0)
    day = date(2026, 10, 31)
    centre.write(set_rule, name="return_copy_least", valid_from=day, value="1", order_number="12-son", order_date=day)
    assert copied(9) == 0
    assert copied(10) > 0


def test_an_unknown_snapshot_is_not_found(centre: Centre) -> None:
    with pytest.raises(NotFound):
        centre.read(snapshot_bytes, snapshot_id=7)


def _cut_off(source: Path, target: Path) -> None:
    """The program ends before the rename of the file that was asked for."""
    if target.name == "hisobot.xlsx":
        raise KeyboardInterrupt
    source.rename(target)
