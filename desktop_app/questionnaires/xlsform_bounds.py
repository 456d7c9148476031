"""Limits of numbers and of ticks as XLSForm writes them: at the beginning of the constraint."""

import re

from desktop_app.questionnaires.expression_grammar import ExpressionError
from desktop_app.questionnaires.expressions import compile_expression
from desktop_app.questionnaires.model import Item, ItemKind

_BOUND = r"\s*(?P<sign>>=|<=)\s*(?P<number>-?\d+(?:\.\d+)?)\s*(?:\band\b\s*|$)"
_SUBJECTS = {ItemKind.INTEGER: ".", ItemKind.DECIMAL: ".", ItemKind.SEVERAL: "count-selected(.)"}


def bounded_constraint(item: Item) -> str:
    """The constraint of the item with its limits before it."""
    subject = _SUBJECTS.get(item.kind)
    if subject is None:
        return item.constraint
    bounds = [f"{subject} >= {number_text(item.least)}"] if item.least is not None else []
    bounds += [f"{subject} <= {number_text(item.most)}"] if item.most is not None else []
    if not bounds:
        return item.constraint
    return " and ".join([*bounds, f"({item.constraint})"] if item.constraint else bounds)


def split_constraint(kind: ItemKind, written: str) -> tuple[float | None, float | None, str]:
    """The least, the most and what is left of the constraint, which holds no more than the three together."""
    subject = _SUBJECTS.get(kind)
    if subject is None:
        return None, None, written
    bound = re.compile(re.escape(subject) + _BOUND)
    found: dict[str, float] = {}
    rest = written.strip()
    while (match := bound.match(rest)) and match["sign"] not in found:
        found[match["sign"]] = float(match["number"])
        rest = rest[match.end() :]
    if not rest:
        return found.get(">="), found.get("<="), ""
    inner = rest.removeprefix("(").removesuffix(")")
    if found and len(rest) == len(inner) + 2 and _can_be_read(inner):
        return found.get(">="), found.get("<="), inner
    return None, None, written


def number_text(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)


def _can_be_read(written: str) -> bool:
    """So "a) or (b" is told from what stands in one pair of parentheses."""
    try:
        compile_expression(written)
    except ExpressionError:
        return False
    return True
