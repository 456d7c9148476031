"""Colours of the outcomes, and how scores, the rule and the usual share are written on a screen."""

from desktop_app.attendance.records import hours_text
from desktop_app.completion.records import CompletionList
from desktop_app.completion.rules import Outcome
from desktop_app.i18n import _
from ui import formats
from ui.theme import Tone

TONES = {
    Outcome.CERTIFICATE: Tone.GOOD,
    Outcome.STATEMENT: Tone.BAD,
    Outcome.UNDECIDED: Tone.WARN,
    Outcome.LEFT: Tone.MUTED,
}


def score_text(score: float | None) -> str:
    """A score as it is typed: without decimals where it has none."""
    if score is None:
        return ""
    return formats.integer_text(int(score)) if score == int(score) else formats.decimal_text(score)


def rule_text(found: CompletionList) -> str:
    rule = found.rule
    asked = [_("at least {least} of {planned} hours", least=_least_hours(found), planned=found.planned_hours)]
    if rule.test_min_score is not None:
        asked.append(_("final test {score}", score=score_text(rule.test_min_score)))
    if rule.work_min_score is not None:
        asked.append(_("final work {score}", score=score_text(rule.work_min_score)))
    return _("For a certificate: {asked}.", asked=", ".join(asked))


def _least_hours(found: CompletionList) -> str:
    return hours_text(found.rule.attendance.needed_of(found.planned_hours))


def share_text(found: CompletionList) -> str:
    """About a third may fail: the share is shown beside the usual one, for nobody to be alarmed or lulled."""
    without, whole = found.count(Outcome.STATEMENT), found.count(Outcome.STATEMENT) + found.count(Outcome.CERTIFICATE)
    if not whole:
        return ""
    share = formats.percent_text(without, whole)
    if not found.usual.people:
        return _("Without a certificate: {share}.", share=share)
    usual = formats.percent_text(found.usual.without, found.usual.people)
    return _("Without a certificate: {share}; usual in this programme: {usual}.", share=share, usual=usual)
