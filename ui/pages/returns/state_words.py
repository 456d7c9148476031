"""What the states of a return are called, and in which tone they are shown."""

from desktop_app.i18n import N_, _
from desktop_app.returns.states import ReturnState
from ui.theme import Tone

STATES = {
    ReturnState.DRAFT: (N_("Draft"), Tone.MUTED),
    ReturnState.CHECKED: (N_("Checked"), Tone.ACCENT),
    ReturnState.APPROVED: (N_("Approved"), Tone.ACCENT),
    ReturnState.SENT: (N_("Sent"), Tone.GOOD),
    ReturnState.CORRECTED: (N_("Corrected since"), Tone.WARN),
}


def state_text(state: ReturnState) -> str:
    return _(STATES[state][0])
