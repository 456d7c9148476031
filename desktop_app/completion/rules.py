"""The completion rule: hours attended, the final test, the defence of the final work; and decisions against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.attendance.records import AttendanceRule
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import percent, short_number
from desktop_app.reference.rules import LAST

Sentence = tuple[str, dict[str, object]]


class Outcome(StrEnum):
    """What a person takes home: certificate, statement (maʼlumotnoma), nothing yet, or nothing."""

    CERTIFICATE = "certificate"
    STATEMENT = "statement"
    UNDECIDED = "undecided"
    LEFT = "left"


class Standing(StrEnum):
    """Where a person stands with the cohort when it is judged who completes."""

    IN_COHORT = "in_cohort"
    AWAITED = "awaited"
    NEVER_CAME = "never_came"
    LEFT = "left"


def outcome_name(outcome: Outcome) -> str:
    return _(_NAMES[outcome])


@dataclass(frozen=True)
class CompletionRule:
    """What attendance must come to; the least scores are of 100, None where none is asked for.

    ``has_work``: the programme ends with a final work, be its score asked for or not.
    """

    attendance: AttendanceRule
    test_min_score: float | None
    work_min_score: float | None = None
    has_work: bool = False


@dataclass(frozen=True)
class Achievement:
    """Academic hours asked of one person, attended and missed by them; scores of 100."""

    planned_hours: float
    attended_hours: float
    missed_hours: float
    final_score: float | None
    standing: Standing = Standing.IN_COHORT
    work_score: float | None = None

    @property
    def open_hours(self) -> float:
        """Hours to come or not marked yet, that could still be attended."""
        return self.planned_hours - self.attended_hours - self.missed_hours

    @property
    def best_possible_hours(self) -> float:
        return self.attended_hours + self.open_hours


@dataclass(frozen=True)
class Decision:
    """The outcome with its sentences: each a marked text and its facts, put into words when they are shown."""

    outcome: Outcome
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return " ".join(_(message, **_worded(facts)) for message, facts in self.sentences)


_NAMES = {
    Outcome.CERTIFICATE: N_("Certificate"),
    Outcome.STATEMENT: N_("Statement"),
    Outcome.UNDECIDED: N_("Not yet"),
    Outcome.LEFT: N_("Without outcome"),
}
# Shares of an hour are hundredths: what is smaller than this is no difference.
_NOTHING = 1e-6
_LEFT = N_("Left the cohort before its end.")
_NEVER_CAME = N_("Did not come and was not admitted.")
_AWAITED = N_("Neither admitted nor marked as absent: settle the admission first.")
_ENOUGH = N_("Attended {attended} of {planned} hours, {share}; at least {least}% is needed.")
_TOO_FEW = N_("Attended only {attended} of {planned} hours, {share}; at least {least}% is needed.")
_ENOUGH_HOURS = N_("Attended {attended} of {planned} hours, {share}; at least {needed} hours are needed.")
_TOO_FEW_HOURS = N_("Attended only {attended} of {planned} hours, {share}; at least {needed} hours are needed.")
_NONE_ASKED = N_("Attended {attended} of {planned} hours, {share}; no least attendance is asked for.")
_UNMARKED = N_("Attendance is not marked for {unmarked} hours; attended so far {attended} of {planned}.")
_TEST_PASSED = N_("Final test: {score}, at least {least} is needed.")
_TEST_FAILED = N_("Final test failed: {score}, at least {least} is needed.")
_NO_SCORE = N_("The score of the final test is missing.")
_WORK_PASSED = N_("Final work: {score}, at least {least} is needed.")
_WORK_FAILED = N_("Final work failed: {score}, at least {least} is needed.")
_NO_WORK_SCORE = N_("The final work is not defended yet.")
_NOT_ADMITTED = N_("Not admitted to the defence of the final work: the final test is not passed.")
_OVERRIDDEN = N_("Decided otherwise by order {order} of {day}, entered by {who}: {reason}")


def decide(achievement: Achievement, rule: CompletionRule) -> Decision:
    """Decide for one person. Undecided as long as a missing mark or score could still turn the outcome."""
    match achievement.standing:
        case Standing.LEFT:
            return Decision(Outcome.LEFT, ((_LEFT, {}),))
        case Standing.NEVER_CAME:
            return Decision(Outcome.LEFT, ((_NEVER_CAME, {}),))
        case Standing.AWAITED:
            return Decision(Outcome.UNDECIDED, ((_AWAITED, {}),))
        case Standing.IN_COHORT:
            return _judge(achievement, rule)


def overridden(decision: Decision, outcome: Outcome, *, order: str, day: date, who: str, reason: str) -> Decision:
    """The decision made against the rule; what the rule says stays in front of it."""
    facts: dict[str, object] = {"order": order, "day": short_date(day), "who": who, "reason": reason}
    return Decision(outcome, (*decision.sentences, (_OVERRIDDEN, facts)))


def counting(scores: Sequence[float], *, counts: str) -> float | None:
    """Which of the scores of several sittings, in their order, counts by the rule ``final_test_counts``."""
    if not scores:
        return None
    return scores[-1] if counts == LAST else max(scores)


def _judge(achievement: Achievement, rule: CompletionRule) -> Decision:
    attendance, attendance_sentence = _judge_attendance(achievement, rule)
    test, test_sentence = _judge_test(achievement, rule)
    work, work_sentence = _judge_work(achievement, rule, is_admitted=test)
    said = (attendance_sentence, test_sentence, work_sentence)
    sentences = tuple(sentence for sentence in said if sentence is not None)
    if False in (attendance, test, work):
        return Decision(Outcome.STATEMENT, sentences)
    if None in (attendance, test, work):
        return Decision(Outcome.UNDECIDED, sentences)
    return Decision(Outcome.CERTIFICATE, sentences)


def _judge_attendance(achievement: Achievement, rule: CompletionRule) -> tuple[bool | None, Sentence]:
    """True, False, or None when unmarked lessons leave it open."""
    needed = rule.attendance.needed_of(achievement.planned_hours)
    by_percent = rule.attendance.max_missed is None and rule.attendance.min_percent is not None
    by_nothing = rule.attendance.max_missed is None and rule.attendance.min_percent is None
    facts: dict[str, object] = {
        "attended": achievement.attended_hours,
        "planned": achievement.planned_hours,
        "share": (achievement.attended_hours, achievement.planned_hours),
        "least": rule.attendance.min_percent,
        "needed": needed,
    }
    if achievement.attended_hours >= needed - _NOTHING:
        return True, (_ENOUGH if by_percent else _NONE_ASKED if by_nothing else _ENOUGH_HOURS, facts)
    if achievement.best_possible_hours < needed - _NOTHING:
        return False, (_TOO_FEW if by_percent else _TOO_FEW_HOURS, facts)
    return None, (_UNMARKED, {**facts, "unmarked": achievement.open_hours})


def _judge_test(achievement: Achievement, rule: CompletionRule) -> tuple[bool | None, Sentence | None]:
    if rule.test_min_score is None:
        return True, None
    if achievement.final_score is None:
        return None, (_NO_SCORE, {})
    facts: dict[str, object] = {"score": achievement.final_score, "least": rule.test_min_score}
    if achievement.final_score >= rule.test_min_score:
        return True, (_TEST_PASSED, facts)
    return False, (_TEST_FAILED, facts)


def _judge_work(
    achievement: Achievement, rule: CompletionRule, *, is_admitted: bool | None
) -> tuple[bool | None, Sentence | None]:
    """Only who has passed the test is admitted to the defence (domain: final attestation)."""
    if rule.work_min_score is None:
        return True, None
    if is_admitted is False:
        return False, (_NOT_ADMITTED, {})
    if achievement.work_score is None:
        # Until the test is passed its own sentence says what is missing.
        return None, (_NO_WORK_SCORE, {}) if is_admitted else None
    facts: dict[str, object] = {"score": achievement.work_score, "least": rule.work_min_score}
    if achievement.work_score >= rule.work_min_score:
        return True, (_WORK_PASSED, facts)
    return False, (_WORK_FAILED, facts)


def _worded(facts: dict[str, object]) -> dict[str, object]:
    """Numbers as they are written in the language in force."""
    return {name: _number(value) for name, value in facts.items()}


def _number(value: object) -> str:
    match value:
        case (int() | float() as part, int() | float() as whole):
            return percent(round(part * 100), round(whole * 100), language()) or "–"
        case float() | int():
            return short_number(value, language())
        case _:
            return str(value)
