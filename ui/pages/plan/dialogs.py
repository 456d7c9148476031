"""The forms of the plan: a line of it, its amendment, and a figure of another channel."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.plan.figures import save_channel_figure
from desktop_app.plan.records import LAST_MONTH, FigureEntry, PlanEntry
from desktop_app.plan.rules import cut_text
from desktop_app.plan.service import MOST_PEOPLE, amend, save_plan_line
from desktop_app.plan.words import PlanNames
from desktop_app.reference.records import OWN_CHANNEL
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.pages.plan.choices import choices, months
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog

NO_MONTH = 0
LINE_WIDTH = 560


class PlanLineDialog(FormDialog):
    """Finishes with the line as saved."""

    def __init__(self, owner: QWidget, entry: PlanEntry, names: PlanNames) -> None:
        super().__init__(owner, title=_("Line of the plan") if entry.id else _("New line of the plan"))
        self._entry = entry
        # Half of it holds the longest name of a staff group or a district.
        self.setMinimumWidth(LINE_WIDTH)
        self.add_row(
            ChoiceField(
                "month", _("Month"), [*months(entry.year), Choice(NO_MONTH, _("Not stated"))], is_required=True
            ),
            IntegerField("people", _("People"), lowest=0, highest=MOST_PEOPLE, is_required=True),
        )
        # A row of its own: half a row cuts the names of the channels.
        self.add(ChoiceField("channel_code", _("Channel"), choices(names.channels, names.over), is_required=True))
        self.add_row(
            ChoiceField("staff_group", _("Staff group"), choices(names.staff_groups, names.over), is_required=True),
            ChoiceField("district_code", _("District or city"), choices(names.districts, names.over, nothing=_("All"))),
        )
        self.add(ChoiceField("subject_code", _("Subject"), choices(names.subjects, names.over, nothing=_("All"))))
        self.add(ChoiceField("programme_id", _("Programme"), choices(names.programmes, names.over, nothing=_("All"))))
        self.add_row(
            TextField("order_number", _("Order number"), hint=_("The base of every percentage in the return.")),
            DateField("order_date", _("Order date"), default_year=entry.year),
        )
        self.add(TextField("note", _("Note")))
        _fill(self, entry)
        if entry.is_yearly:
            self.field("month").set_value(NO_MONTH)
        if entry.replaces_id is not None:
            for name in ("month", "channel_code", "staff_group", "district_code", "subject_code", "programme_id"):
                self.field(name).setEnabled(False)

    def submit(self) -> None:
        values = self.values()
        is_yearly = values["month"] == NO_MONTH
        values["month"] = LAST_MONTH if is_yearly else values["month"]
        changed = replace(self._entry, **values, is_yearly=is_yearly)

        def save(centre: Centre) -> Outcome[int]:
            return centre.write(save_plan_line, changed)

        run_command(self, save, lambda done: self.finish(replace(changed, id=done.value)))


class AmendDialog(FormDialog):
    """Finishes with the id of the amendment. ``people`` is what is proposed: nobody withdraws the line."""

    def __init__(self, owner: QWidget, line: PlanEntry, names: PlanNames, *, people: int | None = None) -> None:
        is_withdrawal = people == 0
        said = ", ".join((names.channels.get(line.channel_code, ""), names.group(line.staff_group)))
        super().__init__(
            owner,
            title=_("Withdraw the line") if is_withdrawal else _("Amend the line"),
            save_text=_("Withdraw the line") if is_withdrawal else _("Amend the line"),
            intro=_(
                "{group}, {part}: {people} planned now. The line stays as it was ordered; "
                "from the day of the new order on the other number holds.",
                group=said,
                part=cut_text(line.cut, names.cuts),
                people=formats.integer_text(line.people),
            ),
        )
        self._line = line
        self.add(IntegerField("people", _("People"), lowest=0, highest=MOST_PEOPLE, is_required=True))
        self.field("people").set_value(line.people if people is None else people)
        self.field("people").setEnabled(not is_withdrawal)
        self.add_row(
            TextField("order_number", _("Order number"), is_required=True),
            DateField("order_date", _("Order date"), default_year=line.year, is_required=True),
        )
        self.add(TextField("note", _("Reason")))

    def submit(self) -> None:
        values = self.values()
        run_command(
            self,
            lambda centre: centre.write(amend, line_id=self._line.id, **values),
            lambda done: self.finish(done.value),
        )


class FigureDialog(FormDialog):
    """Finishes with the figure as saved."""

    def __init__(self, owner: QWidget, entry: FigureEntry, names: PlanNames) -> None:
        super().__init__(
            owner,
            title=_("Figure of another channel"),
            intro=_("Never mixed with our own people: it is printed with its source."),
        )
        self._entry = entry
        others = {code: name for code, name in names.channels.items() if code != OWN_CHANNEL}
        self.add_row(
            ChoiceField("month", _("Month"), months(entry.year), is_required=True),
            IntegerField("people", _("People"), lowest=0, highest=MOST_PEOPLE, is_required=True),
        )
        for name, title, offered in (
            ("channel_code", _("Channel"), others),
            ("staff_group", _("Staff group"), names.staff_groups),
        ):
            self.add(ChoiceField(name, title, choices(offered, names.over), is_required=True))
        self.add(TextField("source", _("Source"), is_required=True, hint=_("The letter or the report.")))
        self.add_row(
            TextField("order_number", _("Number of the paper")),
            DateField("order_date", _("Date of the paper"), default_year=entry.year),
        )
        _fill(self, entry)

    def submit(self) -> None:
        changed = replace(self._entry, **self.values())

        def save(centre: Centre) -> Outcome[int]:
            return centre.write(save_channel_figure, changed)

        run_command(self, save, lambda done: self.finish(replace(changed, id=done.value)))


def _fill(form: FormDialog, entry: Any) -> None:
    """Show the entry; of a new one the month and the channel are guesses taken from the line before."""
    for name in form.values():
        value = getattr(entry, name)
        if not (entry.id == 0 and name == "people"):
            form.field(name).set_value(value, is_guess=entry.id == 0 and name == "month")
