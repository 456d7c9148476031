"""The answers to the questions of single rows, and the rows as they will be applied by them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.known import CohortStanding
from desktop_app.rosters.people import RosterPerson
from desktop_app.rosters.problems import ProblemCode, RowState

# Questions that are answered by naming the person, or by saying that it is a new one.
IDENTITY_QUESTIONS = frozenset({ProblemCode.NAMESAKE, ProblemCode.DOCUMENT_OF_ANOTHER, ProblemCode.SAME_PERSON_TWICE})


@dataclass(frozen=True)
class Decision:
    """The answer to the questions of one row; all of them at once. A row without a decision is left out.

    Where it was asked who it is: ``person_id`` of a candidate, or ``is_new_person``. ``repeat_reason`` says why
    somebody whose course still holds takes another; whatever it says, the answer is the same.
    """

    is_accepted: bool = True
    person_id: int | None = None
    is_new_person: bool = False
    district_code: str | None = None
    repeat_reason: str = field(default="", compare=False)


@dataclass(frozen=True)
class Entry:
    """A row that will be applied, with the person it means (None for a new one)."""

    row: RosterRow
    person: RosterPerson
    known_id: int | None
    repeat_reason: str = ""


def entries_of(rows: Iterable[RosterRow], decisions: Mapping[int, Decision]) -> list[Entry]:
    """The rows that are ready or decided on. Raises Refused for half an answer."""
    return [entry for row in rows if (entry := _entry(row, decisions.get(row.number)))]


def require_each_once(entries: Collection[Entry], standing: CohortStanding) -> None:
    """Decisions may name one person twice, or one who is enrolled already. Raises Refused then."""
    seen: set[int] = set()
    for entry in entries:
        if entry.known_id is None:
            continue
        if entry.known_id in seen or standing.is_enrolled(entry.known_id):
            raise Refused(
                "enrolled_twice",
                N_("Row {row}: {name} would be in the cohort twice."),
                row=entry.row.number,
                name=entry.person.full_name,
            )
        seen.add(entry.known_id)


def _entry(row: RosterRow, decision: Decision | None) -> Entry | None:
    """The row as it will be applied; None for one that is left out."""
    if row.person is None:
        return None
    meant = row.matched.id if row.matched else None
    if row.state is RowState.READY:
        return Entry(row, row.person, meant)
    if row.state is not RowState.ASK or decision is None or not decision.is_accepted:
        return None
    person = row.person
    if row.districts:
        if decision.district_code not in dict(row.districts):
            raise _half_answer(row)
        person = person._replace(district_code=decision.district_code)
    if row.codes & IDENTITY_QUESTIONS:
        if not decision.is_new_person and decision.person_id not in {known.id for known in row.candidates}:
            raise _half_answer(row)
        if decision.is_new_person and row.matched and row.matched.jshshir == person.jshshir is not None:
            raise _half_answer(row)
        meant = None if decision.is_new_person else decision.person_id
    return Entry(row, person, meant, decision.repeat_reason)


def _half_answer(row: RosterRow) -> Refused:
    return Refused("decision_incomplete", N_("The question of row {row} is not answered in full."), row=row.number)
