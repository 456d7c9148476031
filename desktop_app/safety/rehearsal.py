"""The last backup tried: restored aside, compared, taken away again. A backup that was never tried is a hope."""

from datetime import datetime

from db.models.centre import StateMark
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.safety.backup import backups
from desktop_app.safety.restore import RestorePreview, rehearse

_REHEARSED = "backup_rehearsed"


def rehearse_newest(centre: Centre) -> RestorePreview:
    """Raises NotFound without a backup, StorageError for one that could not be restored."""
    newest = next(reversed(backups(centre.paths.backups)), None)
    if newest is None:
        raise NotFound("no_backup", N_("There is no backup yet."))
    preview = rehearse(centre.paths, newest.path, master=centre.master)
    centre.write(_note_rehearsed, preview=preview)
    return preview


def last_rehearsal(unit: UnitOfWork) -> datetime | None:
    """When a backup was last restored aside and found whole."""
    row = unit.session.get(StateMark, _REHEARSED)
    return datetime.fromisoformat(row.value) if row else None


def _note_rehearsed(unit: UnitOfWork, *, preview: RestorePreview) -> None:
    unit.session.merge(StateMark(name=_REHEARSED, value=unit.now.isoformat()))
    facts = {"file": preview.file.name, "sha256": preview.digest}
    unit.note("rehearse", entity="centre_profile", entity_id=1, facts=facts)
