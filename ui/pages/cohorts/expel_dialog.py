"""Asks why and since when a person studies no more."""

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.leaving import expel
from desktop_app.cohorts.records import EnrolledPerson
from desktop_app.i18n import _
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import dress


class ExpelDialog(FormDialog):
    """Finishes with True."""

    def __init__(self, owner: QWidget, person: EnrolledPerson) -> None:
        super().__init__(
            owner,
            title=_("Expel from the cohort?"),
            save_text=_("Expel"),
            intro=_("{name}: marks of the days before stay, later lessons are not marked.", name=person.name),
        )
        dress(self.save_button, role="danger")
        self._enrolment_id = person.id
        self.add(TextField("reason", _("Reason"), is_required=True, hint=_("As it will stand in the order")))
        self.add(DateField("left_on", _("From which day"), is_required=True))
        order_hint = _("The order can be issued later, too.")
        self.add_row(
            TextField("order_number", _("Order number"), hint=order_hint), DateField("order_date", _("Order date"))
        )
        self.field("left_on").set_value(self.workspace.centre.clock.today(), is_guess=True)

    def submit(self) -> None:
        values = self.values()
        enrolment_id = self._enrolment_id
        run_command(
            self,
            lambda centre: centre.write(expel, enrolment_id=enrolment_id, **values),
            lambda _outcome: self.finish(True),
        )
