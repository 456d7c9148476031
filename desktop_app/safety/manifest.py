"""The paper that lies beside a backup: what is in it, and the digest that proves it is unchanged."""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.whole_file import whole_bytes

BEFORE_MIGRATION = "before-migration"


@dataclass(frozen=True)
class BackupRecord:
    """A verified backup. ``seq`` counts backups of a folder and gives their order; clocks may jump."""

    path: Path
    seq: int
    made_at: datetime
    reason: str
    app_version: str
    schema_version: int
    uuid: str
    counts: dict[str, int]
    journal_seq: int
    last_change: str
    size: int
    sha256: str
    # Since schema 8: the newest seal of the journal, the digest of the key file beside the backup.
    journal_head: str = ""
    keys_sha256: str = ""
    # While a plain backup is being encrypted: what it was before, should the program be killed there.
    was_sha256: str = ""

    @property
    def people(self) -> int:
        return self.counts.get("person", 0)

    @property
    def is_before_migration(self) -> bool:
        return self.reason.startswith(BEFORE_MIGRATION)


def manifest_path(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.json")


def write_manifest(record: BackupRecord) -> None:
    """Raises StorageError."""
    facts = asdict(record) | {"path": record.path.name, "made_at": record.made_at.isoformat()}
    whole_bytes(manifest_path(record.path), json.dumps(facts, indent=1).encode(), is_private=True)


def read_manifest(backup: Path) -> BackupRecord | None:
    """The record of a backup file; None when it has no manifest or one that cannot be read."""
    path = manifest_path(backup)
    if not path.exists():
        return None
    try:
        facts = json.loads(path.read_bytes())
        made_at = datetime.fromisoformat(facts.pop("made_at"))
        return BackupRecord(**facts | {"path": backup, "made_at": made_at})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        logging.getLogger("mahorat.safety").warning("a manifest cannot be read", exc_info=True)
        return None
