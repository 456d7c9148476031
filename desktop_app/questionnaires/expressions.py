"""Expressions of XLSForm: read once into a chain of functions, then reckoned for every answer sheet.

An expression is limited in length and in depth, opens no file, and ends in a time that grows with its length only.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lark import Token, Tree

from desktop_app.i18n import N_
from desktop_app.questionnaires.expression_functions import FUNCTIONS
from desktop_app.questionnaires.expression_grammar import ExpressionError, UnsupportedExpression, parsed
from desktop_app.questionnaires.expression_patterns import BadPattern, compiled_pattern
from desktop_app.questionnaires.expression_scope import Scope
from desktop_app.questionnaires.expression_values import NAN, Value, are_equal, in_order, number, text, truth

DEPTH = 100

# What other programs know and a questionnaire of the centre has no use for: places, files, signatures, trees of nodes.
_UNSUPPORTED = frozenset(
    {
        *("instance", "current", "pulldata", "pull-data", "property", "version", "extract-signed", "digest"),
        *("base64-decode", "randomize", "last", "area", "distance", "enclosed-area", "intersects", "geofence"),
        *("checklist", "weighted-checklist", "name", "local-name", "substring", "decimal-time", "jr:itext"),
        *("pi", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "exp10", "log", "log10"),
    }
)

_REFERENCE = re.compile(r"\$\{\s*(?P<last>last-saved#)?(?P<name>[^}]*?)\s*\}")

Reckon = Callable[[Scope], Value]


@dataclass(frozen=True)
class Expression:
    """``references`` are the questions that it names, ``columns`` the further columns of the sheet "choices"."""

    written: str
    references: frozenset[str]
    columns: frozenset[str]
    reckon: Reckon

    def value(self, scope: Scope) -> Value:
        return self.reckon(scope)

    def answer(self, scope: Scope) -> str:
        """The value as it is shown and kept; empty where it came to no number."""
        value = self.reckon(scope)
        return "" if isinstance(value, float) and math.isnan(value) else text(value)

    def holds(self, scope: Scope) -> bool:
        return truth(self.reckon(scope))


@lru_cache(maxsize=2_048)
def compile_expression(written: str, *, may_name_columns: bool = False) -> Expression:
    """Raises ExpressionError, which names the letter where it went wrong.

    A choice_filter alone may name further columns of the sheet "choices", and does it without any sign.
    """
    tree = parsed(written)
    columns = {str(named.children[0]): named for named in tree.find_data("column")}
    for name, named in () if may_name_columns else columns.items():
        raise ExpressionError(
            "expression_bare_name",
            N_("Letter {column}: “{name}” is no function; an item is named as ${{name}}."),
            column=_column(named),
            name=name,
        )
    return Expression(written, references(written), frozenset(columns), _compiled(tree, DEPTH))


def references(written: str) -> frozenset[str]:
    """The questions named anywhere in a text, also between quotation marks, where jr:choice-name has them."""
    return frozenset(found["name"] for found in _REFERENCE.finditer(written))


def with_references(written: str, replacements: Mapping[str, str]) -> str:
    """The expression with other words in the place of whole ``${name}``."""
    return _REFERENCE.sub(lambda found: replacements.get(found["name"], found[0]), written)


def find_circle(needs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Names of which each needs the next one and the last the first; empty where there are none."""
    done: set[str] = set()
    for start in needs:
        path: dict[str, None] = {}
        waiting = [iter((start,))]
        while waiting:
            name = next(waiting[-1], None)
            if name is None:
                waiting.pop()
                if path:
                    done.add(path.popitem()[0])
            elif name in path:
                names = tuple(path)
                return names[names.index(name) :]
            elif name not in done and name in needs:
                path[name] = None
                waiting.append(iter(sorted(needs[name])))
    return ()


def _compiled(tree: Tree[Token], depth: int) -> Reckon:
    if depth == 0:
        raise ExpressionError(
            "expression_too_deep",
            N_("Letter {column}: more than {limit} parts stand within each other. Divide the expression."),
            column=_column(tree),
            limit=DEPTH,
        )
    return _KINDS[tree.data](tree, depth - 1)


def _alternatives(tree: Tree[Token], depth: int) -> Reckon:
    parts = _parts(tree, depth)
    return lambda scope: any(truth(part(scope)) for part in parts)


def _conditions(tree: Tree[Token], depth: int) -> Reckon:
    parts = _parts(tree, depth)
    return lambda scope: all(truth(part(scope)) for part in parts)


def _chain(tree: Tree[Token], depth: int) -> Reckon:
    """Operators of one rank, from left to right."""
    first = _compiled(_tree(tree.children[0]), depth)
    rest = [
        (_OPERATORS[str(sign)], _compiled(_tree(operand), depth))
        for sign, operand in zip(tree.children[1::2], tree.children[2::2], strict=True)
    ]

    def reckon(scope: Scope) -> Value:
        value = first(scope)
        for apply, operand in rest:
            value = apply(value, operand(scope))
        return value

    return reckon


def _negative(tree: Tree[Token], depth: int) -> Reckon:
    operand = _compiled(_tree(tree.children[1]), depth)
    return lambda scope: -number(operand(scope))


def _number(tree: Tree[Token], _depth: int) -> Reckon:
    value = float(str(tree.children[0]))
    return lambda _scope: value


def _string(tree: Tree[Token], _depth: int) -> Reckon:
    value = str(tree.children[0])[1:-1]
    return lambda _scope: value


def _reference(tree: Tree[Token], _depth: int) -> Reckon:
    found = _REFERENCE.fullmatch(str(tree.children[0]))
    assert found is not None, "the grammar lets no other references through"
    if found["last"]:
        raise _unsupported(tree, "last-saved")
    name = found["name"]
    return lambda scope: scope.value(name)


def _current(_tree: Tree[Token], _depth: int) -> Reckon:
    return lambda scope: scope.current_value


def _column_value(tree: Tree[Token], _depth: int) -> Reckon:
    name = str(tree.children[0])
    return lambda scope: scope.facts.get(name, "")


def _parent(_tree: Tree[Token], _depth: int) -> Reckon:
    # position(..) is the one function that has a use for it, and asks the scope.
    return lambda _scope: ""


def _call(tree: Tree[Token], depth: int) -> Reckon:
    name, arguments = str(tree.children[0]), [child for child in tree.children[1:] if child is not None]
    if name in _UNSUPPORTED:
        raise _unsupported(tree, f"{name}()")
    if name == "if":
        _check_arguments(tree, name, len(arguments), 3, 3)
        condition, then, otherwise = (_compiled(_tree(argument), depth) for argument in arguments)
        return lambda scope: then(scope) if truth(condition(scope)) else otherwise(scope)
    if name == "jr:choice-name":
        _check_arguments(tree, name, len(arguments), 2, 2)
        return _choice_name(tree, arguments, depth)
    if name not in FUNCTIONS:
        raise ExpressionError(
            "expression_unknown_function",
            N_("Letter {column}: there is no function “{name}”."),
            column=_column(tree),
            name=name,
        )
    function = FUNCTIONS[name]
    _check_arguments(tree, name, len(arguments), function.least, function.most)
    if name == "regex":
        _check_pattern(_tree(arguments[1]))
    values = [_compiled(_tree(argument), depth) for argument in arguments]
    return lambda scope: function.apply(scope, [value(scope) for value in values])


def _choice_name(tree: Tree[Token], arguments: Sequence[object], depth: int) -> Reckon:
    """The second argument is a question as such, by custom between quotation marks, and not its answer."""
    option = _compiled(_tree(arguments[0]), depth)
    question = _tree(arguments[1])
    named = _REFERENCE.search(str(question.children[0])) if question.data in ("string", "reference") else None
    if named is None:
        raise ExpressionError(
            "expression_needs_question",
            N_("Letter {column}: the function {function} needs an item as ${{name}} in its second place."),
            column=_column(tree),
            function="jr:choice-name()",
        )
    return lambda scope: scope.option_text(named["name"], text(option(scope)))


def _check_pattern(argument: Tree[Token]) -> None:
    if argument.data == "string":
        try:
            compiled_pattern(str(argument.children[0])[1:-1])
        except BadPattern as error:
            raise UnsupportedExpression(
                "expression_bad_pattern",
                N_("Letter {column}: the pattern of {function} is wrong or is not supported."),
                column=_column(argument),
                function="regex()",
            ) from error


def _parts(tree: Tree[Token], depth: int) -> list[Reckon]:
    return [_compiled(_tree(child), depth) for child in tree.children]


def _tree(child: object) -> Tree[Token]:
    assert isinstance(child, Tree)
    return child


def _column(tree: Tree[Token]) -> int:
    return 1 if tree.meta.empty else tree.meta.column


def _unsupported(tree: Tree[Token], what: str) -> UnsupportedExpression:
    return UnsupportedExpression(
        "expression_unsupported",
        N_("Letter {column}: {what} is not supported."),
        column=_column(tree),
        what=what,
    )


def _check_arguments(tree: Tree[Token], name: str, count: int, least: int, most: int) -> None:
    if not least <= count <= most:
        raise ExpressionError(
            "expression_arguments",
            N_("Letter {column}: the function {name}() does not take {count} values."),
            column=_column(tree),
            name=name,
            count=count,
        )


def _divided(left: float, right: float) -> float:
    if right == 0:
        return NAN if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1.0, right)
    return left / right


def _remainder(left: float, right: float) -> float:
    return NAN if right == 0 or math.isinf(left) else math.fmod(left, right)


def _arithmetic(apply: Callable[[float, float], float]) -> Callable[[Value, Value], Value]:
    return lambda left, right: apply(number(left), number(right))


_OPERATORS: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "div": _arithmetic(_divided),
    "mod": _arithmetic(_remainder),
    "=": are_equal,
    "!=": lambda left, right: not are_equal(left, right),
    "<": in_order(operator.lt),
    "<=": in_order(operator.le),
    ">": in_order(operator.gt),
    ">=": in_order(operator.ge),
}

_KINDS: Mapping[str, Callable[[Tree[Token], int], Reckon]] = {
    "alternatives": _alternatives,
    "conditions": _conditions,
    "equality": _chain,
    "order": _chain,
    "sum": _chain,
    "product": _chain,
    "negative": _negative,
    "number": _number,
    "string": _string,
    "reference": _reference,
    "current": _current,
    "column": _column_value,
    "parent": _parent,
    "call": _call,
}
