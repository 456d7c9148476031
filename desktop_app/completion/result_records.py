"""What a file of test results would do: every row in a named state, with why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from desktop_app.attendance.import_records import CellState, Problem
from desktop_app.attendance.import_records import problem as of_person
from desktop_app.completion.records import Score, ScoreKind
from desktop_app.i18n import N_, _
from desktop_app.language.numbers import short_number
from desktop_app.spreadsheets.records import Workbook

PROBLEMS: Mapping[str, str] = {
    "no_score": N_("No score stands in this row."),
    "score_unreadable": N_("“{value}” is no score."),
    "score_out_of_scale": N_("{value} is not between 0 and {most}."),
    "form_unknown": N_("“{value}” is no form of the test: A or B."),
    "day_unreadable": N_("“{value}” is no day."),
    "day_to_come": N_("The day {value} is still to come."),
    "has_left": N_("{name} has left the cohort."),
    "score_repeated": N_("The same score stands in row {row} already."),
    "score_contradicts": N_("In row {row} the same person has another score."),
    "score_differs": N_("{theirs} stands in the list."),
}


def problem(code: str, **facts: object) -> Problem:
    """The sentence of a code: of results, or of the people that rows of marks and of results name alike."""
    return Problem(code, _(PROBLEMS[code], **facts)) if code in PROBLEMS else of_person(code, **facts)


@dataclass(frozen=True)
class ResultsWish:
    """Which sitting the file tells of. ``out_of`` points make 100; None: as the file looks.

    ``form`` and ``taken_on`` hold for rows that do not tell their own.
    """

    kind: ScoreKind = ScoreKind.FINAL
    attempt: int = 1
    out_of: float | None = None
    form: str = ""
    taken_on: date | None = None


class ResultRow(NamedTuple):
    """A row under the header, as Excel counts; ``score`` is what it would keep, ``standing`` what stands now.

    ``people`` are the enrolments that an unclear row may mean.
    """

    row: int
    state: CellState
    person: str
    typed: str = ""
    score: Score | None = None
    standing: Score | None = None
    problem: Problem | None = None
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class ResultsPreview:
    """``chosen`` are the enrolments that somebody picked for unclear rows; ``out_of`` is what was read as the most."""

    cohort_id: int
    cohort_code: str
    workbook: Workbook = field(repr=False)
    sheet: str
    wish: ResultsWish
    out_of: float
    rows: tuple[ResultRow, ...]
    names: Mapping[int, str]
    chosen: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def counts(self) -> Mapping[CellState, int]:
        counts = dict.fromkeys(CellState, 0)
        for row in self.rows:
            counts[row.state] += 1
        return counts

    @property
    def differing(self) -> frozenset[int]:
        """The rows whose score is another than the one that stands."""
        return frozenset(row.row for row in self.rows if row.state is CellState.DIFFERS)

    def to_enter(self, overwritten: frozenset[int]) -> list[Score]:
        """What would be kept, with those rows that were decided to take the place of what stands."""
        return [
            replace(row.score, source=self.workbook.file_name)
            for row in self.rows
            if row.score is not None
            and (row.state is CellState.NEW or (row.state is CellState.DIFFERS and row.row in overwritten))
        ]

    @property
    def remark(self) -> str:
        """How the numbers of the file were read."""
        if self.out_of == 1:
            return _("Scores are read as shares: 0.8 is 80 of 100.")
        return _("Scores are read as points of {most}.", most=short_number(self.out_of))
