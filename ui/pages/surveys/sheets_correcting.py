"""Correcting a sheet that was taken in: the same pad, filled in with what is kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.surveys.records import AnsweredSheet
from desktop_app.surveys.taking import change_sheet, sheet
from ui.actions import Action, make_button
from ui.operations import Owner, run_command, run_query
from ui.pages.surveys.paper_pad import PaperPad
from ui.pages.surveys.paper_typing import TypingGround, typing_ground
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.confirm import confirm
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Correcting:
    ground: TypingGround
    sheet: AnsweredSheet


def open_correcting(owner: Owner, *, round_id: int, response_id: int) -> None:
    def load(centre: "Centre") -> Correcting:
        return Correcting(typing_ground(centre, round_id), centre.read(sheet, response_id=response_id))

    def show(found: Correcting) -> None:
        assert isinstance(owner, QWidget)
        dialog = SheetCorrecting(owner, found)
        dialog.exec()
        dialog.deleteLater()

    run_query(owner, load, show)


class SheetCorrecting(QDialog):
    def __init__(self, owner: QWidget, found: Correcting) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        self.is_writing = False
        self._record = found.sheet.record
        title = _("Correct sheet {slip} · {code}", slip=self._record.slip_number, code=found.ground.form.title)
        self.setWindowTitle(title)
        self.resize(owner.window().size())
        self.pad = PaperPad(found.ground.form.questionnaire, now=found.ground.now)
        self.pad.begin(found.sheet.answers)
        self._before = self.pad.entry.answers()
        save = Action(_("Save"), self.save, icon="check", key="Ctrl+Return")
        self.save_button = make_button(self, save, is_primary=True)
        below = QHBoxLayout()
        below.setSpacing(GAP_S)
        below.addStretch(1)
        below.addWidget(make_button(self, Action(_("Close"), self.reject)))
        below.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(title, Role.HEADING))
        outer.addWidget(self.pad, 1)
        outer.addLayout(below)
        self.pad.done.connect(self.save)
        self.pad.take_focus()

    def save(self) -> None:
        record, answers = self._record, self.pad.take()
        if answers is None:
            return

        def saved(_outcome: Outcome[None]) -> None:
            self.workspace.show_notice(_("Sheet {slip} is corrected.", slip=record.slip_number))
            self.accept()

        run_command(
            self,
            lambda centre: centre.write(change_sheet, response_id=record.id, answers=answers, version=record.version),
            saved,
        )

    def show_error(self, error: CentreError) -> None:
        self.pad.question.say(error.text)

    def set_busy(self, is_busy: bool) -> None:
        self.save_button.setDisabled(is_busy)

    def reject(self) -> None:
        if self.pad.is_still(self._before) or confirm(
            self, _("Leave without saving?"), action=_("Leave without saving"), is_danger=True
        ):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
