"""What stands before a centre with accounts opens: its name, the names of its staff, a password. Nothing else."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.actions import link_button
from ui.icons import pixmap
from ui.language_row import language_row
from ui.sign_in import KnownLogin, SignInPanel
from ui.standing import Standing
from ui.theme import GAP_L, GAP_M
from ui.widgets.card import Card
from ui.widgets.text import Role, in_the_middle, label
from ui.workspace import Workspace

WIDTH = 380


class SignInPage(QWidget):
    """Asks and tells; who listens to ``submitted`` of its panel lets in or refuses."""

    recovery_wanted = Signal()
    elsewhere_wanted = Signal()
    centre_wanted = Signal()
    """The centre of this PC, in place of a closed year."""

    def __init__(
        self,
        workspace: Workspace,
        known: Sequence[KnownLogin],
        *,
        centre_name: str = "",
        chosen: str = "",
        archive_of: int = 0,
    ) -> None:
        """``archive_of``: the closed year that lies there, 0 for a centre."""
        super().__init__()
        self._archive_of = archive_of
        self.workspace = workspace
        self.panel = SignInPanel(known, chosen=chosen)
        card = Card()
        card.setFixedWidth(WIDTH)
        card.body.setSpacing(GAP_L)
        card.body.addWidget(self.panel)
        middle = Qt.AlignmentFlag.AlignHCenter
        name = label(centre_name or _("Sign in"), Role.HEADING, wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(GAP_M)
        column.addStretch(2)
        column.addWidget(self._sign(), 0, middle)
        column.addWidget(label("Mahorat", Role.TITLE), 0, middle)
        column.addLayout(in_the_middle(name, WIDTH))
        if archive_of:
            column.addLayout(in_the_middle(label(Standing(year=archive_of).text, wrap=True), WIDTH))
        column.addWidget(card, 0, middle)
        column.addLayout(self._ways_out())
        column.addStretch(3)
        languages = language_row(self, lambda code: self.workspace.change_settings(language=code))
        languages.setContentsMargins(GAP_L, 0, GAP_L, GAP_L)
        column.addLayout(languages)
        self.setFocusProxy(self.panel)

    def _sign(self) -> QLabel:
        sign = QLabel(self)
        sign.setPixmap(pixmap("lock", "muted", 32, self.devicePixelRatioF()))
        return sign

    def _ways_out(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addStretch(1)
        row.addWidget(link_button(_("With the recovery sheet"), self.recovery_wanted.emit))
        if self._archive_of:
            row.addWidget(link_button(Standing(year=self._archive_of).link, self.centre_wanted.emit))
        row.addWidget(link_button(_("Choose another centre"), self.elsewhere_wanted.emit))
        row.addStretch(1)
        return row
