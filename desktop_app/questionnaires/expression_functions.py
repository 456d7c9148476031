"""The functions of XForms that an expression may call, by their names; if() and jr:choice-name() are compiled apart.

What they do is said in the specification of ODK XForms and in the documentation of its form functions.
"""

import math
import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.i18n import language
from desktop_app.language.dates import month_name, short_weekday
from desktop_app.questionnaires.expression_patterns import BadPattern, compiled_pattern
from desktop_app.questionnaires.expression_scope import Scope
from desktop_app.questionnaires.expression_values import (
    NAN,
    Value,
    day_text,
    days_since_epoch,
    members,
    moment_in,
    moment_of,
    moment_text,
    number,
    text,
    truth,
)

ANY_NUMBER = 1_000


@dataclass(frozen=True, slots=True)
class Function:
    """``least`` and ``most`` are how many arguments it takes; ``apply`` is given their values."""

    least: int
    most: int
    apply: Callable[[Scope, Sequence[Value]], Value]


def _plain(least: int, most: int, apply: Callable[..., Value]) -> Function:
    """A function that only looks at its arguments."""
    return Function(least, most, lambda _scope, values: apply(*values))


def _reckoning(apply: Callable[[float], float]) -> Function:
    return _plain(1, 1, lambda value: _finite(apply, number(value)))


def _finite(apply: Callable[..., float], *numbers: float) -> float:
    """NaN and the infinite go through or come out where there is no number, as in XPath; nothing is raised."""
    try:
        return float(apply(*numbers))
    except OverflowError:
        return math.inf if all(map(math.isfinite, numbers)) else numbers[0]
    except ValueError:
        return numbers[0] if not math.isfinite(numbers[0]) else NAN


def _round(value: Value, places: Value = 0.0) -> Value:
    """Half goes up, as in XPath."""
    digits = number(places)
    if not math.isfinite(digits) or abs(digits) > 15:
        return NAN
    factor = 10.0 ** int(digits)
    return _finite(lambda reckoned: math.floor(reckoned * factor + 0.5) / factor, number(value))


def _members(values: Sequence[Value]) -> Iterator[Value]:
    for value in values:
        yield from value if isinstance(value, tuple) else (value,)


def _texts(values: Sequence[Value]) -> Iterator[str]:
    return map(text, _members(values))


def _numbers(values: Sequence[Value]) -> list[float]:
    """Of what was chosen or repeated each, of anything else the one number that it is."""
    return [number(each) for each in _members(values)]


def _extreme(choose: Callable[[Sequence[float]], float]) -> Function:
    def apply(*values: Value) -> Value:
        numbers = _numbers(values)
        return NAN if not numbers or any(map(math.isnan, numbers)) else choose(numbers)

    return _plain(1, ANY_NUMBER, apply)


def _selected_at(value: Value, place: Value) -> Value:
    codes, at = members(value), number(place)
    return codes[int(at)] if 0 <= at < len(codes) else ""


def _indexed(value: Value, _repeat: Value, place: Value) -> Value:
    """Of the answers of a repeat the one of a place, 1 first."""
    answers, at = value if isinstance(value, tuple) else (text(value),), number(place)
    return answers[int(at) - 1] if 1 <= at < len(answers) + 1 else ""


def _part(value: Value, start: Value, end: Value = math.inf) -> Value:
    """``start`` counts from 0 and ``end`` is not included any more; below 0 they count from the end."""
    whole = text(value)
    first, last = number(start), number(end)
    if math.isnan(first) or math.isnan(last):
        return ""
    return whole[_index(first, whole) : _index(last, whole)]


def _index(place: float, whole: str) -> int:
    return int(max(min(place, len(whole)), -len(whole)))


def _before(value: Value, part: Value) -> Value:
    before, found, _rest = text(value).partition(text(part) or "\0")
    return before if found else ""


def _after(value: Value, part: Value) -> Value:
    return text(value).partition(text(part))[2] if text(part) else text(value)


def _translate(value: Value, old: Value, new: Value) -> Value:
    """Each letter of ``old`` becomes the one at its place in ``new``, or goes where there is none."""
    letters: dict[str, str] = {}
    for place, letter in enumerate(text(old)):
        letters.setdefault(letter, text(new)[place : place + 1])
    return "".join(letters.get(letter, letter) for letter in text(value))


def _regex(value: Value, pattern: Value) -> Value:
    try:
        return compiled_pattern(text(pattern))(text(value))
    except BadPattern:
        return False


def _day(value: Value) -> Value:
    moment = moment_of(value)
    return "" if moment is None else day_text(moment)


def _moment(value: Value) -> Value:
    moment = moment_of(value)
    return "" if moment is None else moment_text(moment)


def _decimal_moment(value: Value) -> Value:
    moment = moment_in(text(value).strip())
    return NAN if moment is None else days_since_epoch(moment)


_DATE_PARTS: Mapping[str, Callable[[datetime], str]] = {
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year % 100:02}",
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: month_name(moment.month, language())[:3],
    "B": lambda moment: month_name(moment.month, language()),
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: str(moment.day),
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
    "a": lambda moment: short_weekday(moment, language()),
    "%": lambda _moment: "%",
}


def _formatted(value: Value, form: Value) -> Value:
    moment = moment_of(value)
    if moment is None:
        return ""
    first, *parts = text(form).replace("%%", "%\0").split("%")
    written = [_DATE_PARTS[part[0]](moment) + part[1:] if part[:1] in _DATE_PARTS else part for part in parts if part]
    return first + "".join(written).replace("\0", "%")


def _random(scope: Scope, _values: Sequence[Value]) -> Value:
    return random.Random(scope.seed).random()


def _uuid(scope: Scope, _values: Sequence[Value]) -> Value:
    return str(uuid.UUID(int=random.Random(scope.seed).getrandbits(128), version=4))


def _once(scope: Scope, values: Sequence[Value]) -> Value:
    return scope.current_value if text(scope.current_value) else values[0]


FUNCTIONS: Mapping[str, Function] = {
    "selected": _plain(2, 2, lambda value, code: text(code).strip() in members(value)),
    "count-selected": _plain(1, 1, lambda value: float(len(members(value)))),
    "selected-at": _plain(2, 2, _selected_at),
    "coalesce": _plain(2, 2, lambda first, second: first if text(first) else second),
    "once": Function(1, 1, _once),
    "regex": _plain(2, 2, _regex),
    "indexed-repeat": _plain(3, 3, _indexed),
    "position": Function(1, 1, lambda scope, _values: float(scope.position)),
    "today": Function(0, 0, lambda scope, _values: day_text(scope.now)),
    "now": Function(0, 0, lambda scope, _values: moment_text(scope.now)),
    "date": _plain(1, 1, _day),
    "date-time": _plain(1, 1, _moment),
    "format-date": _plain(2, 2, _formatted),
    "format-date-time": _plain(2, 2, _formatted),
    "decimal-date-time": _plain(1, 1, _decimal_moment),
    "number": _plain(1, 1, number),
    "string": _plain(1, 1, text),
    "boolean": _plain(1, 1, truth),
    "boolean-from-string": _plain(1, 1, lambda value: text(value) in ("1", "true")),
    "random": Function(0, 0, _random),
    "uuid": Function(0, 0, _uuid),
    "true": _plain(0, 0, lambda: True),
    "false": _plain(0, 0, lambda: False),
    "not": _plain(1, 1, lambda value: not truth(value)),
    "int": _reckoning(math.trunc),
    "floor": _reckoning(math.floor),
    "ceiling": _reckoning(math.ceil),
    "abs": _reckoning(abs),
    "round": _plain(1, 2, _round),
    "pow": _plain(2, 2, lambda base, power: _finite(math.pow, number(base), number(power))),
    "sqrt": _reckoning(math.sqrt),
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": _plain(1, ANY_NUMBER, lambda *values: float(sum(_numbers(values)))),
    "count": _plain(1, 1, lambda value: float(len(value)) if isinstance(value, tuple) else 1.0),
    "count-non-empty": _plain(1, ANY_NUMBER, lambda *values: float(sum(map(bool, _texts(values))))),
    "concat": _plain(1, ANY_NUMBER, lambda *values: "".join(map(text, values))),
    "join": _plain(2, ANY_NUMBER, lambda parting, *values: text(parting).join(_texts(values))),
    "string-length": _plain(1, 1, lambda value: float(len(text(value)))),
    "normalize-space": _plain(1, 1, lambda value: " ".join(text(value).split())),
    "contains": _plain(2, 2, lambda value, part: text(part) in text(value)),
    "starts-with": _plain(2, 2, lambda value, part: text(value).startswith(text(part))),
    "ends-with": _plain(2, 2, lambda value, part: text(value).endswith(text(part))),
    "substr": _plain(2, 3, _part),
    "substring-before": _plain(2, 2, _before),
    "substring-after": _plain(2, 2, _after),
    "translate": _plain(3, 3, _translate),
}
