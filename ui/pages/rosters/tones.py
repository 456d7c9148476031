"""The tones of a roster's rows."""

from desktop_app.rosters.answers import AnswerKind
from desktop_app.rosters.lines import PreviewLine
from desktop_app.rosters.problems import RowState
from ui.theme import Tone


def line_tone(line: PreviewLine) -> Tone:
    if line.answer is not None:
        return Tone.MUTED if line.answer.kind is AnswerKind.LEAVE_OUT else Tone.ACCENT
    match line.row.state:
        case RowState.READY:
            return Tone.GOOD
        case RowState.ASK:
            return Tone.WARN
        case RowState.REJECTED:
            return Tone.BAD
        case RowState.IGNORED:
            return Tone.MUTED
