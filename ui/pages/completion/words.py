"""Words and colours of the outcomes on a screen."""

from desktop_app.completion.rules import Outcome
from desktop_app.i18n import N_
from ui.theme import Tone

NAMES = {
    Outcome.CERTIFICATE: N_("Certificate"),
    Outcome.STATEMENT: N_("Statement"),
    Outcome.UNDECIDED: N_("Not yet"),
    Outcome.LEFT: N_("Without outcome"),
}
TONES = {
    Outcome.CERTIFICATE: Tone.GOOD,
    Outcome.STATEMENT: Tone.BAD,
    Outcome.UNDECIDED: Tone.WARN,
    Outcome.LEFT: Tone.MUTED,
}
