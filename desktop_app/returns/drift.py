"""What has changed since a return was sent: its figures as they would be now, who came and went, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select

from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.journal import JournalRecord, entries_since
from desktop_app.people.rules import written_name
from desktop_app.plan.population import period_of
from desktop_app.returns.checking import figures_now
from desktop_app.returns.differences import Difference, differences
from desktop_app.returns.figures import lines_of
from desktop_app.returns.kept_people import NOT_KEPT, KeptPerson, people_now, unpack
from desktop_app.returns.states import kept_lines, kept_return

# Who is named with the reasons; of more than these the number tells enough.
MOST_PEOPLE = 500
MOST_ENTRIES = 200
# What a return is counted from besides the enrolments of single people.
GROUND = ("plan_line", "channel_figure", "cohort", "reference_item", "territory", "dated_rule")
# Of these many are written every day: by themselves, so that they push none of the others out.
PAPERS = ("certificate", "blank", "blank_receipt", "training_event", "event_participant")


@dataclass(frozen=True)
class Moved:
    """Somebody who is counted otherwise than they were; ``before`` or ``now`` is None for who came or went.

    ``entries`` of the journal tell why, oldest first; none where many were changed at once.
    """

    person_id: int
    enrolment_id: int
    name: str
    cohort: str
    before: KeptPerson | None
    now: KeptPerson | None
    entries: tuple[JournalRecord, ...]


@dataclass(frozen=True)
class PeopleDrift:
    """``came`` and ``went`` count everybody, ``people`` names the first of them and of those who moved within.

    ``ground`` are the changes of what else the figures rest on: plan, other channels, cohorts, lists, certificates,
    blanks, events; and of many enrolments at once. Without ``is_known`` the return kept nobody: it was made by an
    earlier edition.
    """

    came: int
    went: int
    changed: int
    people: tuple[Moved, ...]
    ground: tuple[JournalRecord, ...]
    is_known: bool = True


def figures_since(unit: UnitOfWork, *, snapshot_id: int) -> list[Difference]:
    """The cells that would say something else now than the return that was sent."""
    now = figures_now(unit, kept_return(unit, snapshot_id=snapshot_id))
    return differences(kept_lines(unit, snapshot_id=snapshot_id), lines_of(now.forms), now.forms)


def people_since(unit: UnitOfWork, *, snapshot_id: int) -> PeopleDrift:
    """Who is counted otherwise now than when the return was made, and what was written since that explains it."""
    kept = kept_return(unit, snapshot_id=snapshot_id)
    packed = unit.session.scalar(select(ReturnSnapshot.people).where(ReturnSnapshot.id == snapshot_id))
    ground, papers = (
        entries_since(unit, kept.made_at, entities=entities, most=MOST_ENTRIES) for entities in (GROUND, PAPERS)
    )
    together = entries_since(unit, kept.made_at, entities=("enrolment",), ids=("",), most=MOST_ENTRIES)
    told = tuple(sorted((*ground, *papers, *together), key=lambda entry: entry.seq))
    if packed is None:
        return PeopleDrift(0, 0, 0, (), told, is_known=False)
    before = {person.person_id: person for person in unpack(packed)}
    now = {person.person_id: person for person in people_now(unit, period_of(kept.year, kept.month, today=unit.today))}
    changed = dict(_changed(before, now))
    named = dict(islice(changed.items(), MOST_PEOPLE))
    enrolments = {person.enrolment_id for pair in named.values() for person in pair if person is not None}
    entries = entries_since(unit, kept.made_at, entities=("enrolment",), ids=tuple(map(str, enrolments)))
    return PeopleDrift(
        came=len(now.keys() - before.keys()),
        went=len(before.keys() - now.keys()),
        changed=len(changed),
        people=tuple(_named(unit, named, entries)),
        ground=told,
    )


Pair = tuple[KeptPerson | None, KeptPerson | None]


def _changed(before: Mapping[int, KeptPerson], now: Mapping[int, KeptPerson]) -> Iterator[tuple[int, Pair]]:
    for person_id in sorted(before.keys() | now.keys()):
        was, is_now = before.get(person_id), now.get(person_id)
        if was is None or is_now is None or not _is_counted_alike(was, is_now):
            yield person_id, (was, is_now)


def _is_counted_alike(was: KeptPerson, now: KeptPerson) -> bool:
    """By whichever enrolment; in categories only where the return kept them."""
    if was.category_code == NOT_KEPT:
        was = was._replace(category_code=now.category_code)
    return was[2:] == now[2:]


def _named(unit: UnitOfWork, changed: Mapping[int, Pair], entries: Collection[JournalRecord]) -> Iterator[Moved]:
    by_enrolment: dict[str, list[JournalRecord]] = defaultdict(list)
    for entry in entries:
        by_enrolment[entry.entity_id].append(entry)
    people = {row.id: row for row in unit.session.scalars(select(Person).where(Person.id.in_(changed)))}
    cohorts = _cohorts(unit, [person.enrolment_id for pair in changed.values() for person in pair if person])
    for person_id, (before, now) in changed.items():
        counted = now or before
        if counted is None:
            continue
        told = [entry for person in (before, now) if person for entry in by_enrolment[str(person.enrolment_id)]]
        yield Moved(
            person_id,
            counted.enrolment_id,
            written_name(people[person_id]) if person_id in people else "",
            cohorts.get(counted.enrolment_id, ""),
            before,
            now,
            tuple({entry.seq: entry for entry in told}.values()),
        )


def _cohorts(unit: UnitOfWork, enrolment_ids: Collection[int]) -> dict[int, str]:
    query: Any = select(Enrolment.id, Cohort.code).join(Cohort, Cohort.id == Enrolment.cohort_id)
    return dict(unit.session.execute(query.where(Enrolment.id.in_(enrolment_ids))).all())
