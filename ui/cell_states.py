"""How the states are shown that a value from a file may have beside what is there."""

from desktop_app.attendance.import_records import CellState
from desktop_app.i18n import N_
from ui.theme import Tone


def cell_states(nothing: str) -> dict[CellState, tuple[str, Tone]]:
    """The marked name and the tone of each; ``nothing`` is the marked name of a cell that says nothing."""
    return {
        CellState.NEW: (N_("New"), Tone.GOOD),
        CellState.UNCHANGED: (N_("There already"), Tone.MUTED),
        CellState.DIFFERS: (N_("Differs"), Tone.WARN),
        CellState.UNKNOWN_PERSON: (N_("Unknown person"), Tone.BAD),
        CellState.AMBIGUOUS: (N_("Unclear"), Tone.WARN),
        CellState.REFUSED: (N_("Refused"), Tone.BAD),
        CellState.IGNORED: (nothing, Tone.MUTED),
    }


TAKEN = (N_("From the file"), Tone.ACCENT)
