"""What stands in the journal of a group: its people, its lessons with their marks and topics, its results and hours."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Attendance
from desktop_app.attendance.service import grid
from desktop_app.attendance.sheet_content import SheetLesson, SheetPaper, SheetPerson
from desktop_app.cohorts.records import CohortRecord, enrolment_state_name
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import language
from desktop_app.language.paper_names import signature_name
from desktop_app.programmes.service import programme
from desktop_app.reference.records import Profile
from desktop_app.reference.service import list_items, profile
from desktop_app.timetable.ledger import HoursLedger, hours_ledger


@dataclass(frozen=True)
class JournalResult:
    """What became of one person."""

    attendance: Attendance
    entry_score: float | None
    final_score: float | None
    state: str


@dataclass(frozen=True)
class Journal:
    """A group's journal; ``marks``, ``results`` and ``held`` are empty where it is to be filled by hand.

    ``marks`` are letters by enrolment and lesson, ``results`` are by enrolment, ``held`` the lessons held until now.
    """

    paper: SheetPaper
    cohort: CohortRecord
    centre: Profile
    mode: str
    marks: Mapping[tuple[int, int], str]
    results: Mapping[int, JournalResult]
    held: frozenset[int]
    hours: HoursLedger
    rule_text: str
    director: str
    is_filled: bool

    @property
    def lessons(self) -> tuple[SheetLesson, ...]:
        return self.paper.lessons

    @property
    def people(self) -> tuple[SheetPerson, ...]:
        return self.paper.people


def journal(unit: UnitOfWork, paper: SheetPaper, *, cohort_id: int, is_filled: bool) -> Journal:
    """The journal in the language in force. Raises NotFound."""
    record = cohort(unit, cohort_id=cohort_id)
    book = grid(unit, cohort_id=cohort_id)
    letters = {kind.code: kind.letter for kind in book.kinds}
    own = profile(unit)
    reckoned = {person.enrolment_id: person.attendance for person in book.people}
    return Journal(
        paper=paper,
        cohort=record,
        centre=own,
        mode=_mode(unit, record),
        marks={key: letters.get(value.kind_code, "") for key, value in book.marks.items()} if is_filled else {},
        results=_results(unit, cohort_id, reckoned) if is_filled else {},
        held=frozenset(lesson.id for lesson in paper.lessons if is_filled and lesson.held_on <= unit.today),
        hours=hours_ledger(unit, cohort_id=cohort_id),
        rule_text=book.rule_text,
        director=signature_name(language(), own.director),
        is_filled=is_filled,
    )


def _mode(unit: UnitOfWork, record: CohortRecord) -> str:
    """How the course is studied, such as released from work."""
    code = programme(unit, programme_id=record.programme_id).mode_code
    names = {item.code: item.names.text for item in list_items(unit, "mode")}
    return names.get(code, "")


def _results(unit: UnitOfWork, cohort_id: int, reckoned: Mapping[int, Attendance]) -> dict[int, JournalResult]:
    rows = unit.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id))
    return {
        row.id: JournalResult(reckoned[row.id], row.entry_score, row.final_score, enrolment_state_name(row.state))
        for row in rows
        if row.id in reckoned
    }
