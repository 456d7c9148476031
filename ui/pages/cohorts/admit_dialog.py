"""Asks for the admission order and admits by it everyone who awaits it."""

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.admission import admit
from desktop_app.cohorts.path import CohortFacts
from desktop_app.i18n import _, _n
from ui import formats
from ui.operations import run_command
from ui.order_number import propose_order_number
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class AdmitDialog(FormDialog):
    """Finishes with the Admission."""

    def __init__(self, owner: QWidget, cohort_id: int, facts: CohortFacts) -> None:
        due = formats.date_text(facts.order_due)
        super().__init__(
            owner,
            title=_("Admission order"),
            save_text=_n("Admit {n} person", "Admit {n} people", facts.applicants),
            intro=_(
                "The order is due by {due}. "
                "Whoever was marked absent in the first days and never present is not admitted.",
                due=due,
            ),
        )
        self._cohort_id = cohort_id
        self.add_row(
            TextField("order_number", _("Order number"), is_required=True),
            DateField("order_date", _("Order date"), is_required=True),
        )
        self.field("order_date").set_value(min(facts.today, facts.order_due), is_guess=True)
        # Whoever is admitted later has an order of their own.
        if facts.applicants == facts.people:
            self.field("order_number").set_value(facts.order_number)
        if not self.field("order_number").value:
            propose_order_number(self, facts.today)

    def submit(self) -> None:
        values = self.values()
        cohort_id = self._cohort_id
        run_command(
            self,
            lambda centre: centre.write(admit, cohort_id=cohort_id, **values),
            lambda outcome: self.finish(outcome.value),
        )
