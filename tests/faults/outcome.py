"""What must be true of a centre's folder after any accident: sound, nothing half there, all that was told is there."""

import zipfile
from pathlib import Path

from db import schema
from desktop_app.bootstrap import open_centre
from desktop_app.paths import CentrePaths
from desktop_app.safety.backup import backups
from desktop_app.safety.snapshot import digest_of, opened, structural_faults
from tests.faults.whole_jobs import EXPORTED, IMPORTED_PEOPLE


def require_sound(folder: Path, told: list[list[str]], *, where: str) -> None:
    """``told`` is what the job acknowledged before the accident; ``where`` begins what is said of a failure."""
    paths = CentrePaths(folder)
    # Settles what a crash left in the log, as opening would.
    version = schema.version_in(paths.database)
    with opened(paths.database, read_only=False) as raw:
        assert structural_faults(raw) == [], where
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


def require_opens(folder: Path) -> None:
    """A program that is started now takes the centre up again."""
    centre = open_centre(CentrePaths(folder))
    centre.is_changed_since_backup = False
    centre.close()
