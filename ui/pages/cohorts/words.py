"""How states of cohorts and enrolments are shown: their words, and the tone beside the words."""

from desktop_app.cohorts.records import CohortState, EnrolmentState
from ui.theme import Tone


def cohort_tone(state: CohortState) -> Tone:
    match state:
        case CohortState.PLANNED:
            return Tone.PLAIN
        case CohortState.STUDYING:
            return Tone.ACCENT
        case CohortState.COMPLETED:
            return Tone.GOOD
        case CohortState.CANCELLED:
            return Tone.MUTED


def enrolment_tone(state: EnrolmentState) -> Tone:
    match state:
        case EnrolmentState.APPLIED | EnrolmentState.CALLED:
            return Tone.PLAIN
        case EnrolmentState.ADMITTED | EnrolmentState.STUDYING:
            return Tone.ACCENT
        case EnrolmentState.COMPLETED:
            return Tone.GOOD
        case EnrolmentState.STATEMENT | EnrolmentState.WALK_IN:
            return Tone.WARN
        case EnrolmentState.ABSENT | EnrolmentState.EXPELLED:
            return Tone.BAD
        case EnrolmentState.TRANSFERRED:
            return Tone.MUTED
