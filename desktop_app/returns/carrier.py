"""What a return carries for programs: its figures with their cells on the last sheet, which nobody sees in Excel."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.returns.editions import FORMS_EDITION
from desktop_app.returns.figures import digest_of
from desktop_app.returns.records import CellKind, Line
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook
from desktop_app.spreadsheets.writing import ColumnPlan, SheetPlan

CARRIER_SHEET = "mahorat"
MARK = "mahorat-return/1"
# Goes on with the forms: an earlier program would take their new rows for wrong ones.
EDITION = FORMS_EDITION
# A cell holds 32,767 letters at most.
CHUNK_LETTERS = 30_000


@dataclass(frozen=True)
class CarriedCentre:
    code: str
    name: str
    region: str


@dataclass(frozen=True)
class CarriedLine:
    """A figure and where it stands; a share is in per cent here and a fraction in its cell."""

    row: str
    column: str
    cell: str
    value: int | float | None
    title_row: str
    title_column: str


@dataclass(frozen=True)
class CarriedColumn:
    """A column of figures as records.Column has it, so that whoever puts returns together needs no form of its own."""

    code: str
    title: str
    group: str
    kind: CellKind
    numerator: str
    denominator: str
    copy_of: str
    difference_of: tuple[str, str] | None
    indicator: str


@dataclass(frozen=True)
class CarriedForm:
    """``parents`` names the row that a row is a part of, where that is not the total."""

    code: str
    title: str
    row_header: str
    sheet: str
    columns: tuple[CarriedColumn, ...]
    parents: Mapping[str, str]
    lines: tuple[CarriedLine, ...]


@dataclass(frozen=True)
class CarriedPeople:
    """Where the annex is, how many people it has, and ``people_digest`` of its rows."""

    sheet: str
    count: int
    digest: str


@dataclass(frozen=True)
class Carried:
    """``number`` is 0 before the return was sent; ``made_at`` and ``as_of`` are ISO days, ``as_of`` mostly empty."""

    centre: CarriedCentre
    year: int
    month: int
    number: int
    replaces: int | None
    made_at: str
    as_of: str
    digest: str
    journal_head: str
    forms: tuple[CarriedForm, ...]
    people: CarriedPeople
    edition: int = EDITION


def carrier_sheet(carried: Carried) -> SheetPlan:
    return SheetPlan(
        CARRIER_SHEET,
        [ColumnPlan(MARK)],
        [(chunk,) for chunk in in_chunks(carried)],
        is_long_list=True,
        is_for_programs=True,
    )


def in_chunks(told: object) -> list[str]:
    """As JSON, in pieces that a cell can hold."""
    text = json.dumps(told, default=vars, ensure_ascii=False, separators=(",", ":"))
    return [text[first : first + CHUNK_LETTERS] for first in range(0, len(text), CHUNK_LETTERS)]


def column_carried(workbook: Workbook, column: int) -> list[str]:
    """What stands in a column of the carrier's sheet, its mark first; empty where there is no such sheet."""
    sheet = next((sheet for sheet in workbook.sheets if sheet.name == CARRIER_SHEET), None)
    return [str(row.cell(column) or "") for row in sheet.rows] if sheet is not None else []


def carried(path: Path) -> Carried | None:
    """What the file carries, None when it is no return of ours. Raises WorkbookRejected, Invalid."""
    return carried_in(read_workbook(path))


def carried_in(workbook: Workbook) -> Carried | None:
    """As above for a workbook that was read already."""
    texts = column_carried(workbook, 0)
    if not texts or texts[0] != MARK:
        return None
    try:
        told = json.loads("".join(texts[1:]))
        if not 1 <= told["edition"] <= EDITION:
            raise Invalid("return_of_later_program", N_("This return was made by a later version of the program."))
        return _from_told(told)
    except (ValueError, KeyError, TypeError) as error:
        message = N_("What this return carries for programs is damaged: ask the centre for the file again.")
        raise Invalid("carrier_damaged", message) from error


def digest_of_carried(found: Carried) -> str:
    """The digest of the figures as they are carried: another than the one said where somebody changed them."""
    lines = [Line(form.code, line.row, line.column, line.value) for form in found.forms for line in form.lines]
    return digest_of(lines, centre_code=found.centre.code, year=found.year, month=found.month)


def people_digest(rows: Iterable[Sequence[object]]) -> str:
    """SHA-256 of the annex as its cells have it, without the running number."""
    lines = "".join(["\t".join(texts) + "\n" for texts in texts_of(rows)])
    return hashlib.sha256(lines.encode()).hexdigest()


def texts_of(rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    """The cells of each row as their digest takes them."""
    # Most values of a list stand in it many times; to look up a word that is one already would take longer.
    text = _Texts().__getitem__
    return ([value if type(value) is str else text(value) for value in row] for row in rows)


class _Texts(dict[object, str]):
    def __missing__(self, value: object) -> str:
        self[value] = text = _as_text(value)
        return text


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _from_told(told: dict[str, Any]) -> Carried:
    forms = tuple(_form_from_told(form) for form in told["forms"])
    parts = {"centre": CarriedCentre(**told["centre"]), "people": CarriedPeople(**told["people"]), "forms": forms}
    return Carried(**told | parts)


def _form_from_told(told: dict[str, Any]) -> CarriedForm:
    columns = tuple(_column_from_told(column) for column in told["columns"])
    lines = tuple(CarriedLine(**line) for line in told["lines"])
    return CarriedForm(**told | {"columns": columns, "lines": lines})


def _column_from_told(told: dict[str, Any]) -> CarriedColumn:
    difference = tuple(told["difference_of"]) if told["difference_of"] else None
    return CarriedColumn(**told | {"kind": CellKind(told["kind"]), "difference_of": difference})
