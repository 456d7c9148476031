"""Why locked marks are corrected: asked once for a lesson, and kept until the lesson is left."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.attendance.records import GridSession
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog


class ReasonDialog(FormDialog):
    def __init__(self, owner: QWidget, lessons: Sequence[GridSession]) -> None:
        days = sorted({lesson.held_on for lesson in lessons})
        super().__init__(
            owner,
            title=_("Why are the marks corrected?"),
            save_text=_("Correct the marks"),
            intro=_(
                "The marks of {days} are locked. The reason is journaled and holds until you leave the lesson.",
                days=", ".join(map(short_date, days)),
            ),
        )
        self.add(TextField("reason", _("Reason"), is_required=True))

    def submit(self) -> None:
        self.finish(self.values()["reason"])


class Reasons(QObject):
    """The reasons given in this register."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._kept: dict[int, str] = {}

    def reason_for(self, lessons: Sequence[GridSession]) -> str | None:
        """The reason for correcting these locked lessons, asked where it is not known; None: it was not given."""
        if not lessons:
            return ""
        kept = {self._kept.get(lesson.id, "") for lesson in lessons}
        if len(kept) > 1 or not all(kept):
            given = ReasonDialog.ask(self._owner, lessons)
            if given is None:
                return None
            self.keep(lessons, given)
            return str(given)
        return kept.pop()

    def kept_for(self, lesson: GridSession) -> str:
        return self._kept.get(lesson.id, "")

    def keep(self, lessons: Sequence[GridSession], reason: str) -> None:
        self._kept |= {lesson.id: reason for lesson in lessons}

    def leave_all_but(self, session_id: int) -> None:
        """Another lesson has the cursor now."""
        self._kept = {lesson: reason for lesson, reason in self._kept.items() if lesson == session_id}
