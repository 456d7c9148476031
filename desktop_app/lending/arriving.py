"""Looking at a return: whether it may be taken back at all, and what it would bring. Nothing is written here."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.models.certificates import NumberBlock
from db.models.journal import JournalEntry
from db.models.parcels import Parcel, ParcelDirection
from db.models.people import Person
from db.schema import newest_version
from db.unit_of_work import UnitOfWork
from desktop_app.borrowed import WORKED, Kind, title_of
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.lending.gathering import read_rows, references, work_of
from desktop_app.lending.letters import Letter, read_letter, unpacked, unsealed
from desktop_app.lending.merging import Plan, merged
from desktop_app.lending.records import TakenBack
from desktop_app.lending.returning import Changed, bound
from desktop_app.lending.rows import Rows, native, record_types, table_of
from desktop_app.lending.shapes import shapes
from desktop_app.protection.master import MasterKey


@dataclass(frozen=True)
class Arrival:
    """A return that may be taken back: ``kept`` is what this centre knows of the parcel, ``plan`` None if known."""

    parcel: Parcel
    found: Letter
    kept: dict[str, Any]
    content: dict[str, Any]
    theirs: Rows
    plan: Plan | None


def look(unit: UnitOfWork, *, file: Path) -> TakenBack:
    """What the return would bring. Raises Invalid for an altered or another file, Refused as ``arrived``."""
    return told(unit, arrived(unit, read_letter(file, what="return")), is_applied=False)


def arrived(unit: UnitOfWork, found: Letter) -> Arrival:
    """Raises Refused for work of another centre, for a copy opened elsewhere, and for an older return."""
    parcel, kept = _known_parcel(unit, found)
    master = MasterKey(bytes.fromhex(kept["key"]))
    public = found.head["public_key"]
    if not hmac.compare_digest(bound(master, bytes.fromhex(public)), str(found.head["bound"])):
        raise Invalid("return_not_bound", N_("This return was not written by a PC that has opened the lent work."))
    if kept.get("borrower") not in (None, public):
        message = N_("The lent work was opened on two PCs, and what came back was from the other one.")
        raise Refused("opened_twice", message)
    content = unsealed(found, key=master.named("return"), about=parcel.uuid)
    is_known = found.digest == parcel.returned_sha256
    if found.head["return"] <= parcel.returns and not is_known:
        message = N_("This is return {number}; return {newest} with all of it was taken back already.")
        raise Refused("older_return", message, number=found.head["return"], newest=parcel.returns)
    kind = Kind(parcel.kind)
    base = _patched(kept["rows"], kept.get("taken", {}))
    theirs = _patched(kept["rows"], _checked(kind, content["rows"]))
    plan = None
    if not is_known:
        ours = _ours(unit, kind, int(parcel.entity_id), theirs)
        _forget_deleted(unit, ours, since=kept["since"])
        plan = merged(shapes(kind), base, theirs, ours, ids=kept.get("ids", {}))
    return Arrival(parcel, found, kept, content, theirs, plan)


def told(unit: UnitOfWork, arrival: Arrival, *, is_applied: bool) -> TakenBack:
    parcel, head, plan = arrival.parcel, arrival.found.head, arrival.plan or Plan()
    return TakenBack(
        parcel_id=parcel.id,
        number=parcel.number,
        return_number=head["return"],
        title=title_of(unit, Kind(parcel.kind), int(parcel.entity_id)) or parcel.file_name,
        recipient=parcel.recipient,
        made_at=datetime.fromisoformat(head["made_at"]),
        host=head["host"],
        digest=arrival.found.digest,
        added=_counted(plan.inserts),
        changed=_counted(plan.updates),
        removed=_counted(plan.deletes),
        conflicts=len(plan.clashes),
        numbers_used=len(numbers_used(unit, arrival)),
        is_known=arrival.plan is None,
        is_applied=is_applied,
    )


def numbers_used(unit: UnitOfWork, arrival: Arrival) -> list[int]:
    """Those of the lent numbers that papers stand on there."""
    block = unit.session.get(NumberBlock, arrival.kept.get("block") or 0)
    if block is None:
        return []
    papers = arrival.theirs.get("certificate", {}).values()
    of_series = (row["number"] for row in papers if row["series_id"] == block.series_id)
    return [number for number in of_series if block.first <= number <= block.last]


def _known_parcel(unit: UnitOfWork, found: Letter) -> tuple[Parcel, dict[str, Any]]:
    if found.head["schema"] > newest_version():
        raise Invalid("newer_parcel", N_("This return was written by a newer Mahorat. Install the newer program here."))
    known = unit.session.execute(
        select(Parcel, Parcel.baseline).where(
            Parcel.uuid == found.head["uuid"], Parcel.direction == ParcelDirection.LENT
        )
    ).first()
    if known is None:
        raise Refused("foreign_parcel", N_("This centre did not lend the work that this return belongs to."))
    return known.Parcel, kept_of(known.baseline)


def kept_of(baseline: bytes | None) -> dict[str, Any]:
    """What was sent and what came of it. Raises Refused where an erasure took it."""
    if baseline is None:
        message = N_("Somebody of this work was erased, and with them what was sent: it cannot be compared any more.")
        raise Refused("parcel_erased", message)
    return unpacked(baseline)


def _checked(kind: Kind, rows: Changed) -> Changed:
    """Raises Invalid for rows that are none, or of tables that do not come back."""
    try:
        for name, found in rows.items():
            if name not in WORKED[kind]:
                raise ValueError(name)
            columns = set(table_of(name).columns.keys())
            for row in filter(None, found.values()):
                native(name, row)
                if set(row) != columns:
                    raise ValueError(name)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid("parcel_unreadable", N_("The file holds what this program cannot read.")) from error
    return rows


def _patched(sent: Rows, changed: Changed) -> Rows:
    """The rows with the changes made to them."""
    found: Rows = {}
    for name in sent.keys() | changed.keys():
        rows: dict[str, Any] = {**sent.get(name, {}), **changed.get(name, {})}
        found[name] = {key: row for key, row in rows.items() if row is not None}
    return found


def _ours(unit: UnitOfWork, kind: Kind, entity_id: int, theirs: Rows) -> Rows:
    """How it stands here: the lent work, whoever theirs may be among our people, and whatever else theirs name."""
    ours = work_of(unit, kind=kind, entity_id=entity_id)
    ours["staff"] = read_rows(unit, "staff", select(table_of("staff")))
    numbers = [row["jshshir"] for row in theirs.get("person", {}).values() if row["jshshir"]]
    ours["person"] = ours.get("person", {}) | read_rows(
        unit, "person", select(table_of("person")).where(Person.jshshir.in_(numbers))
    )
    _add_named(unit, ours, "blank", {key: int(key) for key in theirs.get("blank", {})})
    for name in record_types():
        if name in WORKED[kind]:
            for target in set(references(name).values()) - WORKED[kind]:
                named = [column for column, table in references(name).items() if table == target]
                values = [row[column] for row in theirs.get(name, {}).values() for column in named]
                _add_named(unit, ours, target, {str(value): value for value in values if value is not None})
    return ours


def _forget_deleted(unit: UnitOfWork, ours: Rows, *, since: int) -> None:
    """A row that bears the number of one deleted meanwhile is another row: theirs never meant it."""
    deleted = select(JournalEntry.entity, JournalEntry.entity_id).where(
        JournalEntry.seq > since, JournalEntry.action == "delete", JournalEntry.entity.in_(list(ours))
    )
    for entity, entity_id in unit.session.execute(deleted).all():
        if [column.name for column in table_of(entity).primary_key] == ["id"]:
            ours[entity].pop(entity_id, None)


def _add_named(unit: UnitOfWork, ours: Rows, target: str, named: Mapping[str, Any]) -> None:
    known = ours.setdefault(target, {})
    (own,) = table_of(target).primary_key
    for key in named.keys() - known.keys():
        value = native(target, {own.name: named[key]})[own.name]
        known |= read_rows(unit, target, select(table_of(target)).where(own == value))


def _counted(planned: list[Any]) -> dict[str, int]:
    tables = [each.table for each in planned]
    return {name: tables.count(name) for name in dict.fromkeys(tables)}
