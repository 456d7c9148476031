"""Giving lent work back: a file of exactly what was written since, with who wrote it, when, and on which PC."""

import hmac
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from db.models.journal import JournalEntry
from db.models.parcels import Parcel, ParcelDirection
from db.schema import newest_version
from db.unit_of_work import UnitOfWork, read_ids
from desktop_app.borrowed import WORKED, Kind, title_of
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.lending.gathering import read_rows
from desktop_app.lending.letters import SUFFIX, letter, sealed, unpacked
from desktop_app.lending.records import GivenBack
from desktop_app.lending.rows import Rows, record_types, table_of
from desktop_app.protection.master import MasterKey
from desktop_app.whole_file import require_place, whole_bytes

# What was written of each table since: rows by key, None for one that is gone.
Changed = dict[str, dict[str, Any]]


def written_since(unit: UnitOfWork) -> dict[str, int]:
    """How many rows of each table are not as they were lent. Raises Refused for a centre of its own."""
    row, kept = _lent(unit)
    return {name: len(found) for name, found in _changed(unit, Kind(row.kind), kept["rows"]).items()}


def return_name(unit: UnitOfWork) -> str:
    row, _kept = _lent(unit)
    return f"{title_of(unit, Kind(row.kind), int(row.entity_id))}-{row.number}-return-{row.returns + 1}{SUFFIX}"


def give_back(centre: Centre, *, out: Path) -> GivenBack:
    """Write the next return to ``out``, a file or a folder; each holds all that was written since the opening.

    Raises Refused for a centre of its own, StorageError for the place.
    """
    target = out / centre.read(return_name).replace("/", "-") if out.is_dir() else out
    require_place(target)
    given, content = centre.write(_make).value
    written = whole_bytes(target, content)
    return GivenBack(str(written), given.number, given.return_number, given.rows)


def bound(master: MasterKey, public_key: bytes) -> str:
    """That who has this key has opened the parcel."""
    return hmac.digest(master.named("borrower"), public_key, "sha256").hex()


def _lent(unit: UnitOfWork) -> tuple[Parcel, dict[str, Any]]:
    found = unit.session.execute(
        select(Parcel, Parcel.baseline).where(Parcel.direction == ParcelDirection.BORROWED)
    ).first()
    if found is None:
        raise Refused("nothing_lent_here", N_("No lent work lies in this centre: there is nothing to give back."))
    return found.Parcel, unpacked(found.baseline)


def _changed(unit: UnitOfWork, kind: Kind, sent: Rows) -> Changed:
    """The whole of each table is read: nothing else lies in this centre."""
    found: Changed = {}
    for name in (name for name in record_types() if name in WORKED[kind]):
        now = read_rows(unit, name, select(table_of(name)))
        before = sent.get(name, {})
        rows: dict[str, Any] = {key: row for key, row in now.items() if _differs(row, before.get(key))}
        rows |= {key: None for key in before if key not in now}
        if rows:
            found[name] = rows
    return found


def _make(unit: UnitOfWork) -> tuple[GivenBack, bytes]:
    row, kept = _lent(unit)
    changed = _changed(unit, Kind(row.kind), kept["rows"])
    master = MasterKey(bytes.fromhex(kept["key"]))
    signing = bytes.fromhex(kept["signing"])
    public = Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw()
    row.returns += 1
    head = {
        "what": "return",
        "edition": 1,
        "schema": newest_version(),
        "uuid": row.uuid,
        "number": row.number,
        "return": row.returns,
        "made_at": unit.now.isoformat(),
        "host": unit.actor.host,
        "bound": bound(master, public),
    }
    content = {"rows": changed, "written": _written(unit, since=kept["since"])}
    rows = sum(len(found) for found in changed.values())
    file = letter(head, sealed(content, key=master.named("return"), about=row.uuid), private_key=signing)
    unit.note("export", entity="parcel", entity_id=row.id, facts={"return": row.returns, "rows": rows})
    return GivenBack("", row.number, row.returns, rows), file


def _written(unit: UnitOfWork, *, since: int) -> dict[str, dict[str, list[str]]]:
    """Who wrote each row last, when and on which PC, by table and key; under "" the last of many rows at once."""
    entries = unit.session.execute(
        select(
            JournalEntry.at,
            JournalEntry.actor_name,
            JournalEntry.host,
            JournalEntry.entity,
            JournalEntry.entity_id,
            JournalEntry.after,
        )
        .where(JournalEntry.seq > since)
        .order_by(JournalEntry.seq)
    )
    found: dict[str, dict[str, list[str]]] = {}
    for entry in entries:
        told = [entry.actor_name, entry.host, entry.at.isoformat()]
        keys = [entry.entity_id] if entry.entity_id else ["", *_ids(entry.after)]
        found.setdefault(entry.entity, {}).update((key, told) for key in keys)
    return found


def _ids(facts: Mapping[str, Any]) -> list[str]:
    return [str(each) for each in read_ids(facts.get("ids", ""))]


def _differs(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    return before is None or any(row[column] != before.get(column) for column in row if column != "version")
