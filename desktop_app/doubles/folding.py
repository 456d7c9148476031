"""Two enrolments in one cohort made one when their cards are, and two again when the cards are parted."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, or_, select

from db.models.attendance import Mark
from db.models.certificates import Certificate
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.completion import FinalWork, OutcomeOverride, Sitting
from db.models.surveys import SurveyResponse
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.sheet_rows import replace_on_sheets, return_on_sheets
from desktop_app.doubles.belongings import OF_ENROLMENT, UNDO_REASON, fold, hand_back, hand_over
from desktop_app.doubles.snapshots import read_back, written_rows
from desktop_app.errors import Refused
from desktop_app.i18n import N_

BOTH_IN_COHORT = N_(
    "Both cards have marks, scores, an answer sheet or a certificate in cohort {cohort}. Clear those of one of them "
    "there and take it out of the cohort, then merge."
)
EVIDENCE = (Mark, SurveyResponse, Certificate, Sitting, FinalWork, OutcomeOverride)
_FINISHED = frozenset({EnrolmentState.COMPLETED, EnrolmentState.STATEMENT})


def cohorts_of_both(unit: UnitOfWork, first_id: int, second_id: int) -> list[tuple[Enrolment, Enrolment, str]]:
    """The enrolments of the two in one cohort, with its code."""
    mine = {row.cohort_id: row for row in _enrolments(unit, first_id)}
    theirs = {row.cohort_id: row for row in _enrolments(unit, second_id)}
    shared = mine.keys() & theirs.keys()
    named = unit.session.execute(select(Cohort.id, Cohort.code).where(Cohort.id.in_(shared)))
    codes = dict(named.all())
    return [(mine[cohort_id], theirs[cohort_id], codes[cohort_id]) for cohort_id in sorted(shared)]


def has_evidence(unit: UnitOfWork, row: Enrolment) -> bool:
    """Whether something came of it, such as marks, scores or a certificate; else it can be folded away."""
    is_told = row.state in _FINISHED or row.finished_on or row.external_certificate or row.outcome_facts
    if is_told or row.entry_score is not None or row.final_score is not None:
        return True
    return bool(unit.session.scalar(select(or_(*(exists().where(each.enrolment_id == row.id) for each in EVIDENCE)))))


def fold_enrolments(unit: UnitOfWork, *, kept_id: int, gone_id: int) -> dict[str, Any]:
    """Where both cards stand in one cohort, take out the enrolment of which nothing came.

    What hung on it is the person's and goes to the other one. Returns what ``unfold_enrolments`` needs. Raises Refused
    where something came of both.
    """
    folded, passed = [], []
    for mine, theirs, cohort in cohorts_of_both(unit, kept_id, gone_id):
        empty = next((row for row in (theirs, mine) if not has_evidence(unit, row)), None)
        if empty is None:
            raise Refused("both_in_cohort", BOTH_IN_COHORT, cohort=cohort)
        folded.append(empty)
        passed.append(_pass_on(unit, empty, theirs if empty is mine else mine))
        unit.session.delete(empty)
    unit.session.flush()
    return {"folded": written_rows(folded), "passed": passed}


def unfold_enrolments(unit: UnitOfWork, before: Mapping[str, Any]) -> None:
    """Bring back the enrolments that ``fold_enrolments`` took out, and to each what hung on it."""
    unit.insert_many(Enrolment, read_back(Enrolment, before["folded"]), reason=UNDO_REASON)
    # A merging of an earlier version of the program did not tell what it passed on.
    for each in before.get("passed", []):
        ids = {"kept_id": each["kept_id"], "gone_id": each["gone_id"]}
        hand_back(unit, OF_ENROLMENT, each["moved"], each["apart"], **ids)
        return_on_sheets(unit, each["rows"], enrolment_id=each["gone_id"], from_id=each["kept_id"])


def _pass_on(unit: UnitOfWork, empty: Enrolment, stays: Enrolment) -> dict[str, Any]:
    ids = {"kept_id": stays.id, "gone_id": empty.id}
    return {
        **ids,
        "apart": fold(unit, OF_ENROLMENT, **ids),
        "moved": hand_over(unit, OF_ENROLMENT, **ids),
        "rows": replace_on_sheets(unit, enrolment_id=empty.id, by_id=stays.id),
    }


def _enrolments(unit: UnitOfWork, person_id: int) -> Sequence[Enrolment]:
    return unit.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).all()
