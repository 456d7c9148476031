"""The child's look at an xlsx as a grid: every cell with its formula, style and the bytes it takes in the file."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from desktop_app.spreadsheets.cell_scan import column_index
from desktop_app.spreadsheets.grid_looks import Styles
from desktop_app.spreadsheets.grid_xml import (
    Attributes,
    element_end,
    is_true,
    number,
    parser_of,
    prefix_at,
    run,
    tag_end,
    whole,
)
from desktop_app.spreadsheets.limits import Limits
from desktop_app.spreadsheets.unreadable import Unreadable

CELLS_A_LINE = 2_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# What may stand in workbook.xml before calcPr.
_BEFORE_CALCULATION = frozenset({"sheets", "functionGroups", "externalReferences", "definedNames"})
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def scan_grid(
    content: bytes, limits: Limits, left_out: frozenset[str] = frozenset()
) -> Iterator[dict[str, Any] | list[Any]]:
    """The lines that the parent makes its grid of: looks, then each sheet and its cells, but those ``left_out``.

    The archive was looked through before: its parts are of a bearable size and declare no entities.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        workbook, relations = _workbook(archive)
        targets = _targets(archive, relations, workbook.part)
        shared = _shared_strings(archive, targets)
        yield {
            "looks": _looks(archive, targets),
            "workbook": [workbook.part, workbook.prefix, list(workbook.calculation)],
        }
        if len(workbook.sheets) > limits.sheets:
            raise Unreadable("too_many_sheets", limit=limits.sheets)
        left = limits.filled_cells
        for name, relation, is_hidden in workbook.sheets:
            kind, part = targets.get(relation, ("", ""))
            if kind.endswith("/worksheet") and name not in left_out:
                sheet = _Sheet(archive.read(part), shared, left, limits)
                left -= len(sheet.cells)
                yield {"sheet": name, "part": part, "is_hidden": is_hidden} | sheet.told()
                for at in range(0, len(sheet.cells), CELLS_A_LINE):
                    yield sheet.cells[at : at + CELLS_A_LINE]


class _Workbook:
    """Of workbook.xml: the sheets in order with their relations, and the place of calcPr."""

    def __init__(self, part: str, source: bytes) -> None:
        self.part, self.prefix = part, ""
        self.sheets: list[tuple[str, str, bool]] = []
        self.calculation = (0, 0)
        self._source = source
        self._depth = 0
        self._has_calculation = False
        self._opened_at = 0
        run(parser_of(source, self._opened, self._closed), source)

    def _opened(self, name: str, attributes: Attributes, at: int) -> None:
        self._depth += 1
        if self._depth == 2:
            self._opened_at = at
        if name == "sheet":
            self.sheets.append(
                (attributes.get("name", ""), attributes.get("id", ""), attributes.get("state", "visible") != "visible")
            )
        elif name == "workbook":
            self.prefix = prefix_at(self._source, at)
        elif name == "calcPr" and self._depth == 2:
            self._has_calculation = True
            self.calculation = (at, tag_end(self._source, at))

    def _closed(self, name: str, at: int) -> None:
        if self._depth == 2 and name in _BEFORE_CALCULATION and not self._has_calculation:
            end = element_end(self._source, self._opened_at, at)
            self.calculation = (end, end)
        self._depth -= 1


def _workbook(archive: zipfile.ZipFile) -> tuple[_Workbook, str]:
    part = next((name for name in archive.namelist() if name.lower().endswith("workbook.xml")), None)
    if part is None:
        raise Unreadable("broken")
    folder, _, name = part.rpartition("/")
    return _Workbook(part, archive.read(part)), posixpath.join(folder, "_rels", f"{name}.rels")


def _targets(archive: zipfile.ZipFile, relations: str, workbook: str) -> dict[str, tuple[str, str]]:
    """Relation -> its kind and the part it leads to, of those that are there."""
    found: dict[str, tuple[str, str]] = {}
    folder = posixpath.dirname(workbook)
    present = set(archive.namelist())

    def opened(name: str, attributes: Attributes, _at: int) -> None:
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            if target in present:
                found[attributes.get("Id", "")] = (attributes.get("Type", ""), target)

    if relations not in present:
        raise Unreadable("broken")
    source = archive.read(relations)
    run(parser_of(source, opened, lambda _name, _at: None), source)
    return found


def _part_of(targets: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((part for told, part in targets.values() if told.endswith(kind)), None)


def _shared_strings(archive: zipfile.ZipFile, targets: dict[str, tuple[str, str]]) -> list[str]:
    part = _part_of(targets, "/sharedStrings")
    if part is None:
        return []
    texts: list[list[str]] = []
    inside: list[str] = []

    def opened(name: str, _attributes: Attributes, _at: int) -> None:
        inside.append(name)
        if name == "si":
            texts.append([])

    def closed(_name: str, _at: int) -> None:
        inside.pop()

    def text(letters: str) -> None:
        # What stands in rPh says how a word is pronounced.
        if inside[-1] == "t" and "rPh" not in inside and texts:
            texts[-1].append(letters)

    source = archive.read(part)
    parser = parser_of(source, opened, closed)
    parser.CharacterDataHandler = text
    run(parser, source)
    return ["".join(pieces) for pieces in texts]


def _looks(archive: zipfile.ZipFile, targets: dict[str, tuple[str, str]]) -> list[list[Any]]:
    """For each style: number look, decimals, bold, alignment, fill, locked."""
    part = _part_of(targets, "/styles")
    if part is None:
        return []
    styles = Styles()
    source = archive.read(part)
    run(parser_of(source, styles.opened, styles.closed), source)
    return styles.looks()


class _Sheet:
    """One sheet part, gone through once; what it found is told in the order of the file."""

    def __init__(self, source: bytes, shared: list[str], most_cells: int, limits: Limits) -> None:
        self.cells: list[list[Any]] = []
        self._source, self._shared, self._limits, self._most_cells = source, shared, limits, most_cells
        self._rows: list[list[Any]] = []
        self._columns: list[list[Any]] = []
        self._merged: list[list[int]] = []
        self._body, self._is_body_closed, self._prefix = (0, 0), False, ""
        self._body_start = 0
        self._dimension: tuple[int, int] | None = None
        self._is_protected = False
        self._default_width: float | None = None
        self._inside: list[str] = []
        self._row, self._column = 0, -1
        self._cell: dict[str, Any] = {}
        self._letters: list[str] = []
        self._masters: dict[str, tuple[str, str]] = {}
        parser = parser_of(source, self._opened, self._closed)
        parser.CharacterDataHandler = self._text
        run(parser, source)
        if not self._body_start:
            raise Unreadable("broken")

    def told(self) -> dict[str, Any]:
        return {
            "prefix": self._prefix,
            "body": list(self._body),
            "is_body_closed": self._is_body_closed,
            "rows": self._rows,
            "columns": self._columns,
            "merged": self._merged,
            "dimension": self._dimension,
            "is_protected": self._is_protected,
            "default_width": self._default_width,
        }

    def _opened(self, name: str, attributes: Attributes, at: int) -> None:
        within = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        if within == "sheetData" and name == "row":
            self._open_row(attributes, at)
        elif within == "row" and name == "c":
            self._open_cell(attributes, at)
        elif within == "c" or within == "is" or within == "r":
            self._open_in_cell(name, attributes, at)
        elif len(self._inside) <= 3:
            self._open_beside(name, attributes, at)

    def _open_beside(self, name: str, attributes: Attributes, at: int) -> None:
        match name:
            case "sheetData":
                self._prefix = prefix_at(self._source, at)
                self._body_start = tag_end(self._source, at)
            case "dimension":
                self._dimension = (at, tag_end(self._source, at))
            case "col":
                width = attributes.get("width")
                self._columns.append(
                    [
                        whole(attributes.get("min"), 1) - 1,
                        whole(attributes.get("max"), 1) - 1,
                        number(width) if width else None,
                        whole(attributes.get("style")),
                        is_true(attributes.get("hidden")),
                    ]
                )
            case "sheetFormatPr":
                width = attributes.get("defaultColWidth") or attributes.get("baseColWidth")
                self._default_width = number(width) if width else None
            case "mergeCell":
                corners = _REFERENCE.findall(attributes.get("ref", ""))
                if len(corners) == 2:
                    (left, top), (right, bottom) = corners
                    self._merged.append(
                        [int(top), column_index(left.encode()), int(bottom), column_index(right.encode())]
                    )
            case "sheetProtection":
                self._is_protected = is_true(attributes.get("sheet"))

    def _open_row(self, attributes: Attributes, at: int) -> None:
        self._row = whole(attributes.get("r"), self._row + 1)
        if not 0 < self._row <= LAST_ROW or (self._rows and self._row <= self._rows[-1][0]):
            raise Unreadable("broken")
        if len(self._rows) >= self._limits.filled_rows:
            raise Unreadable("too_many_rows", limit=self._limits.filled_rows)
        self._column = -1
        height = attributes.get("ht")
        self._rows.append(
            [
                self._row,
                at,
                tag_end(self._source, at),
                0,
                whole(attributes.get("s")) if is_true(attributes.get("customFormat")) else None,
                number(height) if height else None,
                is_true(attributes.get("hidden")),
            ]
        )

    def _open_cell(self, attributes: Attributes, at: int) -> None:
        if reference := _REFERENCE.fullmatch(attributes.get("r", "")):
            column = column_index(reference[1].encode())
            is_right = int(reference[2]) == self._row and column > self._column
        else:
            column = self._column + 1
            is_right = "r" not in attributes
        if not is_right or column >= LAST_COLUMN:
            raise Unreadable("broken")
        if len(self.cells) >= self._most_cells:
            raise Unreadable("too_many_cells", limit=self._limits.filled_cells)
        self._column = column
        self._cell = {"type": attributes.get("t", "n"), "style": whole(attributes.get("s")), "at": at}

    def _open_in_cell(self, name: str, attributes: Attributes, at: int) -> None:
        if name in ("f", "v", "is"):
            self._letters = []
        if name == "f":
            self._cell |= {"f": "", "f_at": at, "f_type": attributes.get("t", ""), "f_si": attributes.get("si", "")}

    def _text(self, letters: str) -> None:
        if self._inside[-1] in ("v", "f") or (self._inside[-1] == "t" and "rPh" not in self._inside):
            self._letters.append(letters)

    def _closed(self, name: str, at: int) -> None:
        self._inside.pop()
        within = self._inside[-1] if self._inside else ""
        if within == "c" and name == "f":
            self._cell["f"] = "".join(self._letters)
            self._cell["f_end"] = element_end(self._source, self._cell["f_at"], at)
        elif within == "c" and name in ("v", "is"):
            self._cell["value"] = "".join(self._letters)
        elif within == "row" and name == "c":
            self._close_cell(at)
        elif within == "sheetData" and name == "row":
            start, tag_end = self._rows[-1][1:3]
            self._rows[-1][3] = start if self._source[tag_end - 2 : tag_end] == b"/>" else at
        elif name == "sheetData" and len(self._inside) == 1:
            start = self._source.rfind(b"<", 0, self._body_start)
            self._is_body_closed = self._source[self._body_start - 2 : self._body_start] == b"/>"
            self._body = (start, self._body_start) if self._is_body_closed else (self._body_start, at)

    def _close_cell(self, at: int) -> None:
        cell = self._cell
        formula = self._formula(cell)
        end = element_end(self._source, cell["at"], at)
        self.cells.append(
            [
                self._row,
                self._column,
                self._value(cell),
                formula,
                cell["style"],
                cell["at"],
                end,
                [cell["f_at"], cell["f_end"]] if "f_end" in cell else None,
                cell.get("f_type", "") in ("array", "dataTable"),
            ]
        )

    def _formula(self, cell: dict[str, Any]) -> str:
        formula: str = cell.get("f", "")
        if cell.get("f_type") != "shared":
            return formula
        from openpyxl.formula.translate import Translator
        from openpyxl.utils import get_column_letter

        place = f"{get_column_letter(self._column + 1)}{self._row}"
        if formula:
            self._masters[cell["f_si"]] = (formula, place)
            return formula
        if cell["f_si"] not in self._masters:
            raise Unreadable("broken")
        master, origin = self._masters[cell["f_si"]]
        translated: str = Translator(f"={master}", origin=origin).translate_formula(place)
        return translated[1:]

    def _value(self, cell: dict[str, Any]) -> Any:
        told = cell.get("value")
        if told is None or (told == "" and cell["type"] != "str"):
            return None
        match cell["type"]:
            case "s":
                at = whole(told, -1)
                return self._shared[at] if 0 <= at < len(self._shared) else None
            case "b":
                return told == "1"
            case "e":
                return {"error": told}
            case "str" | "inlineStr" | "d":
                return told
            case _:
                value = number(told)
                return int(value) if value.is_integer() and abs(value) < 1e15 else value
