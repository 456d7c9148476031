"""A centre that is open: the one way to read from it and to write to it."""

import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine

from db import unit_of_work
from db.errors import DatabaseFault, StorageFault
from db.unit_of_work import Actor, StaleRecord, UnitOfWork
from desktop_app.changes import Changes, Outcome
from desktop_app.clock import Clock
from desktop_app.errors import Conflict, StorageError
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths

P = ParamSpec("P")
T = TypeVar("T")

FAULT_SENTENCES = {
    StorageFault.DISK_FULL: N_("The disk is full. Nothing was saved of the last step; free some space and repeat it."),
    StorageFault.READ_ONLY: N_("The data folder is read-only. Ask for the right to write into it."),
    StorageFault.LOCKED: N_("The data are busy with another work. Wait a moment and repeat."),
    StorageFault.CORRUPT: N_("The data file is damaged. Restore the last backup: Settings, Backup."),
    StorageFault.DISK_ERROR: N_("The disk reports an error. Make a backup to another disk at once."),
    StorageFault.CANNOT_OPEN: N_("The data file cannot be opened."),
    StorageFault.NOT_A_CENTRE: N_("The file {path} is not the data of a centre."),
    StorageFault.NEWER_VERSION: N_(
        "These data were made by a newer Mahorat (version {found}, this one knows {known}). Install the newer program."
    ),
    StorageFault.ALTERED_SCHEMA: N_(
        "The structure of the data file was altered by another program. Restore the last backup."
    ),
}


def storage_error(fault: DatabaseFault) -> StorageError:
    """The sentence for a fault of the disk or the file."""
    return StorageError(fault.fault.value, FAULT_SENTENCES[fault.fault], **fault.facts)


class Centre:
    """An open centre. ``read`` and ``write`` each run one unit of work; both may be called from any thread.

    Raises StorageError for what the disk does, Conflict when another changed the record meanwhile.
    """

    def __init__(self, paths: CentrePaths, engine: Engine, clock: Clock, actor: Actor) -> None:
        self.paths = paths
        self.engine = engine
        self.clock = clock
        self.actor = actor
        self.is_changed_since_backup = False
        self._closers: list[Callable[[], None]] = []

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            with unit_of_work.reading(
                self.engine, actor=self.actor, now=self.clock.now(), today=self.clock.today()
            ) as unit:
                return query(unit, *args, **kwargs)
        except DatabaseFault as fault:
            raise storage_error(fault) from fault

    def write(
        self, command: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[T]:
        try:
            with unit_of_work.writing(
                self.engine, actor=self.actor, now=self.clock.now(), today=self.clock.today()
            ) as unit:
                value = command(unit, *args, **kwargs)
        except DatabaseFault as fault:
            logging.getLogger("mahorat.storage").warning("not saved", extra={"facts": {"code": fault.fault.value}})
            raise storage_error(fault) from fault
        except StaleRecord as error:
            raise Conflict from error
        self.is_changed_since_backup |= bool(unit.touched)
        return Outcome(value, Changes(frozenset(unit.touched), unit.batch))

    def when_closing(self, closer: Callable[[], None]) -> None:
        """Run at ``close``, last registered first."""
        self._closers.append(closer)

    def close(self) -> None:
        """Back up what changed and let go of the folder. Raises StorageError, but lets go all the same."""
        try:
            while self._closers:
                self._closers.pop()()
        finally:
            if self._closers:
                self.close()
