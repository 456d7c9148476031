"""A data file written anew under another key: old whole or new whole wherever it is killed, and the same rows."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from db import schema
from db.errors import DatabaseFault
from desktop_app.progress import Progress
from desktop_app.safety import rewriting
from desktop_app.safety.rewriting import require_equal, rewrite, wipe_replaced
from desktop_app.safety.snapshot import opened

KEY, OTHER = "1f" * 32, "2e" * 32
ROWS = [(number, f"kalit soʻz {number}") for number in range(40)]
WORD = "kalit soʻz".encode()


class Killed(BaseException):
    """What no handler of the program catches."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small plain database with what a centre's has: keys, triggers, tables of every kind."""
    path = tmp_path / "mahorat.db"
    path.touch()
    with opened(path, read_only=False) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT)")
        raw.execute("CREATE TABLE pair (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID")
        raw.execute("CREATE TABLE loose (place INTEGER PRIMARY KEY, anything)")
        raw.execute("CREATE INDEX word_text ON word (text)")
        raw.execute("CREATE TRIGGER kept BEFORE DELETE ON word BEGIN SELECT RAISE(ABORT, 'kept'); END")
        raw.execute("PRAGMA user_version = 8")
        raw.executemany("INSERT INTO word VALUES (?, ?)", ROWS)
        raw.executemany("INSERT INTO loose (anything) VALUES (?)", [(None,), ("b",), (2.5,), (b"\x00",)])
    return path


def key_of(file: Path) -> str | None:
    """The one of the three under which the file opens."""
    if schema.is_plain(file):
        return None
    for key in (KEY, OTHER):
        try:
            rows_in(file, key)
        except DatabaseFault:
            continue
        return key
    raise AssertionError("nothing opens the file")


def rows_in(file: Path, key: str | None) -> list[tuple[int, str]]:
    with opened(file, key=key) as raw:
        rows: list[tuple[int, str]] = raw.execute("SELECT id, text FROM word ORDER BY id").fetchall()
        return rows


@pytest.mark.parametrize(("key", "new_key"), [(None, KEY), (KEY, OTHER), (KEY, None)])
def test_every_row_and_the_structure_come_along(file: Path, key: str | None, new_key: str | None) -> None:
    if key:
        rewrite(file, key=None, new_key=key, progress=Progress())
    rewrite(file, key=key, new_key=new_key, progress=Progress())
    assert key_of(file) == new_key
    with opened(file, read_only=False, key=new_key) as raw:
        assert raw.execute("SELECT anything FROM loose").fetchall() == [(None,), ("b",), (2.5,), (b"\x00",)]
        assert raw.execute("PRAGMA user_version").fetchone() == (8,)
        with pytest.raises(Exception, match="kept"):
            raw.execute("DELETE FROM word")
    assert (WORD in file.read_bytes()) is (new_key is None)


def test_one_other_row_is_noticed(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.touch()
    rewriting.export(file, None, other, KEY, progress=Progress())
    require_equal(file, None, other, KEY, progress=Progress())
    with opened(other, read_only=False, key=KEY) as raw:
        raw.execute("UPDATE word SET text = 'kalit soʻz 3 ' WHERE id = 3")
    with pytest.raises(DatabaseFault):
        require_equal(file, None, other, KEY, progress=Progress())


@pytest.mark.parametrize(("key", "new_key"), [(None, KEY), (KEY, OTHER), (KEY, None)])
@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "step",
    ["fold_log", "export", "require_equal", "os.link", "os.replace", "opened", "wipe_replaced", "overwrite"],
)
def test_killed_at_any_step_the_file_is_the_old_one_or_the_new_one(
    file: Path, monkeypatch: pytest.MonkeyPatch, key: str | None, new_key: str | None, is_after: bool, step: str
) -> None:
    if key:
        rewrite(file, key=None, new_key=key, progress=Progress())
    with monkeypatch.context() as patch:
        owner = os if step.startswith("os.") else rewriting
        name = step.removeprefix("os.")
        patch.setattr(owner, name, killing(getattr(owner, name), is_after=is_after))
        with pytest.raises(Killed):
            rewrite(file, key=key, new_key=new_key, progress=Progress())
    found = key_of(file)
    assert found in (key, new_key)
    assert rows_in(file, found) == ROWS
    wipe_replaced(file)
    assert rows_in(file, found) == ROWS
    rewrite(file, key=found, new_key=new_key, progress=Progress())
    assert rows_in(file, new_key) == ROWS
    assert [path.name for path in file.parent.glob("mahorat*")] == ["mahorat.db"]


def killing(step: Callable[..., object], *, is_after: bool) -> Callable[..., object]:
    def killed(*given: object, **how: object) -> object:
        if is_after:
            step(*given, **how)
        raise Killed

    return killed
