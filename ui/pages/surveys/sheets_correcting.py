"""Correcting a sheet that was taken in: the same pad, filled in with what is kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.surveys.records import AnsweredSheet
from desktop_app.surveys.taking import change_sheet, sheet
from ui.operations import Owner, run_command
from ui.pages.surveys.paper_dialog import Ground, PadDialog, open_pad, typing_ground
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Correcting:
    ground: Ground
    sheet: AnsweredSheet


def open_correcting(owner: Owner, *, round_id: int, response_id: int) -> None:
    def load(centre: "Centre") -> Correcting:
        return Correcting(typing_ground(centre, round_id), centre.read(sheet, response_id=response_id))

    open_pad(owner, load, SheetCorrecting)


class SheetCorrecting(PadDialog):
    def __init__(self, owner: QWidget, found: Correcting) -> None:
        self._record = found.sheet.record
        title = _("Correct sheet {slip} · {code}", slip=self._record.slip_number, code=found.ground.form.title)
        super().__init__(owner, found.ground, title=title, act=_("Save"))
        self.pad.begin(found.sheet.answers)
        self._before = self.pad.entry.answers()
        top = QHBoxLayout()
        top.addWidget(label(title, Role.HEADING))
        self.lay_out(top, self.pad)
        self.pad.take_focus()

    def go_on(self) -> None:
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

    def would_lose(self) -> bool:
        return not self.pad.is_still(self._before)
