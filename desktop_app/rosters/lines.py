"""A row of a roster with the answer it was given, in words: its state, and what applying does with it."""

from dataclasses import dataclass

from desktop_app.i18n import _
from desktop_app.rosters.answers import Answer, AnswerKind
from desktop_app.rosters.checking import RosterRow, RowAction
from desktop_app.rosters.problems import RowState


@dataclass(frozen=True)
class PreviewLine:
    """``answer`` is None while a question is open, and where nothing is asked."""

    row: RosterRow
    answer: Answer | None = None

    @property
    def name(self) -> str:
        """The name of the person, or what stands in the row where there is none."""
        if self.row.person is not None:
            return self.row.person.full_name
        return self.row.problems[0].value if self.row.problems else ""

    @property
    def state(self) -> str:
        if self.answer is None:
            return state_name(self.row.state)
        return _("Left out") if self.answer.kind is AnswerKind.LEAVE_OUT else _("Decided")

    @property
    def what_happens(self) -> str:
        """What applying does with the row, in a few words."""
        match self.row.state:
            case RowState.REJECTED:
                return _("Not enrolled")
            case RowState.IGNORED:
                return _("Nothing")
            case RowState.ASK:
                return _("Question") if self.answer is None else _answered(self, self.answer)
            case RowState.READY:
                return _enrolment(self.row.action)

    @property
    def reasons(self) -> str:
        return " ".join(found.text for found in self.row.problems)


def state_name(state: RowState) -> str:
    match state:
        case RowState.READY:
            return _("Ready")
        case RowState.ASK:
            return _("To decide")
        case RowState.REJECTED:
            return _("Rejected")
        case RowState.IGNORED:
            return _("Ignored")


def _answered(line: PreviewLine, answer: Answer) -> str:
    match answer.kind:
        case AnswerKind.LEAVE_OUT:
            return _("Left out")
        case AnswerKind.SAME_PERSON:
            return _enrolment(RowAction.MATCH)
        case AnswerKind.NEW_PERSON:
            return _enrolment(RowAction.CREATE)
        case AnswerKind.ENROL:
            return _enrolment(line.row.action)


def _enrolment(action: RowAction) -> str:
    match action:
        case RowAction.CREATE:
            return _("New card")
        case RowAction.MATCH:
            return _("Known person")
        case RowAction.ENROL_AGAIN:
            return _("Enrolled again")
        case RowAction.NONE:
            return _("Nothing")
