"""Asks why a closed cohort is opened again, and opens it."""

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.cohorts.records import CohortRecord
from desktop_app.completion.reopening import reopen_cohort
from desktop_app.i18n import _
from ui.asked_form import take_up
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class ReopenDialog(FormDialog):
    """Finishes with the number of people who study again."""

    def __init__(self, owner: QWidget, record: CohortRecord) -> None:
        super().__init__(
            owner,
            title=_("Open cohort {cohort} again?", cohort=record.code),
            save_text=_("Open again"),
            leave_text=_("Leave it closed"),
            intro=_(
                "Everybody studies again and the completion order is cancelled. The journal keeps the reason. "
                "Certificates must be annulled first."
            ),
        )
        self._cohort_id = record.id
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2))
        self.add_row(
            TextField("order_number", _("Order number"), hint=_("If there is one")),
            DateField("order_date", _("Order date")),
        )
        take_up(self, act=Act.UNLOCK, entity="cohort", entity_id=record.id)

    def submit(self) -> None:
        wanted = {"cohort_id": self._cohort_id, **self.values()}
        run_command(
            self,
            lambda centre: centre.write(reopen_cohort, **wanted),
            lambda outcome: self.finish(outcome.value),
        )
