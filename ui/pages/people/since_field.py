"""A day from which years are counted: typed as a date, as a year, or as the number of years."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit

from desktop_app.i18n import _, _n
from desktop_app.language.dates import parse_date
from desktop_app.people.rules import whole_years, years_before
from ui import formats
from ui.widgets.field import Field

MOST_YEARS = 75
# A year alone means its first of September, when schools take people on.
FIRST_MONTH, FIRST_DAY = 9, 1


class SinceField(Field):
    """Holds a date or None; under it stands how many whole years that makes on ``today``."""

    def __init__(self, name: str, title: str, *, today: date, check: Callable[[date], str] | None = None) -> None:
        self._line = QLineEdit()
        self._today = today
        super().__init__(name, title, self._line, check=check)
        self._line.setPlaceholderText(_("date or years"))
        self._line.textEdited.connect(lambda _text: self._typed())
        self._line.editingFinished.connect(self._write_out)

    @property
    def value(self) -> date | None:
        text = self._line.text().strip()
        if text.isdecimal() and len(text) <= 2:
            return years_before(int(text), self._today) if int(text) <= MOST_YEARS else None
        read = parse_date(text) if text else None
        if read is None or read.date is not None:
            return read.date if read else None
        return date(read.year, FIRST_MONTH, FIRST_DAY) if read.year else None

    def problem(self) -> str:
        if self._line.text().strip() and self.value is None:
            return _("Give a date (01.09.2010), a year (2010) or the number of years (16).")
        if self.value is not None and self.value > self._today:
            return _("This day has not come yet.")
        return super().problem()

    def _write(self, value: date | None) -> None:
        self._line.setText(formats.date_text(value))
        self._hint = self._years()

    def _typed(self) -> None:
        self._hint = self._years()
        self._note_edit()

    def _write_out(self) -> None:
        problem = self.problem()
        if self.value is not None and not problem:
            self._line.setText(formats.date_text(self.value))
        self.show_error(problem)

    def _years(self) -> str:
        years = whole_years(self.value, self._today)
        if years is None:
            return ""
        return _n("{n} year, since {day}", "{n} years, since {day}", years, day=formats.date_text(self.value))
