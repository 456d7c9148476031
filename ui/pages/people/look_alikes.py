"""The warning in the form of a card: the cards that may be the same person's, each a way to that card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from desktop_app.doubles.reasons import Reason
from desktop_app.doubles.records import Alike
from desktop_app.i18n import _
from ui.actions import link_button
from ui.pages.people.words import birth_text
from ui.theme import GAP_XS
from ui.widgets.text import label


class LookAlikes(QFrame):
    """Hidden while nobody is like the card. Each line has a key of its own: Alt+1, Alt+2, …"""

    chosen = Signal(object)
    """The PersonLine of the card that is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label(_("This person may be in the list already. Open the card to see:"), wrap=True, tone="warn")
        self._buttons: list[QPushButton] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_XS)
        self._rows.addWidget(self._words)
        self.hide()

    @property
    def lines(self) -> list[str]:
        return [button.text() for button in self._buttons]

    def show_alike(self, found: Sequence[Alike]) -> None:
        if self.lines == [_told(alike) for alike in found]:
            return
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(alike, place) for place, alike in enumerate(found, 1)]
        self.setVisible(bool(found))

    def _button(self, alike: Alike, place: int) -> QPushButton:
        button = link_button(_told(alike), lambda: self.chosen.emit(alike.person), key=f"Alt+{place}")
        # Enter on it opens the card, where elsewhere in the form it saves.
        button.setAutoDefault(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button


def _told(alike: Alike) -> str:
    if Reason.SAME_JSHSHIR in alike.reasons:
        return _("{name}: this JShShIR stands on the card already", name=alike.person.full_name)
    facts = (alike.person.full_name, birth_text(alike.person), alike.person.workplace)
    return f"{', '.join(fact for fact in facts if fact)} ({alike.reasons_text})"
