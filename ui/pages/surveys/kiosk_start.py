"""Before the kiosk takes the screen: the word that leads out of it, when it wipes itself, how much it shows at once."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.i18n import _
from ui.models.choices_model import Choice
from ui.pages.surveys.kiosk_lock import LETTERS_LEAST, StaffWord, staff_word
from ui.widgets.fields import ChoiceField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog

IDLE_MINUTES, IDLE_MINUTES_MOST = 3, 60


@dataclass(frozen=True)
class KioskPlan:
    """How the kiosk is to run."""

    word: StaffWord
    idle_s: int
    is_by_section: bool


class KioskStart(FormDialog):
    """Finishes with a KioskPlan."""

    def __init__(self, owner: QWidget, survey: str) -> None:
        super().__init__(
            owner,
            title=_("Start the kiosk"),
            save_text=_("Start the kiosk"),
            intro=_("The survey “{title}” takes the whole screen. Only your word leads out of it.", title=survey),
        )
        hint = _("At least {n} letters or digits; it is forgotten when the kiosk ends.", n=LETTERS_LEAST)
        self.add_row(
            _hidden(TextField("word", _("Word of the staff"), is_required=True, hint=hint, check=_long_enough)),
            _hidden(TextField("again", _("The word again"), is_required=True, check=self._same)),
        )
        self.add(
            IntegerField(
                "minutes",
                _("Minutes without a touch until the screen is wiped"),
                lowest=1,
                highest=IDLE_MINUTES_MOST,
                is_required=True,
            )
        ).set_value(IDLE_MINUTES)
        at_once = (Choice(False, _("One question at a time")), Choice(True, _("A whole section at a time")))
        self.add(ChoiceField("is_by_section", _("Show"), at_once, is_required=True)).set_value(False)

    def submit(self) -> None:
        values = self.values()
        self.finish(KioskPlan(staff_word(values["word"]), values["minutes"] * 60, values["is_by_section"]))

    def _same(self, again: str) -> str:
        return "" if again == self.field("word").value else _("The two words differ.")


def _long_enough(word: str) -> str:
    return "" if len(word) >= LETTERS_LEAST else _("At least {n} letters or digits.", n=LETTERS_LEAST)


def _hidden(field: TextField) -> TextField:
    """People who wait for the kiosk stand near."""
    cast(QLineEdit, field.editor).setEchoMode(QLineEdit.EchoMode.Password)
    return field
