"""Asks why a cohort is cancelled, and cancels it."""

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortRecord
from desktop_app.cohorts.service import cancel_cohort
from desktop_app.i18n import _
from ui.operations import run_command
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import dress


class CancelDialog(FormDialog):
    """Finishes with True once the cohort is cancelled."""

    def __init__(self, owner: QWidget, record: CohortRecord) -> None:
        super().__init__(
            owner,
            title=_("Cancel cohort {cohort}?", cohort=record.code),
            save_text=_("Cancel the cohort"),
            leave_text=_("Leave it as it is"),
            intro=_("A cancelled cohort stays in the list, but nobody studies in it and nothing in it can be changed."),
        )
        self._cohort_id = record.id
        dress(self.save_button, role="danger")
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2))

    def submit(self) -> None:
        reason = self.field("reason").value
        cohort_id = self._cohort_id
        run_command(
            self,
            lambda centre: centre.write(cancel_cohort, cohort_id=cohort_id, reason=reason),
            lambda _outcome: self.finish(True),
        )
