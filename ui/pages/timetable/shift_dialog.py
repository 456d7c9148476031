"""Shifts the rest of a course by working days; what would come of it is shown first."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, _n
from desktop_app.timetable.shifting import MOST_DAYS, ShiftPreview, preview_shift, shift_rest
from desktop_app.timetable.week import Lesson
from ui import formats
from ui.operations import run_command, run_query
from ui.pages.timetable.clash_form import ClashForm
from ui.pages.timetable.lesson_words import lesson_words
from ui.widgets.fields import CheckField, IntegerField, TextField
from ui.widgets.text import Role, dress, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class ShiftDialog(ClashForm):
    """Finishes with the Outcome of ``shift_rest``."""

    def __init__(self, owner: QWidget, lesson: Lesson) -> None:
        super().__init__(
            owner,
            title=_("Shift the rest of the course"),
            save_text=_("Shift"),
            intro=_("From this lesson on: {lesson}", lesson=lesson_words(lesson)),
        )
        self._lesson = lesson
        self.coming = label("", Role.STRONG, wrap=True)
        days = IntegerField(
            "days",
            _("Working days"),
            lowest=-MOST_DAYS,
            highest=MOST_DAYS,
            is_required=True,
            hint=_("Later; with a minus, earlier."),
        )
        self.add(days).set_value(1)
        self.add(TextField("reason", _("Reason"), is_required=True))
        self.add(CheckField("moves_end", _("Let the cohort end later where its lessons do")))
        self.coming.setMinimumHeight(self.coming.fontMetrics().lineSpacing() * 2)
        self.body.addWidget(self.coming)

    def look_now(self) -> None:
        days, lesson = self.values()["days"], self._lesson
        if not days:
            self.coming.clear()
            super().look_now()
            return

        def ask(centre: "Centre") -> ShiftPreview:
            return centre.read(preview_shift, session_id=lesson.id, days=days)

        run_query(self, ask, self._show_preview, self._show_refusal, slot="look")

    def submit(self) -> None:
        values, lesson, is_despite = self.values(), self._lesson, self.is_despite
        run_command(
            self,
            lambda centre: centre.write(shift_rest, session_id=lesson.id, despite_clashes=is_despite, **values),
            self.finish,
        )

    def _show_preview(self, preview: ShiftPreview) -> None:
        words = _n(
            "{n} lesson moves; the last one is held on {last}.",
            "{n} lessons move; the last one is held on {last}.",
            len(preview.lessons),
            last=formats.date_text(preview.new_end),
        )
        if preview.is_past_end:
            allowed = formats.date_text(preview.allowed_end)
            words += " " + _("The course ends on {ends}.", ends=allowed)
        self.coming.setText(words)
        dress(self.coming, tone="warn" if preview.is_past_end else "")
        self.show_clashes(preview.clashes)
