"""The made-up end of a course that waits to be closed: the final test, final works, and the commission named."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.completion.commissions import set_commission
from desktop_app.completion.records import CommissionRecord, Score, ScoreKind, Work
from desktop_app.completion.sittings import FORMS, set_scores
from desktop_app.completion.works import set_works
from desktop_app.reference.service import rules_on

# One is enough to see what the panel does.
COHORTS = 1
CHAIRPERSON, SECRETARY = "Karimov Aziz Anvarovich", "Saidova Nodira Rustam qizi"
MEMBERS = ("Aliyeva Zilola Karim qizi", "Olimov Sardor Anvar oʻgʻli")
RESIT_POINTS = 9
SUPERVISORS = ("Karimova Dilnoza Baxtiyorovna", "Toshpoʻlatov Jasur Rustamovich")
TOPICS = (
    "Boshlangʻich sinfda oʻyin orqali taʼlim texnologiyalari",
    "Oʻqish savodxonligini formativ baholash usullari",
    "Tabiiy fanlardan sinf loyihasi: mahallamiz suvi",
    "Raqamli vositalar bilan ota-onalar bilan ishlash",
)
# Of the last ones the commission has not heard the defence yet.
YET_TO_DEFEND = 2
LEAST_DEFENCE = 62.0
# An enrolment and its score of the final test.
Tested = tuple[int, float]


def fill_completion(unit: UnitOfWork) -> None:
    """For the newest cohort that is over and not closed; a small centre may have none."""
    over = (Cohort.state == CohortState.STUDYING, Cohort.ends_on < unit.today)
    for cohort in unit.session.scalars(select(Cohort).where(*over).order_by(Cohort.ends_on.desc()).limit(COHORTS)):
        least = rules_on(unit, cohort.starts_on).final_test_min_score or 0
        scored = (Enrolment.cohort_id == cohort.id, Enrolment.final_score.is_not(None))
        people = unit.session.execute(
            select(Enrolment.id, Enrolment.final_score).where(*scored).order_by(Enrolment.id)
        ).all()
        tested = [(enrolment_id, score) for enrolment_id, score in people if score is not None]
        _sit(unit, cohort, tested, least)
        if unit.session.get_one(Programme, cohort.programme_id).has_final_work:
            set_works(unit, cohort_id=cohort.id, works=list(_works(cohort, tested, least)))
        named = CommissionRecord(cohort.id, "31-M", cohort.ends_on - timedelta(days=2), CHAIRPERSON, MEMBERS, SECRETARY)
        set_commission(unit, draft=named)


def _sit(unit: UnitOfWork, cohort: Cohort, tested: Sequence[Tested], least: float) -> None:
    """Both forms in turn on the last day; whoever failed by a little sits once more and fails again."""
    scores = [
        Score(enrolment_id, ScoreKind.FINAL, score, 1, FORMS[place % 2], cohort.ends_on)
        for place, (enrolment_id, score) in enumerate(tested)
    ]
    failed = next(((enrolment_id, score) for enrolment_id, score in tested if score < least), None)
    if failed is not None:
        again = min(failed[1] + RESIT_POINTS, least - 1)
        scores.append(Score(failed[0], ScoreKind.FINAL, again, 2, FORMS[1], cohort.ends_on))
    set_scores(unit, cohort_id=cohort.id, scores=scores)


def _works(cohort: Cohort, tested: Sequence[Tested], least: float) -> Iterator[Work]:
    """A topic for everybody, and the defence of those who passed the test, but for the last ones."""
    for place, (enrolment_id, score) in enumerate(tested):
        given = Work(enrolment_id, TOPICS[place % len(TOPICS)], SUPERVISORS[place % len(SUPERVISORS)])
        is_heard = score >= least and place < len(tested) - YET_TO_DEFEND
        yield replace(given, defended_on=cohort.ends_on, score=LEAST_DEFENCE + place * 7 % 38) if is_heard else given
