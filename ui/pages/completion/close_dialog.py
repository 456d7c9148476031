"""Closing a cohort: the number and the date of its completion order."""

from PySide6.QtWidgets import QWidget

from desktop_app.completion.records import CompletionList
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import complete_cohort
from desktop_app.i18n import _
from ui.operations import run_command
from ui.order_number import propose_order_number
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class CloseDialog(FormDialog):
    def __init__(self, owner: QWidget, found: CompletionList) -> None:
        super().__init__(
            owner,
            title=_("Close cohort {code}", code=found.cohort_code),
            save_text=_("Close the cohort"),
            intro=_(
                "Certificates: {certificates}. Statements: {statements}. "
                "Scores and marks can no longer be changed afterwards.",
                certificates=found.count(Outcome.CERTIFICATE),
                statements=found.count(Outcome.STATEMENT),
            ),
        )
        self._found = found
        self.add_row(
            TextField("order_number", _("Completion order, number"), is_required=True),
            DateField("order_date", _("Date of the order"), is_required=True),
        )
        today = self.workspace.centre.clock.today()
        self.field("order_date").set_value(max(today, found.ends_on), is_guess=True)
        propose_order_number(self, today)

    def submit(self) -> None:
        values, found = self.values(), self._found
        run_command(
            self,
            lambda centre: centre.write(complete_cohort, cohort_id=found.cohort_id, version=found.version, **values),
            lambda outcome: self.finish(outcome.value),
        )
