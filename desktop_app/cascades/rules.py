"""What an event must say, and when two of them are one."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.cascades.event_records import (
    REMARKS,
    EventDraft,
    EventProblem,
    EventRow,
    EventState,
    ReadEvent,
)
from desktop_app.language.keys import search_key

# KRS and KRK are of 2024; seminars of trainers go back further, but not before the register could.
FIRST_DAY = date(2000, 1, 1)

EventKey = tuple[str, date | None, str, str | None]


@dataclass(frozen=True)
class KnownEvent:
    """An event of the register as far as it takes to know it again; ``leader_key`` is the folded name."""

    id: int
    key: EventKey
    leader_key: str
    people: int


def problems_of(draft: EventDraft, *, today: date, kinds: Collection[str]) -> Iterator[EventProblem]:
    """What keeps an event from being entered."""
    if not draft.kind_code:
        yield EventProblem("kind_missing", "kind_code")
    elif draft.kind_code not in kinds:
        yield EventProblem("kind_unknown", "kind_code", draft.kind_code)
    if draft.held_on is None:
        yield EventProblem("day_missing", "held_on")
    elif draft.held_on > today:
        yield EventProblem("day_to_come", "held_on", draft.held_on.isoformat())
    elif draft.held_on < FIRST_DAY:
        yield EventProblem("day_too_early", "held_on", draft.held_on.isoformat())
    if draft.institution_id is None and not draft.place:
        yield EventProblem("place_missing", "institution")
    if draft.people is None:
        yield EventProblem("people_missing", "people")
    elif draft.people < 0:
        yield EventProblem("people_unreadable", "people", str(draft.people))


def event_key(draft: EventDraft) -> EventKey:
    """Equal for events of one kind on one day at one place in one subject, whichever way the place is written."""
    if draft.institution_id is not None:
        place = f"#{draft.institution_id}"
    else:
        place = f"{draft.district_code or ''} {search_key(draft.place)}"
    return draft.kind_code, draft.held_on, place, draft.subject_code


def is_same_leader(one: str, other: str) -> bool:
    """Whether two folded names do not speak against one event: one school may hold two at once, led by two people."""
    return not one or not other or one == other


def judge(
    rows: Iterable[ReadEvent],
    known: Mapping[EventKey, Sequence[KnownEvent]],
    leader_keys: Mapping[int, str],
    *,
    today: date,
    kinds: Collection[str],
) -> list[EventRow]:
    """The state of each row beside the register and the rows above it."""
    above: dict[EventKey, list[tuple[int, str]]] = {}
    judged = []
    for row in rows:
        if row.is_total:
            judged.append(EventRow(row.number, EventState.IGNORED, row.draft, row.problems))
            continue
        told = {problem.column for problem in row.problems}
        problems = (
            *row.problems,
            *(each for each in problems_of(row.draft, today=today, kinds=kinds) if each.column not in told),
        )
        if any(problem.code not in REMARKS for problem in problems):
            judged.append(EventRow(row.number, EventState.REJECTED, row.draft, problems))
            continue
        key, leader = event_key(row.draft), leader_key(row.draft, leader_keys)
        found = EventRow(row.number, EventState.NEW, row.draft, problems)
        same = next((each for each in known.get(key, ()) if is_same_leader(each.leader_key, leader)), None)
        repeated = next((number for number, other in above.get(key, ()) if is_same_leader(other, leader)), None)
        if same is not None:
            problem = EventProblem("event_known", "institution", found=str(same.people))
            found = replace(found, state=EventState.KNOWN, problems=(*problems, problem), known_id=same.id)
        elif repeated is not None:
            problem = EventProblem("event_repeated", "institution", found=str(repeated))
            found = replace(found, state=EventState.REJECTED, problems=(*problems, problem))
        else:
            above.setdefault(key, []).append((row.number, leader))
        judged.append(found)
    return judged


def leader_key(draft: EventDraft, leader_keys: Mapping[int, str]) -> str:
    """The folded name of who led it; ``leader_keys`` are those of the persons by their ids."""
    if draft.leader_person_id is not None:
        return leader_keys.get(draft.leader_person_id, "")
    return search_key(draft.leader)
