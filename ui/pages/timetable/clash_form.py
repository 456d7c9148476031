"""The base of forms that change lessons: what would clash is named while they are filled in."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.timetable.clash_records import Clash, LessonsClash
from ui.operations import run_query
from ui.pages.timetable.band import clash_tone, in_short, told
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import dress, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LOOK_AFTER_MS = 150
TOLD_IN_FORMS = 4
Look = Callable[["Centre"], Sequence[Clash]]


class ClashForm(FormDialog):
    """A subclass tells in ``look`` how to ask for the clashes of what is filled in, None while it is not enough."""

    def __init__(self, owner: QWidget, *, title: str, save_text: str, intro: str = "") -> None:
        super().__init__(owner, title=title, save_text=save_text, intro=intro)
        self._save_text = save_text
        self.is_despite = False
        self.verdict = label("", wrap=True)
        self.verdict.setMinimumHeight(self.verdict.fontMetrics().lineSpacing() * 2)
        self._look_soon = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self.look_now)

    def look(self) -> Look | None:
        """The query for what would clash; to be overridden."""
        return None

    def add_row(self, *fields: Field, place: QVBoxLayout | None = None) -> tuple[Field, ...]:
        for field in fields:
            field.edited.connect(self._look_soon.start)
        return super().add_row(*fields, place=place)

    def showEvent(self, event: QShowEvent) -> None:
        if self.body.indexOf(self.verdict) < 0:
            self.body.addWidget(self.verdict)
        super().showEvent(event)
        self._look_soon.start()

    def look_now(self) -> None:
        query = self.look()
        if query is None:
            self._say("", Tone.PLAIN)
        else:
            run_query(self, query, self.show_clashes, self._show_refusal, slot="look")

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """Say what clashes; saving is meant in spite of it from now on."""
        self.is_despite = any(not clash.is_warning for clash in clashes)
        words = in_short(told(clashes), TOLD_IN_FORMS) or [_("Nothing clashes.")]
        self._say("\n".join(words), clash_tone(clashes))
        self.save_button.setText(_("Save nevertheless") if self.is_despite else self._save_text)
        dress(self.save_button, role="danger" if self.is_despite else "primary")

    def show_error(self, error: CentreError) -> None:
        if isinstance(error, LessonsClash):
            self.show_clashes(error.clashes)
        else:
            super().show_error(error)

    def _show_refusal(self, error: CentreError) -> None:
        self.is_despite = False
        self._say(error.text, Tone.BAD)

    def _say(self, text: str, tone: Tone) -> None:
        self.verdict.setText(text)
        dress(self.verdict, tone="" if tone is Tone.PLAIN else tone.value)
