"""What goes into the workbook of who is due."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, _n
from ui.widgets.fields import CheckField
from ui.widgets.form_dialog import FormDialog


class ExportDialog(FormDialog):
    """Finishes with whether every JShShIR is to be written in full."""

    def __init__(self, owner: QWidget, *, people: int) -> None:
        super().__init__(
            owner,
            title=_("Export to Excel"),
            save_text=_("Choose the file…"),
            intro=_n(
                "The list of {n} person with the reason, and the totals by district, school and subject.",
                "The list of {n} people with the reasons, and the totals by district, school and subject.",
                people,
            ),
        )
        self._numbers = self.add(
            CheckField(
                "with_numbers",
                _("Write each JShShIR in full"),
                hint=_("Otherwise only its ends are readable. The journal tells who took the numbers out."),
            )
        )

    def submit(self) -> None:
        self.finish((self._numbers.value,))

    def is_changed(self) -> bool:
        return False
