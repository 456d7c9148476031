"""The search for doubles among all people: read in slices, compared in memory, kept in one short transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from db.models.centre import StateMark
from db.models.duplicates import DuplicatePair, PairState
from db.models.journal import JournalEntry
from db.models.people import FormerName, Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.doubles.candidates import KINDS, TOLD_EVERY, Pair, candidates
from desktop_app.doubles.portraits import portraits_after
from desktop_app.doubles.records import FoundPair, ScanOutcome
from desktop_app.doubles.rules import QUEUE_FROM, Portrait, likeness
from desktop_app.i18n import _
from desktop_app.people.institutions import CHUNK
from desktop_app.progress import Progress

# Which entry of the journal was the last when the cards were read: whether they changed since is told by it.
_SCANNED = "doubles_scanned_until"
_SCANNED_AT = "doubles_scanned_at"
_REASON = "pairs of cards that look alike"
_WHAT_COUNTS = (Person.__tablename__, FormerName.__tablename__)


def scan(centre: Centre, progress: Progress) -> Outcome[ScanOutcome]:
    """Compare all people and bring the queue of pairs up to date. May run beside other work, in any thread.

    What people decided about a pair stays; open pairs that no longer look alike go. Raises Cancelled, and then the
    queue is as it was.
    """
    until = centre.read(_last_entry)
    portraits = _read_all(centre, progress)
    compared = len(KINDS) * len(portraits)
    found = candidates(portraits, lambda done: progress.step(_("Looking for cards that are alike"), done, compared))
    pairs = _alike(portraits, found.pairs, progress)
    crowded, people = found.crowded, len(portraits)
    return centre.write(_keep, pairs, until=until, people=people, crowded=crowded)


def scanned_at(unit: UnitOfWork) -> datetime | None:
    """When all cards were compared last; None if never."""
    mark = unit.session.get(StateMark, _SCANNED_AT)
    return datetime.fromisoformat(mark.value) if mark else None


def is_out_of_date(unit: UnitOfWork) -> bool:
    """Whether cards were added or changed since all were compared, or they never were."""
    mark = unit.session.get(StateMark, _SCANNED)
    if mark is None:
        return True
    later = select(JournalEntry.seq).where(JournalEntry.seq > int(mark.value), JournalEntry.entity.in_(_WHAT_COUNTS))
    return unit.session.scalar(later.order_by(JournalEntry.seq).limit(1)) is not None


def _last_entry(unit: UnitOfWork) -> int:
    return unit.session.scalar(select(func.max(JournalEntry.seq))) or 0


def _read_all(centre: Centre, progress: Progress) -> list[Portrait]:
    """Every slice in a unit of work of its own, so that no long reading keeps the file from being tidied."""
    total = centre.read(_count)
    portraits: list[Portrait] = []
    last = 0
    while slice_ := centre.read(portraits_after, person_id=last):
        portraits += slice_
        last = slice_[-1].id
        progress.step(_("Reading the cards"), len(portraits), max(total, len(portraits)))
    return portraits


def _count(unit: UnitOfWork) -> int:
    return unit.session.scalar(select(func.count()).select_from(Person)) or 0


def _alike(portraits: Sequence[Portrait], pairs: set[Pair], progress: Progress) -> list[FoundPair]:
    """The pairs that score high enough for the queue, by ids."""
    found = []
    for done, (first, second) in enumerate(pairs):
        if done % TOLD_EVERY == 0:
            progress.step(_("Comparing the cards"), done, len(pairs))
        one, other = portraits[first], portraits[second]
        told = likeness(one, other)
        if told.score >= QUEUE_FROM:
            # The slices come in the order of the ids, so a lower place is a lower id.
            found.append(FoundPair(one.id, other.id, told.score, told.reasons))
    return found


def _keep(unit: UnitOfWork, pairs: Sequence[FoundPair], *, until: int, people: int, crowded: int) -> ScanOutcome:
    columns = (DuplicatePair.first_id, DuplicatePair.second_id, DuplicatePair.state, DuplicatePair.found_at)
    known = {(row.first_id, row.second_id): row for row in unit.session.execute(select(*columns))}
    decided = {ids for ids, row in known.items() if row.state is not PairState.OPEN}
    present = _present(unit, {person_id for pair in pairs for person_id in pair.ids})
    wanted = {pair.ids: pair for pair in pairs if pair.ids not in decided and present.issuperset(pair.ids)}
    unit.execute_bulk(delete(DuplicatePair).where(DuplicatePair.state == PairState.OPEN), reason=_REASON)
    rows = [
        {
            "first_id": pair.first_id,
            "second_id": pair.second_id,
            "score": pair.score,
            "reasons": pair.reasons,
            "state": PairState.OPEN,
            "found_at": known[ids].found_at if ids in known else unit.now,
            "decided_at": None,
            "decided_by": "",
            "decision_reason": "",
        }
        for ids, pair in wanted.items()
    ]
    unit.insert_many(DuplicatePair, rows, reason=_REASON)
    for name, value in ((_SCANNED, str(until)), (_SCANNED_AT, unit.now.isoformat())):
        unit.session.merge(StateMark(name=name, value=value))
    was_open = known.keys() - decided
    new, gone = len(wanted.keys() - was_open), len(was_open - wanted.keys())
    return ScanOutcome(people=people, pairs=len(wanted), new=new, gone=gone, crowded=crowded)


def _present(unit: UnitOfWork, ids: Iterable[int]) -> set[int]:
    """Those of the people who are still there: someone may have been removed while the cards were compared."""
    ordered = sorted(ids)
    found: set[int] = set()
    for start in range(0, len(ordered), CHUNK):
        found.update(unit.session.scalars(select(Person.id).where(Person.id.in_(ordered[start : start + CHUNK]))))
    return found
