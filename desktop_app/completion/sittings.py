"""Sittings of the entry and the final test: typed, corrected, taken back; which one counts is said in one place."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.models.completion import Sitting
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import Score, ScoreKind
from desktop_app.completion.rules import counting
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.rules import LAST
from desktop_app.reference.service import rules_on

SCORE_MAX = 100
FORMS = ("A", "B")
# A resit of a resit of a resit: what is beyond is a typing error.
MOST_SITTINGS = 9
SCORE_COLUMNS = {ScoreKind.ENTRY: "entry_score", ScoreKind.FINAL: "final_score"}
Key = tuple[int, ScoreKind, int]


def set_scores(unit: UnitOfWork, *, cohort_id: int, scores: Sequence[Score]) -> list[Score]:
    """Keep sittings; returns what stood before, so that set again it is undone.

    Raises Refused for a completed or cancelled cohort, Invalid for a score outside 0 to 100 or a sitting that cannot
    be, NotFound for somebody of another cohort.
    """
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)
    enrolments = {
        row.id: row for row in unit.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id))
    }
    for score in scores:
        if score.enrolment_id not in enrolments:
            raise NotFound("not_enrolled", N_("This person is no longer in the cohort."))
        _check(unit, score)
    kept = sittings_of(unit, cohort_id)
    before = [_before(unit, score, enrolments[score.enrolment_id], kept) for score in scores]
    for score in scores:
        _keep(unit, score, kept)
    counts = rules_on(unit, cohort.starts_on).final_test_counts
    touched = {(score.enrolment_id, score.kind) for score in scores}
    for enrolment_id, kind in touched:
        _count(enrolments[enrolment_id], kind, kept, counts=counts)
    return before


def recount(unit: UnitOfWork, *, cohort_id: int) -> None:
    """Let the sittings count by the rule as it is now: it may have been changed since they were typed."""
    cohort = load_cohort(unit, cohort_id)
    counts = rules_on(unit, cohort.starts_on).final_test_counts
    kept = sittings_of(unit, cohort_id)
    for enrolment_id, kind in {(enrolment_id, kind) for enrolment_id, kind, _attempt in kept}:
        _count(unit.session.get_one(Enrolment, enrolment_id), kind, kept, counts=counts)


def sittings_of(unit: UnitOfWork, cohort_id: int) -> dict[Key, Sitting]:
    """All sittings of a cohort, in their order."""
    rows = (
        select(Sitting)
        .join(Enrolment, Enrolment.id == Sitting.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Sitting.enrolment_id, Sitting.kind, Sitting.attempt)
    )
    return {(row.enrolment_id, row.kind, row.attempt): row for row in unit.session.scalars(rows)}


def what_counts(scores: Iterable[Score], kind: ScoreKind, *, counts: str) -> float | None:
    """The score that counts of one person's sittings; of the entry test always the last."""
    of_kind = sorted((each.attempt, each.value) for each in scores if each.kind is kind and each.value is not None)
    return counting([value for _attempt, value in of_kind], counts=LAST if kind is ScoreKind.ENTRY else counts)


def as_score(row: Sitting) -> Score:
    return Score(row.enrolment_id, row.kind, row.score, row.attempt, row.form, row.taken_on, row.source)


def _check(unit: UnitOfWork, score: Score) -> None:
    if score.value is not None and not 0 <= score.value <= SCORE_MAX:
        raise Invalid("score_out_of_range", N_("{score} is not between 0 and 100."), field="score", score=score.value)
    if not 1 <= score.attempt <= MOST_SITTINGS:
        raise Invalid(
            "sitting_out_of_range", N_("Sittings are counted from 1 to {most}."), field="attempt", most=MOST_SITTINGS
        )
    if score.taken_on is not None and score.taken_on > unit.today:
        raise Invalid("test_to_come", N_("The day of the test is still to come."), field="taken_on")


def _before(unit: UnitOfWork, score: Score, enrolment: Enrolment, kept: dict[Key, Sitting]) -> Score:
    """What the sitting was; a score of before sittings were kept becomes the first one when another is added."""
    row = kept.get((score.enrolment_id, score.kind, score.attempt))
    if row is not None:
        return as_score(row)
    alone: float | None = getattr(enrolment, SCORE_COLUMNS[score.kind])
    is_first = not any(key[:2] == (score.enrolment_id, score.kind) for key in kept)
    if alone is None or not is_first:
        return Score(score.enrolment_id, score.kind, None, score.attempt)
    earlier = Score(score.enrolment_id, score.kind, alone)
    if score.attempt > 1 and score.value is not None:
        _keep(unit, earlier, kept)
        return Score(score.enrolment_id, score.kind, None, score.attempt)
    return earlier


def _keep(unit: UnitOfWork, score: Score, kept: dict[Key, Sitting]) -> None:
    key = score.enrolment_id, score.kind, score.attempt
    row = kept.get(key)
    if score.value is None:
        if row is not None:
            unit.session.delete(row)
            # A sitting of the same number may follow in this very act.
            unit.session.flush()
            del kept[key]
        return
    if row is None:
        row = kept[key] = Sitting(enrolment_id=score.enrolment_id, kind=score.kind, attempt=score.attempt)
        unit.session.add(row)
    row.score, row.form, row.taken_on = score.value, tidy(score.form).upper(), score.taken_on
    row.source, row.entered_by = tidy(score.source), unit.actor.name


def _count(enrolment: Enrolment, kind: ScoreKind, kept: Mapping[Key, Sitting], *, counts: str) -> None:
    """The one place where the score that counts is set."""
    own = (as_score(row) for (enrolment_id, _kind, _attempt), row in kept.items() if enrolment_id == enrolment.id)
    setattr(enrolment, SCORE_COLUMNS[kind], what_counts(own, kind, counts=counts))
