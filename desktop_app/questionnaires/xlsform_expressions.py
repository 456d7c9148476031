"""Expressions of an XLSForm put right after the names of the questionnaire, those that cannot be used left out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from desktop_app.i18n import N_
from desktop_app.questionnaires.expression_checks import CALCULATION, FIELDS, expression_faults, written_expression
from desktop_app.questionnaires.expression_grammar import UnsupportedExpression
from desktop_app.questionnaires.expressions import references, with_references
from desktop_app.questionnaires.model import Item, Questionnaire, Section
from desktop_app.questionnaires.xlsform_items import SurveyReading
from desktop_app.questionnaires.xlsform_sheets import FormRow

# What stands in the place of an expression that is left out: what is calculated comes to nothing.
_LEFT_OUT = dict.fromkeys(FIELDS, "") | {CALCULATION: "''"}

_Part = TypeVar("_Part", Item, Section)


def settle_expressions(questionnaire: Questionnaire, survey: SurveyReading) -> Questionnaire:
    """The questionnaire as it can be kept; what is wrong or left out is told to the reading."""
    settled = _with_expressions(questionnaire, lambda part, field: _with_our_names(part, field, survey))
    unusable: set[tuple[str, str]] = set()
    for fault in expression_faults(settled):
        row, error = _row(fault.part, survey), fault.error
        if isinstance(error, UnsupportedExpression):
            unusable.add((fault.part.code, fault.field))
            survey.leave_out(row, fault.field, error.code, error.message, **error.facts)
        else:
            survey.error(row, fault.field, error.code, error.message, **error.facts)
    return _with_expressions(
        settled,
        lambda part, field: _LEFT_OUT[field] if (part.code, field) in unusable else written_expression(part, field),
    )


def _with_expressions(questionnaire: Questionnaire, expression: Callable[[Item | Section, str], str]) -> Questionnaire:
    def with_its(part: _Part) -> _Part:
        kept: dict[str, Any] = {field: expression(part, field) for field in FIELDS if written_expression(part, field)}
        return replace(part, **kept) if kept else part

    return replace(
        questionnaire,
        sections=tuple(
            replace(with_its(section), items=tuple(map(with_its, section.items))) for section in questionnaire.sections
        ),
    )


def _with_our_names(part: Item | Section, field: str, survey: SurveyReading) -> str:
    written = written_expression(part, field)
    for name in sorted(references(written) & survey.names.ambiguous):
        message = N_("Several groups have an item “{name}”: give each a name of its own.")
        survey.error(_row(part, survey), field, "ambiguous_reference", message, name=name)
    written = with_references(written, survey.renamed)
    left_out = sorted(references(written) & survey.left_out)
    if not left_out:
        return written
    message = N_("The expression asks for “{name}”, which is left out, and so it is left out too.")
    survey.leave_out(_row(part, survey), field, "asks_for_left_out", message, name=left_out[0])
    return _LEFT_OUT[field]


def _row(part: Item | Section, survey: SurveyReading) -> FormRow:
    """That of the group for a section, also for the second section that was made of it."""
    if isinstance(part, Item):
        return survey.rows[part.code]
    return survey.rows.get(f"/{part.code}") or survey.rows[f"/{part.code.rpartition('.')[0]}"]
