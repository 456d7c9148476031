"""What both sides changed, side by side, and the decision of a person on each."""

from sqlalchemy import select

from db.models.parcels import Parcel, ParcelConflict
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.field_words import field_name
from desktop_app.borrowed import Kind
from desktop_app.errors import Conflict, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.lending.arriving import kept_of
from desktop_app.lending.gathering import references
from desktop_app.lending.letters import packed
from desktop_app.lending.merging import Clash, Ids, by_column, mapped
from desktop_app.lending.naming import said, title_of_row
from desktop_app.lending.records import Difference, Side
from desktop_app.lending.rows import Row, plain, table_of
from desktop_app.lending.shapes import shapes
from desktop_app.lending.writing import Writer


def differences(unit: UnitOfWork, *, parcel_id: int | None = None, with_decided: bool = False) -> list[Difference]:
    """What waits for a decision, in the order in which it came."""
    query = select(ParcelConflict, Parcel).join(Parcel, Parcel.id == ParcelConflict.parcel_id)
    if parcel_id is not None:
        query = query.where(Parcel.id == parcel_id)
    if not with_decided:
        query = query.where(ParcelConflict.decision == "")
    rows = unit.session.execute(query.order_by(ParcelConflict.id))
    return [_record(unit, parcel, conflict) for conflict, parcel in rows]


def decide(unit: UnitOfWork, *, conflict_id: int, side: Side) -> None:
    """Let ours stand, or write theirs over it.

    Raises Conflict where ours was changed since it was set beside theirs, Refused where theirs cannot stand here.
    """
    conflict = unit.session.get(ParcelConflict, conflict_id)
    if conflict is None:
        raise NotFound("no_such_difference", N_("This difference is no longer in the list."))
    if conflict.decision:
        raise Refused("decided_already", N_("{name} has decided this already."), name=conflict.decided_by)
    if side is Side.THEIRS:
        _write_theirs(unit, conflict)
    conflict.decision, conflict.decided_by, conflict.decided_at = side.value, unit.actor.name, unit.now


def _write_theirs(unit: UnitOfWork, conflict: ParcelConflict) -> None:
    if conflict.entity == "certificate":
        message = N_("A paper that was issued is not written over: annul the one that does not hold.")
        raise Refused("paper_not_overwritten", message)
    parcel, baseline = unit.session.execute(
        select(Parcel, Parcel.baseline).where(Parcel.id == conflict.parcel_id)
    ).one()
    kept = kept_of(baseline)
    _require_unchanged(unit, conflict, Kind(parcel.kind))
    writer = Writer(unit, Kind(parcel.kind), number=parcel.number, written={}, ids=kept["ids"])
    their_key = conflict.entity_id.removeprefix("?")
    clash = Clash(conflict.entity, their_key, their_key, conflict.field, conflict.base, conflict.ours, conflict.theirs)
    if conflict.ours is None and not conflict.field:
        _require_ground(unit, Kind(parcel.kind), conflict, kept["ids"])
    writer.settle(clash)
    parcel.baseline = packed(kept)


def _require_unchanged(unit: UnitOfWork, conflict: ParcelConflict, kind: Kind) -> None:
    now = _row_here(unit, conflict.entity, conflict.entity_id)
    was = conflict.ours
    if conflict.field:
        before = by_column(shapes(kind)[conflict.entity], conflict.field, was)
        is_same = now is not None and before.items() <= now.items()
    elif was is None or now is None:
        is_same = was is now
    else:
        is_same = all(now[name] == value for name, value in was.items() if name != "version")
    if not is_same:
        raise Conflict


def _require_ground(unit: UnitOfWork, kind: Kind, conflict: ParcelConflict, ids: Ids) -> None:
    """Raises Refused while what the row stands on is not here."""
    row = mapped(shapes(kind)[conflict.entity], conflict.theirs, ids)
    for column, target in references(conflict.entity).items():
        value = row[column]
        if value is not None and _row_here(unit, target, str(value)) is None:
            message = N_("It stands on what is not here any more: {what}. Put that back first, or let it be.")
            raise Refused("stands_on_nothing", message, what=field_name(column))


def _row_here(unit: UnitOfWork, name: str, key: str) -> Row | None:
    if key.startswith("?"):
        return None
    table = table_of(name)
    parts = key.split("/", len(table.primary_key) - 1)
    own = [
        column == (int(part) if column.type.python_type is int else part)
        for column, part in zip(table.primary_key, parts, strict=True)
    ]
    found = unit.session.execute(select(table).where(*own)).first()
    return None if found is None else plain(dict(found._mapping))


def _record(unit: UnitOfWork, parcel: Parcel, conflict: ParcelConflict) -> Difference:
    return Difference(
        id=conflict.id,
        parcel_id=parcel.id,
        number=parcel.number,
        recipient=parcel.recipient,
        title=title_of_row(unit, conflict),
        field=field_name(conflict.field) if conflict.field else "",
        base=said(parcel, conflict, conflict.base),
        ours=said(parcel, conflict, conflict.ours),
        theirs=said(parcel, conflict, conflict.theirs),
        decision=conflict.decision,
        decided_by=conflict.decided_by,
    )
