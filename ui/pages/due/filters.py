"""The choosers that narrow the list of who is due and its totals alike."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from desktop_app.due.records import NO_INSTITUTION, DueFilter, SchoolTotal
from desktop_app.i18n import N_, _
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.pages.due.lists import DueLists
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser

# What a chooser is called and what it says while nothing is chosen, by the field of the filter that it narrows.
TITLES = {
    "district_code": (N_("District"), N_("All districts")),
    "institution_id": (N_("School"), N_("All schools")),
    "subject_code": (N_("Subject"), N_("All subjects")),
    "staff_group": (N_("Staff group"), N_("All staff groups")),
    "category_code": (N_("Category"), N_("All categories")),
    "language_code": (N_("Language of instruction"), N_("All languages")),
    "reason": (N_("Reason"), N_("All reasons")),
}
SCHOOL = "institution_id"
COLUMNS = 5
SHORTEST = 8
POPUP_WIDTH = 360


@dataclass(frozen=True)
class Standing:
    """What is asked of people besides being due."""

    is_overdue: bool = False
    is_free: bool = False


STANDINGS = (
    (Standing(), N_("All who are due")),
    (Standing(is_overdue=True), N_("Overdue only")),
    (Standing(is_free=True), N_("Not in a cohort yet")),
    (Standing(is_overdue=True, is_free=True), N_("Overdue, not in a cohort yet")),
)


class DueFilters(QWidget):
    """Two rows of choosers, the year first; the schools are those of the district that is chosen."""

    changed = Signal()

    def __init__(self, year: int, years: Sequence[int]) -> None:
        super().__init__()
        self.year = Chooser(_("Year"), [Choice(each, str(each)) for each in years])
        self.year.choose(year)
        self.choosers = {name: Chooser(_(title), [_everything(name)]) for name, (title, _words) in TITLES.items()}
        self.standing = Chooser(_("Who of them"), [Choice(standing, _(words)) for standing, words in STANDINGS])
        self._clear = make_button(self, Action(_("Show everybody"), self.clear, icon="close", key="Ctrl+Shift+X"))
        boxes = (self.year, *self.choosers.values(), self.standing)
        for box in boxes:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(SHORTEST)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.view().setMinimumWidth(0 if box is self.year else POPUP_WIDTH)
        self.year.chosen.connect(lambda _year: self._tell())
        self.standing.chosen.connect(lambda _standing: self._tell())
        for name, box in self.choosers.items():
            box.chosen.connect(lambda _value, name=name: self._choose(name))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP_S)
        for place, widget in enumerate((*boxes, self._clear)):
            grid.addWidget(widget, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self._show_state()

    @property
    def wanted(self) -> DueFilter:
        chosen: dict[str, Any] = {name: box.value for name, box in self.choosers.items()}
        return DueFilter(self.year.value, **chosen, **asdict(self.standing.value))

    @property
    def is_narrowed(self) -> bool:
        return self.wanted != DueFilter(self.year.value)

    def choose_year(self, year: int) -> None:
        """Show a year, offered or not, without telling of it."""
        years = {year, *(choice.value for choice in self.year.choices)}
        self.year.set_choices([Choice(each, str(each)) for each in sorted(years)])
        self.year.choose(year)

    def offer(self, lists: DueLists) -> None:
        for name, choices in lists.choices.items():
            self.choosers[name].set_choices([_everything(name), *choices])

    def offer_schools(self, schools: Sequence[SchoolTotal]) -> None:
        """The schools of the chosen district in which somebody is due; the one that is chosen stays."""
        box = self.choosers[SCHOOL]
        if box.value is None and self.choosers["district_code"].value is not None:
            box.set_choices([_everything(SCHOOL), *(Choice(school.key, school.name) for school in schools)])

    def narrow(self, **chosen: Any) -> None:
        """Choose as if by hand. A school brings its ``name``: it may not be among those offered."""
        name = chosen.pop("name", "")
        for field, value in chosen.items():
            box = self.choosers[field]
            if not box.choose(value):
                box.set_choices([_everything(field), Choice(value, name)])
                box.choose(value)
        self._tell()

    def clear(self) -> None:
        for name, box in self.choosers.items():
            box.choose(None)
            if name == SCHOOL:
                box.set_choices([_everything(name)])
        self.standing.choose(Standing())
        self._tell()

    def _choose(self, name: str) -> None:
        if name == "district_code":
            self.choosers[SCHOOL].set_choices([_everything(SCHOOL)])
        self._tell()

    def _tell(self) -> None:
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        """Schools are chosen within a district; without one there are too many of them for a chooser."""
        box = self.choosers[SCHOOL]
        is_offered = self.choosers["district_code"].value is not None or box.value not in (None, NO_INSTITUTION)
        box.setEnabled(is_offered)
        box.setToolTip(_("School") if is_offered else _("Choose the district first."))
        self._clear.setEnabled(self.is_narrowed)


def _everything(name: str) -> Choice:
    return Choice(None, _(TITLES[name][1]))
