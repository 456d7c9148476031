"""The made-up end of a course that waits to be closed: sittings of the final test, and the commission named."""

from datetime import timedelta

from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState, Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.completion.commissions import set_commission
from desktop_app.completion.records import CommissionRecord, Score, ScoreKind
from desktop_app.completion.sittings import FORMS, set_scores
from desktop_app.reference.service import rules_on

# One is enough to see what the panel does.
COHORTS = 1
CHAIRPERSON, SECRETARY = "Karimov Aziz Anvarovich", "Saidova Nodira Rustam qizi"
MEMBERS = ("Aliyeva Zilola Karim qizi", "Olimov Sardor Anvar oʻgʻli")
RESIT_POINTS = 9


def fill_completion(unit: UnitOfWork) -> None:
    """For the newest cohort that is over and not closed; a small centre may have none."""
    over = (Cohort.state == CohortState.STUDYING, Cohort.ends_on < unit.today)
    for cohort in unit.session.scalars(select(Cohort).where(*over).order_by(Cohort.ends_on.desc()).limit(COHORTS)):
        _sit(unit, cohort)
        named = CommissionRecord(cohort.id, "31-M", cohort.ends_on - timedelta(days=2), CHAIRPERSON, MEMBERS, SECRETARY)
        set_commission(unit, draft=named)


def _sit(unit: UnitOfWork, cohort: Cohort) -> None:
    """Both forms in turn on the last day; whoever failed by a little sits once more and fails again."""
    scored = (Enrolment.cohort_id == cohort.id, Enrolment.final_score.is_not(None))
    people = unit.session.execute(
        select(Enrolment.id, Enrolment.final_score).where(*scored).order_by(Enrolment.id)
    ).all()
    scores = [
        Score(enrolment_id, ScoreKind.FINAL, score, 1, FORMS[place % 2], cohort.ends_on)
        for place, (enrolment_id, score) in enumerate(people)
    ]
    least = rules_on(unit, cohort.starts_on).final_test_min_score or 0
    failed = next((score for score in scores if score.value is not None and score.value < least), None)
    if failed is not None and failed.value is not None:
        again = min(failed.value + RESIT_POINTS, least - 1)
        scores.append(Score(failed.enrolment_id, ScoreKind.FINAL, again, 2, FORMS[1], cohort.ends_on))
    set_scores(unit, cohort_id=cohort.id, scores=scores)
