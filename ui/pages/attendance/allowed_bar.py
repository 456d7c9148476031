"""Corrections of locked marks that were asked for here and are allowed: one key sets them as they were asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_app.i18n import _
from ui import formats
from ui.actions import Action, make_button
from ui.asked_form import REGISTER, ask_allowed
from ui.pages.attendance.asked_marks import marks_of, reason_of
from ui.pages.attendance.marking import Marking
from ui.theme import GAP_M, GAP_S, GAP_XS
from ui.widgets.page import Panel
from ui.widgets.text import flowing

if TYPE_CHECKING:
    from desktop_app.accounts.approvals import ApprovalRecord

SET_KEY = "Alt+3"


class AllowedBar(QFrame):
    """Hidden while nothing is allowed; of several the newest first, and the next one once it is set."""

    def __init__(self, panel: Panel, marking: Marking, cohort_id: int) -> None:
        super().__init__(panel)
        self._panel = panel
        self._marking = marking
        self._cohort_id = cohort_id
        self._record: ApprovalRecord | None = None
        self.setProperty("role", "banner")
        self.setProperty("tone", "good")
        self.words = flowing("")
        set_marks = Action(_("Set these marks"), self.set_marks, icon="check", key=SET_KEY, right="mark_attendance")
        self.button = make_button(self, set_marks)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_M, GAP_XS, GAP_S, GAP_XS)
        row.setSpacing(GAP_S)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def refresh(self) -> None:
        ask_allowed(self._panel, REGISTER, self._show, act="unlock", entity="cohort", entity_id=self._cohort_id)

    def set_marks(self) -> None:
        record, self._record = self._record, None
        self.hide()
        if record is not None:
            changes = marks_of(record)
            self._marking.set_marks(changes, reason=reason_of(record))
            self._marking.moved.emit(changes)

    def _show(self, records: "Sequence[ApprovalRecord]") -> None:
        self._record = records[0] if records else None
        self.setVisible(bool(records))
        if records:
            newest = records[0]
            self.words.setText(
                _(
                    "{name} allowed it on {when}: {what}.",
                    name=newest.decided_by,
                    when=formats.moment_text(newest.decided_at),
                    what=" · ".join(filter(None, newest.summary.values())),
                )
            )
