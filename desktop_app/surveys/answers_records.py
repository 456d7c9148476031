"""What a file of answers would do to a survey: every row in a named state, with why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from db.models.surveys import SurveyPhase
from desktop_app.i18n import N_, _
from desktop_app.questionnaires.layout import Answers
from desktop_app.questionnaires.model import Questionnaire
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.records import Workbook

PROBLEMS: Mapping[str, str] = {
    "formula_without_value": N_(
        "The cell holds a formula without its result. Open the file in Excel, save it and try again."
    ),
    "cell_error": N_("The cell holds the error {value} in place of a value."),
    "two_marks": N_("Two marks stand in one cell: “{value}”."),
    "not_a_mark": N_("“{value}” is no mark of this scale."),
    "not_a_tick": N_("“{value}” says neither yes nor no."),
    "place_twice": N_("Two answers have the same place: {value}."),
    "no_answer": N_("No answer stands in this row."),
    "not_asked": N_("This is not asked of somebody with these answers: it is left out."),
    "repeated": N_("The same sheet stands in row {row} already."),
    "repeated_answers": N_("The same answers stand in row {row}: were they typed twice?"),
    "contradicts": N_("Row {row} has other answers for the same sheet."),
    "taken_in_already": N_("These answers were taken in already: sheet {slip}."),
    "changed_at_source": N_(
        "Sheet {slip} came from this row, which has other answers now: taken in, they replace those of the sheet."
    ),
    "key_of_another": N_("Sheet {slip} came from this row with the name of somebody else: take that sheet back first."),
    "file_taken_in": N_("This file was taken in already, on {day}."),
    "slip_typed_already": N_("Sheet {slip} has been typed in already."),
    "not_a_slip": N_("“{value}” is no number of a sheet."),
    "no_person": N_("The row does not say who answers."),
    "person_unknown": N_("{name}: nobody of the cohort is called so."),
    "person_ambiguous": N_("{name}: several people of the cohort may be meant."),
    "answered_already": N_("{name} has answered already."),
}
"""What is said of each code that is not a fault of the questionnaire itself."""


class SlotKind(StrEnum):
    """What a column of the file is for; NOTHING is known and brings no answer, as the device's number."""

    ANSWER = "answer"
    TICK = "tick"
    PLACE = "place"
    WORDS = "words"
    KEY = "key"
    MOMENT = "moment"
    SLIP = "slip"
    PERSON = "person"
    NOTHING = "nothing"

    @property
    def is_answer(self) -> bool:
        return self in (SlotKind.ANSWER, SlotKind.TICK, SlotKind.PLACE, SlotKind.WORDS)


class Slot(NamedTuple):
    """``item`` is its code; ``code`` that of the answer, which for a cell of a matrix is another one."""

    kind: SlotKind
    item: str = ""
    code: str = ""
    option: str = ""
    place: int = 0

    @property
    def name(self) -> str:
        """As the hidden row of our own workbook has it."""
        match self.kind:
            case SlotKind.TICK:
                return f"{self.item}/{self.option}"
            case SlotKind.PLACE:
                return f"{self.item}/{self.place}"
            case SlotKind.ANSWER | SlotKind.WORDS:
                return self.code
            case _:
                return f"({self.kind.value})"


class HeadColumn(NamedTuple):
    """``at`` is its place, counted from 0; ``slot`` is None where nobody knows what the column is for."""

    at: int
    header: str
    slot: Slot | None


class Problem(NamedTuple):
    """``column`` counts from 0, None: the whole row. The sentence is made when it was found."""

    code: str
    text: str
    column: int | None = None
    value: str = ""


def problem(code: str, column: int | None = None, **facts: object) -> Problem:
    return Problem(code, _(PROBLEMS[code], **facts), column, str(facts.get("value", "")))


class SourceSheet(NamedTuple):
    """A sheet that came from a row of another program, which it knows by a key."""

    response_id: int
    slip: int
    version: int
    enrolment_id: int | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A sheet as it stands in a row. ``packed`` and ``words`` are what would be kept of it, wrong answers left out.

    ``key`` is what the program that collected the row calls it; ``known`` the sheet that came from it before, whose
    answers this row would replace.
    """

    number: int
    state: RowState
    packed: bytes
    words: Answers
    answered: int
    problems: tuple[Problem, ...] = ()
    answered_at: datetime | None = None
    slip: int | None = None
    enrolment_id: int | None = None
    person: str = ""
    key: str = ""
    known: SourceSheet | None = None

    @property
    def can_be_taken(self) -> bool:
        """Whether a person may decide that it comes in all the same, without what is wrong in it."""
        whole_row = {found.code for found in self.problems if found.column is None}
        return self.state in (RowState.ASK, RowState.REJECTED) and self.answered > 0 and not whole_row & _BARRING


# What a decision cannot help: nobody knows whose sheet it is, or it is there.
_BARRING = frozenset(
    {
        *("no_person", "person_unknown", "person_ambiguous", "answered_already"),
        *("slip_typed_already", "key_of_another"),
    }
)


@dataclass(frozen=True)
class AnswersTable:
    """Where the answers stand in the file; rows as Excel counts."""

    sheet: str
    header_row: int
    last_header_row: int
    columns: tuple[HeadColumn, ...]
    other_sheets: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[HeadColumn, ...]:
        return tuple(column for column in self.columns if column.slot is not None)

    @property
    def used(self) -> tuple[HeadColumn, ...]:
        """Those that bring something."""
        return tuple(column for column in self.known if column.slot and column.slot.kind is not SlotKind.NOTHING)

    @property
    def unknown(self) -> tuple[HeadColumn, ...]:
        return tuple(column for column in self.columns if column.slot is None)


@dataclass(frozen=True)
class Wanted:
    """Where somebody wants the answers: into a round, or by the name of the questionnaire into one or a new one."""

    round_id: int | None = None
    questionnaire: str = ""
    cohort_id: int | None = None
    phase: SurveyPhase = SurveyPhase.BEFORE


@dataclass(frozen=True)
class Target:
    """Where the answers go: a round, or the one that is begun with them when ``round_id`` is None.

    ``form`` has the options of the centre's lists in it.
    """

    questionnaire_id: int
    form: Questionnaire
    round_id: int | None = None
    cohort_id: int | None = None
    cohort_code: str = ""
    phase: SurveyPhase = SurveyPhase.BEFORE
    is_anonymous: bool = True

    @property
    def names_people(self) -> bool:
        return not self.is_anonymous and self.cohort_id is not None


@dataclass(frozen=True)
class AnswersImport:
    """A file that was taken in; ``seq`` is what takes it back.

    ``answers`` are its new sheets, ``replaced`` those of earlier files whose answers it changed.
    """

    seq: int
    at: datetime
    by: str
    round_id: int
    file_name: str
    sha256: str
    sheet: str
    answers: int
    first_id: int
    began_round: bool
    replaced: int = 0
    taken_back: datetime | None = None


@dataclass(frozen=True)
class AnswersPreview:
    """``chosen`` is what a person said of columns, by their place; ``remarks`` are sentences about the whole file."""

    workbook: Workbook
    wanted: Wanted
    target: Target
    table: AnswersTable
    rows: tuple[AnswerRow, ...]
    remarks: tuple[str, ...] = ()
    earlier: AnswersImport | None = None
    chosen: Mapping[int, Slot | None] = field(default_factory=dict)

    @cached_property
    def counts(self) -> Counter[RowState]:
        return Counter(row.state for row in self.rows)

    def to_take(self, also: frozenset[int] = frozenset()) -> list[AnswerRow]:
        """What is ready, and of the rest those rows that a person decided to take in, by their numbers."""
        return [row for row in self.rows if row.state is RowState.READY or (row.number in also and row.can_be_taken)]


@dataclass(frozen=True)
class AnswersTaken:
    """``answers`` are new sheets and those whose answers were replaced; ``seq`` is what takes the import back."""

    answers: int
    round_id: int | None
    seq: int | None


@dataclass(frozen=True)
class AnswersTakenBack:
    """``kept`` are sheets that were corrected since, or by the file itself: they stay as they are."""

    answers: int
    kept: int
