"""Colours of the outcomes, and how scores are written on a screen."""

from desktop_app.completion.rules import Outcome
from ui import formats
from ui.theme import Tone

TONES = {
    Outcome.CERTIFICATE: Tone.GOOD,
    Outcome.STATEMENT: Tone.BAD,
    Outcome.UNDECIDED: Tone.WARN,
    Outcome.LEFT: Tone.MUTED,
}


def score_text(score: float | None) -> str:
    """A score as it is typed: without decimals where it has none."""
    if score is None:
        return ""
    return formats.integer_text(int(score)) if score == int(score) else formats.decimal_text(score)
