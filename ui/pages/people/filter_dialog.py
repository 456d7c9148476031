"""Everything that the list of people can be narrowed by, in one form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.people.filters import workplaces
from desktop_app.people.records import THIS_YEAR, CategoryState, PeopleFilter
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.people.filter_words import CATEGORY_STATES, due_words
from ui.pages.people.lists import PeopleLists
from ui.widgets.fields import CheckField, ChoiceField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WIDTH = 640
YEARS_AHEAD = 5


class FilterDialog(FormDialog):
    """Finishes with the filter; the typed text stays what it was."""

    def __init__(self, owner: QWidget, wanted: PeopleFilter, lists: PeopleLists) -> None:
        super().__init__(owner, title=_("Filter the people"), save_text=_("Show these people"))
        self.setMinimumWidth(WIDTH)
        self._wanted = wanted
        this_year = self.workspace.centre.clock.today().year
        years = [THIS_YEAR, *range(this_year, this_year + YEARS_AHEAD)]
        self.add_row(
            ChoiceField("district_code", _("District"), lists.districts),
            ChoiceField("institution_id", _("Workplace"), hint=_("Choose the district first.")),
        )
        self.add_row(
            ChoiceField("subject_code", _("Subject"), lists.subjects),
            ChoiceField("staff_group", _("Staff group"), lists.staff_groups),
        )
        self.add_row(
            ChoiceField("category_code", _("Category"), lists.categories),
            ChoiceField("category_state", _("How the category stands"), _states()),
        )
        self.add_row(
            ChoiceField("language_code", _("Language of instruction"), lists.languages),
            ChoiceField("locality_code", _("Town or country"), lists.localities),
        )
        due = ChoiceField("due_year", _("Due for a course"), [Choice(year, due_words(year)) for year in years])
        self.add_row(due, CheckField("is_archived", _("Those in the archive")))
        self.add_row(CheckField("lacks_consent", _("Without consent")), CheckField("lacks_jshshir", _("No JShShIR")))
        for name in self.values():
            self.field(name).set_value(getattr(wanted, name))
        self.field("district_code").edited.connect(lambda: self._offer_workplaces(None))
        self._offer_workplaces(wanted.institution_id)

    def submit(self) -> None:
        self.finish(replace(self._wanted, **self.values()))

    def is_changed(self) -> bool:
        # Nothing is lost that is not chosen again in a moment.
        return False

    def _offer_workplaces(self, chosen: int | None) -> None:
        """The institutions of the chosen district: all of them would be too many to choose from."""
        code, box = self.field("district_code").value, self.field("institution_id")
        box.setEnabled(code is not None)
        if code is None:
            box.set_value(None)
            return

        def offer(found: dict[int, str]) -> None:
            if isinstance(box, ChoiceField):
                box.set_choices([Choice(each, name) for each, name in found.items()])
            box.set_value(chosen)

        def read(centre: "Centre") -> dict[int, str]:
            return centre.read(workplaces, district_code=code)

        run_query(self, read, offer, slot="workplaces")


def _states() -> Sequence[Choice]:
    return [Choice(state, _(CATEGORY_STATES[state])) for state in CategoryState if state in CATEGORY_STATES]
