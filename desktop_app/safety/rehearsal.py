"""The last backup tried: restored aside, compared, taken away again. A backup that was never tried is a hope."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.models.centre import StateMark
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import NotFound, StorageError
from desktop_app.i18n import N_
from desktop_app.progress import Progress
from desktop_app.safety.backup import backups
from desktop_app.safety.restore import RestorePreview, rehearse

DUE_AFTER = timedelta(days=30)
_REHEARSED, _FAILED = "backup_rehearsed", "backup_not_restored"


@dataclass(frozen=True)
class Rehearsals:
    """When a backup was last restored aside and found whole; and since then, when one was not, and which file."""

    whole_at: datetime | None
    failed_at: datetime | None
    failed_file: str
    is_due: bool


def rehearse_newest(centre: Centre, *, progress: Progress | None = None) -> RestorePreview:
    """Raises NotFound without a backup, StorageError for one that could not be restored; that is noted too."""
    newest = next(reversed(backups(centre.paths.backups)), None)
    if newest is None:
        raise NotFound("no_backup", N_("There is no backup yet."))
    try:
        preview = rehearse(centre.paths, newest.path, master=centre.master, progress=progress)
    except StorageError:
        centre.write(_note_failed, file=newest.path.name)
        raise
    centre.write(_note_rehearsed, preview=preview)
    return preview


def rehearsals(unit: UnitOfWork) -> Rehearsals:
    whole_at = _moment(unit, _REHEARSED)
    failed = unit.session.get(StateMark, _FAILED)
    at, _space, file = (failed.value if failed else "").partition(" ")
    age = unit.now - whole_at if whole_at else None
    # A trial dated in the future proves nothing.
    is_due = bool(at) or age is None or not timedelta() <= age <= DUE_AFTER
    return Rehearsals(whole_at, datetime.fromisoformat(at) if at else None, file, is_due)


def _moment(unit: UnitOfWork, name: str) -> datetime | None:
    row = unit.session.get(StateMark, name)
    return datetime.fromisoformat(row.value) if row else None


def _note_rehearsed(unit: UnitOfWork, *, preview: RestorePreview) -> None:
    unit.session.merge(StateMark(name=_REHEARSED, value=unit.now.isoformat()))
    unit.session.merge(StateMark(name=_FAILED, value=""))
    facts = {"file": preview.file.name, "sha256": preview.digest}
    unit.note("rehearse", entity="centre_profile", entity_id=1, facts=facts)


def _note_failed(unit: UnitOfWork, *, file: str) -> None:
    unit.session.merge(StateMark(name=_FAILED, value=f"{unit.now.isoformat()} {file}"))
    unit.note("rehearse_failed", entity="centre_profile", entity_id=1, facts={"file": file})
