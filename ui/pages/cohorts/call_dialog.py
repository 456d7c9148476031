"""Asks for the date of the letter or list by which people are called."""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.admission import call_people
from desktop_app.i18n import _, _n
from ui.operations import run_command
from ui.widgets.fields import DateField
from ui.widgets.form_dialog import FormDialog


class CallDialog(FormDialog):
    """Finishes with the enrolments of those who were called."""

    def __init__(self, owner: QWidget, cohort_id: int, enrolment_ids: Collection[int]) -> None:
        super().__init__(
            owner,
            title=_("Call people"),
            save_text=_n("Call {n} person", "Call {n} people", len(enrolment_ids)),
            intro=_(
                "Who is called is expected on the first day. The letters to their employers are in the step Documents."
            ),
        )
        self._cohort_id = cohort_id
        self._enrolment_ids = tuple(enrolment_ids)
        self.add(DateField("called_on", _("Date of the letter or the list"), is_required=True))
        self.field("called_on").set_value(self.workspace.centre.clock.today(), is_guess=True)

    def submit(self) -> None:
        called_on = self.field("called_on").value
        wanted = {"cohort_id": self._cohort_id, "enrolment_ids": self._enrolment_ids, "called_on": called_on}
        run_command(
            self,
            lambda centre: centre.write(call_people, **wanted),
            lambda outcome: self.finish(tuple(outcome.value)),
        )
