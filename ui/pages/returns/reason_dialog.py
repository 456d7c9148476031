"""Asks for the reason of a step that wants one: going back, correcting what was sent."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog


class ReasonDialog(FormDialog):
    """Finishes with the reason."""

    def __init__(self, owner: QWidget, *, title: str, save_text: str, intro: str) -> None:
        super().__init__(owner, title=title, save_text=save_text, intro=intro)
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2))

    def submit(self) -> None:
        self.finish(self.field("reason").value)
