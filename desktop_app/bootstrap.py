"""The one place that assembles a centre: lock, verify, back up, migrate, open."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from db import schema
from db.engine import fold_wal, open_engine
from db.errors import DatabaseFault
from db.models.centre import StateMark
from db.unit_of_work import Actor, UnitOfWork
from desktop_app import logs
from desktop_app.accounts import guard
from desktop_app.accounts.chain import KEPT, seal_journal
from desktop_app.accounts.conflicts import explained
from desktop_app.accounts.rights import Right, require_right
from desktop_app.accounts.service import StaffMember, actor_of, nobody_chosen, save_staff_member, staff
from desktop_app.archived import open_archive
from desktop_app.borrowed import borrowed, require_lent
from desktop_app.centre import Centre, storage_error
from desktop_app.certificate_templates.shelving import add_built_in_templates, lacks_built_in_templates
from desktop_app.clock import Clock
from desktop_app.errors import NotFound, Refused, SignInNeeded, StorageError
from desktop_app.i18n import N_
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths, prepare_folder
from desktop_app.progress import Progress
from desktop_app.protection.key_file import KeyFile, KeyStore
from desktop_app.protection.keys import Keys, keys_of, keys_of_backup, keys_on_server, make_keys
from desktop_app.protection.locked_files import is_locked, key_for
from desktop_app.protection.master import MasterKey
from desktop_app.questionnaires.shelving import add_built_in, lacks_built_in
from desktop_app.reference.records import NewCentre
from desktop_app.reference.service import found_centre
from desktop_app.safety.backup import back_up, back_up_file, fresh_backup, months_kept, thin_backups
from desktop_app.safety.encrypting import Act, encryption_on_server, end_rotation, wipe_what_was_plain
from desktop_app.safety.restore import RestorePreview, restore
from desktop_app.safety.rewriting import wipe_replaced
from desktop_app.safety.second_medium import copy_if_due
from desktop_app.safety.snapshot import FIRST_SEALED, opened
from desktop_app.server.opening import KeyTable, bring_forward, can_be_copied, is_founded, ready_engine
from desktop_app.whole_file import sweep_leftovers

_RUNNING = "running"


def holds_centre(paths: CentrePaths) -> bool:
    """Whether a centre was founded in the folder: a file that a kill left unfounded is none. Raises StorageError."""
    try:
        if paths.server.exists():
            return is_founded(paths)
        if is_locked(paths.database):
            return True
        if schema.version_in(paths.database) is None:
            return False
        with opened(paths.database) as raw:
            return bool(raw.execute("SELECT count(*) FROM centre_profile").fetchone()[0])
    except DatabaseFault as fault:
        raise storage_error(fault) from fault


def open_centre(paths: CentrePaths, *, clock: Clock | None = None, master: MasterKey | None = None) -> Centre:
    """Open the centre of a folder; one with accounts opens with the ``master`` that a password gave.

    Raises SignInNeeded, NotFound when there is none, StorageError when it is open elsewhere, damaged, newer than this
    program, or in a place that cannot carry it. An older file is moved forward after a verified backup. The file of a
    closed year is opened to be read.
    """
    if paths.is_archive:
        return open_archive(paths, clock=clock or Clock(), master=master)
    if not holds_centre(paths):
        raise NotFound("no_centre_in_folder", N_("There is no centre in the folder {path}."), path=paths.folder)
    return _assemble(paths, clock or Clock(), master)


def create_centre(paths: CentrePaths, new: NewCentre, *, clock: Clock | None = None) -> Centre:
    """Make a centre in a folder and open it. Raises Refused when there is one already; leaves nothing on failure."""
    return create_centre_by(paths, lambda centre: _found(centre, new), clock=clock)


def create_centre_by(paths: CentrePaths, found: Callable[[Centre], None], *, clock: Clock | None = None) -> Centre:
    """The same with the centre that ``found`` makes of an empty one, in one unit of work."""
    prepare_folder(paths.folder)
    _refuse_founded(paths)
    centre = _assemble(paths, clock or Clock())
    with centre.closed_on_failure():
        # Once more, now that the folder is locked: another program may have been faster.
        _refuse_founded(paths)
    try:
        found(centre)
        _hold_to_what_is_lent(centre)
    except BaseException:
        centre.is_changed_since_backup = False
        try:
            centre.close()
        finally:
            _forget_database(paths)
        raise
    return centre


def restore_centre(
    paths: CentrePaths,
    file: Path,
    *,
    actor: Actor | None = None,
    clock: Clock | None = None,
    master: MasterKey | None = None,
    by_recovery: bool = False,
) -> tuple[Centre, RestorePreview]:
    """Put a backup in the place of a closed centre's data, open it and note it in its journal.

    ``master`` is that of the centre, or what the backup's own keys gave: ``keys_of_backup(file).recover(code)``.
    Gives back the open centre and what was replaced by what; raises as ``safety.restore.restore`` does.
    """
    clock = clock or Clock()
    preview = restore(paths, file, clock=clock, master=master)
    centre = open_centre(paths, clock=clock, master=master)
    centre.actor = actor or centre.actor
    with centre.closed_on_failure():
        centre.write(_note_restore, preview=preview, by_recovery=by_recovery)
    return centre, preview


def restore_by_sheet(paths: CentrePaths, file: Path, *, code: str, clock: Clock | None = None) -> Centre:
    """The same into a folder without a centre, by the code of the backup's recovery sheet if it has keys of its own.

    Raises Refused where there is a centre: who restores it must have the right to. Raises WrongCode.
    """
    _refuse_founded(paths)
    keys = keys_of_backup(file)
    master = keys.recover(code) if keys is not None and not keys.is_open else None
    centre, _preview = restore_centre(paths, file, clock=clock, master=master, by_recovery=master is not None)
    return centre


def protect_centre(centre: Centre, act: Act, *, progress: Progress) -> Centre:
    """Close a centre, encrypt or decrypt it or give it new keys, and open it again; its journal tells of it.

    Raises Refused, StorageError, Cancelled; the data are as they were then, and the centre is closed.
    """
    centre.read(require_right, Right.PROTECT)
    master, actor = centre.master, centre.actor
    if master is None or centre.paths.server.exists():
        raise encryption_on_server()
    centre.close()
    master = act(centre.paths, master, clock=centre.clock, progress=progress)
    opened = open_centre(centre.paths, clock=centre.clock, master=master)
    opened.actor = actor
    with opened.closed_on_failure():
        opened.write(_note_protection, act=act.__name__)
    return opened


def _refuse_founded(paths: CentrePaths) -> None:
    if holds_centre(paths):
        raise Refused("centre_exists", N_("There is a centre in the folder {path} already."), path=paths.folder)


def _found(centre: Centre, new: NewCentre) -> None:
    centre.write(found_centre, new)
    if new.staff_name.strip():
        member = StaffMember(0, new.staff_name, new.staff_title, "", None, 1)
        centre.write(save_staff_member, member)
        centre.actor = actor_of(centre.read(staff)[0])


def _assemble(paths: CentrePaths, clock: Clock, master: MasterKey | None = None) -> Centre:
    prepare_folder(paths.folder)
    try:
        with ExitStack() as held:
            centre = _put_together(held, paths, clock, master)
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


def _put_together(held: ExitStack, paths: CentrePaths, clock: Clock, given: MasterKey | None) -> Centre:
    """The centre, with what must be let go of again in ``held``: lock, log, engine."""
    is_rotated = False
    held.callback(InstanceLock(paths.lock).release)
    paths.backups.mkdir(mode=0o700, exist_ok=True)
    held.callback(logs.stop_logging, logs.start_logging(paths.log))
    held.enter_context(logs.crashes_told(paths.log.parent))
    for folder in (paths.folder, paths.backups):
        sweep_leftovers(folder)
    if paths.server.exists():
        engine = ready_engine(paths)
        held.callback(engine.dispose)
        table = KeyTable(engine)
        master = _master_of(keys_on_server(table), table, given)
        # What the copies of the data on this PC are closed with.
        key = None if Keys(table).is_open else master.database()
        bring_forward(engine, save=partial(_save_before_moving, paths, clock, key))
    else:
        keys = keys_of(paths)
        if keys is None:
            _refuse_lost_keys(paths)
        master = _master_of(keys, KeyFile(paths.keys), given)
        key = key_for(paths.database, master)
        if is_rotated := end_rotation(paths, master, key=key):
            key = master.database()
        engine = _opened_engine(paths, clock, key)
        held.callback(engine.dispose)
    centre = Centre(paths, engine, clock, nobody_chosen(), guard=guard.require, explain=explained)
    centre.master, centre.database_key, centre.journal_key = master, key, master.journal()
    _make_ready(centre)
    wipe_replaced(paths.database)
    if key is not None and not paths.server.exists():
        wipe_what_was_plain(paths, master)
    if is_rotated:
        centre.write(_note_protection, act="rotate")
    return centre


def _refuse_lost_keys(paths: CentrePaths) -> None:
    """Raise StorageError for plain data that have accounts: new keys would be open ones, and none of theirs."""
    if (schema.version_in(paths.database) or 0) < FIRST_SEALED:
        return
    with opened(paths.database) as raw:
        has_accounts = raw.execute("SELECT EXISTS (SELECT 1 FROM account)").fetchone()[0]
    if has_accounts:
        KeyFile(paths.keys).read()


def _master_of(keys: Keys | None, store: KeyStore, given: MasterKey | None) -> MasterKey:
    """Centres of before schema 8 have no keys yet: they get them before anything is written."""
    if keys is None:
        return make_keys(store)
    master = keys.open_master() if given is None else given
    if master is None or not keys.fits(master):
        raise SignInNeeded
    return master


def _opened_engine(paths: CentrePaths, clock: Clock, key: str | None) -> Engine:
    version = schema.version_in(paths.database, key=key)
    if version is not None and version < schema.newest_version():
        _save_before_moving(paths, clock, key, version)
    engine = open_engine(paths.database, key=key)
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


def _save_before_moving(paths: CentrePaths, clock: Clock, key: str | None, version: int) -> None:
    back_up_file(paths, clock=clock, reason=f"before-migration-{version}-{schema.newest_version()}", key=key)


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
    seal_journal(centre)
    _mark_running(centre, "1")
    if centre.read(lacks_built_in):
        centre.write(add_built_in)
    if centre.read(lacks_built_in_templates):
        centre.write(add_built_in_templates)
    _hold_to_what_is_lent(centre)
    centre.is_changed_since_backup = False


def _hold_to_what_is_lent(centre: Centre) -> None:
    lent = centre.read(borrowed)
    if lent is not None:
        centre.checks.append(partial(require_lent, lent=lent))


def _shut_down(centre: Centre) -> None:
    """Raises StorageError."""
    try:
        has_today = centre.paths.server.exists() and fresh_backup(centre) is not None
        if centre.is_changed_since_backup and not has_today and can_be_copied(centre.engine):
            back_up(centre, reason="closing")
            thin_backups(centre.paths.backups, today=centre.clock.today(), months=centre.read(months_kept))
        _copy_to_second_medium(centre)
        _mark_running(centre, "")
        fold_wal(centre.engine)
    except DatabaseFault as fault:
        raise storage_error(fault) from fault


def _copy_to_second_medium(centre: Centre) -> None:
    """A stick that fails hinders nobody from closing; the age of its copy tells of it."""
    try:
        copy_if_due(centre)
    except (StorageError, Refused) as error:
        logging.getLogger("mahorat.safety").warning("no second copy", extra={"facts": {"code": error.code}})


def _mark_running(centre: Centre, value: str) -> None:
    """So that the next start knows whether a file was closed; a server is open to others all the time."""
    if not centre.paths.server.exists():
        centre.write(_set_running, value=value)


def _running_mark(unit: UnitOfWork) -> str:
    row = unit.session.get(StateMark, _RUNNING)
    return row.value if row else ""


def _set_running(unit: UnitOfWork, *, value: str) -> None:
    unit.session.merge(StateMark(name=_RUNNING, value=value))


def _note_protection(unit: UnitOfWork, *, act: str) -> None:
    unit.note(act, entity="centre_profile", entity_id=1, facts={})


def _note_restore(unit: UnitOfWork, *, preview: RestorePreview, by_recovery: bool) -> None:
    facts: dict[str, object] = {
        "file": preview.file.name,
        "sha256": preview.digest,
        "journal_entries_lost": preview.journal_entries_lost,
        KEPT: preview.then.journal_seq,
    }
    if by_recovery:
        facts["by_recovery"] = True
    unit.note("restore", entity="centre_profile", entity_id=1, facts=facts)
