"""Undoing a merging: both cards as they were, with all that hung on them, unless later changes stand in the way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from db.models.duplicates import DuplicatePair, PersonMerge
from db.models.people import FormerName, FormerPost, Institution, Person, PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.doubles.belongings import OF_PERSON, UNDO_REASON, hand_back
from desktop_app.doubles.choices import GROUPS, JOINED, SETTLED
from desktop_app.doubles.folding import unfold_enrolments
from desktop_app.doubles.pairs import forget_pairs
from desktop_app.doubles.records import Merging
from desktop_app.doubles.snapshots import columns_of, read_back
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.language.names import PersonName, full_name
from desktop_app.people.rules import written_name
from desktop_app.people.words import keep_words
from desktop_app.rows import row_at

# Columns that are put back together, with what a person would call them.
_TOGETHER: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((group.title, group.columns) for group in GROUPS),
    *((N_("Phones") if column == "phone" else N_("Notes"), (column,)) for column in JOINED),
    (N_("Archive"), SETTLED[:3]),
    (N_("Added on"), SETTLED[3:]),
)
_PARTS = ("surname", "given_name", "patronymic")

Values = Mapping[str, Any]


def mergings(unit: UnitOfWork, *, limit: int | None = None) -> list[Merging]:
    """What was merged, the newest first; what was undone stays in the list."""
    rows = unit.session.scalars(select(PersonMerge).order_by(PersonMerge.id.desc()).limit(limit)).all()
    return [_merging(unit, row) for row in rows]


def undo_merge(unit: UnitOfWork, *, merge_id: int) -> int:
    """Part the two cards again; returns the id of the one that comes back.

    What was changed since on the kept card stays with it, and its version goes on counting. Raises NotFound, and
    Refused when the year is over, the merging was undone already, or a later change is of the very fields that have
    to go back.
    """
    row = row_at(unit, PersonMerge, merge_id, "no_merging", N_("This merging is not in the ledger."))
    _require_time(unit, row)
    kept, (gone,) = _kept(unit, row), read_back(Person, [row.before["gone"]])
    _put_back(kept, row.before)
    _remove_made(unit, row)
    unit.session.flush()
    _require_place(unit, gone)
    unit.insert_many(Person, [gone], reason=UNDO_REASON)
    words = [{"word": word, "person_id": gone["id"]} for word in row.before["words"]]
    unit.insert_many(PersonWord, words, reason=UNDO_REASON)
    apart = row.before.get("apart", {})
    hand_back(unit, OF_PERSON, row.moved, apart, kept_id=row.kept_id, gone_id=row.gone_id)
    unfold_enrolments(unit, row.before)
    keep_words(unit, kept)
    _restore_pairs(unit, kept.id, read_back(DuplicatePair, row.before["pairs"]), since=row.merged_at)
    row.undone_at, row.undone_by = unit.now, unit.actor.name
    return int(gone["id"])


def _require_time(unit: UnitOfWork, row: PersonMerge) -> None:
    if row.undone_at is not None:
        raise Refused("merging_undone", N_("This merging was undone already."))
    if unit.today > row.undo_until:
        day = short_date(row.undo_until)
        raise Refused("merging_too_old", N_("This merging could be undone until {day} only."), day=day)


def _kept(unit: UnitOfWork, row: PersonMerge) -> Person:
    """The card that holds both now; of several mergings the last is undone first."""
    kept = unit.session.get(Person, row.kept_id)
    if kept is None:
        message = N_("The card was merged with yet another one since. Undo that later merging first.")
        raise Refused("merged_on", message)
    if kept.erased_on is not None:
        raise Refused("person_erased", N_("The data of this person were erased; the card cannot be changed any more."))
    return kept


def _put_back(kept: Person, before: Values) -> None:
    """Let the kept card say what it said, where the merging changed it. Raises Refused for what was changed after."""
    was, after = read_back(Person, [before["kept"], before["after"]])
    in_the_way = []
    for title, columns in _TOGETHER:
        now_says, then_said, said_before = (
            [values[column] for column in columns] for values in (columns_of(kept), after, was)
        )
        if now_says == then_said:
            for column in columns:
                setattr(kept, column, was[column])
        elif then_said != said_before:
            in_the_way.append(_(title))
    if in_the_way:
        message = N_(
            "After the merging these were changed on the card: {fields}. Set them back to what they were right after "
            "the merging, then undo it."
        )
        raise Refused("merged_card_changed", message, fields=", ".join(in_the_way))


def _remove_made(unit: UnitOfWork, row: PersonMerge) -> None:
    """Take out the former name and post that the merging made: the card that comes back bears them itself."""
    for model in (FormerName, FormerPost):
        for row_id in row.before["made"][model.__tablename__]:
            made = unit.session.get(model, row_id)
            if made is not None:
                unit.session.delete(made)


def _require_place(unit: UnitOfWork, gone: Values) -> None:
    """Raises Refused if a later card took the number of the one that comes back, or its workplace is gone."""
    taken = Person.id == gone["id"]
    if gone["jshshir"]:
        taken = or_(taken, Person.jshshir == gone["jshshir"])
    holder = unit.session.scalar(select(Person).where(taken).limit(1))
    if holder is not None:
        message = N_("The JShShIR of the card that comes back stands on the card of {name} now.")
        raise Refused("merged_number_taken", message, name=written_name(holder))
    place_id = gone["institution_id"]
    if place_id is not None and unit.session.get(Institution, place_id) is None:
        raise Refused("merged_workplace_gone", N_("The workplace of the card that comes back is no longer there."))


def _restore_pairs(unit: UnitOfWork, kept_id: int, rows: list[dict[str, Any]], *, since: datetime) -> None:
    """The pairs as they were; what was decided about the kept card meanwhile holds on."""
    stands = or_(DuplicatePair.first_id == kept_id, DuplicatePair.second_id == kept_id)
    later = select(DuplicatePair).where(stands, DuplicatePair.decided_at > since)
    decided = {(pair.first_id, pair.second_id): columns_of(pair) for pair in unit.session.scalars(later)}
    forget_pairs(unit, kept_id)
    restored = {(row["first_id"], row["second_id"]): row for row in rows} | decided
    ids = {person_id for pair in restored for person_id in pair}
    present = set(unit.session.scalars(select(Person.id).where(Person.id.in_(ids))))
    wanted = [row for pair, row in restored.items() if present.issuperset(pair)]
    unit.insert_many(DuplicatePair, wanted, reason=UNDO_REASON)


def _merging(unit: UnitOfWork, row: PersonMerge) -> Merging:
    kept, gone = (full_name(PersonName(*(row.before[side][part] for part in _PARTS))) for side in ("kept", "gone"))
    return Merging(
        id=row.id,
        kept_id=row.kept_id,
        kept_name=kept,
        gone_name=gone,
        merged_at=row.merged_at,
        merged_by=row.merged_by,
        reason=row.reason,
        undo_until=row.undo_until,
        undone_at=row.undone_at,
        can_undo=row.undone_at is None and unit.today <= row.undo_until,
    )
