"""The chain over the journal: each entry is sealed together with the seal before it, by a key that outsiders lack.

What an entry says is sealed through a commitment made with a salt of its own: when the words are erased the salt goes
with them, the seals after it still hold, and nobody can guess from the commitment what was there.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, bindparam, cast, func, insert, select, update

from db import long_json
from db.models.journal import JournalEntry
from db.types import WrittenJson

SALT_BYTES = 16
NO_MAC = bytes(32)
_LABEL = b"mahorat-journal-1"
_WRITTEN = ("before", "after")
_INSERT = insert(JournalEntry).values({name: bindparam(name, type_=WrittenJson()) for name in _WRITTEN})
# Asked by every unit that writes: composing it would take longer than the answer.
_NEWEST = "SELECT seq, mac FROM journal ORDER BY seq DESC LIMIT 1"
_NO_SEALS = dict.fromkeys(("salt", "commitment", "mac"))
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Head:
    """Number and seal of the newest entry: it stands for all the entries up to it."""

    seq: int
    mac: bytes

    @property
    def text(self) -> str:
        return f"{self.seq}-{self.mac.hex()}" if self.seq else ""


class Link(NamedTuple):
    """An entry as the file holds it: texts, and the seals that it has."""

    seq: int
    at: str
    actor_id: int | None
    actor_name: str
    host: str
    batch: str
    action: str
    entity: str
    entity_id: str
    before: str
    after: str
    salt: bytes | None
    commitment: bytes | None
    mac: bytes | None


def head_of(connection: Connection) -> Head:
    """The newest entry; number 0 while there is none. One that is not sealed yet counts as the first of all."""
    row = connection.exec_driver_sql(_NEWEST).first()
    return Head(0, NO_MAC) if row is None else Head(row[0], row[1] or NO_MAC)


def append(connection: Connection, entries: Sequence[Mapping[str, Any]], *, after: Head, key: bytes) -> Head:
    """Write entries behind the newest one, sealed; returns the new head."""
    rows = []
    for entry in entries:
        said = {name: long_json.dumps(entry[name]) for name in _WRITTEN}
        written = Link(**{**entry, **said, **_NO_SEALS, "seq": after.seq + 1, "at": _moment_text(entry["at"])})
        seals = _seals_of(written, previous=after.mac, key=key)
        after = Head(written.seq, seals["mac"])
        rows.append({**entry, **said, **seals, "seq": after.seq})
    connection.execute(_INSERT, rows)
    return after


def seal(connection: Connection, bare: Iterable[Link], *, after: Head, key: bytes) -> Head:
    """Seal entries that were written before there was a chain; returns the head."""
    rows = []
    for link in bare:
        seals = _seals_of(link, previous=after.mac, key=key)
        after = Head(link.seq, seals["mac"])
        rows.append({"of": link.seq, **{f"new_{name}": value for name, value in seals.items()}})
    if rows:
        table = JournalEntry.__table__
        sealed = update(table).where(table.c.seq == bindparam("of"))  # type: ignore[arg-type]  # one statement for all
        connection.execute(sealed.values({name: bindparam(f"new_{name}") for name in _NO_SEALS}), rows)
    return after


def links(connection: Connection, *, behind: int = 0, limit: int | None = None) -> Iterator[Link]:
    """Entries in their order, fetched a stretch at a time."""
    told = {name: getattr(JournalEntry, name) for name in Link._fields}
    told |= {name: cast(told[name], Text) for name in _WRITTEN}
    told["at"] = _moment(connection)
    columns = (column.label(name) for name, column in told.items())
    rows = select(*columns).where(JournalEntry.seq > behind).order_by(JournalEntry.seq).limit(limit)
    yield from map(Link._make, connection.execute(rows.execution_options(yield_per=_AT_ONCE)))


def is_said(link: Link) -> bool:
    """Whether the words are those that were sealed."""
    return link.salt is not None and _commitment(link, link.salt) == link.commitment


def mac_of(link: Link, commitment: bytes, *, previous: bytes, key: bytes) -> bytes:
    """The seal of an entry: over all that is never erased, each part so that none can run into the next."""
    seq, at, actor_id, actor_name, host, batch, action, entity, entity_id, *_erasable = link
    lasting = (
        f"{seq} {at} {actor_id} {quoted(actor_name)} {quoted(host)} {quoted(batch)}"
        f" {quoted(action)} {quoted(entity)} {quoted(entity_id)}"
    )
    return hmac.digest(key, _LABEL + previous + commitment + lasting.encode(), "sha256")


def _commitment(link: Link, salt: bytes) -> bytes:
    """JSON as the file holds it has no line break of its own."""
    return hashlib.sha256(b"%b%b\n%b" % (salt, link.before.encode(), link.after.encode())).digest()


def _seals_of(link: Link, *, previous: bytes, key: bytes) -> dict[str, bytes]:
    salt = os.urandom(SALT_BYTES)
    commitment = _commitment(link, salt)
    return {"salt": salt, "commitment": commitment, "mac": mac_of(link, commitment, previous=previous, key=key)}


def _moment_text(at: datetime) -> str:
    """A moment as SQLite keeps it: in UTC."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _moment(connection: Connection) -> ColumnElement[str]:
    if connection.dialect.name == "postgresql":
        return func.to_char(JournalEntry.at, "YYYY-MM-DD HH24:MI:SS.US")
    return cast(JournalEntry.at, Text)
