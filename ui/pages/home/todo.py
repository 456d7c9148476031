"""The lines of what is to be done, each with the place it leads to."""

from dataclasses import dataclass

from desktop_app.accounts.approvals import TITLES, ApprovalRecord, waiting_requests
from desktop_app.centre import Centre
from desktop_app.cohorts.board import BoardKind, BoardLine, today_board
from desktop_app.i18n import N_, _
from desktop_app.safety.backup import is_backup_old
from ui.models.table_model import Column
from ui.navigation import Target
from ui.theme import Tone


@dataclass(frozen=True)
class TodoLine:
    """``kind`` is the word on the pill, ``text`` the sentence; both are made for those in sight, of thousands.

    Without a line of the board: a request of two people, or that a backup is wanted.
    """

    line: BoardLine | None
    request: ApprovalRecord | None = None

    @property
    def kind(self) -> str:
        if self.request is not None:
            return _("Request")
        return _("Backup") if self.line is None else _(PLACES[self.line.kind].word)

    @property
    def text(self) -> str:
        if self.request is not None:
            return _request_text(self.request)
        return _("There is no backup of the last two days. Make one now.") if self.line is None else self.line.text

    @property
    def tone(self) -> Tone:
        if self.request is not None:
            return Tone.WARN if self.request.may_decide else Tone.GOOD
        if self.line is None:
            return Tone.WARN
        is_bad = self.line.is_late and self.line.kind is not BoardKind.COHORT_ENDED
        return Tone.BAD if is_bad else PLACES[self.line.kind].tone

    @property
    def target(self) -> Target:
        if self.request is not None:
            return Target("requests", self.request.id)
        return Target("settings", "backup") if self.line is None else _target(self.line, PLACES[self.line.kind])


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
    Column("text", N_("Task"), lambda line: line.text, is_stretched=True, is_told_whole=True),
)


def todo_lines(centre: Centre) -> list[TodoLine]:
    """Everything that waits, the most urgent first, but for what colleagues wait for; runs in the worker."""
    lines = [TodoLine(None, each) for each in centre.read(waiting_requests)]
    lines += [TodoLine(each) for each in centre.read(today_board)]
    return [*lines, TodoLine(None)] if is_backup_old(centre) else lines


def _request_text(request: ApprovalRecord) -> str:
    what = request.summary.get("what", "") or _(TITLES[request.act])
    if request.may_decide:
        return _("{name} asks for your signature: {what}.", name=request.asked_by, what=what)
    return _("{name} allowed it, now it can be done: {what}.", name=request.decided_by, what=what)


def _target(line: BoardLine, place: _Place) -> Target:
    if line.month is not None:
        return Target("return", (line.month.year, line.month.month))
    if line.kind is BoardKind.LESSONS_NOT_MARKED:
        return Target("attendance_desk", ("unmarked", line.cohort_code))
    if line.kind is BoardKind.WALK_INS:
        return Target("attendance_desk", "walk_ins")
    return Target("cohort", (line.cohort_id, place.step))
