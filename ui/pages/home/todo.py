"""The lines of what is to be done, each with the place it leads to."""

from dataclasses import dataclass

from desktop_app.centre import Centre
from desktop_app.cohorts.board import BoardKind, BoardLine, today_board
from desktop_app.i18n import N_, _
from desktop_app.safety.backup import is_backup_old
from ui.models.table_model import Column
from ui.navigation import Target
from ui.theme import Tone


@dataclass(frozen=True)
class TodoLine:
    """``kind`` is the word on the pill, ``text`` the sentence."""

    kind: str
    text: str
    tone: Tone
    target: Target


@dataclass(frozen=True)
class _Place:
    """What a kind of line is called, and the step of the cohort's path where it is done."""

    word: str
    tone: Tone
    step: str = ""


PLACES = {
    BoardKind.LESSONS_NOT_MARKED: _Place(N_("Attendance"), Tone.WARN),
    BoardKind.WALK_INS: _Place(N_("Not on the list"), Tone.WARN),
    BoardKind.ORDER_DUE: _Place(N_("Order"), Tone.WARN, "admission"),
    BoardKind.COHORT_STARTS: _Place(N_("Start"), Tone.ACCENT, "admission"),
    BoardKind.COHORT_ENDED: _Place(N_("Completion"), Tone.WARN, "completion"),
    BoardKind.CERTIFICATES_READY: _Place(N_("Certificates"), Tone.GOOD, "certificates"),
    BoardKind.RETURN_DUE: _Place(N_("Return"), Tone.WARN),
}
TODO_COLUMNS: tuple[Column[TodoLine], ...] = (
    Column("kind", N_("Section"), lambda line: line.kind, width=160, tone=lambda line: line.tone),
    Column("text", N_("Task"), lambda line: line.text, is_stretched=True, hint=lambda line: line.text),
)


def todo_lines(centre: Centre) -> list[TodoLine]:
    """Everything that waits, the most urgent first; runs in the worker."""
    lines = [_line(each) for each in centre.read(today_board)]
    if is_backup_old(centre):
        text = _("There is no backup of the last two days. Make one now.")
        lines.append(TodoLine(_("Backup"), text, Tone.WARN, Target("settings", "backup")))
    return lines


def _line(line: BoardLine) -> TodoLine:
    place = PLACES[line.kind]
    is_bad = line.is_late and line.kind is not BoardKind.COHORT_ENDED
    return TodoLine(_(place.word), line.text, Tone.BAD if is_bad else place.tone, _target(line, place))


def _target(line: BoardLine, place: _Place) -> Target:
    if line.month is not None:
        return Target("return", (line.month.year, line.month.month))
    if line.kind is BoardKind.LESSONS_NOT_MARKED:
        return Target("attendance_desk", ("unmarked", line.cohort_code))
    if line.kind is BoardKind.WALK_INS:
        return Target("attendance_desk", "walk_ins")
    return Target("cohort", (line.cohort_id, place.step))
