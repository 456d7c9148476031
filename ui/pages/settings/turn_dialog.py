"""The form of a line of the table of turns, which says in words for whom it will be."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.due.records import Turn
from desktop_app.due.rules import MOST_YEARS, STAGES, TurnNames, turn_words
from desktop_app.due.turns import save_turn
from desktop_app.i18n import _
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.several_field import SeveralField
from ui.widgets.text import Role, label

WIDTH = 840
YEARS_BACK, YEARS_AHEAD = 5, 15
GUESSED = ("due_year", "valid_from", "order_number", "order_date")


def write_turn(turn: Turn) -> Callable[[Centre], Outcome[Turn]]:
    """The command that saves a line; its outcome is the line as it was saved."""
    return lambda centre: centre.write(save_turn, turn)


class TurnDialog(FormDialog):
    """Finishes with the line as saved."""

    right = "edit_plan"

    def __init__(self, owner: QWidget, turn: Turn, names: TurnNames) -> None:
        super().__init__(
            owner, title=_("Line of the table of turns") if turn.id else _("New line of the table of turns")
        )
        self.setMinimumWidth(WIDTH)
        self._turn, self._names = turn, names
        this_year = self.workspace.centre.clock.today().year
        years = sorted({turn.due_year, *range(this_year - YEARS_BACK, this_year + YEARS_AHEAD)})
        any_stage, any_term = Choice(None, _("Of any kind")), Choice(None, _("Of any term"))
        self.add_row(
            ChoiceField(
                "due_year", _("Year of the course"), [Choice(year, str(year)) for year in years], is_required=True
            ),
            ChoiceField(
                "stage_2024",
                _("Stage of 2024"),
                [any_stage, *(Choice(code, _(words)) for code, words in STAGES.items())],
            ),
            ChoiceField(
                "is_lifetime_category",
                _("Category"),
                [any_term, Choice(True, _("For life")), Choice(False, _("For a term"))],
            ),
        )
        self.add_row(
            SeveralField("staff_groups", _("Staff groups"), _choices(names.staff_groups)),
            SeveralField("position_codes", _("Or in the positions"), _choices(names.positions)),
            SeveralField("category_codes", _("With the categories"), _choices(names.categories)),
        )
        self.add_row(
            IntegerField("post_years_min", _("Least years in the post"), highest=MOST_YEARS),
            IntegerField("post_years_max", _("Most years in the post"), highest=MOST_YEARS),
            IntegerField("category_years_left_max", _("Most years of the category left"), highest=MOST_YEARS),
        )
        self.add_row(
            DateField("valid_from", _("Holds from"), is_required=True),
            TextField("order_number", _("Order number")),
            DateField("order_date", _("Order date")),
        )
        self.add(TextField("note", _("Note")))
        self.words = label("", Role.STRONG, wrap=True)
        self.body.addWidget(self.words)
        for name in self.values():
            field = self.field(name)
            field.set_value(getattr(turn, name), is_guess=not turn.id and name in GUESSED and bool(getattr(turn, name)))
            field.edited.connect(self._say)
        self._say()

    def submit(self) -> None:
        run_command(self, write_turn(self._typed()), lambda done: self.finish(done.value))

    def _typed(self) -> Turn:
        return replace(self._turn, **self.values())

    def _say(self) -> None:
        self.words.setText(_("For whom: {who}.", who=turn_words(self._typed(), self._names)))


def _choices(names: Mapping[str, str]) -> list[Choice]:
    return [Choice(code, name) for code, name in names.items()]
