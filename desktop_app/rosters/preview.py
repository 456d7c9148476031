"""The preview of a roster: for every row of the file what will happen with it, and why. Writes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState
from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.rosters.known import CohortStanding, KnownPerson, read_known, read_standing
from desktop_app.rosters.lists import read_lists
from desktop_app.rosters.matching import Match, match_person, told_by_cohort
from desktop_app.rosters.not_people import not_a_person
from desktop_app.rosters.problems import ProblemCode, RowProblem, RowState, problem
from desktop_app.rosters.reading import RosterTable, read_table
from desktop_app.rosters.repeats import tell_repeats
from desktop_app.rosters.rows import ReadRow, RosterPerson, read_person
from desktop_app.spreadsheets.records import Workbook

_WORST_FIRST = (RowState.REJECTED, RowState.IGNORED, RowState.ASK)
_CLOSED = (CohortState.COMPLETED, CohortState.CANCELLED)


class RowAction(StrEnum):
    """What applying a row does."""

    CREATE = "create"
    MATCH = "match"
    ENROL_AGAIN = "enrol_again"
    NONE = "none"


@dataclass(frozen=True)
class RosterRow:
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


@dataclass(frozen=True)
class RosterPreview:
    """``was_applied_before``: this very file was applied to this cohort already."""

    cohort_id: int
    table: RosterTable
    rows: tuple[RosterRow, ...]
    was_applied_before: bool

    def count(self, state: RowState) -> int:
        return Counter(row.state for row in self.rows)[state]


def preview_roster(
    unit: UnitOfWork,
    *,
    workbook: Workbook,
    cohort_id: int,
    sheet: str | None = None,
    header_row: int | None = None,
    columns: Mapping[str, int] | None = None,
) -> RosterPreview:
    """What applying the workbook to the cohort would do. Every row ends in one state: nothing is dropped.

    Raises Invalid where no list of people is found, NotFound, and Refused for a cohort that is over.
    """
    table = read_table(workbook, sheet=sheet, header_row=header_row, columns=columns)
    return preview_table(unit, table=table, cohort_id=cohort_id)


def preview_table(unit: UnitOfWork, *, table: RosterTable, cohort_id: int) -> RosterPreview:
    cohort = open_cohort(unit, cohort_id)
    rows = _Rows(table, _read_rows(unit, table))
    tell_repeats(rows.with_people(), rows.tell)
    people = rows.with_people()
    known = read_known(unit, [person for _, person in people])
    rows.matches = {number: match_person(person, known) for number, person in people}
    earlier = _applied_before(unit, table, cohort_id)
    standing = read_standing(unit, cohort=cohort, person_ids=_concerned(rows.matches, earlier))
    rows.recall(earlier, standing)
    rows.compare_with_cohort(standing)
    rows.tell_taken_twice()
    return RosterPreview(cohort_id, table, rows.built(), bool(earlier))


def open_cohort(unit: UnitOfWork, cohort_id: int) -> Cohort:
    cohort = unit.session.get(Cohort, cohort_id)
    if cohort is None:
        raise NotFound("no_cohort", N_("This cohort is no longer there."))
    if cohort.state in _CLOSED:
        raise Refused("cohort_closed", N_("Cohort {code} is over: nobody can be enrolled in it."), code=cohort.code)
    return cohort


def _read_rows(unit: UnitOfWork, table: RosterTable) -> list[ReadRow]:
    lists = read_lists(unit)
    rows = []
    for row in table.rows:
        nobody = not_a_person(row, table, lists)
        rows.append(ReadRow(row.number, None, (nobody,)) if nobody else read_person(row, table, lists))
    return rows


def _applied_before(unit: UnitOfWork, table: RosterTable, cohort_id: int) -> dict[int, int]:
    """The person that each row of this very file became when it was applied to this cohort before."""
    imports = (
        select(RosterImport.rows)
        .where(
            RosterImport.file_sha256 == table.sha256,
            RosterImport.cohort_id == cohort_id,
            RosterImport.sheet == table.sheet,
        )
        .order_by(RosterImport.id)
    )
    became = [row for rows in unit.session.scalars(imports) for row in rows]
    return {row["row"]: row["person_id"] for row in became if row["person_id"] is not None}


def _concerned(matches: Mapping[int, Match], earlier: Mapping[int, int]) -> Iterable[int]:
    yield from earlier.values()
    for match in matches.values():
        yield from (known.id for known in (*match.candidates, match.known) if known is not None)


class _Rows:
    """The rows on their way from what was read to what will happen."""

    def __init__(self, table: RosterTable, rows: list[ReadRow]) -> None:
        self._table = table
        self._rows = {row.number: row for row in rows}
        self._problems = {row.number: list(row.problems) for row in rows}
        self.matches: dict[int, Match] = {}

    def with_people(self) -> list[tuple[int, RosterPerson]]:
        """The rows that hold somebody and still may be enrolled."""
        return [
            (number, row.person)
            for number, row in self._rows.items()
            if row.person and self._state(number) in (RowState.READY, RowState.ASK)
        ]

    def tell(self, number: int, found: RowProblem) -> None:
        if found.code not in {told.code for told in self._problems[number]}:
            self._problems[number].append(replace(found, column=found.column or self._column_of(found.code)))

    def compare_with_cohort(self, standing: CohortStanding) -> None:
        for number, match in self.matches.items():
            is_second = any(found.code is ProblemCode.REPEATS_NAME for found in self._problems[number])
            if is_second and match.known is None:
                # The namesake in the cohort is the first of the two rows: this one is still to be decided.
                continue
            self.matches[number] = told = told_by_cohort(match, standing)
            if told.problem:
                self.tell(number, told.problem)

    def recall(self, earlier: Mapping[int, int], standing: CohortStanding) -> None:
        """A row that was applied from this very file is not applied again, whatever its name alone would ask."""
        for number, person_id in earlier.items():
            row = self._rows.get(number)
            if row and row.person and standing.is_enrolled(person_id):
                name = row.person.full_name
                self.tell(number, problem(ProblemCode.ALREADY_ENROLLED, value=name, name=name))

    def tell_taken_twice(self) -> None:
        """Two rows that were taken for the same person of the centre."""
        taken: dict[int, int] = {}
        for number, match in self.matches.items():
            if match.known is None or self._state(number) in (RowState.REJECTED, RowState.IGNORED):
                continue
            first = taken.setdefault(match.known.id, number)
            if first != number:
                name = match.known.full_name
                self.tell(number, problem(ProblemCode.SAME_PERSON_TWICE, value=name, other_row=first, name=name))

    def built(self) -> tuple[RosterRow, ...]:
        return tuple(self._built(row) for row in self._rows.values())

    def _built(self, row: ReadRow) -> RosterRow:
        state, match = self._state(row.number), self.matches.get(row.number, Match())
        codes = {found.code for found in self._problems[row.number]}
        if state in (RowState.REJECTED, RowState.IGNORED):
            action = RowAction.NONE
        elif match.known is None:
            action = RowAction.CREATE
        else:
            action = RowAction.ENROL_AGAIN if ProblemCode.LEFT_THIS_COHORT in codes else RowAction.MATCH
        return RosterRow(
            row.number,
            state,
            action,
            row.person,
            match.known,
            tuple(self._problems[row.number]),
            match.candidates,
            row.districts,
        )

    def _state(self, number: int) -> RowState:
        states = {found.state for found in self._problems[number]}
        return next((state for state in _WORST_FIRST if state in states), RowState.READY)

    def _column_of(self, code: ProblemCode) -> str:
        """The header to point at for what was found by comparing people."""
        for field in ("jshshir", "document"):
            if code.startswith(field):
                return self._table.header(field)
        return self._table.header("full_name") or self._table.header("surname")
