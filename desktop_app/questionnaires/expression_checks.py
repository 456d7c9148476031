"""Whether the expressions of a questionnaire can be read, name what there is, and do not go round in circles."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.errors import CentreError, Invalid
from desktop_app.i18n import N_
from desktop_app.questionnaires.expression_grammar import ExpressionError
from desktop_app.questionnaires.expressions import compile_expression, find_circle, references
from desktop_app.questionnaires.layout import other_code
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section, cell_code

# What every option has besides its facts.
_OPTION_FACTS = frozenset({"name", "label"})
_SHOWN_OF_CIRCLE = 6
RELEVANT, CONSTRAINT, CALCULATION, CHOICE_FILTER = "relevant", "constraint", "calculation", "choice_filter"
FIELDS = (RELEVANT, CONSTRAINT, CALCULATION, CHOICE_FILTER)


@dataclass(frozen=True)
class Fault:
    """``part`` is the item or the section, ``field`` which of its expressions it is."""

    part: Item | Section
    field: str
    error: CentreError


def answer_codes(item: Item) -> Iterator[str]:
    """The names by which expressions may ask for the answers of an item."""
    if item.kind is ItemKind.MATRIX:
        yield from (cell_code(row.code, scale.code) for row in item.rows for scale in item.scales)
    elif item.kind is not ItemKind.NOTE:
        yield item.code
    if item.other:
        yield other_code(item)


def option_columns(choice_filter: str) -> tuple[str, ...]:
    """The columns of the options that a filter names; none while it cannot be read."""
    try:
        named = compile_expression(choice_filter, may_name_columns=True).columns if choice_filter else frozenset()
    except ExpressionError:
        return ()
    return tuple(sorted(named - _OPTION_FACTS))


def expression_faults(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """Every fault of every expression, in the order of the questionnaire."""
    known = {code for item in questionnaire.items for code in answer_codes(item)}
    faults: list[Fault] = []
    for section in questionnaire.sections:
        parts: tuple[Section | Item, ...] = (section, *section.items)
        for part in parts:
            faults.extend(Fault(part, field, error) for field in FIELDS for error in _errors(part, field, known))
    return (*faults, *_circle(questionnaire))


def written_expression(part: Item | Section, field: str) -> str:
    written: str = getattr(part, field, "")
    return written


def _errors(part: Item | Section, field: str, known: set[str]) -> Iterator[CentreError]:
    written = written_expression(part, field)
    if not written:
        return
    try:
        expression = compile_expression(written, may_name_columns=field == CHOICE_FILTER)
    except ExpressionError as error:
        yield error
        return
    for name in sorted(expression.references - known):
        yield Invalid("unknown_reference", N_("There is no item “{name}” that could be asked for."), name=name)
    facts = _OPTION_FACTS.union(*(option.facts for option in part.options)) if isinstance(part, Item) else _OPTION_FACTS
    for name in sorted(expression.columns - facts):
        message = N_("The options have no column “{name}”.")
        yield Invalid("unknown_option_column", message, name=name)


def _circle(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Where what is shown or calculated would have to be known before itself."""
    needs: dict[str, frozenset[str]] = {}
    parts: dict[str, tuple[Item, str]] = {}
    for section in questionnaire.sections:
        for item in section.items:
            asked = {field: references(written_expression(item, field)) for field in (RELEVANT, CALCULATION)}
            needed = references(section.relevant).union(*asked.values())
            for code in answer_codes(item):
                needs[code] = needed
                parts[code] = item, CALCULATION if asked[CALCULATION] else RELEVANT
    circle = find_circle(needs)
    if circle:
        item, field = parts[circle[0]]
        message = N_("The expressions go round in a circle: {names}.")
        shown = circle if len(circle) <= _SHOWN_OF_CIRCLE else (*circle[:_SHOWN_OF_CIRCLE], "…")
        yield Fault(item, field, Invalid("circular_reference", message, names=" → ".join((*shown, circle[0]))))
