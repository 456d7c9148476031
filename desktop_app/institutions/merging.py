"""Two spellings of one institution made one, and parted again: cards and former posts are handed over, nothing goes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update

from db.models.cohorts import Cohort
from db.models.events import TrainingEvent
from db.models.people import FormerPost, Institution, InstitutionMerge, Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.institutions.records import LookAlike, Merged
from desktop_app.institutions.rules import Entry, look_alikes
from desktop_app.institutions.service import AT_ONCE, institution_lines, load_institution
from desktop_app.people.institutions import keep_institution_words, merged_into
from desktop_app.rows import row_at

_REASON = "two spellings of one institution made one"
_UNDO_REASON = "two institutions parted again"
# What the kept entry takes over where it says nothing.
_FILLED = ("kind_code", "district_code", "code", "locality_code")
_CLOSED = ("closed_on", "closing_reason")
_Placed = type[Person] | type[FormerPost] | type[Cohort] | type[TrainingEvent]
_HANDED_OVER: tuple[_Placed, ...] = (Person, FormerPost, Cohort, TrainingEvent)


def suggestions(unit: UnitOfWork, *, district_code: str | None = None) -> list[LookAlike]:
    """Open institutions that may be one, those with the most people first; of one district or of all."""
    query = select(
        Institution.id, Institution.name, Institution.kind_code, Institution.district_code, Institution.code
    ).where(Institution.closed_on.is_(None))
    if district_code is not None:
        query = query.where(Institution.district_code == district_code)
    pairs = look_alikes(Entry(*row) for row in unit.session.execute(query))
    ids = sorted({each for pair in pairs for each in (pair.first_id, pair.second_id)})
    lines = {
        line.id: line
        for begin in range(0, len(ids), AT_ONCE)
        for line in institution_lines(unit, ids[begin : begin + AT_ONCE])
    }
    found = []
    for pair in pairs:
        first, second = sorted((lines[pair.first_id], lines[pair.second_id]), key=lambda line: (-line.people, line.id))
        found.append(LookAlike(first, second, pair.reasons))
    return sorted(found, key=lambda pair: (-pair.first.people - pair.second.people, pair.first.id, pair.second.id))


def merge_institutions(unit: UnitOfWork, *, kept_id: int, gone_id: int) -> Merged:
    """Hand everything of the one over to the other, which fills what it does not say itself.

    The spelling that is gone is closed and from now on read as the kept one. Raises NotFound, Invalid for one entry
    given twice, and Refused for two districts or for a spelling that stands for another one already.
    """
    if kept_id == gone_id:
        raise Invalid("same_institution", N_("These are not two institutions but one."))
    kept, gone = load_institution(unit, kept_id), load_institution(unit, gone_id)
    _require_parted(unit, kept, gone)
    if kept.district_code and gone.district_code and kept.district_code != gone.district_code:
        message = N_("The two are in different districts. Put the right district on one of them first.")
        raise Refused("other_district", message)
    before = {"kept": _said(kept, _FILLED), "gone": _said(gone, _CLOSED)}
    moved = {model.__tablename__: _hand_over(unit, model, gone_id, kept_id) for model in _HANDED_OVER}
    for column in _FILLED:
        if not getattr(kept, column):
            setattr(kept, column, getattr(gone, column))
    gone.closed_on, gone.closing_reason = unit.today, _("The same institution as {name}", name=kept.name)
    row = InstitutionMerge(
        kept_id=kept_id,
        gone_id=gone_id,
        merged_at=unit.now,
        merged_by=unit.actor.name,
        before=before,
        after={"kept": _said(kept, _FILLED), "gone": _said(gone, _CLOSED)},
        moved=moved,
    )
    unit.session.add(row)
    unit.session.flush()
    keep_institution_words(unit, kept)
    return Merged(row.id, kept_id, people=len(moved["person"]), posts=len(moved["former_post"]))


def part_institutions(unit: UnitOfWork, *, merge_id: int) -> int:
    """Undo a merging; returns the id of the institution that comes back.

    Who was handed over and has gone elsewhere since stays there. Raises NotFound, and Refused when it was undone.
    """
    row = row_at(unit, InstitutionMerge, merge_id, "no_merging", N_("This merging is not in the ledger."))
    if row.undone_at is not None:
        raise Refused("merging_undone", N_("This merging was undone already."))
    kept, gone = load_institution(unit, row.kept_id), load_institution(unit, row.gone_id)
    for model in _HANDED_OVER:
        # Mergings of earlier days say nothing of cohorts and events.
        moved = row.moved.get(model.__tablename__, [])
        _hand_back(unit, model, moved, kept_id=kept.id, gone_id=gone.id)
    for each, name, columns in ((kept, "kept", _FILLED), (gone, "gone", _CLOSED)):
        for column in columns:
            # What somebody changed since the merging is theirs.
            if _written(getattr(each, column)) == row.after[name][column]:
                setattr(each, column, _read(column, row.before[name][column]))
    row.undone_at, row.undone_by = unit.now, unit.actor.name
    unit.session.flush()
    keep_institution_words(unit, kept)
    return gone.id


def _require_parted(unit: UnitOfWork, *rows: Institution) -> None:
    merged = merged_into(unit)
    for row in rows:
        if row.id in merged:
            message = N_("{name} stands for another institution already.")
            raise Refused("institution_merged", message, name=row.name)


def _hand_over(unit: UnitOfWork, model: _Placed, gone_id: int, kept_id: int) -> list[int]:
    """In bulk, so that the rows keep their versions: they say the same workplace in other words."""
    of_gone = model.institution_id == gone_id
    ids = list(unit.session.scalars(select(model.id).where(of_gone).order_by(model.id)))
    if ids:
        unit.execute_bulk(update(model).where(of_gone).values(institution_id=kept_id), reason=_REASON)
    return ids


def _hand_back(unit: UnitOfWork, model: _Placed, ids: Sequence[int], *, kept_id: int, gone_id: int) -> None:
    for begin in range(0, len(ids), AT_ONCE):
        rows = update(model).where(model.id.in_(ids[begin : begin + AT_ONCE]), model.institution_id == kept_id)
        unit.execute_bulk(rows.values(institution_id=gone_id), reason=_UNDO_REASON)


def _said(row: Institution, columns: Sequence[str]) -> dict[str, Any]:
    return {column: _written(getattr(row, column)) for column in columns}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(column: str, value: Any) -> Any:
    return date.fromisoformat(value) if column == "closed_on" and value else value
