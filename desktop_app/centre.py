"""A centre that is open: the one way to read from it and to write to it."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, select

from db import unit_of_work
from db.errors import DatabaseFault, StorageFault
from db.models.journal import JournalEntry
from db.unit_of_work import Actor, StaleRecord, UnitOfWork
from desktop_app.changes import Changes, Outcome, note
from desktop_app.clock import Clock
from desktop_app.errors import Conflict, StorageError
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths

if TYPE_CHECKING:
    from desktop_app.protection.master import MasterKey

P = ParamSpec("P")
T = TypeVar("T")
# Asks before a function runs whether the one who acts may; see desktop_app.accounts.guard.
Guard = Callable[..., None]
# What the other person wrote; see desktop_app.accounts.conflicts.
Explain = Callable[[UnitOfWork, Collection[tuple[str, str]]], Conflict]

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
    StorageFault.CONNECTION_LOST: N_(
        "The server does not answer. Nothing was saved of the last step; what you typed stays here until it does."
    ),
    StorageFault.SERVER_FULL: N_("The server lets nobody else in for now. Wait a moment and repeat."),
    StorageFault.NO_RIGHT: N_("The server does not let this user of the database do that."),
    StorageFault.NOT_LET_IN: N_("The server does not let you in: the user or the password of the database is wrong."),
    StorageFault.NO_DATABASE: N_("There is no such database on the server."),
    StorageFault.NOT_OWNER: N_(
        "The data on the server are of version {found}, this program needs {needed}. Start it first on the PC that "
        "moved the centre there: only its user of the database may bring the data forward."
    ),
    StorageFault.MOVED_AWAY: N_(
        "The centre was moved away from this server; what it left there can only be read. Ask where it is now."
    ),
    StorageFault.OLD_SERVER: N_(
        "The server is PostgreSQL {found} with the encoding {encoding}; it must be {needed} or newer, with UTF8."
    ),
}


def storage_error(fault: DatabaseFault) -> StorageError:
    """The sentence for a fault of the disk or the file."""
    return StorageError(fault.fault.value, FAULT_SENTENCES[fault.fault], **fault.facts)


class Centre:
    """An open centre. ``read`` and ``write`` each run one unit of work; both may be called from any thread.

    Raises StorageError for what the disk does, Conflict when another changed the record meanwhile; SignInNeeded and
    Refused where the centre has accounts and ``guard`` says no.
    """

    def __init__(
        self,
        paths: CentrePaths,
        engine: Engine,
        clock: Clock,
        actor: Actor,
        *,
        guard: Guard | None = None,
        explain: Explain | None = None,
    ) -> None:
        self.paths = paths
        self.engine = engine
        self.clock = clock
        self.actor = actor
        # The keys: of what is sealed, of the data file if it is encrypted, of the journal.
        self.master: MasterKey | None = None
        self.database_key: str | None = None
        self.journal_key = b""
        self.is_changed_since_backup = False
        # Asked before anything is kept; each may raise.
        self.checks: list[Callable[[UnitOfWork], None]] = []
        self._guard = guard
        self._explain = explain
        self._closers: list[Callable[[], None]] = []

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return self._read(query, *args, **kwargs)
        except DatabaseFault as fault:
            if fault.fault is not StorageFault.CONNECTION_LOST:
                raise storage_error(fault) from fault
        # A server that was started anew answers the next time; to ask twice changes nothing.
        try:
            return self._read(query, *args, **kwargs)
        except DatabaseFault as fault:
            raise storage_error(fault) from fault

    def write(
        self, command: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[T]:
        unit: UnitOfWork | None = None
        try:
            with self._writing() as unit:
                self._ask(unit, command, args, kwargs, is_write=True)
                value = command(unit, *args, **kwargs)
                for check in self.checks:
                    check(unit)
        except DatabaseFault as fault:
            if unit is None or not (unit.is_done and self._was_saved_all_the_same(unit, fault)):
                logging.getLogger("mahorat.storage").warning("not saved", extra={"facts": {"code": fault.fault.value}})
                raise storage_error(fault) from fault
        except (StaleRecord, Conflict) as error:
            raise self._explained(unit, error) from error
        self.is_changed_since_backup |= bool(unit.touched)
        changes = Changes(frozenset(unit.touched), unit.batch)
        note(changes)
        return Outcome(value, changes)

    def _read(self, query: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self._reading() as unit:
            self._ask(unit, query, args, kwargs, is_write=False)
            return query(unit, *args, **kwargs)

    def _reading(self) -> AbstractContextManager[UnitOfWork]:
        return unit_of_work.reading(self.engine, actor=self.actor, now=self.clock.now(), today=self.clock.today())

    def _writing(self) -> AbstractContextManager[UnitOfWork]:
        return unit_of_work.writing(
            self.engine,
            actor=self.actor,
            now=self.clock.now(),
            today=self.clock.today(),
            journal_key=self.journal_key,
        )

    def _was_saved_all_the_same(self, unit: UnitOfWork, fault: DatabaseFault) -> bool:
        """Whether a connection that broke while saving broke after it: the journal knows, once it is our turn again.

        Raises StorageError when nobody can tell.
        """
        if fault.fault is not StorageFault.CONNECTION_LOST:
            return False
        try:
            with self._writing() as later:
                is_noted = select(JournalEntry.seq).where(JournalEntry.batch == unit.batch).limit(1)
                return later.session.scalar(is_noted) is not None
        except DatabaseFault as still:
            message = N_("The server stopped answering while it was saving. Look whether it was saved, then repeat.")
            raise StorageError("perhaps_saved", message) from still

    def _explained(self, unit: UnitOfWork | None, error: Exception) -> Exception:
        """The conflict with what the other person wrote, where the journal tells."""
        is_plain = isinstance(error, StaleRecord) or type(error) is Conflict
        if not is_plain or unit is None or not unit.met or self._explain is None:
            return Conflict() if isinstance(error, StaleRecord) else error
        with self._reading() as later:
            return self._explain(later, unit.met)

    def _ask(
        self, unit: UnitOfWork, function: Callable[..., object], args: object, kwargs: object, *, is_write: bool
    ) -> None:
        if self._guard is not None:
            self._guard(unit, function, args, kwargs, is_write=is_write)

    @contextmanager
    def closed_on_failure(self) -> Iterator[None]:
        """For whoever has just opened it and still has to look: what fails within leaves nothing open."""
        try:
            yield
        except BaseException:
            self.close()
            raise

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
