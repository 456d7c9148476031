"""All rows of a roster on their way from what was read to what will happen, kept so that one can be read anew."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from db.unit_of_work import UnitOfWork
from desktop_app.rosters.known import CohortStanding, KnownPerson, read_known
from desktop_app.rosters.matching import NOBODY, Match, match_person, told_by_cohort
from desktop_app.rosters.people import ReadRow, RosterPerson
from desktop_app.rosters.problems import ProblemCode, RowProblem, RowState, problem, worst_state
from desktop_app.rosters.reading import RosterTable
from desktop_app.rosters.repeats import Repeats

_OPEN = (RowState.READY, RowState.ASK)


class RowAction(StrEnum):
    """What applying a row does."""

    CREATE = "create"
    MATCH = "match"
    ENROL_AGAIN = "enrol_again"
    NONE = "none"


class RosterRow(NamedTuple):
    """A row as Excel counts. ``candidates`` and ``districts`` are what a question may be answered with."""

    number: int
    state: RowState
    action: RowAction
    person: RosterPerson | None
    matched: KnownPerson | None
    problems: tuple[RowProblem, ...]
    candidates: tuple[KnownPerson, ...] = ()
    districts: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> frozenset[ProblemCode]:
        return frozenset(found.code for found in self.problems)


Checked = tuple[tuple[RowProblem, ...], Match]


class Checking:
    """The rows of one roster compared with each other and with the centre.

    ``earlier`` is whom each row of this very file became when it was applied before."""

    def __init__(self, table: RosterTable, standing: CohortStanding, earlier: Mapping[int, int]) -> None:
        self._table = table
        self._standing = standing
        self._earlier = earlier
        self._reads: dict[int, ReadRow] = {}
        self._repeats = Repeats()
        self._matches: dict[int, Match] = {}
        self._checked: dict[int, Checked] = {}
        self._takers: dict[int, list[int]] = {}
        self._rows: dict[int, RosterRow] = {}

    @property
    def rows(self) -> tuple[RosterRow, ...]:
        return tuple(self._rows.values())

    def fill(self, unit: UnitOfWork, reads: Iterable[ReadRow]) -> None:
        """Take in all rows of the roster, in their order."""
        self._reads = {read.number: read for read in reads}
        self._repeats.fill(
            (number, read.person)
            for number, read in self._reads.items()
            if read.person is not None and _may_enrol(read.problems)
        )
        self._settle(unit, self._reads)

    def rematched(self, unit: UnitOfWork, standing: CohortStanding, earlier: Mapping[int, int]) -> "Checking":
        """The same rows compared with the centre as it is now; they are not read again."""
        fresh = Checking(self._table, standing, earlier)
        fresh._reads, fresh._repeats = self._reads, self._repeats
        fresh._settle(unit, fresh._reads)
        return fresh

    def changed(self, unit: UnitOfWork, reads: Iterable[ReadRow]) -> "Checking":
        """The roster with some rows read anew; only what they may concern is compared again."""
        fresh = copy(self)
        fresh._reads, fresh._matches, fresh._checked = dict(self._reads), dict(self._matches), dict(self._checked)
        fresh._takers, fresh._rows = dict(self._takers), dict(self._rows)
        fresh._repeats = self._repeats.copied()
        concerned: set[int] = set()
        for read in reads:
            fresh._reads[read.number] = read
            fresh._matches.pop(read.number, None)
            holder = read.person if _may_enrol(read.problems) else None
            concerned |= {read.number, *fresh._repeats.put(read.number, holder)}
        fresh._settle(unit, sorted(concerned))
        return fresh

    def _settle(self, unit: UnitOfWork, numbers: Collection[int]) -> None:
        """Compare the rows with each other and with the centre, and say what will happen with each."""
        found = {number: self._own_problems(number) for number in numbers}
        people = {
            number: person
            for number, problems in found.items()
            if (person := self._reads[number].person) is not None and _may_enrol(problems)
        }
        self._match(unit, {number: person for number, person in people.items() if number not in self._matches})
        known_before = numbers if self._checked else ()
        meant_before = {taken for number in known_before if (taken := self._taken_by(number)) is not None}
        for number, problems in found.items():
            self._checked[number] = self._compared(number, problems) if number in people else (problems, NOBODY)
        for number in self._share(numbers, meant_before):
            self._rows[number] = self._built(number)

    def _own_problems(self, number: int) -> tuple[RowProblem, ...]:
        """What the row says itself, and what it shares with others of the file."""
        read = self._reads[number]
        shared = self._repeats.problems_of(number)
        return (*read.problems, *map(self._placed, shared)) if shared else read.problems

    def _match(self, unit: UnitOfWork, people: Mapping[int, RosterPerson]) -> None:
        if people:
            known = read_known(unit, list(people.values()))
            matches = {number: match_person(person, known) for number, person in people.items()}
            self._standing.learn(unit, {match.known.id for match in matches.values() if match.known is not None})
            self._matches.update(matches)

    def _compared(self, number: int, found: tuple[RowProblem, ...]) -> Checked:
        """The problems with what the centre says about the person, and whom the row means."""
        match = self._matches[number]
        if match is NOBODY and not self._earlier:
            return found, match
        is_second = any(one.code is ProblemCode.REPEATS_NAME for one in found)
        # The namesake in the cohort may be the first of two such rows: the second is still to be decided.
        told = match if is_second and match.known is None else told_by_cohort(match, self._standing)
        about = self._recalled(number) or told.problem
        return ((*found, self._placed(about)) if about else found), told

    def _recalled(self, number: int) -> RowProblem | None:
        """A row that was applied from this very file is not applied again, whatever its name alone would ask."""
        person, person_id = self._reads[number].person, self._earlier.get(number)
        if person is None or person_id is None:
            return None
        name = person.full_name
        if self._standing.is_of_list:
            return problem(ProblemCode.ALREADY_TAKEN, value=name, name=name)
        is_there = self._standing.is_enrolled(person_id)
        return problem(ProblemCode.ALREADY_ENROLLED, value=name, name=name) if is_there else None

    def _taken_by(self, number: int) -> int | None:
        """The person of the centre as whom the row may be applied."""
        if number not in self._checked:
            return None
        problems, match = self._checked[number]
        return match.known.id if match.known is not None and _may_enrol(problems) else None

    def _share(self, numbers: Collection[int], meant_before: Collection[int]) -> Iterable[int]:
        """Keep which rows mean the same person; gives every row that has to be built anew."""
        for person_id in meant_before:
            gone = set(numbers)
            self._takers[person_id] = [row for row in self._takers.get(person_id, ()) if row not in gone]
        meant = set(meant_before)
        for number in numbers:
            if (taken := self._taken_by(number)) is not None:
                rows = self._takers.get(taken)
                self._takers[taken] = sorted([*rows, number]) if rows else [number]
                meant.add(taken)
        others = (row for person_id in meant for row in self._takers[person_id])
        # In the order of the rows, which is how they are kept when they are built for the first time.
        return dict.fromkeys((*numbers, *others))

    def _taken_twice(self, number: int) -> RowProblem | None:
        """Two rows that were taken for the same person of the centre: the second has to be decided.

        The first, too, where their JShShIRs differ: the card can be of one of them only, and nothing says of which.
        """
        person_id = self._taken_by(number)
        known = self._checked[number][1].known
        if person_id is None or known is None:
            return None
        first, *later = self._takers[person_id]
        other = next((row for row in later if self._are_two(number, row)), None) if first == number else first
        if other is None:
            return None
        name = known.full_name
        return self._placed(problem(ProblemCode.SAME_PERSON_TWICE, value=name, other_row=other, name=name))

    def _are_two(self, number: int, other: int) -> bool:
        numbers = {person.jshshir for row in (number, other) if (person := self._reads[row].person) and person.jshshir}
        return len(numbers) > 1

    def _built(self, number: int) -> RosterRow:
        read, (problems, match) = self._reads[number], self._checked[number]
        if match.known is not None and (twice := self._taken_twice(number)):
            problems = (*problems, twice)
        state = worst_state(problems)
        if state not in _OPEN:
            action = RowAction.NONE
        elif match.known is None:
            action = RowAction.CREATE
        else:
            left = any(one.code is ProblemCode.LEFT_THIS_COHORT for one in problems)
            action = RowAction.ENROL_AGAIN if left else RowAction.MATCH
        return RosterRow(number, state, action, read.person, match.known, problems, match.candidates, read.districts)

    def _placed(self, found: RowProblem) -> RowProblem:
        """The problem with the header to point at, where it was found by comparing people."""
        if found.column:
            return found
        fields = [name for name in ("jshshir", "document") if found.code.startswith(name)] or ["full_name", "surname"]
        field = next((name for name in fields if self._table.header(name)), fields[0])
        return replace(found, column=self._table.header(field), field=field)


def _may_enrol(problems: tuple[RowProblem, ...]) -> bool:
    """Whether a row with these problems may be somebody to take in."""
    return not problems or worst_state(problems) in _OPEN
