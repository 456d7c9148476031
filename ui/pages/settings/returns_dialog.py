"""How the centre's returns are made: which forms, what their files are called, the phrase behind person's codes."""

from dataclasses import fields

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.reference.records import NewCentre, Profile
from desktop_app.reference.return_names import PLACES, USUAL_PATTERN, check_pattern
from desktop_app.reference.service import change_profile
from desktop_app.returns.forms import FORM_CODES, FORM_TITLES, usual_codes
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.several_field import SeveralField


class ReturnsDialog(FormDialog):
    """Finishes with the Outcome of the change."""

    def __init__(self, owner: QWidget, record: Profile) -> None:
        super().__init__(owner, title=_("How returns are made"))
        self._record = record
        forms = [Choice(code, f"{code} · {_(FORM_TITLES[code])}") for code in FORM_CODES]
        self.add(SeveralField("return_forms", _("Forms that the centre sends"), forms))
        places = ", ".join(f"{{{place}}}" for place in PLACES)
        self.add(
            TextField(
                "return_file_pattern",
                _("Name of the file"),
                placeholder=USUAL_PATTERN,
                hint=_("These places are filled in: {places}", places=places),
                check=_check_pattern,
            )
        )
        self.add(
            TextField(
                "return_phrase",
                _("Phrase of the person's codes"),
                hint=_(
                    "Centres with the same phrase give a person the same code, and only they can tell whom it means. "
                    "Without one the program's own phrase is used, which anybody can read."
                ),
            )
        )
        self.field("return_forms").set_value(usual_codes(record.return_forms))
        for name in ("return_file_pattern", "return_phrase"):
            self.field(name).set_value(getattr(record, name))

    def submit(self) -> None:
        values = self.values()
        # All of them: then a form that is added to the program later is sent, too.
        if set(values["return_forms"]) == set(FORM_CODES):
            values["return_forms"] = ()
        kept = {field.name: getattr(self._record, field.name) for field in fields(NewCentre)}
        new, version = NewCentre(**{**kept, **values}), self._record.version

        def save(centre: Centre) -> Outcome[None]:
            return centre.write(change_profile, new, version=version)

        run_command(self, save, self.finish)


def _check_pattern(pattern: str) -> str:
    try:
        check_pattern(pattern)
    except CentreError as error:
        return error.text
    return ""
