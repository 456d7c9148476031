"""The panel of the step "timetable": the week to work in, the hours by module, the lessons as a list."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import _, _n
from desktop_app.timetable.ledger import HoursLedger, hours_ledger
from desktop_app.timetable.remaking import Remade, undo_remake
from desktop_app.timetable.week import Lesson, lessons_between
from ui import formats
from ui.actions import Action, make_button
from ui.operations import run_query
from ui.pages.timetable.assign_dialog import scopes_of
from ui.pages.timetable.desk import WeekDesk
from ui.pages.timetable.hours_table import HoursTable
from ui.pages.timetable.lessons_table import COLUMNS
from ui.pages.timetable.make_dialog import MakeTimetableDialog
from ui.pages.timetable.papers import PapersButton
from ui.pages.timetable.seen import Kind, Whose
from ui.pages.timetable.undo_stack import Act
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WEEK, HOURS, LIST = "week", "hours", "list"


@dataclass(frozen=True)
class Course:
    """All that the panel shows of a cohort."""

    code: str
    state: CohortState
    lessons: tuple[Lesson, ...]
    ledger: HoursLedger

    @property
    def is_open(self) -> bool:
        return self.state in (CohortState.PLANNED, CohortState.STUDYING)


class TimetablePanel(Panel):
    changes_that_matter = WeekDesk.changes_that_matter | {"programme"}

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._course: Course | None = None
        self.desk = WeekDesk(workspace)
        self.desk.look_at(Whose(Kind.COHORT, cohort_id))
        self._empty = EmptyPlace(self)
        self.papers = PapersButton(self, self._what, group=_("Timetable"))
        self._make_buttons()
        self._lay_out()
        self.tabs.made.connect(self._fill)
        self.tabs.currentChanged.connect(lambda _place: self.setFocusProxy(self._front()))

    @property
    def hours(self) -> HoursTable:
        """Made when first asked for, as the list is."""
        hours = self.tabs.content(HOURS)
        assert isinstance(hours, HoursTable)
        return hours

    @property
    def table(self) -> RecordTable[Lesson]:
        table = self.tabs.content(LIST)
        assert isinstance(table, RecordTable)
        return table

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: _course(centre, cohort_id), self._show, slot="refresh")

    def make(self) -> None:
        is_anew = self._course is not None and bool(self._course.lessons)
        remade: Remade | None = MakeTimetableDialog.ask(self, self._cohort_id, is_anew=is_anew)
        if remade is not None:
            made = remade.timetable
            words = _n(
                "{n} lesson made, {hours} hours, to {last}.",
                "{n} lessons made, {hours} hours, to {last}.",
                made.sessions,
                hours=made.hours,
                last=formats.date_text(made.last_on),
            )
            self.desk.acts.note(Act(words, lambda centre: centre.write(undo_remake, remade), self._day()))

    def move(self) -> None:
        """Ask where the lesson chosen in the list or in the week is to be held."""
        lesson = self._chosen()
        if lesson is not None:
            self.desk.acts.move(lesson)

    def shift(self) -> None:
        """Shift from the chosen lesson on; where it is marked, from the first that is not."""
        course, chosen = self._course, self._chosen()
        coming = [lesson for lesson in course.lessons if not lesson.is_marked] if course is not None else []
        if chosen is not None and not chosen.is_marked:
            self.desk.acts.shift_rest(chosen)
        elif coming:
            self.desk.acts.shift_rest(coming[0])

    def assign(self) -> None:
        """Give all lessons, or those of a module, a room and a trainer."""
        if self._course is not None:
            modules = dict.fromkeys((lesson.module_id, lesson.module) for lesson in self._course.lessons)
            self.desk.acts.choose_teaching_of(scopes_of(self._cohort_id, list(modules)), self._day())

    def _make_buttons(self) -> None:
        group = _("Timetable")
        assign = Action(_("Rooms and trainers…"), self.assign, icon="person", key="Ctrl+R", right="edit_timetable")
        self._assign = make_button(self, assign, group=group)
        shift = Action(_("Shift the rest…"), self.shift, icon="arrow-right", key="Ctrl+Shift+M", right="edit_timetable")
        self._shift = make_button(self, shift, group=group)
        make = Action(_("Make it anew"), self.make, icon="refresh", key="Ctrl+T", right="edit_timetable")
        self._make = make_button(self, make, group=group)

    def _lay_out(self) -> None:
        self.tabs: LateTabs[WeekDesk | HoursTable | RecordTable[Lesson]] = LateTabs()
        self.tabs.add(WEEK, _("Week"), lambda: self.desk)
        self.tabs.add(HOURS, _("Hours by module"), lambda: HoursTable(self.workspace))
        self.tabs.add(LIST, _("List"), self._make_list)
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for button in (self._make, self._shift, self._assign, self.papers.button):
            row.addWidget(button)
        self.tabs.setCornerWidget(corner)
        card = Card()
        whole = QWidget()
        self._stack = QStackedLayout(whole)
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self._empty)
        card.body.addWidget(whole, 1)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(card)
        self.setFocusProxy(self.desk)

    def _show(self, course: Course) -> None:
        self._course = course
        is_marked = any(lesson.is_marked for lesson in course.lessons)
        make = Action(_("Make the timetable"), self.make, icon="calendar", right="edit_timetable")
        words = _("There are no lessons yet. They are made from the hours of the programme.")
        self._empty.show_state(EmptyState(words, make if course.is_open else None, "calendar"))
        self._stack.setCurrentIndex(0 if course.lessons else 1)
        # Where there is only the button to begin with, Tab finds it.
        self.setFocusProxy(self._front() if course.lessons else None)
        for name in self.tabs.contents:
            self._fill(name)
        self.tabs.rename(HOURS, _("Hours: too few") if course.ledger.is_short else _("Hours by module"))
        self.desk.view.can_carry = course.is_open
        for button, is_offered in (
            (self._make, course.is_open and not is_marked),
            (self._assign, course.is_open and bool(course.lessons)),
            (self._shift, course.is_open and bool(course.lessons)),
        ):
            button.setVisible(is_offered)
            # A button that is out of sight hears its key still.
            button.setEnabled(is_offered)

    def _make_list(self) -> RecordTable[Lesson]:
        made: RecordTable[Lesson] = RecordTable(self.workspace, "lessons", COLUMNS, filter_hint=_("Module or day"))
        made.opened.connect(lambda _lesson: self.move())
        for action in (
            Action(_("Move the lesson"), self.move, icon="calendar", key="Ctrl+M", right="edit_timetable"),
            Action(_("Show in the week"), self._show_in_week, icon="calendar", key="Ctrl+G"),
            Action(_("Undo"), self.desk.acts.undo, icon="undo", key="Ctrl+Z", right="edit_timetable"),
        ):
            made.add_row_action(action)
        return made

    def _fill(self, name: str) -> None:
        course = self._course
        if course is None:
            return
        if name == HOURS:
            self.hours.show_ledger(course.ledger)
        elif name == LIST:
            self.table.set_rows(course.lessons)
            if self.table.current() is None:
                self.table.select(lambda lesson: not lesson.is_marked)

    def _front(self) -> QWidget:
        match self.tabs.content():
            case HoursTable() as hours:
                return hours.table.view
            case RecordTable() as table:
                return table.view
            case desk:
                return desk

    def _chosen(self) -> Lesson | None:
        return self.table.current() if self.tabs.name == LIST else self.desk.view.lesson

    def _show_in_week(self) -> None:
        lesson = self.table.current()
        if lesson is not None:
            self.tabs.choose(WEEK)
            self.desk.go_to_lesson(lesson)
            self.desk.view.setFocus()

    def _day(self) -> date:
        return self.desk.view.day or self.workspace.centre.clock.today()

    def _what(self) -> tuple[Whose, str, date] | None:
        if self._course is None:
            return None
        return Whose(Kind.COHORT, self._cohort_id), self._course.code, self._day()


def _course(centre: "Centre", cohort_id: int) -> Course:
    ledger = centre.read(hours_ledger, cohort_id=cohort_id)
    lessons = centre.read(lessons_between, first=date.min, last=date.max, cohort_id=cohort_id)
    state = centre.read(cohort, cohort_id=cohort_id).state
    return Course(ledger.cohort, state, tuple(lessons), ledger)
