"""The one place that assembles a centre: lock, verify, back up, migrate, open."""

from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Engine

from db import schema
from db.engine import fold_wal, open_engine
from db.errors import DatabaseFault
from db.models.centre import StateMark
from db.unit_of_work import Actor, UnitOfWork
from desktop_app import logs
from desktop_app.accounts.service import StaffMember, actor_of, nobody_chosen, save_staff_member, staff
from desktop_app.centre import Centre, storage_error
from desktop_app.certificate_templates.shelving import add_built_in_templates, lacks_built_in_templates
from desktop_app.clock import Clock
from desktop_app.errors import NotFound, Refused, StorageError
from desktop_app.i18n import N_
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths, prepare_folder
from desktop_app.questionnaires.shelving import add_built_in, lacks_built_in
from desktop_app.reference.records import NewCentre
from desktop_app.reference.service import found_centre
from desktop_app.safety.backup import back_up, back_up_file, thin_backups
from desktop_app.safety.restore import RestorePreview, restore
from desktop_app.safety.snapshot import opened
from desktop_app.whole_file import sweep_leftovers

_RUNNING = "running"


def holds_centre(paths: CentrePaths) -> bool:
    """Whether a centre was founded in the folder: a file that a kill left unfounded is none. Raises StorageError."""
    try:
        if schema.version_in(paths.database) is None:
            return False
        with opened(paths.database) as raw:
            return bool(raw.execute("SELECT count(*) FROM centre_profile").fetchone()[0])
    except DatabaseFault as fault:
        raise storage_error(fault) from fault


def open_centre(paths: CentrePaths, *, clock: Clock | None = None) -> Centre:
    """Open the centre of a folder.

    Raises NotFound when there is none, StorageError when it is open elsewhere, damaged, newer than this program, or in
    a place that cannot carry it. An older file is moved forward after a verified backup.
    """
    if not holds_centre(paths):
        raise NotFound("no_centre_in_folder", N_("There is no centre in the folder {path}."), path=paths.folder)
    return _assemble(paths, clock or Clock())


def create_centre(paths: CentrePaths, new: NewCentre, *, clock: Clock | None = None) -> Centre:
    """Make a centre in a folder and open it. Raises Refused when there is one already; leaves nothing on failure."""
    prepare_folder(paths.folder)
    _refuse_founded(paths)
    centre = _assemble(paths, clock or Clock())
    try:
        # Once more, now that the folder is locked: another program may have been faster.
        _refuse_founded(paths)
    except BaseException:
        centre.close()
        raise
    try:
        _found(centre, new)
    except BaseException:
        centre.is_changed_since_backup = False
        try:
            centre.close()
        finally:
            _forget_database(paths)
        raise
    return centre


def restore_centre(
    paths: CentrePaths, file: Path, *, actor: Actor | None = None, clock: Clock | None = None
) -> tuple[Centre, RestorePreview]:
    """Put a backup in the place of a closed centre's data, open it and note it in its journal.

    Gives back the open centre and what was replaced by what; raises as ``safety.restore.restore`` does.
    """
    clock = clock or Clock()
    preview = restore(paths, file, clock=clock)
    centre = open_centre(paths, clock=clock)
    centre.actor = actor or centre.actor
    try:
        centre.write(_note_restore, preview=preview)
    except BaseException:
        centre.close()
        raise
    return centre, preview


def _refuse_founded(paths: CentrePaths) -> None:
    if holds_centre(paths):
        raise Refused("centre_exists", N_("There is a centre in the folder {path} already."), path=paths.folder)


def _found(centre: Centre, new: NewCentre) -> None:
    centre.write(found_centre, new)
    if new.staff_name.strip():
        member = StaffMember(0, new.staff_name, new.staff_title, "", None, 1)
        centre.write(save_staff_member, member)
        centre.actor = actor_of(centre.read(staff)[0])


def _assemble(paths: CentrePaths, clock: Clock) -> Centre:
    prepare_folder(paths.folder)
    try:
        with ExitStack() as held:
            centre = _put_together(held, paths, clock)
            centre.when_closing(held.pop_all().close)
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    except OSError as error:
        raise StorageError(
            "folder_fails",
            N_("The folder {path} cannot be worked in: {reason}."),
            path=paths.folder,
            reason=error.strerror,
        ) from error
    centre.when_closing(lambda: _shut_down(centre))
    return centre


def _put_together(held: ExitStack, paths: CentrePaths, clock: Clock) -> Centre:
    """The centre, with what must be let go of again in ``held``: lock, log, engine."""
    held.callback(InstanceLock(paths.lock).release)
    paths.backups.mkdir(mode=0o700, exist_ok=True)
    held.callback(logs.stop_logging, logs.start_logging(paths.log))
    held.enter_context(logs.crashes_told(paths.log.parent))
    for folder in (paths.folder, paths.backups):
        sweep_leftovers(folder)
    engine = _opened_engine(paths, clock)
    held.callback(engine.dispose)
    centre = Centre(paths, engine, clock, nobody_chosen())
    _make_ready(centre)
    return centre


def _opened_engine(paths: CentrePaths, clock: Clock) -> Engine:
    version = schema.version_in(paths.database)
    if version is not None and version < schema.newest_version():
        back_up_file(paths, clock=clock, reason=f"before-migration-{version}-{schema.newest_version()}")
    engine = open_engine(paths.database)
    if version is None or version < schema.newest_version():
        try:
            schema.migrate(engine)
        except BaseException:
            engine.dispose()
            if version is None:
                _forget_database(paths)
            raise
    paths.database.chmod(0o600)
    return engine


def _forget_database(paths: CentrePaths) -> None:
    """Take away a file that never became a centre, with what SQLite laid beside it."""
    for suffix in ("", "-wal", "-shm"):
        paths.database.with_name(paths.database.name + suffix).unlink(missing_ok=True)


def _make_ready(centre: Centre) -> None:
    """Check the whole file when the last program did not close it, note that one is running, bring what is new."""
    if centre.read(_running_mark):
        found = schema.quick_check(centre.engine)
        if found:
            raise StorageError(
                "damaged",
                N_("The data file is damaged in {count} places. Restore the last backup."),
                count=len(found),
            )
    centre.write(_set_running, value="1")
    if centre.read(lacks_built_in):
        centre.write(add_built_in)
    if centre.read(lacks_built_in_templates):
        centre.write(add_built_in_templates)
    centre.is_changed_since_backup = False


def _shut_down(centre: Centre) -> None:
    if centre.is_changed_since_backup:
        back_up(centre, reason="closing")
        thin_backups(centre.paths.backups, today=centre.clock.today())
    centre.write(_set_running, value="")
    fold_wal(centre.engine)


def _running_mark(unit: UnitOfWork) -> str:
    row = unit.session.get(StateMark, _RUNNING)
    return row.value if row else ""


def _set_running(unit: UnitOfWork, *, value: str) -> None:
    unit.session.merge(StateMark(name=_RUNNING, value=value))


def _note_restore(unit: UnitOfWork, *, preview: RestorePreview) -> None:
    facts = {"file": preview.file.name, "sha256": preview.digest, "journal_entries_lost": preview.journal_entries_lost}
    unit.note("restore", entity="centre_profile", entity_id=1, facts=facts)
