"""What questionnaires, rounds and answer sheets look like outside the database."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models.surveys import QuestionnaireState, SurveyChannel, SurveyPhase
from desktop_app.questionnaires.layout import Answers
from desktop_app.questionnaires.model import Questionnaire
from desktop_app.surveys.turnout import Turnout


@dataclass(frozen=True)
class QuestionnaireRow:
    """A line of the list of questionnaires: one edition. ``answered`` counts the sheets that freeze it."""

    id: int
    questionnaire: Questionnaire
    state: QuestionnaireState
    is_built_in: bool
    answered: int
    version: int


@dataclass(frozen=True)
class RoundDraft:
    """A questionnaire to be put to a cohort, or with a title of its own to anybody; no day leaves a side open."""

    questionnaire_id: int
    cohort_id: int | None = None
    phase: SurveyPhase = SurveyPhase.BEFORE
    is_anonymous: bool = True
    opens_on: date | None = None
    closes_on: date | None = None
    title: str = ""


@dataclass(frozen=True)
class SurveyForm:
    """What one person fills in: the questionnaire of a round with the options of the centre's lists in it.

    ``closed`` says in a sentence why no answer is taken today, "" when answers are.
    """

    round_id: int
    title: str
    cohort_id: int | None
    phase: SurveyPhase
    is_anonymous: bool
    questionnaire: Questionnaire
    opens_on: date | None
    closes_on: date | None
    next_slip: int
    closed: str
    version: int


@dataclass(frozen=True)
class SheetRecord:
    """An answer sheet that was taken in. ``name`` is empty in an anonymous round."""

    id: int
    slip_number: int
    channel: SurveyChannel
    is_complete: bool
    name: str
    answered_at: datetime
    typed_by: str
    version: int


@dataclass(frozen=True)
class AnsweredSheet:
    """A sheet with its answers."""

    record: SheetRecord
    enrolment_id: int | None
    answers: Answers


@dataclass(frozen=True)
class Respondent:
    """Somebody who can be asked in a round, and whether they have answered; never which sheet is theirs."""

    enrolment_id: int
    name: str
    has_answered: bool


@dataclass(frozen=True)
class Retyped:
    """A second typing of a paper sheet: of so many fields, these differed."""

    fields: int
    differing: tuple[str, ...]


@dataclass(frozen=True)
class RoundRow:
    """A line of the list of rounds, with its ``sheets`` that were handed in and those that were only ``begun``.

    ``turnout`` is None where nobody knows who is to be asked.
    """

    id: int
    title: str
    cohort_id: int | None
    cohort_code: str
    questionnaire_title: str
    phase: SurveyPhase
    is_anonymous: bool
    opens_on: date | None
    closes_on: date | None
    turnout: Turnout | None
    sheets: int
    begun: int
    version: int
    questionnaire_id: int

    @property
    def asked(self) -> int | None:
        return self.turnout.asked if self.turnout else None

    @property
    def answered(self) -> int:
        """People of the list; without one, sheets."""
        return self.turnout.answered if self.turnout else self.sheets
