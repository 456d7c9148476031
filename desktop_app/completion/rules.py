"""The completion rule: the share of hours attended and the score of the final test."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.attendance.records import AttendanceRule
from desktop_app.i18n import N_, _, language
from desktop_app.language.numbers import percent, short_number


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


@dataclass(frozen=True)
class CompletionRule:
    """What attendance must come to; ``test_min_score`` of 100, None where no test is asked for."""

    attendance: AttendanceRule
    test_min_score: float | None


@dataclass(frozen=True)
class Achievement:
    """Academic hours asked of one person, attended and missed by them; the final test's score of 100."""

    planned_hours: float
    attended_hours: float
    missed_hours: float
    final_score: float | None
    standing: Standing = Standing.IN_COHORT

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
    sentences: tuple[tuple[str, dict[str, object]], ...]

    @property
    def text(self) -> str:
        return " ".join(_(message, **_worded(facts)) for message, facts in self.sentences)


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


def _judge(achievement: Achievement, rule: CompletionRule) -> Decision:
    attendance, attendance_sentence = _judge_attendance(achievement, rule)
    test, test_sentence = _judge_test(achievement, rule)
    sentences = tuple(sentence for sentence in (attendance_sentence, test_sentence) if sentence is not None)
    if attendance is False or test is False:
        return Decision(Outcome.STATEMENT, sentences)
    if attendance is None or test is None:
        return Decision(Outcome.UNDECIDED, sentences)
    return Decision(Outcome.CERTIFICATE, sentences)


Sentence = tuple[str, dict[str, object]]


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
