"""Results of a test from Excel or CSV: seen first, kept whole or not at all, and taken back like typed ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from db.models.cohorts import Cohort
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.import_people import NAMES, NUMBERS, Found, People, names_somebody, read_people
from desktop_app.attendance.import_records import CellState
from desktop_app.attendance.import_tables import names_people
from desktop_app.centre import Centre
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import Score
from desktop_app.completion.result_cells import (
    looks_like_score,
    most_of,
    most_points,
    read_day,
    read_form,
    read_score,
    typed_text,
)
from desktop_app.completion.result_records import ResultRow, ResultsPreview, ResultsWish, problem
from desktop_app.completion.sittings import SCORE_COLUMNS, SCORE_MAX, as_score, set_scores, sittings_of
from desktop_app.errors import Conflict, WorkbookRejected
from desktop_app.i18n import N_, _
from desktop_app.language.numbers import short_number
from desktop_app.progress import Progress
from desktop_app.rosters.words import word_list
from desktop_app.spreadsheets.cell_values import DASHES, cell_text, quoted
from desktop_app.spreadsheets.headers import TableProposal, propose_sheet
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Cell, SheetRow, UncomputedFormula, Workbook
from desktop_app.spreadsheets.value_looks import PERSON_VALUE_CHECKS, ValueCheck
from desktop_app.spreadsheets.vocabulary import Vocabulary, load_vocabulary

_CHECKS = {
    **{name: check for name, check in PERSON_VALUE_CHECKS.items() if name in (*NUMBERS, *NAMES)},
    "score": ValueCheck(looks_like_score),
}


@dataclass(frozen=True)
class ResultsApplied:
    """``before`` set again takes the file back."""

    scores: int
    before: tuple[Score, ...]


def preview_results(
    centre: Centre, path: Path, *, cohort_id: int, wish: ResultsWish, progress: Progress | None = None
) -> ResultsPreview:
    """What every row of the file would do. Raises WorkbookRejected without a table of results, Refused."""
    workbook = read_workbook(path, progress=progress)
    return centre.read(judged, workbook, cohort_id=cohort_id, wish=wish)


def judged(
    unit: UnitOfWork,
    workbook: Workbook,
    *,
    cohort_id: int,
    wish: ResultsWish,
    chosen: Mapping[int, int] | None = None,
) -> ResultsPreview:
    """The preview of a workbook that was read; ``chosen`` says who is meant by rows that were unclear."""
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)
    table = _table(workbook, cohort)
    column = table.columns["score"]
    cells = [row.cell(column.index) for row in table.rows]
    out_of = wish.out_of or most_points(column.header, cells)
    judging = _Judging(unit, cohort, table, wish, out_of, chosen or {})
    rows = tuple(_without_repeats([judging.row(row) for row in table.rows]))
    return ResultsPreview(
        cohort_id, cohort.code, workbook, table.sheet.name, wish, out_of, rows, judging.names, dict(chosen or {})
    )


def apply_results(
    unit: UnitOfWork, *, seen: ResultsPreview, overwritten: frozenset[int] = frozenset()
) -> ResultsApplied:
    """Keep what is new, and of what differs the rows that are ``overwritten``; all or nothing.

    Raises Conflict when the list has changed since the preview.
    """
    fresh = judged(unit, seen.workbook, cohort_id=seen.cohort_id, wish=seen.wish, chosen=seen.chosen)
    if fresh.rows != seen.rows:
        raise Conflict
    scores = seen.to_enter(overwritten)
    before = set_scores(unit, cohort_id=seen.cohort_id, scores=scores)
    if scores:
        file = {"file": seen.workbook.file_name, "sha256": seen.workbook.sha256}
        facts = {"what": _("Test results from a file"), **file, "scores": len(scores)}
        unit.note("import", entity=Cohort.__tablename__, entity_id=seen.cohort_id, facts=facts)
    return ResultsApplied(len(scores), tuple(before))


def _table(workbook: Workbook, cohort: Cohort) -> TableProposal:
    found = propose_sheet(workbook, _vocabulary(), value_checks=_CHECKS)
    for table in found:
        if "score" in table.columns and names_people(table):
            return table
    message = N_(
        "{file} has no results that can be read: a column of names or numbers of people is needed, and one of scores."
    )
    raise WorkbookRejected("no_results_table", message, file=workbook.file_name, cohort=cohort.code)


@cache
def _vocabulary() -> Vocabulary:
    """The headers by which rosters name people, and those of results."""
    own, people = load_vocabulary("result_columns"), load_vocabulary("roster_columns")
    phrases = (phrase for phrase in people.phrases if phrase.field in (*NUMBERS, *NAMES, "number"))
    return Vocabulary((*phrases, *own.phrases), own.key_fields, own.last_sheets)


class _Judging:
    """Rows of one table beside the cohort's people and the scores that stand."""

    def __init__(
        self,
        unit: UnitOfWork,
        cohort: Cohort,
        table: TableProposal,
        wish: ResultsWish,
        out_of: float,
        chosen: Mapping[int, int],
    ) -> None:
        self._people: People = read_people(unit, cohort_id=cohort.id)
        self._sittings = sittings_of(unit, cohort.id)
        self._table, self._wish, self._out_of, self._chosen = table, wish, out_of, chosen
        self._total = word_list("total")
        self._today = unit.today
        self.names = {enrolment_id: member.name for enrolment_id, member in self._people.members.items()}

    def row(self, row: SheetRow) -> ResultRow:
        who = {name: self._cell(row, name) for name in (*NUMBERS, *NAMES) if name in self._table.columns}
        cell = self._cell(row, "score")
        typed = quoted(typed_text(cell))
        if not names_somebody(who) or self._is_total(who):
            return self._told(row, CellState.IGNORED, "no_person", "", typed)
        found = self._person(row, who)
        if typed in DASHES:
            return self._told(row, CellState.IGNORED, "no_score", found.name, typed)
        if found.member is None:
            return ResultRow(row.number, found.state, found.name, typed, problem=found.problem, people=found.people)
        if found.member.is_gone:
            return self._told(row, CellState.REFUSED, "has_left", found.name, typed, name=found.name)
        return self._scored(row, found.member.enrolment.id, found.name, cell, typed)

    def _scored(self, row: SheetRow, enrolment_id: int, name: str, cell: Cell, typed: str) -> ResultRow:
        if isinstance(cell, UncomputedFormula):
            return self._told(row, CellState.REFUSED, "formula_without_value", name, typed)
        value = read_score(cell, out_of=self._out_of)
        if value is None:
            return self._told(row, CellState.REFUSED, "score_unreadable", name, typed, value=typed)
        if not 0 <= value <= SCORE_MAX:
            most = most_of(cell, out_of=self._out_of)
            return self._told(row, CellState.REFUSED, "score_out_of_scale", name, typed, value=typed, most=most)
        form, day = self._wish.form, self._wish.taken_on
        if (text := cell_text(self._cell(row, "form"))) not in DASHES:
            form = read_form(self._cell(row, "form")) or ""
            if not form:
                return self._told(row, CellState.REFUSED, "form_unknown", name, typed, value=quoted(text))
        if (text := cell_text(self._cell(row, "day"))) not in DASHES:
            day = read_day(self._cell(row, "day"))
            if day is None:
                return self._told(row, CellState.REFUSED, "day_unreadable", name, typed, value=quoted(text))
            if day > self._today:
                return self._told(row, CellState.REFUSED, "day_to_come", name, typed, value=quoted(text))
        score = Score(enrolment_id, self._wish.kind, value, self._wish.attempt, form, day)
        return self._compared(row.number, name, typed, score)

    def _compared(self, row: int, name: str, typed: str, score: Score) -> ResultRow:
        standing = self._standing(score)
        if standing is None or standing.value is None:
            return ResultRow(row, CellState.NEW, name, typed, score)
        if standing.value == score.value:
            return ResultRow(row, CellState.UNCHANGED, name, typed, score, standing)
        told = problem("score_differs", theirs=short_number(standing.value))
        return ResultRow(row, CellState.DIFFERS, name, typed, score, standing, told)

    def _standing(self, score: Score) -> Score | None:
        """The same sitting; a score of before sittings were kept stands for the first."""
        kept = self._sittings.get((score.enrolment_id, score.kind, score.attempt))
        if kept is not None or score.attempt > 1:
            return None if kept is None else as_score(kept)
        enrolment = self._people.members[score.enrolment_id].enrolment
        return Score(score.enrolment_id, score.kind, getattr(enrolment, SCORE_COLUMNS[score.kind]))

    def _person(self, row: SheetRow, who: Mapping[str, Cell]) -> Found:
        member = self._people.members.get(self._chosen.get(row.number, 0))
        return self._people.find(who) if member is None else Found(member.name, member)

    def _is_total(self, who: Mapping[str, Cell]) -> bool:
        texts = (cell_text(cell).rstrip(" :") for cell in who.values() if isinstance(cell, str))
        return any(text and self._total.has_exactly(text.split()[0]) for text in texts)

    def _cell(self, row: SheetRow, name: str) -> Cell:
        column = self._table.columns.get(name)
        return None if column is None else row.cell(column.index)

    @staticmethod
    def _told(row: SheetRow, state: CellState, code: str, person: str, typed: str, **facts: object) -> ResultRow:
        return ResultRow(row.number, state, person, typed, problem=problem(code, **facts))


def _without_repeats(rows: Sequence[ResultRow]) -> Iterator[ResultRow]:
    """Of two rows of one person that say the same the second is left out; two that differ wait for a decision."""
    by_person: dict[int, list[ResultRow]] = {}
    for row in rows:
        if row.score is not None:
            by_person.setdefault(row.score.enrolment_id, []).append(row)
    for row in rows:
        same = by_person.get(row.score.enrolment_id, []) if row.score is not None else []
        other = next((one for one in same if one.score != row.score), None)
        if other is not None:
            told = problem("score_contradicts", row=other.row)
            yield row._replace(state=CellState.REFUSED, problem=told, score=None)
        elif same and same[0] is not row:
            yield row._replace(state=CellState.IGNORED, problem=problem("score_repeated", row=same[0].row), score=None)
        else:
            yield row
