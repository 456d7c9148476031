"""The forms of a series: how its numbers are written, which of them another PC gets, and how many come back."""

from PySide6.QtWidgets import QWidget

from desktop_app.certificates.series import (
    LEAST_DIGITS,
    MOST_DIGITS,
    MOST_SET_ASIDE,
    Block,
    Series,
    change_pattern,
    checked_pattern,
    full_number,
    give_back,
    set_aside,
)
from desktop_app.errors import Invalid
from desktop_app.i18n import _, _n
from ui.operations import run_command
from ui.widgets.fields import IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label


class PatternDialog(FormDialog):
    """Finishes with the series as it was, so that the change can be undone."""

    def __init__(self, owner: QWidget, series: Series) -> None:
        super().__init__(
            owner,
            title=_("How the numbers of {prefix} {year} are written", prefix=series.prefix, year=series.year),
            intro=_(
                "{prefix} stands for the letters, {year} for the year, {number} for the number. "
                "Numbers that were given stay as they are."
            ),
        )
        self._series = series
        self.add_row(
            TextField("pattern", _("Pattern"), is_required=True),
            IntegerField("digits", _("Number of digits"), lowest=LEAST_DIGITS, highest=MOST_DIGITS, is_required=True),
        )
        self.example = label("", Role.STRONG, wrap=True)
        self.body.addWidget(self.example)
        for name in ("pattern", "digits"):
            self.field(name).set_value(getattr(series, name))
            self.field(name).edited.connect(self._show_example)
        self._show_example()

    def submit(self) -> None:
        series_id, values = self._series.id, self.values()
        run_command(
            self,
            lambda centre: centre.write(change_pattern, series_id=series_id, **values),
            lambda _outcome: self.finish(self._series),
        )

    def _show_example(self) -> None:
        own, digits = self._series, self.field("digits").value
        try:
            pattern = checked_pattern(
                self.field("pattern").value, prefix=own.prefix, year=own.year, digits=digits or LEAST_DIGITS
            )
        except Invalid as problem:
            self.example.setText(problem.text)
        else:
            number = full_number(pattern, own.prefix, own.year, own.next_number, digits or LEAST_DIGITS)
            self.example.setText(_("The next one: {number}", number=number))


class SetAsideDialog(FormDialog):
    """Finishes with how many numbers are set aside."""

    def __init__(self, owner: QWidget, series: Series) -> None:
        super().__init__(
            owner,
            title=_("Set numbers aside for another PC"),
            save_text=_("Set them aside"),
            intro=_("They are not given out here until they come back, so that no number is given twice."),
        )
        self._series = series
        self.add_row(
            TextField("holder", _("For which PC"), is_required=True, placeholder=_("The branch in Chortoq")),
            IntegerField("count", _("How many"), lowest=1, highest=MOST_SET_ASIDE, is_required=True),
        )
        self.numbers = label("", Role.STRONG, wrap=True)
        self.body.addWidget(self.numbers)
        self.field("count").edited.connect(self._show_numbers)

    def submit(self) -> None:
        series_id, values = self._series.id, self.values()
        run_command(
            self,
            lambda centre: centre.write(set_aside, series_id=series_id, **values),
            lambda _outcome: self.finish(values["count"]),
        )

    def _show_numbers(self) -> None:
        count, first = self.field("count").value, self._series.last_number + 1
        text = "" if not count else _range(self._series, first, first + count - 1)
        self.numbers.setText(text)


class GiveBackDialog(FormDialog):
    """Finishes with how many numbers came back."""

    def __init__(self, owner: QWidget, series: Series, block: Block) -> None:
        super().__init__(
            owner,
            title=_("Numbers back from {holder}", holder=block.holder),
            save_text=_("Take numbers back"),
            intro=_(
                "They have {numbers}. What they did not use is given out here next, before any new number.",
                numbers=_range(series, block.first, block.last),
            ),
        )
        self._series, self._block = series, block
        used = _("How many did they use, from the first on?")
        self.add(IntegerField("used", used, lowest=0, highest=block.count, is_required=True))
        self.rest = label("", Role.STRONG, wrap=True)
        self.body.addWidget(self.rest)
        self.field("used").edited.connect(self._show_rest)

    def submit(self) -> None:
        block_id, used = self._block.id, self.field("used").value
        run_command(
            self,
            lambda centre: centre.write(give_back, block_id=block_id, used=used),
            lambda outcome: self.finish(outcome.value),
        )

    def _show_rest(self) -> None:
        used, block = self.field("used").value, self._block
        if used is None:
            self.rest.setText("")
        elif used == block.count:
            self.rest.setText(_("Nothing is left."))
        else:
            rest = _range(self._series, block.first + used, block.last)
            count = block.count - used
            self.rest.setText(
                _n("{n} number comes back: {numbers}", "{n} numbers come back: {numbers}", count, numbers=rest)
            )


def _range(series: Series, first: int, last: int) -> str:
    return " – ".join(dict.fromkeys((series.written(first), series.written(last))))
