"""The first page of the day."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Changes
from desktop_app.cohorts.today import FirstSteps, TodayFigures, TodayLesson, first_steps, lessons_of, today_figures
from desktop_app.due.service import due_count
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import weekday
from desktop_app.reference.service import profile
from ui import formats
from ui.models.paged_model import NOT_YET
from ui.models.table_model import ROW_ROLE, Column
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.home.first_steps import FirstStepsView
from ui.pages.home.todo import TODO_COLUMNS, TodoLine, todo_lines
from ui.theme import GAP_M, Tone
from ui.widgets.card import Card, StatTile
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.side_by_side import SideBySide
from ui.workspace import Workspace

TWO_LINES = 44
# What decides who is due: only when one of these changes are they all counted again.
DUE_TABLES = ("person", "enrolment", "cohort", "outside_course", "certificate", "due_rule", "dated_rule")


@dataclass(frozen=True)
class Today:
    """All that the page shows, from one look."""

    day: date
    centre: str
    steps: FirstSteps
    figures: TodayFigures
    lessons: list[TodayLesson]
    todo: list[TodoLine]


def look(centre: Centre) -> Today:
    """Runs in the worker."""
    day = centre.clock.today()
    return Today(
        day,
        centre.read(profile).name,
        centre.read(first_steps),
        centre.read(today_figures),
        centre.read(lessons_of, day),
        todo_lines(centre),
    )


def _hour(moment: time) -> str:
    return f"{moment:%H:%M}"


def _marked(lesson: TodayLesson) -> str:
    if lesson.marked >= lesson.people:
        return _("Marked")
    return f"{lesson.marked} / {lesson.people}" if lesson.marked else _("Not marked")


def _marked_tone(lesson: TodayLesson) -> Tone:
    if lesson.marked >= lesson.people:
        return Tone.GOOD
    return Tone.WARN if lesson.marked else Tone.MUTED


LESSON_COLUMNS: tuple[Column[TodayLesson], ...] = (
    Column("starts_at", N_("Time"), lambda lesson: lesson.starts_at, shown=_hour, width=64),
    Column("cohort", N_("Cohort"), lambda lesson: lesson.cohort_code, width=105),
    Column("title", N_("Topic"), lambda lesson: lesson.title, is_stretched=True, is_told_whole=True),
    Column("marked", N_("Attendance"), _marked, width=145, tone=_marked_tone),
)


class HomePage(Page):
    changes_that_matter = frozenset(
        {"programme", "session", "mark", "return_snapshot", "centre_profile", "approval", *DUE_TABLES}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Today"))
        self._cohorts = StatTile(_("Cohorts studying"), icon="cohort", on_click=lambda: self._go("cohorts"))
        self._people = StatTile(_("Trainees studying"), icon="people", on_click=lambda: self._go("people"))
        self._lessons = StatTile(_("Lessons today"), icon="attendance", on_click=lambda: self._go("attendance_desk"))
        self._certificates = StatTile(
            _("Certificates this year"), icon="certificate", on_click=lambda: self._go("certificates")
        )
        self._due = StatTile(_("Due for a course"), icon="clock", on_click=lambda: self._go("due"))
        self._is_due_old = True
        self.todo = RecordTable(
            workspace,
            "home.todo",
            TODO_COLUMNS,
            has_filter=False,
            empty=EmptyState(NOT_YET),
        )
        self.lessons = RecordTable(
            workspace,
            "home.lessons",
            LESSON_COLUMNS,
            has_filter=False,
            empty=EmptyState(NOT_YET),
        )
        # A sentence is read whole, on two lines where it is long.
        self.todo.view.setWordWrap(True)
        self.todo.view.verticalHeader().setDefaultSectionSize(TWO_LINES)
        self.todo.view.setCursor(Qt.CursorShape.PointingHandCursor)
        self.todo.view.clicked.connect(lambda index: workspace.navigate(index.data(ROW_ROLE).target))
        self.todo.opened.connect(lambda line: workspace.navigate(line.target))
        self.lessons.opened.connect(
            lambda lesson: workspace.navigate(Target("cohort", (lesson.cohort_id, "attendance", lesson.session_id)))
        )
        self._first_steps = FirstStepsView(workspace)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._board())
        self._stack.addWidget(self._first_steps)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        run_query(self, look, self._show, slot="refresh")
        if self._is_due_old:
            self._is_due_old = False
            self._due.set_figure(NOT_YET)
            year = self.workspace.centre.clock.today().year
            run_query(self, lambda centre: centre.read(due_count, year=year), self._show_due, slot="due", is_aside=True)

    def first_focus(self) -> QWidget | None:
        return self.todo.view if self._stack.currentIndex() == 0 else self._first_steps

    def _board(self) -> QWidget:
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        tiles = SideBySide((self._cohorts, self._people, self._lessons, self._certificates, self._due))
        cards = QHBoxLayout()
        cards.setSpacing(GAP_M)
        for title, table, share in ((_("To do"), self.todo, 11), (_("Lessons of today"), self.lessons, 10)):
            card = Card(title)
            card.body.addWidget(table)
            cards.addWidget(card, share)
        column.addWidget(tiles)
        column.addLayout(cards, 1)
        return board

    def _go(self, page: str) -> None:
        self.workspace.navigate(Target(page))

    def _show(self, today: Today) -> None:
        self.set_context(f"{formats.long_date(today.day)}, {weekday(today.day, language())} · {today.centre}")
        self._stack.setCurrentIndex(0 if today.steps.are_done else 1)
        self._first_steps.show_steps(today.steps)
        self._show_figures(today)
        self.todo.set_empty(EmptyState(_("Everything is done for today."), icon="success"))
        self.todo.set_rows(today.todo)
        self.lessons.set_empty(EmptyState(_("No lessons today."), icon="calendar"))
        self.lessons.set_rows(today.lessons)
        if today.todo and self.todo.current() is None:
            self.todo.select_place(0)
        # The list could not have the focus while it was empty; who is typing already keeps it.
        if self.isVisible() and not isinstance(QApplication.focusWidget(), QLineEdit):
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_changes(self, changes: Changes, initiator: QObject | None) -> None:
        self._is_due_old |= changes.touch(*DUE_TABLES)
        super()._note_changes(changes, initiator)

    def _show_due(self, people: int) -> None:
        year = self.workspace.centre.clock.today().year
        self._due.set_figure(formats.integer_text(people), _("by the end of {year}", year=year))

    def _show_figures(self, today: Today) -> None:
        figures = today.figures
        ending = _n("{n} ends within a week", "{n} end within a week", figures.ending) if figures.ending else ""
        self._cohorts.set_figure(formats.integer_text(figures.cohorts), ending, Tone.WARN if ending else Tone.MUTED)
        self._people.set_figure(
            formats.integer_text(figures.studying),
            _("{finished} finished this year", finished=formats.integer_text(figures.finished)),
        )
        unmarked = sum(lesson.marked == 0 for lesson in today.lessons)
        note = _n("{n} is not marked", "{n} are not marked", unmarked) if unmarked else _("All are marked")
        self._lessons.set_figure(
            formats.integer_text(len(today.lessons)),
            note if today.lessons else "",
            Tone.WARN if unmarked else Tone.GOOD,
        )
        self._certificates.set_figure(formats.integer_text(figures.certificates), _("issued and valid, since January"))
