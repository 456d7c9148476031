"""Where lessons are held and who teaches them: one lesson, a module, or all that are not marked yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.timetable.assigning import Assignment, Kept, Whole, assign, clashes_of_assignment
from desktop_app.timetable.week import Lesson
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.pages.timetable.clash_form import ClashForm, Look
from ui.pages.timetable.teaching_choices import Offered
from ui.widgets.fields import ChoiceField

NOBODY = 0
WIDTH = 560


@dataclass(frozen=True)
class Scope:
    """Lessons that can be given a room and a trainer at once."""

    words: str
    of: Assignment


class AssignDialog(ClashForm):
    """Finishes with the Outcome of ``assign``. ``begin_with`` is "room" or "trainer"."""

    def __init__(
        self,
        owner: QWidget,
        scopes: Sequence[Scope],
        offered: Offered,
        *,
        begin_with: str,
        lesson: Lesson | None = None,
    ) -> None:
        super().__init__(
            owner,
            title=_("Room and trainer"),
            save_text=_("Save"),
            intro=_("Lessons that have been marked stay as they were held."),
        )
        self.setMinimumWidth(WIDTH)
        self._begin_with = begin_with
        self.add(ChoiceField("of", _("For"), [Choice(scope.of, scope.words) for scope in scopes], is_required=True))
        self.field("of").set_value(scopes[0].of)
        room, trainer = (lesson.room, lesson.trainer) if lesson is not None else ("", "")
        rooms = [*_unchanged(room), *offered.room_choices()]
        trainers = [*_unchanged(trainer), *offered.trainer_choices()]
        self.add(ChoiceField("room", _("Room"), rooms, is_required=True)).set_value(Kept.AS_IT_IS)
        self.add(ChoiceField("trainer", _("Trainer"), trainers, is_required=True)).set_value(Kept.AS_IT_IS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field(self._begin_with).setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> Look | None:
        wanted = self._wanted()
        return None if wanted is None else lambda centre: centre.read(clashes_of_assignment, wanted)

    def submit(self) -> None:
        wanted, is_despite = self._wanted(), self.is_despite
        if wanted is not None:
            run_command(self, lambda centre: centre.write(assign, wanted, despite_clashes=is_despite), self.finish)

    def _wanted(self) -> Assignment | None:
        values = self.values()
        if values["of"] is None or values["room"] is None or values["trainer"] is None:
            return None
        return replace(values["of"], room_id=values["room"] or None, trainer_id=values["trainer"] or None)


def scopes_of(cohort_id: int, modules: Sequence[tuple[int | None, str]]) -> list[Scope]:
    """All lessons of the cohort, and those of each module."""
    whole = Scope(_("All lessons of the cohort"), Assignment(cohort_id, Whole.COHORT))
    return [whole, *(Scope(_module_words(title), Assignment(cohort_id, key)) for key, title in modules)]


def scopes_around(lesson: Lesson) -> list[Scope]:
    """The lesson itself, then its module, then all of its cohort."""
    whole, module = scopes_of(lesson.cohort_id, [(lesson.module_id, lesson.module)])
    return [Scope(_("This lesson only"), Assignment(lesson.cohort_id, session_id=lesson.id)), module, whole]


def _unchanged(now: str) -> list[Choice]:
    as_it_is = _("As it is: {now}", now=now) if now else _("As it is")
    return [Choice(Kept.AS_IT_IS, as_it_is), Choice(NOBODY, _("Leave empty"))]


def _module_words(title: str) -> str:
    return _("Module “{module}”", module=title) if title else _("Lessons without a module")
