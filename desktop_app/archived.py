"""A closed year, opened to be read: everything looks and prints as it did, and nothing of it can be changed."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine

from db import schema, unit_of_work
from db.engine import open_read_only
from db.errors import DatabaseFault, StorageFault
from db.unit_of_work import UnitOfWork
from desktop_app.accounts import guard
from desktop_app.accounts.service import nobody_chosen
from desktop_app.centre import Centre, storage_error
from desktop_app.changes import Changes, Outcome
from desktop_app.clock import Clock
from desktop_app.errors import Invalid, Refused, SignInNeeded, StorageError
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths
from desktop_app.protection.keys import keys_of
from desktop_app.protection.locked_files import key_for
from desktop_app.protection.master import MasterKey
from desktop_app.safety.manifest import BackupRecord, read_manifest
from desktop_app.safety.snapshot import digest_of

# What the manifest of such a file gives as its reason, before the year.
OF_YEAR = "year-"

P = ParamSpec("P")
T = TypeVar("T")


class Archive(Centre):
    """A centre as it stood when ``year`` was closed. What would only note a print is let through, and noted nowhere."""

    def __init__(self, year: int, paths: CentrePaths, engine: Engine, clock: Clock) -> None:
        super().__init__(paths, engine, clock, nobody_chosen(), guard=guard.require)
        self.year = year

    def write(
        self, command: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[T]:
        """Raises Refused for whatever would change a row: the file itself lets nothing be written."""
        try:
            with unit_of_work.reading(
                self.engine, actor=self.actor, now=self.clock.now(), today=self.clock.today()
            ) as unit:
                unit.is_only_read = True
                self._ask(unit, command, args, kwargs, is_write=True)
                value = command(unit, *args, **kwargs)
                unit.session.flush()
        except DatabaseFault as fault:
            if fault.fault is not StorageFault.READ_ONLY:
                raise storage_error(fault) from fault
            message = N_("This is the archive of {year}: it is only read. Change it in the centre itself.")
            raise Refused("archive_is_read", message, year=self.year) from fault
        return Outcome(value, Changes(frozenset(), unit.batch))


def year_of(paths: CentrePaths) -> int:
    """Of which year the archive is, by the manifest beside it; 0 where it is none."""
    return _year_in(read_manifest(paths.database)) if paths.is_archive else 0


def _year_in(manifest: BackupRecord | None) -> int:
    if manifest is None or not manifest.reason.startswith(OF_YEAR):
        return 0
    return int(manifest.reason.removeprefix(OF_YEAR))


def open_archive(paths: CentrePaths, *, clock: Clock, master: MasterKey | None = None) -> Archive:
    """Open the file of a closed year.

    Raises Invalid for a file without its manifest, StorageError for one that is not as it was written, Refused for one
    of an older program, SignInNeeded where the centre has accounts.
    """
    file = paths.database
    manifest = read_manifest(file)
    year = _year_in(manifest)
    if manifest is None or not year:
        message = N_("{name} is no archive of a year, or its manifest ({manifest}) does not lie beside it.")
        raise Invalid("no_archive", message, name=file.name, manifest=f"{file.name}.json")
    if digest_of(file) != manifest.sha256:
        message = N_("The archive {name} is not as it was written: it was damaged or changed. Take another copy of it.")
        raise StorageError("archive_altered", message, name=file.name)
    if manifest.schema_version < schema.newest_version():
        message = N_("The archive {name} is of an older Mahorat. Restore it into an empty folder to look at it.")
        raise Refused("archive_older", message, name=file.name)
    try:
        keys = keys_of(paths)
        opened_by = keys.open_master() if keys is not None and master is None else master
        if keys is not None and opened_by is None:
            raise SignInNeeded
        engine = open_read_only(file, key=key_for(file, opened_by))
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    archive = Archive(year, paths, engine, clock)
    archive.master = opened_by
    archive.when_closing(engine.dispose)
    return archive
