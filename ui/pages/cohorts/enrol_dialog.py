"""Finds people as one types and enrols the one that is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.enrolment import enrol
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui.find_person import FindPersonDialog
from ui.operations import run_command
from ui.widgets.fields import TextField


class EnrolDialog(FindPersonDialog):
    """Finishes with the name of the person who was enrolled."""

    def __init__(self, owner: QWidget, cohort_id: int) -> None:
        super().__init__(owner, title=_("Enrol a person"), save_text=_("Enrol"), table_name="people to enrol")
        self._cohort_id = cohort_id
        self.reason = self.add(
            TextField("repeat_reason", _("Why another course"), hint=_("Kept with the person and in the journal"))
        )
        self.reason.hide()
        self.table.selection_changed.connect(self.reason.hide)

    def submit(self) -> None:
        hit = self.table.current()
        if hit is None:
            return
        cohort_id, person, reason = self._cohort_id, hit.person, self.reason.value
        run_command(
            self,
            lambda centre: centre.write(enrol, cohort_id=cohort_id, person_ids=[person.id], repeat_reason=reason),
            lambda _outcome: self.finish(person.full_name),
        )

    def show_error(self, error: CentreError) -> None:
        """Where the last course still holds, the reason for another one is asked for."""
        super().show_error(error)
        if error.code == "course_holds":
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
