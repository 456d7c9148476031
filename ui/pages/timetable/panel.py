"""The panel of the step "timetable": the lessons by day, made at once, moved one by one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.path import CohortFacts, Step, StepState, judge
from desktop_app.cohorts.records import CohortState
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import weekday
from desktop_app.timetable.records import SessionRecord, Timetable
from desktop_app.timetable.service import sessions_of
from ui import formats
from ui.actions import Action, make_button
from ui.models.table_model import Align, Column
from ui.operations import run_query
from ui.pages.timetable.make_dialog import MakeTimetableDialog
from ui.pages.timetable.move_dialog import MoveLessonDialog
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import dress, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre


COLUMNS = (
    Column[SessionRecord]("day", N_("Day"), lambda lesson: lesson.held_on, width=110),
    Column[SessionRecord](
        "weekday",
        N_("Weekday"),
        lambda lesson: weekday(lesson.held_on, language()),
        width=120,
        sort=lambda lesson: lesson.held_on.weekday(),
    ),
    Column[SessionRecord]("place", N_("Lesson"), lambda lesson: lesson.place_in_day, width=80, align=Align.RIGHT),
    Column[SessionRecord]("time", N_("Begins"), lambda lesson: f"{lesson.starts_at:%H:%M}", width=90),
    Column[SessionRecord]("hours", N_("Hours"), lambda lesson: lesson.hours, width=72, align=Align.RIGHT),
    Column[SessionRecord](
        "module", N_("Module"), lambda lesson: lesson.module_title or _("Not named"), width=320, is_stretched=True
    ),
    Column[SessionRecord](
        "marks",
        N_("Attendance"),
        lambda lesson: _("Marked") if lesson.marks else "",
        width=140,
        tone=lambda lesson: Tone.GOOD if lesson.marks else None,
    ),
)


@dataclass(frozen=True)
class Lessons:
    facts: CohortFacts
    sessions: tuple[SessionRecord, ...]


class TimetablePanel(Panel):
    changes_that_matter = frozenset({"session", "mark", "cohort", "module", "programme", "calendar_day"})

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._lessons: Lessons | None = None
        self.table: RecordTable[SessionRecord] = RecordTable(
            workspace, "lessons", COLUMNS, filter_hint=_("Module or day")
        )
        group = _("Timetable")
        move = Action(_("Move the lesson"), self.move, icon="calendar", key="Ctrl+M")
        self._move = make_button(self, move, group=group)
        make = Action(_("Make the timetable"), self.make, icon="refresh", key="Ctrl+T")
        self._make = make_button(self, make, group=group)
        self._problem = label("", wrap=True)
        for button in (self._move, self._make):
            self.table.tools.addWidget(button)
        card = Card()
        card.body.addWidget(self._problem)
        card.body.addWidget(self.table, 1)
        place = QHBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(card)
        self.table.opened.connect(lambda _lesson: self.move())
        self.table.selection_changed.connect(self._show_what_can_be_done)
        self.setFocusProxy(self.table.view)

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: _lessons(centre, cohort_id), self._show, slot="refresh")

    def make(self) -> None:
        is_anew = self._lessons is not None and bool(self._lessons.sessions)
        made: Timetable | None = MakeTimetableDialog.ask(self, self._cohort_id, is_anew=is_anew)
        if made is not None:
            words = _n(
                "{n} lesson made, {hours} hours, to {last}.",
                "{n} lessons made, {hours} hours, to {last}.",
                made.sessions,
                hours=made.hours,
                last=formats.date_text(made.last_on),
            )
            self.workspace.show_notice(words)

    def move(self) -> None:
        lesson = self.table.current()
        if lesson is not None and self._move.isEnabled() and MoveLessonDialog.ask(self, lesson):
            self.workspace.show_notice(_("The lesson is moved."))

    def _show(self, lessons: Lessons) -> None:
        self._lessons = lessons
        is_open = lessons.facts.state in (CohortState.PLANNED, CohortState.STUDYING)
        make = Action(_("Make the timetable"), self.make, icon="calendar")
        words = _("There are no lessons yet. They are made from the hours of the programme.")
        self.table.set_empty(EmptyState(words, make if is_open else None, "calendar"))
        self.table.set_rows(lessons.sessions)
        if self.table.current() is None:
            self.table.select(lambda lesson: lesson.marks == 0)
        is_marked = any(lesson.marks for lesson in lessons.sessions)
        self._make.setVisible(is_open and bool(lessons.sessions) and not is_marked)
        self._make.setText(_("Make it anew"))
        self._move.setVisible(is_open and bool(lessons.sessions))
        self._show_problem(lessons.facts)
        self._show_what_can_be_done()

    def _show_problem(self, facts: CohortFacts) -> None:
        state, sentence = judge(Step.TIMETABLE, facts)
        self._problem.setText(sentence)
        self._problem.setVisible(state is StepState.PROBLEM)
        dress(self._problem, tone="bad")

    def _show_what_can_be_done(self) -> None:
        lesson = self.table.current()
        self._move.setEnabled(lesson is not None and lesson.marks == 0)


def _lessons(centre: "Centre", cohort_id: int) -> Lessons:
    facts = centre.read(cohort_facts, cohort_id=cohort_id)
    return Lessons(facts, tuple(centre.read(sessions_of, cohort_id=cohort_id)))
