"""Who completes: at the threshold, just below it, and while a mark or a score is missing."""

import pytest

from desktop_app.attendance.records import AttendanceRule
from desktop_app.completion.rules import Achievement, CompletionRule, Outcome, Standing, counting, decide
from desktop_app.i18n import set_language

RULE = CompletionRule(AttendanceRule(80.0), test_min_score=56.0)
WITHOUT_TEST = CompletionRule(AttendanceRule(80.0), test_min_score=None)
CERTIFICATE, STATEMENT, UNDECIDED = Outcome.CERTIFICATE, Outcome.STATEMENT, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("planned", "attended", "missed", "outcome"),
    [
        pytest.param(40, 32, 8, CERTIFICATE, id="exactly the threshold"),
        pytest.param(40, 31, 9, STATEMENT, id="an hour below it"),
        pytest.param(36, 29, 7, CERTIFICATE, id="28.8 hours are needed, 29 attended"),
        pytest.param(36, 28, 8, STATEMENT, id="28.8 hours are needed, 28 attended"),
        pytest.param(40, 32, 0, CERTIFICATE, id="reached before the last lesson"),
        pytest.param(40, 30, 8, UNDECIDED, id="the two hours not marked may still reach it"),
        pytest.param(40, 29, 9, STATEMENT, id="the two hours not marked can no longer reach it"),
        pytest.param(40, 0, 0, UNDECIDED, id="nothing marked"),
    ],
)
def test_attendance_decides_by_whole_hours_of_the_programme(
    planned: int, attended: int, missed: int, outcome: Outcome
) -> None:
    assert decide(Achievement(planned, attended, missed, 80.0), RULE).outcome is outcome


@pytest.mark.parametrize(
    ("score", "outcome"), [(56.0, CERTIFICATE), (55.9, STATEMENT), (0.0, STATEMENT), (100.0, CERTIFICATE)]
)
def test_a_test_is_passed_from_its_least_score_on(score: float, outcome: Outcome) -> None:
    assert decide(Achievement(36, 36, 0, score), RULE).outcome is outcome


def test_a_missing_score_leaves_open_only_what_attendance_has_not_lost() -> None:
    assert decide(Achievement(36, 36, 0, None), RULE).outcome is UNDECIDED
    assert decide(Achievement(36, 10, 26, None), RULE).outcome is STATEMENT


def test_parts_of_hours_are_written_as_they_are() -> None:
    set_language("uz_Latn")
    text = decide(Achievement(42.5, 34.25, 8.25, None), WITHOUT_TEST).text
    assert "42,5 soatdan 34,25 soatida" in text


def test_where_no_attendance_is_asked_for_the_sentence_says_so() -> None:
    set_language("en")
    decision = decide(Achievement(36, 9, 27, None), CompletionRule(AttendanceRule(None), None))
    assert decision.outcome is CERTIFICATE
    assert decision.text == "Attended 9 of 36 hours, 25.0%; no least attendance is asked for."


def test_without_a_test_attendance_decides_alone() -> None:
    decision = decide(Achievement(36, 36, 0, None), WITHOUT_TEST)
    assert (decision.outcome, len(decision.sentences)) == (CERTIFICATE, 1)


@pytest.mark.parametrize(
    ("standing", "outcome"),
    [
        (Standing.LEFT, Outcome.LEFT),
        (Standing.NEVER_CAME, Outcome.LEFT),
        (Standing.AWAITED, UNDECIDED),
    ],
)
def test_who_is_not_in_the_cohort_is_not_judged_by_hours_and_scores(standing: Standing, outcome: Outcome) -> None:
    assert decide(Achievement(36, 36, 0, 100.0, standing), RULE).outcome is outcome


def test_every_reason_is_told_with_its_numbers() -> None:
    set_language("en")
    told = decide(Achievement(36, 25, 11, 54.0), RULE).text
    assert told == (
        "Attended only 25 of 36 hours, 69.4%; at least 80% is needed. Final test failed: 54, at least 56 is needed."
    )


@pytest.mark.parametrize(
    ("test", "work", "outcome", "sentences"),
    [
        pytest.param(80.0, 56.0, CERTIFICATE, 3, id="both passed"),
        pytest.param(80.0, 55.9, STATEMENT, 3, id="the work failed"),
        pytest.param(80.0, None, UNDECIDED, 3, id="not defended yet"),
        pytest.param(None, None, UNDECIDED, 2, id="the test is what is missing"),
        pytest.param(40.0, 90.0, STATEMENT, 3, id="never admitted to the defence"),
    ],
)
def test_the_defence_comes_after_the_test(
    test: float | None, work: float | None, outcome: Outcome, sentences: int
) -> None:
    rule = CompletionRule(AttendanceRule(80.0), 56.0, work_min_score=56.0)
    decision = decide(Achievement(36, 36, 0, test, work_score=work), rule)
    assert (decision.outcome, len(decision.sentences)) == (outcome, sentences)


@pytest.mark.parametrize(("scores", "best", "last"), [([], None, None), ([60], 60, 60), ([70, 50], 70, 50)])
def test_of_several_sittings_the_best_or_the_last_counts(
    scores: list[float], best: float | None, last: float | None
) -> None:
    assert (counting(scores, counts="best"), counting(scores, counts="last")) == (best, last)
