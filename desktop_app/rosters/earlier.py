"""Whether a list was applied before: the very file, or the same rows saved under another name or in another format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.language.dates import parse_date, short_date
from desktop_app.rosters.cells import cell_text
from desktop_app.rosters.plain_cells import plain_date
from desktop_app.rosters.reading import RosterTable
from desktop_app.spreadsheets.records import Cell

ROWS_DIGEST = "rows_sha256"
# What Excel keeps as a day, a text table has in one of many styles.
_DAYS = frozenset({"birth_date", "category_given_on", "category_valid_to", "last_course"})


@dataclass(frozen=True)
class EarlierImport:
    """The last time that these rows were applied there, when, by whom, and from which file.

    ``people`` is whom each row of this table became then, by its number.
    """

    import_id: int
    applied_at: datetime
    applied_by: str
    file_name: str
    is_same_file: bool
    people: Mapping[int, int] = field(default_factory=dict)


def earlier_import(unit: UnitOfWork, table: RosterTable, cohort_id: int | None) -> EarlierImport | None:
    """Where this list was applied to the cohort (None: to the list of people) before; None where it was not."""
    return _of_file(unit, table, cohort_id) or _of_rows(unit, table, cohort_id)


def rows_digest(table: RosterTable) -> str:
    """The same for the same rows in an xlsx, an xls and a csv: dates and numbers as they are shown, spaces tidied."""
    places = sorted((name, column.index) for name, column in table.columns.items())
    digest = sha256(repr([name for name, _ in places]).encode())
    for row in table.rows:
        texts = (_text(name, row.cell(index)) for name, index in places)
        digest.update(("\x1f".join(texts) + "\x1e").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _of_file(unit: UnitOfWork, table: RosterTable, cohort_id: int | None) -> EarlierImport | None:
    imports = (
        select(RosterImport)
        .where(
            RosterImport.file_sha256 == table.sha256,
            RosterImport.cohort_id == cohort_id,
            RosterImport.undone_at.is_(None),
        )
        .order_by(RosterImport.id)
    )
    sheet = _sheet_of(table.sheet, table.file_name)
    found = [kept for kept in unit.session.scalars(imports) if _sheet_of(kept.sheet, kept.file_name) == sheet]
    became = ((row["row"], row["person_id"]) for kept in found for row in kept.rows)
    return _told(found[-1], became, is_same_file=True) if found else None


def _of_rows(unit: UnitOfWork, table: RosterTable, cohort_id: int | None) -> EarlierImport | None:
    """By the rows alone; their digest is worked out only where an import of as many rows could have it."""
    imports = select(RosterImport.id, RosterImport.counts[ROWS_DIGEST].as_string()).where(
        RosterImport.cohort_id == cohort_id,
        RosterImport.undone_at.is_(None),
        RosterImport.counts["rows"].as_integer() == len(table.rows),
    )
    digests = {digest: import_id for import_id, digest in unit.session.execute(imports) if digest}
    import_id = digests.get(rows_digest(table)) if digests else None
    if import_id is None:
        return None
    kept = unit.session.get_one(RosterImport, import_id)
    # Empty rows may have gone when the list was saved anew: the order holds, not the numbers.
    became = ((row.number, told["person_id"]) for row, told in zip(table.rows, kept.rows, strict=True))
    return _told(kept, became, is_same_file=False)


def _told(kept: RosterImport, became: Iterable[tuple[int, int | None]], *, is_same_file: bool) -> EarlierImport:
    people = {row: person_id for row, person_id in became if person_id is not None}
    return EarlierImport(kept.id, kept.applied_at, kept.applied_by, kept.file_name, is_same_file, people)


def _sheet_of(sheet: str, file_name: str) -> str:
    """The sheet within its file; that of a text file has only the file's name, which may have been changed."""
    return "" if sheet == Path(file_name).stem else sheet


def _text(name: str, cell: Cell) -> str:
    text = cell_text(cell)
    if name not in _DAYS or isinstance(cell, date) or not text:
        return text.replace(",", ".")
    day = plain_date(text) or parse_date(text).date
    return short_date(day) if day else text
