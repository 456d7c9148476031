"""Another trainer takes a lesson over, with the reason."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.timetable.assigning import Assignment, clashes_of_assignment, substitute
from desktop_app.timetable.week import Lesson
from ui.operations import run_command
from ui.pages.timetable.clash_form import ClashForm, Look
from ui.pages.timetable.lesson_words import lesson_words
from ui.pages.timetable.teaching_choices import Offered
from ui.widgets.fields import ChoiceField, TextField


class SubstituteDialog(ClashForm):
    """Finishes with the Outcome of ``substitute``."""

    def __init__(self, owner: QWidget, lesson: Lesson, offered: Offered) -> None:
        super().__init__(
            owner,
            title=_("Substitution"),
            save_text=_("Note the substitution"),
            intro=lesson_words(lesson),
        )
        self._lesson = lesson
        hint = _("Instead of {name}", name=lesson.trainer) if lesson.trainer else ""
        others = [choice for choice in offered.trainer_choices() if choice.value != lesson.trainer_id]
        self.add(ChoiceField("trainer_id", _("Who takes the lesson"), others, is_required=True, hint=hint))
        self.add(TextField("reason", _("Reason"), is_required=True))

    def look(self) -> Look | None:
        trainer_id, lesson = self.values()["trainer_id"], self._lesson
        if trainer_id is None:
            return None
        wanted = Assignment(lesson.cohort_id, session_id=lesson.id, trainer_id=trainer_id)
        return lambda centre: centre.read(clashes_of_assignment, wanted)

    def submit(self) -> None:
        values, lesson, is_despite = self.values(), self._lesson, self.is_despite
        run_command(
            self,
            lambda centre: centre.write(
                substitute, session_id=lesson.id, version=lesson.version, despite_clashes=is_despite, **values
            ),
            self.finish,
        )
