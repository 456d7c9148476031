"""What a digit means in the register on this PC: academic hours missed, or minutes late."""

from desktop_app.i18n import N_, _
from desktop_app.settings import DIGITS
from ui.pages.attendance.actions import Spot
from ui.widgets.page import Panel

HOURS, MINUTES = DIGITS
MEANINGS = {
    HOURS: N_("A digit means academic hours missed now."),
    MINUTES: N_("Two digits mean minutes late now."),
}


def switch_digits(panel: Panel, _spot: Spot) -> None:
    """The act of the register that gives the digits their other meaning."""
    meaning = MINUTES if panel.workspace.settings.register_digits == HOURS else HOURS
    panel.workspace.change_settings(register_digits=meaning)
    panel.refresh()
    panel.workspace.show_notice(_(MEANINGS[meaning]))
