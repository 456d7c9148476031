"""The ground of the windows in which sheets are typed: the pad, the act that goes on, and leaving it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.clock import TASHKENT
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.surveys.records import SurveyForm
from desktop_app.surveys.rounds import survey_form
from ui.actions import Action, make_button
from ui.operations import Owner, run_query
from ui.pages.surveys.paper_pad import PaperPad
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.confirm import confirm
from ui.widgets.text import Role, flowing

if TYPE_CHECKING:
    from desktop_app.centre import Centre

T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """What sheets are typed against: the form, and the moment at which conditions are judged."""

    form: SurveyForm
    now: datetime


def typing_ground(centre: "Centre", round_id: int) -> Ground:
    return Ground(centre.read(survey_form, round_id=round_id), centre.clock.now().astimezone(TASHKENT))


def open_pad(owner: Owner, load: "Callable[[Centre], T]", make: "Callable[[QWidget, T], PadDialog]") -> None:
    """Show the window that ``make`` makes of what was loaded, until the typist closes it."""

    def show(found: T) -> None:
        assert isinstance(owner, QWidget)
        dialog = make(owner, found)
        dialog.exec()
        dialog.deleteLater()

    run_query(owner, load, show)


class PadDialog(QDialog):
    """Override ``go_on``, the act; ``would_lose`` says whether leaving throws something away that was typed."""

    def __init__(self, owner: QWidget, ground: Ground, *, title: str, act: str) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        # Set while a sheet is written: the key that saves, held too long, saves it once.
        self.under_way: set[str] = set()
        self.form = ground.form
        self.setWindowTitle(title)
        self.resize(owner.window().size())
        self.pad = PaperPad(self.form.questionnaire, now=ground.now)
        self.pad.done.connect(self.go_on)
        self.act_button = make_button(self, Action(act, self.go_on, icon="check", key="Ctrl+Return"), is_primary=True)

    def go_on(self) -> None:
        raise NotImplementedError

    def would_lose(self) -> bool:
        return not self.pad.is_empty

    def lay_out(self, top: QHBoxLayout, middle: QWidget, *, hint: str = "") -> None:
        top.setSpacing(GAP_S)
        below = QHBoxLayout()
        below.setSpacing(GAP_S)
        below.addWidget(flowing(hint, Role.MUTED), 1)
        below.addWidget(make_button(self, Action(_("Close"), self.reject)))
        below.addWidget(self.act_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addLayout(top)
        outer.addWidget(middle, 1)
        outer.addLayout(below)

    def show_error(self, error: CentreError) -> None:
        self.pad.question.say(error.text)

    def set_busy(self, is_busy: bool) -> None:
        self.act_button.setDisabled(is_busy)

    def reject(self) -> None:
        if not self.would_lose() or confirm(
            self, _("Leave without saving?"), action=_("Leave without saving"), is_danger=True
        ):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
