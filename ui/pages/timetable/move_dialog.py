"""Holds one lesson on another day or as another of its day; at a taken place the two change places."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.timetable.carrying import Carry, carry_lesson, preview_carry
from desktop_app.timetable.week import Lesson
from ui import formats
from ui.operations import run_command
from ui.pages.timetable.clash_form import ClashForm, Look
from ui.pages.timetable.lesson_words import lesson_words
from ui.widgets.fields import DateField, IntegerField

MOST_LESSONS_A_DAY = 9


class MoveLessonDialog(ClashForm):
    """Finishes with the Outcome of ``carry_lesson``."""

    def __init__(self, owner: QWidget, lesson: Lesson) -> None:
        day = formats.date_text(lesson.held_on)
        super().__init__(
            owner,
            title=_("Move lesson {place} of {day}", place=lesson.place_in_day, day=day),
            save_text=_("Move"),
            intro=lesson_words(lesson),
        )
        self._lesson = lesson
        self.add_row(
            DateField("held_on", _("Day"), is_required=True),
            IntegerField(
                "place_in_day", _("Lesson of the day"), lowest=1, highest=MOST_LESSONS_A_DAY, is_required=True
            ),
        )
        self.field("held_on").set_value(lesson.held_on)
        self.field("place_in_day").set_value(lesson.place_in_day)

    def look(self) -> Look | None:
        wanted = self._wanted()
        return None if wanted is None else lambda centre: centre.read(preview_carry, wanted).clashes

    def submit(self) -> None:
        wanted, is_despite = self._wanted(), self.is_despite
        if wanted is None:
            # Nothing was changed: the lesson stays where it is.
            self.finish(None)
            return
        run_command(
            self,
            lambda centre: centre.write(carry_lesson, wanted, despite_clashes=is_despite),
            self.finish,
        )

    def _wanted(self) -> Carry | None:
        values, lesson = self.values(), self._lesson
        day, place = values["held_on"], values["place_in_day"]
        if day is None or place is None or (day, place) == (lesson.held_on, lesson.place_in_day):
            return None
        return Carry(lesson.id, lesson.version, day, place)
