"""The lists and the territories as workbooks: written with every field, read back in whichever language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from desktop_app.errors import WorkbookRejected
from desktop_app.i18n import LANGUAGES, N_, _, use
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import parse_date
from desktop_app.language.keys import search_key
from desktop_app.progress import Progress
from desktop_app.reference.differences import Entry, ReadEntry, Value
from desktop_app.reference.lists import LISTS
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, sheet_names, write_workbook

# A header is looked for so far down a sheet, and holds at least so many titles that are known.
HEADER_WITHIN_ROWS, LEAST_TITLES = 20, 3
LEVELS = MappingProxyType(
    {
        "region": N_("Region"),
        "district": N_("District"),
        "city": N_("City"),
        "city_district": N_("District of a city"),
    }
)


@dataclass(frozen=True)
class Field:
    """A column of the workbook: ``title`` is a marked text, ``words`` those that stand for codes."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    width: float = 16
    words: Mapping[str, str] | None = None


_NAMES = (
    Field("uz", N_("Name in Uzbek, Latin script"), width=38),
    Field("ru", N_("Name in Russian"), width=38),
    Field("en", N_("Name in English"), width=38),
)
_VALIDITY = (
    Field("valid_from", N_("Holds from"), Kind.DATE, 13),
    Field("valid_to", N_("Holds until"), Kind.DATE, 13),
)
ITEM_FIELDS = (
    Field("place", N_("Place in order"), Kind.INTEGER, 9),
    Field("code", N_("Code"), width=16),
    *_NAMES,
    Field("group", N_("Staff group"), width=16),
    *_VALIDITY,
)
TERRITORY_FIELDS = (
    Field("code", N_("Code"), width=14),
    Field("parent_code", N_("Belongs to"), width=14),
    Field("level", N_("Kind"), width=20, words=LEVELS),
    Field("report_order", N_("Order in returns"), Kind.INTEGER, 12),
    *_NAMES[:1],
    Field("cyrl", N_("Name in Uzbek, Cyrillic script"), width=38),
    *_NAMES[1:],
    *_VALIDITY,
)


@dataclass(frozen=True)
class ReadSheet:
    """A sheet that was recognised: ``columns`` are the letters of the fields that it has."""

    name: str
    columns: Mapping[str, str]
    entries: tuple[ReadEntry, ...]


def item_fields(list_name: str) -> tuple[Field, ...]:
    return tuple(field for field in ITEM_FIELDS if field.name != "group" or list_name == "position")


def write_entries(path: Path, sheets: Sequence[tuple[str, Sequence[Field], Sequence[Entry]]], *, creator: str) -> Path:
    """Write a sheet for each title, in the language in force; returns the path really written."""
    plans = [
        SheetPlan(
            title,
            [ColumnPlan(_(field.title), field.kind, field.width, number_format=_format(field)) for field in fields],
            [[_shown(field, entry.get(field.name)) for field in fields] for entry in entries],
            freeze_columns=2,
        )
        for title, fields, entries in sheets
    ]
    return write_workbook(path, plans, creator=creator)


def read_territories(path: Path, *, progress: Progress | None = None) -> ReadSheet:
    """The first sheet that looks like the territories. Raises WorkbookRejected."""
    for sheet in read_workbook(path, progress=progress).sheets:
        found = _read_sheet(sheet, sheet.name, TERRITORY_FIELDS)
        if found is not None:
            return found
    raise _nothing_known(path)


def read_lists(path: Path, *, progress: Progress | None = None) -> tuple[list[ReadSheet], list[str]]:
    """The sheets by the names of their lists, and the names of sheets that are none. Raises WorkbookRejected."""
    known = _list_names()
    found: list[ReadSheet] = []
    strangers: list[str] = []
    for sheet in read_workbook(path, progress=progress).sheets:
        list_name = known.get(search_key(sheet.name), "")
        read = _read_sheet(sheet, list_name, item_fields(list_name)) if list_name else None
        if read is None:
            strangers.append(sheet.name)
        else:
            found.append(read)
    if not found:
        raise _nothing_known(path)
    return found, strangers


def _nothing_known(path: Path) -> WorkbookRejected:
    return WorkbookRejected(
        "no_entries",
        N_("{file} has no sheet of this kind. Export the list first: the file shows the columns that are needed."),
        file=path.name,
    )


def _list_names() -> dict[str, str]:
    """The list by the folded name of its sheet, in every language of the program."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        with use(code):
            for list_name, name in zip(LISTS, sheet_names([_(title) for title in LISTS.values()]), strict=True):
                found[search_key(name)] = list_name
    return found


def _read_sheet(sheet: Sheet, name: str, fields: Sequence[Field]) -> ReadSheet | None:
    titles = _titles(fields)
    for row in sheet.rows[:HEADER_WITHIN_ROWS]:
        columns = dict(_recognised(row, titles))
        if len(columns) >= LEAST_TITLES and "code" in columns:
            by_name = {field.name: field for field in fields}
            below = [each for each in sheet.rows if each.number > row.number and any(map(_is_filled, each.cells))]
            read = tuple(_read_row(each, columns, by_name) for each in below)
            return ReadSheet(name, {each: column_letter(column) for each, column in columns.items()}, read)
    return None


def _titles(fields: Sequence[Field]) -> dict[str, str]:
    """The field by its folded title, in every language of the program."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        with use(code):
            found |= {search_key(_(field.title)): field.name for field in fields}
    return found


def _recognised(row: SheetRow, titles: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    taken = set()
    for column, cell in enumerate(row.cells):
        name = titles.get(search_key(cell)) if isinstance(cell, str) else None
        if name is not None and name not in taken:
            taken.add(name)
            yield name, column


def _is_filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _read_row(row: SheetRow, columns: Mapping[str, int], fields: Mapping[str, Field]) -> ReadEntry:
    values: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    for name, column in columns.items():
        try:
            values[name] = _value(fields[name], row.cell(column))
        except ValueError:
            values[name] = None
            wrong[name] = _("“{value}” does not fit here.", value=_cell_text(row.cell(column)))
    return ReadEntry(row.number, values, wrong)


def _value(field: Field, cell: Cell) -> Value:
    """Raises ValueError for what the field cannot hold."""
    if not _is_filled(cell):
        return None if field.kind is not Kind.TEXT or field.name in ("parent_code", "group") else ""
    match field.kind:
        case Kind.INTEGER:
            return _whole(cell)
        case Kind.DATE:
            return _day(cell)
        case _:
            text = tidy(_cell_text(cell))
            return _code_of(field, text) if field.words else text


def _whole(cell: Cell) -> int:
    number = float(cell) if isinstance(cell, (str, int, float)) else float("nan")
    if not number.is_integer():
        raise ValueError(cell)
    return int(number)


def _day(cell: Cell) -> date:
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
        case str():
            found = parse_date(cell).date
            if found is not None:
                return found
    raise ValueError(cell)


def _cell_text(cell: Cell) -> str:
    match cell:
        case str():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case bool() | int() | float() | date():
            return str(cell)
        case None:
            return ""
        case _:
            raise ValueError(cell)


def _code_of(field: Field, text: str) -> str:
    """The code that a word stands for, in whichever language it is written."""
    words = field.words or {}
    for code in LANGUAGES:
        with use(code):
            for value, title in words.items():
                if search_key(text) in (search_key(_(title)), search_key(value)):
                    return value
    raise ValueError(text)


def _shown(field: Field, value: Value) -> Value:
    if field.words and isinstance(value, str):
        return _(field.words[value]) if value in field.words else value
    return value or None


def _format(field: Field) -> str:
    return "0" if field.kind is Kind.INTEGER else ""
