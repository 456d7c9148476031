"""What an expression may look like, and the sentence for one that does not.

The grammar is that of XPath 1.0 without its paths: a question is named by ``${name}``. lark reads it, the parser that
the reference implementation of XLSForm uses too: it names the place of an error, and takes no stack however deep the
parentheses are. elementpath was tried: its XPath 1.0 takes no functions from outside, and it computes while it parses.
"""

from functools import lru_cache

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from desktop_app.errors import CentreError
from desktop_app.i18n import N_

LENGTH = 8_000

_NAME = r"[^\W\d][\w.\-]*"
_WORD_ENDS = r"(?![\w.\-])"

GRAMMAR = rf"""
?start: alternatives
?alternatives: conditions (_OR conditions)*
?conditions: equality (_AND equality)*
?equality: order (EQUALITY order)*
?order: sum (ORDER sum)*
?sum: product ((PLUS | MINUS) product)*
?product: sign ((TIMES | DIV | MOD) sign)*
?sign: value
    | MINUS sign -> negative
?value: NUMBER -> number
    | STRING -> string
    | REFERENCE -> reference
    | "." -> current
    | NAME -> column
    | NAME "(" [_arguments] ")" -> call
    | "(" alternatives ")"
_arguments: argument ("," argument)*
?argument: alternatives
    | ".." -> parent

_OR.2: /or{_WORD_ENDS}/
_AND.2: /and{_WORD_ENDS}/
DIV.2: /div{_WORD_ENDS}/
MOD.2: /mod{_WORD_ENDS}/
EQUALITY: "=" | "!="
ORDER: "<=" | "<" | ">=" | ">"
PLUS: "+"
MINUS: "-"
TIMES: "*"
NUMBER: /\d+(\.\d*)?|\.\d+/
STRING: /"[^"]*"|'[^']*'/
REFERENCE: /\$\{{\s*(last-saved#)?{_NAME}\s*\}}/
NAME: /{_NAME}(:{_NAME})?/
%ignore /\s+/
"""


class ExpressionError(CentreError):
    """An expression cannot be read; ``column`` counts its letters from 1."""

    def __init__(self, code: str, message: str, /, *, column: int, **facts: object) -> None:
        super().__init__(code, message, column=column, **facts)
        self.column = column


class UnsupportedExpression(ExpressionError):
    """It is right, but asks for what only other programs have."""


def parsed(written: str) -> Tree[Token]:
    """Raises ExpressionError."""
    if len(written) > LENGTH:
        raise ExpressionError(
            "expression_too_long",
            N_("The expression is longer than {limit} letters. Divide it among several calculated items."),
            column=LENGTH,
            limit=LENGTH,
        )
    try:
        return _parser().parse(written)
    except UnexpectedInput as error:
        raise _refusal(written, error) from error


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", propagate_positions=True)


def _refusal(written: str, error: UnexpectedInput) -> ExpressionError:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return ExpressionError(
            "expression_unfinished",
            N_("The expression ends too early: after letter {column} something is missing."),
            column=len(written.rstrip()),
        )
    column = max(error.column, 1)
    found = str(error.token) if isinstance(error, UnexpectedToken) else written[column - 1]
    if written[max(column - 2, 0) : column] == ".." or (isinstance(error, UnexpectedCharacters) and found in "/[]@|"):
        return UnsupportedExpression(
            "expression_has_path",
            N_("Letter {column}: paths are not supported. Name an item as ${{name}}."),
            column=column,
        )
    if isinstance(error, UnexpectedCharacters) and found in "\"'":
        return ExpressionError(
            "expression_quote_open", N_("Letter {column}: the quotation mark is not closed."), column=column
        )
    if isinstance(error, UnexpectedCharacters) and found == "$":
        return ExpressionError(
            "expression_bad_reference",
            N_("Letter {column}: an item is named as ${{name}}, in braces and without spaces in the name."),
            column=column,
        )
    return ExpressionError(
        "expression_misplaced", N_("Letter {column}: “{found}” does not belong here."), column=column, found=found
    )
