"""How a ministry's paper words an indicator, in the languages of the program, from a day on."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import LANGUAGES, _, use
from desktop_app.indicators.wordings import PAPER_LANGUAGE, Texts, Worded, Wording, add_wording, change_wording
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog

WIDTH = 860


class WordingDialog(FormDialog):
    """Finishes with True. ``newest`` is the last wording, in force or to come.

    The day of it corrects it; another day begins a new edition.
    """

    def __init__(self, owner: QWidget, line: Worded, newest: Wording | None) -> None:
        super().__init__(
            owner,
            title=_("Wording of “{indicator}”", indicator=line.title),
            intro=_(
                "From its day on, a ministry's wording stands in returns and on screens; what was sent keeps its own. "
                "Another day begins a new edition, the same day corrects this one."
            ),
        )
        self.setMinimumWidth(WIDTH)
        self._code, self._newest = line.indicator.code, newest
        order = (TextField("order_number", _("Order number")), DateField("order_date", _("Order date")))
        self.add_row(DateField("valid_from", _("Holds from"), is_required=True), *order)
        own = line.indicator
        titles = _in_all_languages(own.title) if newest is None else newest.titles
        definitions = _in_all_languages(own.definition) if newest is None else newest.definitions
        for code, name in LANGUAGES.items():
            is_required = code == PAPER_LANGUAGE
            title = TextField(f"title_{code}", _("Title, {language}", language=name), is_required=is_required)
            definition = TextField(
                f"definition_{code}", _("What is counted, {language}", language=name), is_required=is_required, lines=2
            )
            title.set_value(titles.get(code, ""))
            definition.set_value(definitions.get(code, ""))
            self.add_row(title, definition)
        self.add(TextField("note", _("Note")))
        if newest is not None:
            for field in ("valid_from", "order_number", "order_date", "note"):
                self.field(field).set_value(getattr(newest, field))

    def submit(self) -> None:
        given = self.values()
        said = {
            "valid_from": given["valid_from"],
            "order_number": given["order_number"],
            "order_date": given["order_date"],
            "note": given["note"],
            "titles": self._texts("title"),
            "definitions": self._texts("definition"),
        }
        kept, code = self._corrected(given["valid_from"]), self._code
        run_command(
            self,
            lambda centre: (
                centre.write(add_wording, code=code, **said)
                if kept is None
                else centre.write(change_wording, wording_id=kept.id, version=kept.version, **said)
            ),
            lambda _outcome: self.finish(True),
        )

    def _corrected(self, day: date) -> Wording | None:
        return self._newest if self._newest is not None and self._newest.valid_from == day else None

    def _texts(self, name: str) -> Texts:
        return {code: self.field(f"{name}_{code}").value or "" for code in LANGUAGES}


def _in_all_languages(message: str) -> Texts:
    """Our own words, to begin with."""
    found = {}
    for code in LANGUAGES:
        with use(code):
            found[code] = _(message)
    return found
