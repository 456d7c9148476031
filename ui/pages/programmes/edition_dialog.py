"""The form that gives a programme out anew: from which day, under which code."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.programmes.records import ProgrammeRow
from desktop_app.programmes.service import new_edition
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class EditionDialog(FormDialog):
    """Finishes with the code of the new edition."""

    def __init__(self, owner: QWidget, row: ProgrammeRow) -> None:
        super().__init__(
            owner,
            title=_("New edition of {code}", code=row.code),
            save_text=_("New edition"),
            intro=_(
                "The new edition is a copy that holds from this day; this one holds until the day before. "
                "Cohorts keep the edition they began with."
            ),
        )
        self._row = row
        self.add_row(
            DateField("valid_from", _("Holds from"), is_required=True),
            TextField("code", _("Code"), is_required=True),
        )
        self.field("code").set_value(f"{row.code.partition('/')[0]}/{row.edition + 1}", is_guess=True)

    def submit(self) -> None:
        values = self.values()
        run_command(
            self,
            lambda centre: centre.write(new_edition, programme_id=self._row.id, **values),
            lambda _outcome: self.finish(values["code"]),
        )
