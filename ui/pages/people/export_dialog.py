"""What goes into the workbook of the list of people."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from ui.widgets.fields import CheckField
from ui.widgets.form_dialog import FormDialog


class ExportDialog(FormDialog):
    """Finishes with whether every JShShIR is to be written in full."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Export to Excel"),
            save_text=_("Choose the file…"),
            intro=_("All people whom the list shows, with the columns in sight, and the codes beside their names."),
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
