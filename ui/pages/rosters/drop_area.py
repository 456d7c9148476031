"""The place where a file is chosen or dropped."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop_app.i18n import _
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.theme import GAP_M, GAP_XL
from ui.widgets.card import Card
from ui.widgets.fields import ChoiceField
from ui.widgets.text import Role, label

SIGN_SIZE = 40
WIDTH = 520


class DropArea(Card):
    """Asks for the cohort and its file, and says what may be brought."""

    def __init__(self, choose: Callable[[], object]) -> None:
        super().__init__()
        self.cohort = ChoiceField("cohort_id", _("Cohort"), is_required=True)
        self.cohort.setFixedWidth(WIDTH)
        self.choose_button = make_button(
            self,
            Action(_("Choose a file…"), choose, icon="folder", hint=_("Choose the file of the roster")),
            is_primary=True,
        )
        middle = Qt.AlignmentFlag.AlignHCenter
        sign = QLabel(self)
        sign.setPixmap(pixmap("file-excel", "edge", SIGN_SIZE, self.devicePixelRatioF()))
        words = label(_("Drop the roster here, or choose it."), Role.HEADING)
        kinds = label(
            _("Excel, OpenDocument or CSV, as the office sent it. Nothing is written before you have seen every row."),
            Role.MUTED,
            wrap=True,
        )
        kinds.setFixedWidth(WIDTH)
        kinds.setAlignment(middle)
        kinds.setMinimumHeight(kinds.heightForWidth(WIDTH))
        place = QVBoxLayout()
        place.setSpacing(GAP_M)
        place.addStretch(1)
        place.addWidget(self.cohort, 0, middle)
        place.addSpacing(GAP_XL)
        for part in (sign, words, kinds, self.choose_button):
            place.addWidget(part, 0, middle)
        place.addStretch(2)
        self.body.addLayout(place, 1)
