"""The bytes of very many rows end to end, put together by the database: to fetch row by row takes twice as long."""

from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class joined_bytes(GenericFunction[bytes]):
    """An aggregate of one column of bytes, in no promised order; other aggregates beside it go in the same one."""

    type = LargeBinary()
    inherit_cache = True


@compiles(joined_bytes)
def _standard(element: joined_bytes, compiler: SQLCompiler, **options: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **options)}, ''::bytea)"


@compiles(joined_bytes, "sqlite")
def _sqlite(element: joined_bytes, compiler: SQLCompiler, **options: Any) -> str:
    # Neither cast changes a byte: a text of SQLite's is any bytes.
    column = compiler.process(element.clauses, **options)
    return f"CAST(group_concat(CAST({column} AS TEXT), '') AS BLOB)"
