"""Taking a return back in one transaction: theirs under their names, and what both changed for a person to decide."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.models.certificates import NumberBlock
from db.models.cohorts import Cohort
from db.models.parcels import ParcelConflict, ParcelState
from db.unit_of_work import UnitOfWork
from desktop_app.borrowed import Kind
from desktop_app.centre import Centre
from desktop_app.cohorts.rules import require_open
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.lending.arriving import Arrival, arrived, numbers_used, told
from desktop_app.lending.blanks import brought_back
from desktop_app.lending.letters import Letter, packed, read_letter
from desktop_app.lending.merging import Clash, Plan
from desktop_app.lending.records import TakenBack
from desktop_app.lending.rows import Row
from desktop_app.lending.writing import Writer
from desktop_app.reference.month_locks import require_month_open

# Papers are printed and handed over when the cohort is closed.
_OF_PAPERS = {"certificate", "certificate_batch", "print_run", "print_item", "blank"}
_COUNTED = ("state", "enrolled_on", "left_on", "finished_on")


def take_back(centre: Centre, *, file: Path) -> TakenBack:
    """Take a return back, or say that it was taken before; whole or not at all.

    Raises what ``arriving.look`` raises; Refused for a cohort that was closed here meanwhile, and for what a sent
    return has locked.
    """
    try:
        return centre.write(_take, read_letter(file, what="return")).value
    except IntegrityError as error:
        message = N_("The return does not fit what stands here any more. Undo what was deleted here, or write it off.")
        raise Refused("return_does_not_fit", message) from error


def _take(unit: UnitOfWork, found: Letter) -> TakenBack:
    arrival = arrived(unit, found)
    if arrival.plan is None:
        return told(unit, arrival, is_applied=False)
    parcel, plan, kind = arrival.parcel, arrival.plan, Kind(arrival.parcel.kind)
    _require_writable(unit, arrival, plan)
    result = told(unit, arrival, is_applied=True)
    writer = Writer(unit, kind, number=parcel.number, written=arrival.content["written"], ids=plan.ids)
    writer.carry_out(plan)
    _keep_clashes(unit, parcel.id, plan.clashes)
    _count_numbers(unit, arrival)
    brought_back(unit, arrival.kept["rows"])
    parcel.state, parcel.returned_at, parcel.returned_sha256 = ParcelState.RETURNED, unit.now, found.digest
    parcel.returns = found.head["return"]
    kept = {"taken": arrival.content["rows"], "ids": plan.ids, "borrower": found.head["public_key"]}
    parcel.baseline = packed(arrival.kept | kept)
    facts = {
        "return": parcel.returns,
        "sha256": found.digest,
        "host": found.head["host"],
        "written_at": found.head["made_at"],
        "rows": len(plan.changes),
        "conflicts": len(plan.clashes),
    }
    unit.note("import", entity="parcel", entity_id=parcel.id, facts=facts)
    return result


def _require_writable(unit: UnitOfWork, arrival: Arrival, plan: Plan) -> None:
    """As the services of the cohort would ask, of all that comes back at once."""
    if Kind(arrival.parcel.kind) is Kind.COHORT and any(each.table not in _OF_PAPERS for each in plan.changes):
        cohort = unit.session.get(Cohort, int(arrival.parcel.entity_id))
        if cohort is not None:
            require_open(cohort.code, cohort.state)
    sent = arrival.kept["rows"].get("enrolment", {})
    days: set[date | None] = set()
    for each in plan.changes:
        if each.table == "enrolment":
            before, after = sent.get(each.key), arrival.theirs["enrolment"].get(each.key)
            if _counts(before) != _counts(after):
                days |= {_day(row, name) for row in (before, after) if row for name in _COUNTED[1:]}
    require_month_open(unit, *days)


def _counts(row: Row | None) -> object:
    """What a return counts of an enrolment; of somebody who is not on the list, nothing."""
    return None if row is None or row["state"] == "walk_in" else tuple(row[name] for name in _COUNTED)


def _day(row: Row, name: str) -> date | None:
    return date.fromisoformat(row[name]) if row[name] else None


def _keep_clashes(unit: UnitOfWork, parcel_id: int, clashes: list[Clash]) -> None:
    """One that a later return brings again takes the place of the one that nobody has decided yet."""
    waiting = {
        (row.entity, row.entity_id, row.field): row
        for row in unit.session.scalars(
            select(ParcelConflict).where(ParcelConflict.parcel_id == parcel_id, ParcelConflict.decision == "")
        )
    }
    for each in clashes:
        values: dict[str, Any] = {"base": each.base, "ours": each.ours, "theirs": each.theirs}
        row = waiting.get((each.table, each.our_key or f"?{each.key}", each.field))
        if row is None:
            row = ParcelConflict(
                parcel_id=parcel_id,
                entity=each.table,
                entity_id=each.our_key or f"?{each.key}",
                field=each.field,
                decided_at=None,
                **values,
            )
            unit.session.add(row)
        row.base, row.ours, row.theirs = each.base, each.ours, each.theirs


def _count_numbers(unit: UnitOfWork, arrival: Arrival) -> None:
    """The rest of the lent numbers stays set aside until it is given back by hand: more returns may come."""
    used = numbers_used(unit, arrival)
    if used:
        block = unit.session.get_one(NumberBlock, arrival.kept["block"])
        block.next_number = max(block.next_number, max(used) + 1)
