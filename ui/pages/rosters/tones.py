"""The three colours of the desk (and the muted fourth), each with its sign and its word."""

from desktop_app.rosters.answers import AnswerKind
from desktop_app.rosters.imports import RowBecame
from desktop_app.rosters.lines import PreviewLine
from desktop_app.rosters.problems import RowState
from ui.theme import Tone

SIGNS = {
    Tone.GOOD: "check",
    Tone.WARN: "warning",
    Tone.BAD: "error",
    Tone.MUTED: "info",
    Tone.ACCENT: "check",
}


def state_tone(state: RowState) -> Tone:
    match state:
        case RowState.READY:
            return Tone.GOOD
        case RowState.ASK:
            return Tone.WARN
        case RowState.REJECTED:
            return Tone.BAD
        case RowState.IGNORED:
            return Tone.MUTED


def line_tone(line: PreviewLine) -> Tone:
    if line.answer is not None:
        return Tone.MUTED if line.answer.kind is AnswerKind.LEAVE_OUT else Tone.ACCENT
    return state_tone(line.row.state)


def problem_tone(state: RowState) -> Tone:
    """What is only told does not stand out in green."""
    return Tone.MUTED if state is RowState.READY else state_tone(state)


def became_tone(became: RowBecame) -> Tone:
    match became:
        case RowBecame.CREATED | RowBecame.MATCHED:
            return Tone.GOOD
        case RowBecame.ENROLLED_AGAIN:
            return Tone.ACCENT
        case RowBecame.LEFT_OUT:
            return Tone.MUTED
