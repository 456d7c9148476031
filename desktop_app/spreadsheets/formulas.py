"""The formulas of a workbook that we can compute as surely as Excel does: sums, shares, conditions; no others."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from lark import Lark, Token, Tree
from lark.exceptions import LarkError

from desktop_app.spreadsheets.cell_scan import column_index
from desktop_app.spreadsheets.grid_records import GridValue, Place
from desktop_app.spreadsheets.records import CellError

# Longer and deeper ones than people write are left to Excel.
LONGEST, DEEPEST = 2_000, 40
_DIVISION, _VALUE = CellError("#DIV/0!"), CellError("#VALUE!")

_GRAMMAR = r"""
    ?start: comparison
    ?comparison: concatenation (COMPARE concatenation)*
    ?concatenation: sum
    ?sum: product (SIGN product)*
    ?product: power (TIMES power)*
    ?power: percent ("^" percent)*
    ?percent: signed
        | percent "%" -> per_cent
    ?signed: atom
        | SIGN signed -> signed
    ?atom: NUMBER -> number
        | STRING -> text
        | BOOLEAN -> boolean
        | "(" comparison ")"
        | FUNCTION "(" [comparison ("," comparison)*] ")" -> call
        | reference
    reference: [SHEET "!"] CELL [":" CELL]
    COMPARE: "<=" | ">=" | "<>" | "<" | ">" | "="
    SIGN: "+" | "-"
    TIMES: "*" | "/"
    FUNCTION.3: /[A-Z]+(?=\()/i
    BOOLEAN.2: /(TRUE|FALSE)\b(?!\()/i
    CELL.2: /\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![\w.(])/i
    SHEET.4: /'(?:[^'\[\]]|'')+'(?=!)|[^\W\d][\w.]*(?=!)/
    NUMBER: /[0-9]+(\.[0-9]*)?(E[+-]?[0-9]+)?|\.[0-9]+(E[+-]?[0-9]+)?/i
    STRING: /"(?:[^"]|"")*"/
    %ignore /[ \t\r\n]+/
"""
_REFERENCE = re.compile(
    r"(?P<book>\[[^\]]*\])?(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>[0-9]{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>[0-9]{1,7}))?(?![\w.(])",
    re.IGNORECASE,
)
_STRING = re.compile(r'"(?:[^"]|"")*"')


class Area(NamedTuple):
    """Cells from ``first`` to ``last``, both included; ``sheet`` is empty for the formula's own."""

    sheet: str
    first: Place
    last: Place


class NotComputed(Exception):
    """The formula asks for more than we are sure of."""


# What the cells of an area hold, in any order; blanks may be left out.
Reader = Callable[[Area], Sequence[GridValue]]
_Scalar = float | str | bool | CellError | None


def computed(formula: str, read: Reader) -> GridValue:
    """What the formula gives. Raises NotComputed."""
    value = _Evaluation(read).scalar(_parsed(formula))
    if value is None:
        return 0
    if type(value) is float:
        if not math.isfinite(value):
            return CellError("#NUM!")
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


def areas_of(formula: str) -> Iterator[Area]:
    """Every cell and range of this workbook that the formula names, also of one that cannot be computed."""
    for found in _REFERENCE.finditer(_STRING.sub('""', formula)):
        if not found["book"]:
            first = (int(found["top"]), _column(found["left"]))
            last = (int(found["bottom"]), _column(found["right"])) if found["right"] else first
            yield _area(found["sheet"] or "", first, last)


def may_name_anything(formula: str) -> bool:
    """Whether the formula reaches cells in ways that ``areas_of`` does not see: names, whole columns, INDIRECT."""
    rest = _REFERENCE.sub(" ", _STRING.sub('""', formula))
    return bool(re.search(r"\b(?:INDIRECT|OFFSET)\b|[:\[]|(?<![\w.])[^\W\d][\w.]*(?![\w.(!])", rest, re.IGNORECASE))


def _area(sheet: str, first: Place, last: Place) -> Area:
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    rows, columns = sorted((first[0], last[0])), sorted((first[1], last[1]))
    return Area(name, (rows[0], columns[0]), (rows[1], columns[1]))


def _column(letters: str) -> int:
    return column_index(letters.upper().encode())


@lru_cache(maxsize=4096)
def _parsed(formula: str) -> Tree[Token]:
    if len(formula) > LONGEST or _depth(formula) > DEEPEST:
        raise NotComputed
    try:
        return _parser().parse(formula)
    except LarkError as error:
        raise NotComputed from error


def _depth(formula: str) -> int:
    """How deep the brackets go, or how long a row of signs is: both make the tree deep."""
    depth = deepest = 0
    for letter in formula:
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    signs = max(map(len, re.findall(r"[+\-%\s]+", formula)), default=0)
    return max(deepest, signs)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", maybe_placeholders=True)


class _Evaluation:
    def __init__(self, read: Reader) -> None:
        self._read = read

    def scalar(self, tree: Any) -> _Scalar:
        """The value of a part of the formula; an error of a cell is a value too."""
        match tree.data:
            case "number":
                return float(tree.children[0])
            case "text":
                return str(tree.children[0])[1:-1].replace('""', '"')
            case "boolean":
                return tree.children[0].upper() == "TRUE"  # type: ignore[no-any-return]
            case "reference":
                return self._cell(tree)
            case "call":
                return self._call(tree)
            case "signed":
                value = self._number(tree.children[1])
                return value if isinstance(value, CellError) or tree.children[0] == "+" else -value
            case "per_cent":
                value = self._number(tree.children[0])
                return value if isinstance(value, CellError) else value / 100
            case "comparison":
                return self._chain(tree, self._compare)
            case "power":
                return self._chain_of_powers(tree)
            case _:
                return self._chain(tree, self._reckon)

    def _cell(self, tree: Any) -> _Scalar:
        area = _area_of(tree)
        if area.first != area.last:
            raise NotComputed
        values = self._read(area)
        value = values[0] if values else None
        return float(value) if type(value) is int else value

    def _number(self, tree: Any) -> float | CellError:
        return _as_number(self.scalar(tree))

    def _chain(self, tree: Any, step: Callable[[_Scalar, str, _Scalar], _Scalar]) -> _Scalar:
        value = self.scalar(tree.children[0])
        for sign, operand in zip(tree.children[1::2], tree.children[2::2], strict=True):
            value = step(value, str(sign), self.scalar(operand))
        return value

    def _chain_of_powers(self, tree: Any) -> _Scalar:
        value = self._number(tree.children[0])
        for operand in tree.children[1:]:
            exponent = self._number(operand)
            if isinstance(value, CellError) or isinstance(exponent, CellError):
                return value if isinstance(value, CellError) else exponent
            try:
                value = float(value**exponent)
            except (ArithmeticError, TypeError):
                return CellError("#NUM!")
        return value

    def _reckon(self, left: _Scalar, sign: str, right: _Scalar) -> _Scalar:
        first, second = _as_number(left), _as_number(right)
        if isinstance(first, CellError):
            return first
        if isinstance(second, CellError):
            return second
        match sign:
            case "+":
                return first + second
            case "-":
                return first - second
            case "*":
                return first * second
            case _:
                return first / second if second else _DIVISION

    def _compare(self, left: _Scalar, sign: str, right: _Scalar) -> _Scalar:
        for value in (left, right):
            if isinstance(value, CellError):
                return value
        first, second = _comparable(left, right), _comparable(right, left)
        if type(first) is not type(second):
            # Numbers come before words, and words before truths.
            first, second = _kind_order(first), _kind_order(second)
        outcome: bool = {
            "=": first == second,
            "<>": first != second,
            "<": first < second,  # type: ignore[operator]
            ">": first > second,  # type: ignore[operator]
            "<=": first <= second,  # type: ignore[operator]
            ">=": first >= second,  # type: ignore[operator]
        }[sign]
        return outcome

    def _call(self, tree: Any) -> _Scalar:
        name = str(tree.children[0]).upper()
        arguments = [child for child in tree.children[1:] if child is not None]
        if name in _OF_NUMBERS:
            numbers = self._numbers(arguments)
            return numbers if isinstance(numbers, CellError) else _OF_NUMBERS[name](numbers)
        match name, len(arguments):
            case "COUNT", _:
                return float(sum(type(value) in (int, float) for value in self._values(arguments)))
            case "COUNTA", _:
                return float(sum(value is not None for value in self._values(arguments)))
            case "IF", 2 | 3:
                return self._if(arguments)
            case "IFERROR", 2:
                value = self.scalar(arguments[0])
                return self.scalar(arguments[1]) if isinstance(value, CellError) else value
            case "ROUND", 2:
                return self._rounded(arguments)
            case "ABS", 1:
                number = self._number(arguments[0])
                return number if isinstance(number, CellError) else abs(number)
            case (("AND" | "OR"), count) if count:
                return self._all_or_any(name, arguments)
            case _:
                raise NotComputed

    def _if(self, arguments: Sequence[Any]) -> _Scalar:
        condition = self.scalar(arguments[0])
        if isinstance(condition, CellError):
            return condition
        if isinstance(condition, str):
            raise NotComputed
        if condition:
            return self.scalar(arguments[1])
        return self.scalar(arguments[2]) if len(arguments) > 2 else False

    def _rounded(self, arguments: Sequence[Any]) -> _Scalar:
        number, digits = self._number(arguments[0]), self._number(arguments[1])
        if isinstance(number, CellError) or isinstance(digits, CellError):
            return number if isinstance(number, CellError) else digits
        if abs(digits) > 15 or not math.isfinite(number) or abs(number) > 1e15:
            raise NotComputed
        # Excel rounds what it shows: fifteen digits, halves away from zero.
        shown = Decimal(f"{number:.15g}")
        return float(shown.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP))

    def _all_or_any(self, name: str, arguments: Sequence[Any]) -> _Scalar:
        values = [self.scalar(argument) for argument in arguments]
        for value in values:
            if isinstance(value, CellError):
                return value
            if value is None or isinstance(value, str):
                raise NotComputed
        return all(values) if name == "AND" else any(values)

    def _values(self, arguments: Sequence[Any]) -> Iterator[GridValue]:
        for argument in arguments:
            if argument.data == "reference":
                yield from self._read(_area_of(argument))
            else:
                yield self.scalar(argument)

    def _numbers(self, arguments: Sequence[Any]) -> list[float] | CellError:
        """Of cells the numbers alone; of what is written into the formula everything must be one."""
        numbers: list[float] = []
        for argument in arguments:
            if argument.data != "reference":
                number = self._number(argument)
                if isinstance(number, CellError):
                    return number
                numbers.append(number)
                continue
            for value in self._read(_area_of(argument)):
                if isinstance(value, CellError):
                    return value
                if type(value) in (int, float):
                    numbers.append(float(value))  # type: ignore[arg-type]
        return numbers


_OF_NUMBERS: dict[str, Callable[[list[float]], _Scalar]] = {
    "SUM": math.fsum,
    "PRODUCT": lambda numbers: math.prod(numbers) if numbers else 0.0,
    "MIN": lambda numbers: min(numbers, default=0.0),
    "MAX": lambda numbers: max(numbers, default=0.0),
    "AVERAGE": lambda numbers: math.fsum(numbers) / len(numbers) if numbers else _DIVISION,
}


def _area_of(tree: Any) -> Area:
    sheet, first, last = tree.children
    return _area(str(sheet or ""), _place(first), _place(last or first))


def _place(reference: str) -> Place:
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", reference, re.IGNORECASE).groups()  # type: ignore[union-attr]
    return int(digits), _column(letters)


def _as_number(value: _Scalar) -> float | CellError:
    match value:
        case None:
            return 0.0
        case CellError() | float():
            return value
        case bool() | int():
            return float(value)
        case _:
            # Excel takes "5" for 5, and dates and much else; whatever has a digit is left to it.
            if any(map(str.isdigit, value)):
                raise NotComputed
            return _VALUE


def _comparable(value: _Scalar, other: _Scalar) -> float | str | bool:
    match value:
        case None:
            # A blank is what the other is: an empty word, a no, a nothing.
            return "" if isinstance(other, str) else (False if isinstance(other, bool) else 0.0)
        case str():
            return value.lower()
        case bool():
            return value
        case _:
            return float(value)  # type: ignore[arg-type]


def _kind_order(value: float | str | bool) -> float:
    return 2.0 if isinstance(value, bool) else (1.0 if isinstance(value, str) else 0.0)
