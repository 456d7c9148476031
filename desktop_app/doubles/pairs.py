"""The queue of pairs to review: read by score, decided on, and kept in step when cards are merged."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import aliased

from db.models.duplicates import DuplicatePair, PairState
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.doubles.portraits import portraits_by_id
from desktop_app.doubles.reasons import Reason
from desktop_app.doubles.records import Decision, PairFilter, PairLine
from desktop_app.doubles.rules import QUEUE_FROM, likeness
from desktop_app.doubles.snapshots import read_back
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.institutions import CHUNK
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonLine

_REASON = "pairs of a merged card"


def pairs(unit: UnitOfWork, *, wanted: PairFilter, offset: int = 0, limit: int | None = None) -> list[PairLine]:
    """A stretch of the pairs, the surest first."""
    order = (DuplicatePair.score.desc(), DuplicatePair.first_id, DuplicatePair.second_id)
    rows = unit.session.scalars(_wanted(select(DuplicatePair), wanted).order_by(*order).offset(offset).limit(limit))
    return _lines(unit, rows.all())


def count_pairs(unit: UnitOfWork, *, wanted: PairFilter) -> int:
    return unit.session.scalar(_wanted(select(func.count()).select_from(DuplicatePair), wanted)) or 0


def pair_of(unit: UnitOfWork, *, first_id: int, second_id: int) -> PairLine:
    """The two cards as a pair, compared as they are now, whether they stand in the queue or not. Raises NotFound."""
    ids = sorted((first_id, second_id))
    portraits = portraits_by_id(unit, ids)
    lines = person_lines(unit, ids)
    if len(portraits) < 2 or len(lines) < 2:
        raise _gone()
    told = likeness(portraits[ids[0]], portraits[ids[1]])
    row = unit.session.get(DuplicatePair, tuple(ids))
    decision = _decision(row) if row is not None else None
    return PairLine(lines[0], lines[1], told.score, told.reasons, decision)


def say_different(unit: UnitOfWork, *, first_id: int, second_id: int, reason: str = "") -> None:
    """Keep that the two are different people; they are not asked about again. Raises NotFound."""
    ids = tuple(sorted((first_id, second_id)))
    row = unit.session.get(DuplicatePair, ids)
    if row is None:
        line = pair_of(unit, first_id=first_id, second_id=second_id)
        row = DuplicatePair(
            first_id=ids[0], second_id=ids[1], score=line.score, reasons=list(line.reasons), found_at=unit.now
        )
        unit.session.add(row)
    row.state = PairState.DIFFERENT
    row.decided_at, row.decided_by, row.decision_reason = unit.now, unit.actor.name, tidy(reason)


def ask_again(unit: UnitOfWork, *, first_id: int, second_id: int) -> None:
    """Take back that the two are different people. Raises NotFound."""
    row = unit.session.get(DuplicatePair, tuple(sorted((first_id, second_id))))
    if row is None:
        raise _gone()
    row.state, row.decided_at, row.decided_by, row.decision_reason = PairState.OPEN, None, "", ""


def pair_anew(unit: UnitOfWork, *, kept_id: int, gone_id: int, before: Sequence[Mapping[str, Any]]) -> None:
    """Compare a merged card with those that either of the two was paired with; decisions about either hold on.

    ``before`` are the written rows of those pairs.
    """
    pair_of_partner: dict[int, dict[str, Any]] = {}
    for row in read_back(DuplicatePair, before):
        for partner in {row["first_id"], row["second_id"]} - {kept_id, gone_id}:
            if partner not in pair_of_partner or row["state"] is PairState.DIFFERENT:
                pair_of_partner[partner] = row
    forget_pairs(unit, kept_id)
    portraits = portraits_by_id(unit, {kept_id, *pair_of_partner})
    rows = []
    for partner, row in sorted(pair_of_partner.items()):
        if partner in portraits:
            told = likeness(portraits[kept_id], portraits[partner])
            if row["state"] is PairState.DIFFERENT or told.score >= QUEUE_FROM:
                ids = {"first_id": min(kept_id, partner), "second_id": max(kept_id, partner)}
                rows.append(row | ids | {"score": told.score, "reasons": told.reasons})
    unit.insert_many(DuplicatePair, rows, reason=_REASON)


def forget_pairs(unit: UnitOfWork, person_id: int) -> None:
    """Take out every pair that the person stands in."""
    stands = or_(DuplicatePair.first_id == person_id, DuplicatePair.second_id == person_id)
    unit.execute_bulk(delete(DuplicatePair).where(stands), reason=_REASON)


def _wanted(query: Select[Any], wanted: PairFilter) -> Select[Any]:
    query = query.where(DuplicatePair.state == wanted.state, DuplicatePair.score >= wanted.score_from)
    if wanted.district_code is None:
        return query
    first, second = aliased(Person), aliased(Person)
    return (
        query.join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(or_(first.district_code == wanted.district_code, second.district_code == wanted.district_code))
    )


def _lines(unit: UnitOfWork, rows: Sequence[DuplicatePair]) -> list[PairLine]:
    ids = sorted({person_id for row in rows for person_id in (row.first_id, row.second_id)})
    people: dict[int, PersonLine] = {}
    for start in range(0, len(ids), CHUNK):
        people |= {line.id: line for line in person_lines(unit, ids[start : start + CHUNK])}
    return [
        PairLine(
            people[row.first_id],
            people[row.second_id],
            row.score,
            tuple(Reason(reason) for reason in row.reasons),
            _decision(row),
        )
        for row in rows
    ]


def _decision(row: DuplicatePair) -> Decision | None:
    if row.state is PairState.OPEN or row.decided_at is None:
        return None
    return Decision(row.decided_by, row.decided_at, row.decision_reason)


def _gone() -> NotFound:
    return NotFound("no_pair", N_("One of the two cards is no longer there."))
