"""The questions of a roster row, as answers to choose from; what one answer says about all equal cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.decisions import IDENTITY_QUESTIONS, Decision
from desktop_app.rosters.known import KnownPerson
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import ProblemCode, RowState


class AnswerKind(StrEnum):
    """Answers of one kind mean the same for every row that asks the same."""

    ENROL = "enrol"
    SAME_PERSON = "same_person"
    NEW_PERSON = "new_person"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Answer:
    """One way to answer all questions of a row; ``text`` is what is chosen, in the language in force."""

    kind: AnswerKind
    text: str
    decision: Decision

    def because(self, reason: str) -> "Answer":
        """The same answer, with the reason for another course."""
        return replace(self, decision=replace(self.decision, repeat_reason=reason))


def asks_reason(row: RosterRow, answer: Answer) -> bool:
    """Whether the answer lets somebody study whose last course still holds: that takes a written reason."""
    decision = answer.decision
    return decision.is_accepted and not decision.is_new_person and ProblemCode.COURSE_HOLDS in row.codes


def answers_to(row: RosterRow) -> tuple[Answer, ...]:
    """Every whole answer to the questions of a row, leaving it out last; none where nothing is asked."""
    if row.state is not RowState.ASK:
        return ()
    answers = _who(row) if row.codes & IDENTITY_QUESTIONS else [_enrol()]
    if row.districts:
        answers = [_in_district(answer, code, name) for answer in answers for code, name in row.districts]
    return (*answers, Answer(AnswerKind.LEAVE_OUT, _("Leave the row out"), Decision(is_accepted=False)))


def equal_cases(preview: RosterPreview, row: RosterRow) -> list[RosterRow]:
    """The rows that ask the same as this one, itself among them."""
    asked = _asked(row)
    alike = (other for other in preview.rows if other.state is RowState.ASK and other.districts == row.districts)
    return [other for other in alike if _asked(other) == asked]


def same_answer(row: RosterRow, answer: Answer) -> Answer | None:
    """The answer that says the same about another row; None where the row leaves a choice between people."""
    alike = [
        other
        for other in answers_to(row)
        if other.kind is answer.kind and other.decision.district_code == answer.decision.district_code
    ]
    return alike[0] if len(alike) == 1 else None


def enrolled_by(preview: RosterPreview, decisions: Mapping[int, Decision]) -> int:
    """How many people applying would enrol: all ready rows and those decided for."""
    decided = sum(decision.is_accepted for decision in decisions.values())
    return preview.count(RowState.READY) + decided


def undecided(preview: RosterPreview, decisions: Mapping[int, Decision]) -> Iterable[RosterRow]:
    return (row for row in preview.rows if row.state is RowState.ASK and row.number not in decisions)


def _asked(row: RosterRow) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    return frozenset(found.code for found in row.problems if found.state is RowState.ASK), row.districts


def _enrol() -> Answer:
    return Answer(AnswerKind.ENROL, _("Yes, enrol"), Decision())


def _who(row: RosterRow) -> list[Answer]:
    answers = [
        Answer(AnswerKind.SAME_PERSON, _("The same: {person}", person=_told(known)), Decision(person_id=known.id))
        for known in row.candidates
    ]
    if not _has_number_of_known(row):
        new_person = Decision(is_new_person=True)
        answers.append(Answer(AnswerKind.NEW_PERSON, _("Another person: make a new card"), new_person))
    return answers


def _has_number_of_known(row: RosterRow) -> bool:
    """Whether the JShShIR of the row stands on a card already: then it cannot be a new person."""
    if row.matched is None or row.person is None or row.person.jshshir is None:
        return False
    return row.matched.jshshir == row.person.jshshir


def _in_district(answer: Answer, code: str, name: str) -> Answer:
    decision = Decision(
        person_id=answer.decision.person_id, is_new_person=answer.decision.is_new_person, district_code=code
    )
    if answer.kind is AnswerKind.ENROL:
        return Answer(answer.kind, _("Enrol, {district}", district=name), decision)
    return Answer(answer.kind, _("{answer}; {district}", answer=answer.text, district=name), decision)


def _told(known: KnownPerson) -> str:
    """The name with the birth, to tell namesakes apart."""
    born = short_date(known.birth_date) if known.birth_date else str(known.birth_year or "")
    return ", ".join(fact for fact in (known.full_name, born) if fact)
