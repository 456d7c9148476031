"""The month of a return or of a sheet of hours, and the two keys that leaf through months."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import _, language
from desktop_app.language.dates import month_title
from ui.actions import Action, make_action, make_button
from ui.models.choices_model import Choice
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser

MONTHS_OFFERED = 36


class MonthChooser(QWidget):
    chosen = Signal(object)
    """The first day of the month."""

    def __init__(self, owner: QWidget, today: date) -> None:
        super().__init__()
        first = today.replace(day=1)
        self._months = [_earlier(first, count) for count in range(MONTHS_OFFERED)]
        self.box = Chooser(
            _("Month"), [Choice(day, month_title(day.year, day.month, language())) for day in self._months]
        )
        self.box.chosen.connect(self.chosen)
        # Nobody asks first for the month that is still running: the return that is due is the last one's.
        self.box.choose(self._months[1])
        before = Action("", lambda: self._leaf(1), icon="chevron-left", key="Alt+PgUp", hint=_("The month before"))
        after = Action("", lambda: self._leaf(-1), icon="chevron-right", key="Alt+PgDown", hint=_("The month after"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for place in (_small(owner, before), self.box, _small(owner, after)):
            row.addWidget(place)

    @property
    def month(self) -> date:
        day: date = self.box.value
        return day

    def choose(self, month: date) -> None:
        """Show a month; one that is not offered changes nothing."""
        if month in self._months:
            self.box.choose(month)

    def _leaf(self, by: int) -> None:
        place = self._months.index(self.month) + by
        if 0 <= place < len(self._months):
            self.box.choose(self._months[place])
            self.chosen.emit(self.month)


def _small(owner: QWidget, action: Action) -> QWidget:
    button = make_button(owner, Action("", action.run, icon=action.icon, hint=action.hint))
    button.setToolTip(f"{action.hint} ({action.key})")
    button.setAccessibleName(action.hint)
    button.setFixedWidth(40)
    make_action(owner, Action(action.hint, action.run, key=action.key))
    return button


def _earlier(month: date, count: int) -> date:
    years, place = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, place + 1, 1)
