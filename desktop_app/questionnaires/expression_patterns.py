"""Patterns of the function regex(), matched in a time that no pattern can stretch.

Python's own matcher tries one way after the other, and for some short patterns that takes longer than the universe is
old. This one follows all ways at once, letter by letter: at most ``STEPS`` steps for each letter.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError, VisitError

STEPS = 1_000
PATTERN_LENGTH = 500
TEXT_LENGTH = 2_000

_GRAMMAR = r"""
?start: choice
choice: branch ("|" branch)*
branch: piece*
?piece: atom
    | atom REPEAT -> repeated
?atom: (CLASS | ESCAPED | PLAIN) -> letter
    | "^" -> beginning
    | "$" -> ending
    | _OPEN choice ")"

_OPEN: "(?:" | "("
REPEAT: /(\*|\+|\?|\{\d{1,4}(,\d{0,4})?\})\??/
CLASS: /\[\^?\]?([^\]\\\[]|\\[^pPbB])*\]/
ESCAPED: /\\([dDwWsStnrf]|[^0-9A-Za-z]|u[0-9A-Fa-f]{4})/
PLAIN: /[^\\\[\](){}*+?|^$]/
"""


class BadPattern(ValueError):
    """Not a pattern, one that uses what is not known here, or too large a one."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """Goes one step on when the letter is one of its own."""

    takes: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Fork:
    """Goes on in all of ``ways`` without a letter; they are counted in steps from here."""

    ways: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    """Goes one step on without a letter, at the beginning or at the end of the text only."""

    is_end: bool


_Step = _Letter | _Fork | _Edge
_Steps = tuple[_Step, ...]


@lru_cache(maxsize=256)
def compiled_pattern(pattern: str) -> Callable[[str], bool]:
    """What tells whether a text is, from its first letter to its last, such as the pattern says. Raises BadPattern."""
    if len(pattern) > PATTERN_LENGTH:
        raise BadPattern(pattern)
    try:
        steps = _Building().transform(_parser().parse(pattern))
    except VisitError as error:
        raise BadPattern(pattern) from error.orig_exc
    except LarkError as error:
        raise BadPattern(pattern) from error
    return lambda text: len(text) <= TEXT_LENGTH and _matches(steps, text)


def _matches(steps: _Steps, text: str) -> bool:
    places = _reached(steps, [0], at=0, length=len(text))
    for at, letter in enumerate(text, 1):
        taken = [place + 1 for place in places if _takes(steps, place, letter)]
        places = _reached(steps, taken, at=at, length=len(text))
        if not places:
            return False
    return len(steps) in places


def _takes(steps: _Steps, place: int, letter: str) -> bool:
    step = steps[place] if place < len(steps) else None
    return isinstance(step, _Letter) and bool(step.takes(letter))


def _reached(steps: _Steps, starts: list[int], *, at: int, length: int) -> set[int]:
    """The places that can be come to without a letter; that of the end is the number of the steps."""
    reached: set[int] = set()
    while starts:
        place = starts.pop()
        if place in reached:
            continue
        reached.add(place)
        match steps[place] if place < len(steps) else None:
            case _Fork(ways):
                starts.extend(place + way for way in ways)
            case _Edge(is_end) if at == (length if is_end else 0):
                starts.append(place + 1)
    return reached


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr")


class _Building(Transformer[Token, _Steps]):
    """Makes the steps of a pattern out of those of its parts."""

    def letter(self, parts: list[Token]) -> _Steps:
        # One letter has only one way to be matched, so Python's matcher is harmless here.
        try:
            return (_Letter(re.compile(parts[0], re.DOTALL).fullmatch),)
        except re.error as error:
            raise BadPattern(str(parts[0])) from error

    def beginning(self, _parts: list[Token]) -> _Steps:
        return (_Edge(is_end=False),)

    def ending(self, _parts: list[Token]) -> _Steps:
        return (_Edge(is_end=True),)

    def branch(self, parts: list[_Steps]) -> _Steps:
        return _joined(parts)

    def choice(self, branches: list[_Steps]) -> _Steps:
        steps = branches[-1]
        for branch in reversed(branches[:-1]):
            steps = _joined([(_Fork((1, len(branch) + 2)),), branch, (_Fork((len(steps) + 1,)),), steps])
        return steps

    def repeated(self, parts: tuple[_Steps, Token]) -> _Steps:
        steps, repeat = parts
        least, most = _times(repeat)
        if most is not None and most < least:
            raise BadPattern(str(repeat))
        if len(steps) * max(least, most or 0, 1) > STEPS:
            raise BadPattern(str(repeat))
        if most is None:
            return _joined([*[steps] * least, (_Fork((1, len(steps) + 2)),), steps, (_Fork((-len(steps) - 1,)),)])
        return _joined([*[steps] * least, *[(_Fork((1, len(steps) + 1)), *steps)] * (most - least)])


def _times(repeat: str) -> tuple[int, int | None]:
    """At least and at most how often; None where there is no most."""
    match repeat[0]:
        case "*":
            return 0, None
        case "+":
            return 1, None
        case "?":
            return 0, 1
    least, comma, most = repeat.rstrip("?")[1:-1].partition(",")
    return int(least), int(most) if most else None if comma else int(least)


def _joined(parts: Iterable[_Steps]) -> _Steps:
    steps = tuple(step for part in parts for step in part)
    if len(steps) > STEPS:
        raise BadPattern
    return steps
