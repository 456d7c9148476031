"""What can be done to lessons, each act asked for in its form and kept with its way back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.timetable.assigning import Assigned, take_back_substitution, unassign
from desktop_app.timetable.changes import undo_change
from desktop_app.timetable.moving import NewLesson, add_session, remove_session
from desktop_app.timetable.slots import DaySlot
from desktop_app.timetable.week import Lesson
from ui.operations import run_command, run_query
from ui.pages.timetable.add_dialog import AddLessonDialog, Ground, ground_for
from ui.pages.timetable.assign_dialog import AssignDialog, Scope, scopes_around
from ui.pages.timetable.lesson_words import day_words
from ui.pages.timetable.move_dialog import MoveLessonDialog
from ui.pages.timetable.shift_dialog import ShiftDialog
from ui.pages.timetable.substitute_dialog import SubstituteDialog
from ui.pages.timetable.teaching_choices import Offered, offered
from ui.pages.timetable.undo_stack import Act, UndoStack, WayBack


class LessonActs(QObject):
    """Forms stand over ``owner``; what was done is said on its banner, with the way back, and kept for Ctrl+Z."""

    done = Signal(object, bool)
    """Act, and whether it was taken back."""

    def __init__(self, owner: Any) -> None:
        super().__init__(owner)
        self._owner = owner
        self._acts = UndoStack()

    def move(self, lesson: Lesson) -> None:
        outcome: Outcome[int] | None = MoveLessonDialog.ask(self._owner, lesson)
        if outcome is not None:
            self.note_change(outcome.value, _("The lesson is moved."), lesson.held_on)

    def shift_rest(self, lesson: Lesson) -> None:
        outcome: Outcome[int] | None = ShiftDialog.ask(self._owner, lesson)
        if outcome is not None:
            self.note_change(outcome.value, _("The rest of the course is shifted."), lesson.held_on)

    def choose_teaching(self, lesson: Lesson, *, begin_with: str) -> None:
        """Ask where the lesson, its module or all of its cohort are held, or by whom."""

        def ask(found: Offered) -> None:
            self._assigned(
                AssignDialog.ask(self._owner, scopes_around(lesson), found, begin_with=begin_with, lesson=lesson),
                lesson.held_on,
            )

        run_query(self._owner, lambda centre: offered(centre, lesson), ask, slot="offered")

    def choose_teaching_of(self, scopes: Sequence[Scope], day: date) -> None:
        """Ask where several lessons are held, and by whom."""

        def ask(found: Offered) -> None:
            self._assigned(AssignDialog.ask(self._owner, scopes, found, begin_with="room"), day)

        run_query(self._owner, offered, ask, slot="offered")

    def substitute(self, lesson: Lesson) -> None:
        def ask(found: Offered) -> None:
            outcome: Outcome[int] | None = SubstituteDialog.ask(self._owner, lesson, found)
            if outcome is not None:
                noted = outcome.value
                self._note(
                    _("The substitution is noted."),
                    lambda centre: centre.write(take_back_substitution, substitution_id=noted),
                    lesson.held_on,
                )

        run_query(self._owner, lambda centre: offered(centre, lesson), ask, slot="offered")

    def remove(self, lesson: Lesson) -> None:
        def removed(outcome: Outcome[NewLesson]) -> None:
            again = outcome.value
            self._note(
                _("The lesson of {day} is taken out.", day=day_words(lesson.held_on)),
                lambda centre: centre.write(add_session, again, cohort_id=lesson.cohort_id, despite_clashes=True),
                lesson.held_on,
            )

        run_command(
            self._owner,
            lambda centre: centre.write(remove_session, session_id=lesson.id, version=lesson.version),
            removed,
        )

    def add(self, cohort_id: int, *, day: date, slot: DaySlot, kinds: Mapping[str, str]) -> None:
        def ask(ground: Ground) -> None:
            outcome: Outcome[int] | None = AddLessonDialog.ask(self._owner, ground, day=day, slot=slot, kinds=kinds)
            if outcome is not None:
                added = outcome.value
                # Nobody else has looked at it yet, so any version of it is the one that is meant.
                self._note(
                    _("The lesson is added."), lambda centre: centre.write(remove_session, session_id=added), day
                )

        run_query(self._owner, lambda centre: ground_for(centre, cohort_id), ask, slot="ground")

    def note_change(self, change_id: int, words: str, day: date) -> None:
        """Lessons were moved as one change of the timetable."""
        self._note(words, lambda centre: centre.write(undo_change, change_id=change_id, despite_clashes=True), day)

    def note(self, act: Act) -> None:
        """Keep an act that was done elsewhere, and say it."""
        self._acts.push(act)
        self._owner.workspace.show_notice(act.words, undo=lambda: self._take_back(act))
        self.done.emit(act, False)

    def undo(self) -> None:
        """Take the last act back."""
        act = self._acts.pop()
        if act is None:
            self._owner.workspace.show_notice(_("There is nothing to undo here."))
        else:
            self._run_back(act)

    def _assigned(self, outcome: Outcome[Assigned] | None, day: date) -> None:
        if outcome is not None:
            assigned = outcome.value
            words = _n(
                "Room and trainer of {n} lesson are changed.",
                "Room and trainer of {n} lessons are changed.",
                len(assigned.before),
            )
            self._note(words, lambda centre: centre.write(unassign, assigned), day)

    def _note(self, words: str, take_back: WayBack, day: date) -> None:
        self.note(Act(words, take_back, day))

    def _take_back(self, act: Act) -> None:
        if self._acts.drop(act):
            self._run_back(act)

    def _run_back(self, act: Act) -> None:
        def undone(_outcome: Outcome[Any]) -> None:
            self._owner.workspace.show_notice(_("Undone: {act}", act=act.words))
            self.done.emit(act, True)

        run_command(self._owner, act.take_back, undone)
