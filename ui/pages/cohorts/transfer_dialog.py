"""Asks into which cohort a person goes on, why, and by which order."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.leaving import transfer, transfer_choices
from desktop_app.cohorts.records import EnrolledPerson, TransferChoice
from desktop_app.i18n import _, _n
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.order_number import propose_order_number
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import label

WIDTH = 560


class TransferDialog(FormDialog):
    """Finishes with the code of the cohort that the person went to and the new enrolment."""

    def __init__(self, owner: QWidget, person: EnrolledPerson) -> None:
        super().__init__(
            owner,
            title=_("Transfer to another cohort"),
            save_text=_("Transfer"),
            intro=_("{name}: attended hours go along; what is missing is told by module.", name=person.name),
        )
        self.setMinimumWidth(WIDTH)
        self._person = person
        self._choices: tuple[TransferChoice, ...] = ()
        self._cohort = self.add(ChoiceField("to_cohort_id", _("Cohort"), is_required=True))
        self._warning = label("", wrap=True, tone="warn")
        self._warning.hide()
        self.body.addWidget(self._warning)
        self.add(TextField("reason", _("Reason"), is_required=True, hint=_("As it will stand in the order")))
        today = self.workspace.centre.clock.today()
        self.add_row(
            TextField("order_number", _("Order number"), is_required=True),
            DateField("order_date", _("Order date"), is_required=True),
        )
        self.add(DateField("left_on", _("From which day"), is_required=True))
        for name in ("order_date", "left_on"):
            self.field(name).set_value(today, is_guess=True)
        self._cohort.edited.connect(self._warn)
        run_query(self, lambda centre: centre.read(transfer_choices, enrolment_id=person.id), self._offer)
        propose_order_number(self, today)

    def submit(self) -> None:
        values = self.values()
        enrolment_id = self._person.id
        code = next(choice.code for choice in self._choices if choice.id == values["to_cohort_id"])
        run_command(
            self,
            lambda centre: centre.write(transfer, enrolment_id=enrolment_id, **values),
            lambda outcome: self.finish((code, outcome.value)),
        )

    def _offer(self, choices: Sequence[TransferChoice]) -> None:
        self._choices = tuple(choices)
        self._cohort.set_choices([_choice(choice) for choice in choices])
        if not choices:
            self.banner.show_warning(_("No other cohort of this or a similar course is open."))
        if len(choices) == 1:
            self._cohort.set_value(choices[0].id, is_guess=True)
        self._before = self.values()
        self._warn()

    def _warn(self) -> None:
        chosen = next((choice for choice in self._choices if choice.id == self._cohort.value), None)
        is_other = chosen is not None and chosen.is_other_programme
        if chosen is not None and is_other:
            title = chosen.programme_title
            self._warning.setText(
                _("It is another programme, “{title}”: only modules of equal title count.", title=title)
            )
        self._warning.setVisible(is_other)


def _choice(choice: TransferChoice) -> Choice:
    days = f"{formats.date_text(choice.starts_on)} – {formats.date_text(choice.ends_on)}"
    words = _n("{days}, {n} person", "{days}, {n} people", choice.people, days=days)
    return Choice(choice.id, choice.code, words, also=choice.programme_title)
