"""What SQLite and PostgreSQL say in different words: functions that queries use, as each has them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ColumnElement, FromClause, LargeBinary, String, column, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

# What means nothing in a pattern, and something in the expressions that PostgreSQL compares with.
_MEANINGLESS = r"'([.+()|{}\\$])', '\\\1', 'g'"


class each_text(GenericFunction[str]):
    """The members of a JSON list as rows of one column, ``value``."""

    type = String()
    inherit_cache = True


class each_piece(GenericFunction[Any]):
    """The objects of a JSON list as rows of one column, ``value``."""

    type = JSON()
    inherit_cache = True


class each_number(GenericFunction[int]):
    """The whole numbers of a JSON list as rows of one column, ``value``."""

    type = BigInteger()
    inherit_cache = True


class fits(GenericFunction[bool]):
    """Whether a text is of a pattern: ``*`` any letters, ``?`` any one, ``[…]`` one of these."""

    type = Boolean()
    inherit_cache = True


class day_text(GenericFunction[str]):
    """A day as ``2024-12-28``, to cut out of and to compare with other texts: SQLite keeps it so."""

    type = String()
    inherit_cache = True


class minutes_later(GenericFunction[str]):
    """A time of the day and so many minutes, as ``09:30:00``."""

    type = String()
    inherit_cache = True


class two_digits(GenericFunction[str]):
    """A number below 100, with its zero if it is below 10."""

    type = String()
    inherit_cache = True


class place_of(GenericFunction[int]):
    """Where in a text a part begins, from 1; 0 if it does not contain it."""

    type = BigInteger()
    inherit_cache = True


class digest_begin(GenericFunction[bytes]):
    """So many bytes from the beginning of a text's SHA-256."""

    type = LargeBinary()
    inherit_cache = True


class joined_lines(GenericFunction[str]):
    """An aggregate of texts, each on a line of its own."""

    type = String()
    inherit_cache = True


class not_sought(GenericFunction[Any]):
    """A column as it is, by whose index nothing is to be sought: SQLite has to be told."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


class larger(GenericFunction[int]):
    """The larger of two numbers."""

    type = BigInteger()
    inherit_cache = True


def listed_texts(written: Any) -> ColumnElement[str]:
    """The column of a JSON list of texts: a list that is one parameter, or a column of lists."""
    return func.each_text(written).table_valued(column("value", String)).c.value


def listed_pieces(written: Any) -> FromClause:
    """The objects of a JSON list as a table to join with; its column is ``value``."""
    return func.each_piece(written).table_valued(column("value", JSON))


def listed_numbers(written: Any) -> ColumnElement[int]:
    """The column of a JSON list of whole numbers."""
    return func.each_number(written).table_valued(column("value", BigInteger)).c.value


_IN_SQLITE: dict[type[GenericFunction[Any]], Callable[..., str]] = {
    each_text: lambda listed: f"json_each({listed})",
    each_number: lambda listed: f"json_each({listed})",
    each_piece: lambda listed: f"json_each({listed})",
    fits: lambda text, pattern: f"{text} GLOB {pattern}",
    day_text: lambda day: day,
    minutes_later: lambda time, minutes: f"time({time}, printf('+%d minutes', {minutes}))",
    two_digits: lambda number: f"printf('%02d', {number})",
    place_of: lambda text, part: f"instr({text}, {part})",
    digest_begin: lambda text, count: f"digest_begin({text}, {count})",
    not_sought: lambda column: f"+{column}",
    joined_lines: lambda text: f"group_concat({text}, char(10))",
    larger: lambda one, other: f"max({one}, {other})",
}
_IN_POSTGRESQL: dict[type[GenericFunction[Any]], Callable[..., str]] = {
    each_text: lambda listed: f"json_array_elements_text(({listed})::json)",
    each_number: lambda listed: (
        f"LATERAL (SELECT told.value::bigint AS value FROM json_array_elements_text(({listed})::json) AS told)"
    ),
    each_piece: lambda listed: f"json_array_elements({listed})",
    fits: lambda text, pattern: (
        f"{text} ~ ('^' || replace(replace(regexp_replace({pattern}, {_MEANINGLESS}), '*', '.*'), '?', '.') || '$')"
    ),
    day_text: lambda day: f"to_char({day}, 'YYYY-MM-DD')",
    minutes_later: lambda time, minutes: f"to_char({time} + make_interval(mins => ({minutes})::int), 'HH24:MI:SS')",
    two_digits: lambda number: f"lpad(({number})::text, 2, '0')",
    place_of: lambda text, part: f"strpos({text}, {part})",
    digest_begin: lambda text, count: f"substr(sha256(convert_to({text}, 'UTF8')), 1, {count})",
    not_sought: lambda column: column,
    joined_lines: lambda text: f"string_agg({text}, chr(10))",
    larger: lambda one, other: f"greatest({one}, {other})",
}


def _say(kind: type[GenericFunction[Any]], database: str, words: Callable[..., str]) -> None:
    def written(element: Any, compiler: SQLCompiler, **options: Any) -> str:
        return words(*(compiler.process(each, **options) for each in element.clauses))

    compiles(kind, database)(written)


for _kind, _words in _IN_SQLITE.items():
    _say(_kind, "sqlite", _words)
for _kind, _words in _IN_POSTGRESQL.items():
    _say(_kind, "postgresql", _words)
