"""The forms of a line of the plan and of a figure of another channel."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import _, language
from desktop_app.language.dates import month_title
from desktop_app.plan.figures import save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import save_plan_line
from desktop_app.reference.records import OWN_CHANNEL
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.pages.plan.words import PlanWords, choices
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog


class PlanLineDialog(FormDialog):
    """Finishes with the line as saved."""

    def __init__(self, owner: QWidget, entry: PlanEntry, words: PlanWords) -> None:
        super().__init__(owner, title=_("Line of the plan") if entry.id else _("New line of the plan"))
        self._entry = entry
        self.add_row(
            ChoiceField("month", _("Month"), months(entry.year), is_required=True),
            IntegerField("people", _("People"), lowest=0, highest=1_000_000, is_required=True),
        )
        # A row of its own: half a row cuts the names of the channels.
        self.add(ChoiceField("channel_code", _("Channel"), choices(words.channels, words), is_required=True))
        self.add_row(
            ChoiceField("staff_group", _("Staff group"), choices(words.staff_groups, words), is_required=True),
            ChoiceField("district_code", _("District or city"), choices(words.districts, words, nothing=_("All"))),
        )
        self.add(ChoiceField("subject_code", _("Subject"), choices(words.subjects, words, nothing=_("All"))))
        self.add_row(
            TextField("order_number", _("Order number"), hint=_("The base of every percentage in the return.")),
            DateField("order_date", _("Order date"), default_year=entry.year),
        )
        _fill(self, entry)

    def submit(self) -> None:
        changed = replace(self._entry, **self.values())

        def save(centre: Centre) -> Outcome[int]:
            return centre.write(save_plan_line, changed)

        run_command(self, save, lambda done: self.finish(replace(changed, id=done.value)))


class FigureDialog(FormDialog):
    """Finishes with the figure as saved."""

    def __init__(self, owner: QWidget, entry: FigureEntry, words: PlanWords) -> None:
        super().__init__(
            owner,
            title=_("Figure of another channel"),
            intro=_("Never mixed with our own people: it is printed with its source."),
        )
        self._entry = entry
        others = {code: name for code, name in words.channels.items() if code != OWN_CHANNEL}
        self.add_row(
            ChoiceField("month", _("Month"), months(entry.year), is_required=True),
            IntegerField("people", _("People"), lowest=0, highest=10_000_000, is_required=True),
        )
        self.add_row(
            ChoiceField("channel_code", _("Channel"), choices(others, words), is_required=True),
            ChoiceField("staff_group", _("Staff group"), choices(words.staff_groups, words), is_required=True),
        )
        self.add(TextField("source", _("Source"), is_required=True, hint=_("The letter: its number and date.")))
        _fill(self, entry)

    def submit(self) -> None:
        changed = replace(self._entry, **self.values())

        def save(centre: Centre) -> Outcome[int]:
            return centre.write(save_channel_figure, changed)

        run_command(self, save, lambda done: self.finish(replace(changed, id=done.value)))


def months(year: int) -> list[Choice]:
    return [Choice(month, month_title(year, month, language())) for month in range(1, 13)]


def _fill(form: FormDialog, entry: Any) -> None:
    """Show the entry; of a new one the month and the channel are guesses taken from the line before."""
    for name in form.values():
        value = getattr(entry, name)
        if not (entry.id == 0 and name == "people"):
            form.field(name).set_value(value, is_guess=entry.id == 0 and name == "month")
