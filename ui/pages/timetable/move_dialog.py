"""Holds one lesson on another day or as another of its day."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.timetable.records import SessionRecord
from desktop_app.timetable.moving import move_session
from ui import formats
from ui.operations import run_command
from ui.widgets.fields import DateField, IntegerField
from ui.widgets.form_dialog import FormDialog

MOST_LESSONS_A_DAY = 9


class MoveLessonDialog(FormDialog):
    """Finishes with True."""

    def __init__(self, owner: QWidget, lesson: SessionRecord) -> None:
        day = formats.date_text(lesson.held_on)
        super().__init__(
            owner,
            title=_("Move lesson {place} of {day}", place=lesson.place_in_day, day=day),
            save_text=_("Move"),
            intro=lesson.module_title,
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

    def submit(self) -> None:
        values, lesson = self.values(), self._lesson
        run_command(
            self,
            lambda centre: centre.write(move_session, session_id=lesson.id, version=lesson.version, **values),
            lambda _outcome: self.finish(True),
        )
