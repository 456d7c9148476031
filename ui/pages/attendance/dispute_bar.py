"""Two people have marked one cell: both values side by side, and a choice that waits while the work goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.attendance.marking import full_text
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from ui.actions import Action, make_button
from ui.pages.attendance.marking import Dispute
from ui.pages.attendance.register_model import RegisterModel
from ui.theme import GAP_M, GAP_S, GAP_XS
from ui.widgets.text import flowing

KEEP_KEY, SET_KEY = "Alt+1", "Alt+2"


class DisputeBar(QFrame):
    """Their marks stand until "set mine" is said; cells in dispute carry a corner."""

    mine_wanted = Signal(object)
    """Disputes whose own marks are to be set after all."""
    decided = Signal()

    def __init__(self, parent: QWidget, model: RegisterModel) -> None:
        super().__init__(parent)
        self._model = model
        self._open: list[Dispute] = []
        self.setProperty("role", "banner")
        self.setProperty("tone", "warn")
        self.words = flowing("")
        keep = make_button(self, Action(_("Keep theirs"), self._keep, key=KEEP_KEY))
        mine = make_button(self, Action(_("Set mine"), self._set_mine, key=SET_KEY))
        self.buttons = (keep, mine)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_M, GAP_XS, GAP_S, GAP_XS)
        row.setSpacing(GAP_S)
        row.addWidget(self.words, 1)
        row.addWidget(keep)
        row.addWidget(mine)
        self.hide()

    def add(self, disputes: Sequence[Dispute]) -> None:
        """One choice for all that came together; of several for one cell the last is meant."""
        cells = {(dispute.ours.enrolment_id, dispute.ours.session_id): dispute for dispute in (*self._open, *disputes)}
        self._open = list(cells.values())
        self._show()

    def _show(self) -> None:
        self._model.mark_disputed(dispute.ours for dispute in self._open)
        place = self._model.place_of(self._open[0].ours) if self._open else None
        self.setVisible(place is not None)
        if place is None:
            return
        dispute, lesson = self._open[0], self._model.sessions[place[1]]
        words = _(
            "{name}, {day}, lesson {place}: somebody else has marked “{theirs}” meanwhile, you “{ours}”.",
            name=self._model.people[place[0]].name,
            day=short_date(lesson.held_on),
            place=lesson.place_in_day,
            theirs=full_text(dispute.theirs.value, self._model.kinds),
            ours=full_text(dispute.ours.value, self._model.kinds),
        )
        others = len(self._open) - 1
        more = _n("And {n} more cell like this.", "And {n} more cells like this.", others) if others else ""
        self.words.setText(" ".join(filter(None, (words, more))))

    def _keep(self) -> None:
        self._open = []
        self._show()
        self.decided.emit()

    def _set_mine(self) -> None:
        disputes, self._open = self._open, []
        self._show()
        self.mine_wanted.emit(disputes)
        self.decided.emit()
