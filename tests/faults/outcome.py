"""What must be true of a centre's folder after any accident: sound, nothing half there, all that was told is there."""

import zipfile
from pathlib import Path
from typing import Any

from db import schema
from db.engine import read_pragma
from desktop_app.bootstrap import open_centre
from desktop_app.paths import CentrePaths
from desktop_app.protection.locked_files import key_for
from desktop_app.protection.master import MasterKey
from desktop_app.safety.backup import backups
from desktop_app.safety.snapshot import FileFacts, digest_of, facts_of, opened, structural_faults
from tests.faults.whole_jobs import EXPORTED, IMPORTED_PEOPLE

_VERSIONS: dict[tuple[object, ...], int | None] = {}


def require_sound(folder: Path, told: list[list[str]], *, where: str) -> None:
    """``told`` is what the job acknowledged before the accident; ``where`` begins what is said of a failure."""
    paths = CentrePaths(folder)
    # Settles what a crash left in the log, as opening would.
    with opened(paths.database, read_only=False) as raw:
        assert structural_faults(raw) == [], where
        version = _version_behind(raw, paths.database)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == [], where
        staff = dict(raw.execute("SELECT full_name, count(*) FROM staff WHERE full_name GLOB '[0-9]*' GROUP BY 1"))
        people = raw.execute("SELECT count(*) FROM person").fetchone()[0]
        imports = raw.execute("SELECT count(*) FROM roster_import").fetchone()[0]
    saved = {words[1] for words in told if words[0] == "saved"}
    assert saved <= staff.keys(), where
    assert set(staff.values()) <= {2}, where
    assert imports >= sum(words[0] == "imported" for words in told), where
    assert not imports or people == imports * IMPORTED_PEOPLE, where
    whole = {record.path.name for record in backups(paths.backups) if digest_of(record.path) == record.sha256}
    assert {words[1] for words in told if words[0] == "backed-up"} <= whole, where
    if (folder / EXPORTED).exists():
        assert zipfile.ZipFile(folder / EXPORTED).testzip() is None, where
    if ["moved"] in told:
        assert version == schema.newest_version(), where


def _version_behind(raw: Any, database: Path) -> int | None:
    """As ``schema.version_in`` recognises it; the same structure is recognised once."""
    marks = tuple(read_pragma(raw, name) for name in ("application_id", "user_version"))
    structure = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    told = raw.execute(f"SELECT group_concat(type || name || coalesce(sql, '')) FROM ({structure})").fetchone()
    if (*marks, *told) not in _VERSIONS:
        _VERSIONS[*marks, *told] = schema.version_in(database)
    return _VERSIONS[*marks, *told]


def require_opens(folder: Path) -> None:
    """A program that is started now takes the centre up again."""
    centre = open_centre(CentrePaths(folder))
    centre.is_changed_since_backup = False
    centre.close()


def facts_in(database: Path, master: MasterKey) -> FileFacts:
    """Of a file that is sound and that the keys open."""
    with opened(database, read_only=False, key=key_for(database, master)) as raw:
        assert structural_faults(raw) == []
        return facts_of(raw)
