"""The strip over all pages while the server of the centre does not answer."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_app.i18n import _
from ui.theme import GAP_S, GAP_XL
from ui.widgets.text import dress, label
from ui.workspace import Workspace


class SilenceStrip(QFrame):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        dress(self, role="standing")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        words = _("The server does not answer. What you typed stays here; the program goes on as soon as it does.")
        row.addWidget(label(words, wrap=True), 1)
        self.setHidden(workspace.server_answers)
        workspace.connection_changed.connect(self.setHidden)
