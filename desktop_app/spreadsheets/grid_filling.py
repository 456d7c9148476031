"""Writing values into an xlsx by changing the bytes of those cells alone: all else of the file stays as it is."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from desktop_app.spreadsheets.cell_scan import column_index
from desktop_app.spreadsheets.grid_records import Grid, GridCell, GridSheet, GridValue, Place, Span, place_name
from desktop_app.spreadsheets.records import CellError
from desktop_app.spreadsheets.writing import printable

_SPANS = re.compile(rb'\sspans\s*=\s*["\'](\d+):(\d+)["\']')
_REFERENCE = re.compile(rb'(\sref\s*=\s*["\'])([^"\']*)')
# The mark of a dynamic array: without it Excel shows the formula in curly braces.
_ARRAY_MARK = re.compile(rb'\scm\s*=\s*(?:"[^"]*"|\'[^\']*\')')
_FULL_CALCULATION = re.compile(rb'\s(?:fullCalcOnLoad)\s*=\s*(?:"[^"]*"|\'[^\']*\')')


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell is to hold: a value, or a formula (without the equals sign) with its value.

    A formula without a value is left for the program that opens the file to compute.
    """

    value: GridValue
    formula: str = ""


Changes = Mapping[str, Mapping[Place, Written]]


def filled_in(grid: Grid, changes: Changes, *, recalculate: bool) -> bytes:
    """The file with these cells changed, by sheet name and place.

    A cell that has a formula keeps it, whatever is written: only the value that the file remembers changes. With
    ``recalculate`` the workbook asks the program that opens it to compute everything anew.
    """
    parts = {sheet.part: (sheet, changes[sheet.name]) for sheet in grid.sheets if changes.get(sheet.name)}
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(grid.content)) as source, zipfile.ZipFile(target, "w") as filled:
        filled.comment = source.comment
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename in parts:
                content = _sheet_filled(grid, content, *parts[entry.filename])
            if recalculate and entry.filename == grid.workbook_part:
                content = _with_recalculation(grid, content)
            filled.writestr(_same_entry(entry), content, compress_type=entry.compress_type)
    return target.getvalue()


def _same_entry(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    same = zipfile.ZipInfo(entry.filename, entry.date_time)
    same.external_attr, same.create_system = entry.external_attr, entry.create_system
    same.comment, same.internal_attr = entry.comment, entry.internal_attr
    return same


def _sheet_filled(grid: Grid, content: bytes, sheet: GridSheet, cells: Mapping[Place, Written]) -> bytes:
    edits = _Edits()
    added: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    for place, written in sorted(cells.items()):
        if cell := sheet.cells.get(place):
            edits.replace(cell.at, _cell_bytes(sheet, place, cell.style, written, *_kept(content, cell)))
        else:
            added[place[0]].append((place[1], _cell_bytes(sheet, place, grid.style_of(sheet, place), written)))
    _add_cells(edits, content, sheet, added)
    if added and sheet.dimension:
        edits.replace(sheet.dimension, _dimension(content[slice(*sheet.dimension)], cells))
    return edits.applied(content)


def _kept(content: bytes, cell: GridCell) -> tuple[bytes, bytes]:
    """The formula's element as it stands, and the mark of the cell that belongs to it."""
    if cell.formula_at is None:
        return b"", b""
    mark = _ARRAY_MARK.search(content, cell.at[0], cell.formula_at[0])
    return content[slice(*cell.formula_at)], mark[0] if mark else b""


def _add_cells(
    edits: "_Edits", content: bytes, sheet: GridSheet, added: Mapping[int, Sequence[tuple[int, bytes]]]
) -> None:
    columns_of = defaultdict(list)
    for row, column in sheet.cells:
        if row in added:
            columns_of[row].append(column)
    new_rows = {row: cells for row, cells in added.items() if row not in sheet.rows}
    for row in added.keys() - new_rows.keys():
        _add_to_row(edits, content, sheet, row, added[row], sorted(columns_of[row]))
    if sheet.is_body_closed:
        name = f"{sheet.prefix}sheetData"
        rows = b"".join(_row_bytes(sheet, row, new_rows[row]) for row in sorted(new_rows))
        if rows:
            edits.replace(sheet.body, f"<{name}>".encode() + rows + f"</{name}>".encode())
        return
    for row in sorted(new_rows):
        below = sheet.next_row(row)
        at = sheet.rows[below].tag[0] if below is not None else sheet.body[1]
        edits.insert(at, _row_bytes(sheet, row, new_rows[row]))


def _add_to_row(
    edits: "_Edits",
    content: bytes,
    sheet: GridSheet,
    number: int,
    cells: Sequence[tuple[int, bytes]],
    present: Sequence[int],
) -> None:
    row = sheet.rows[number]
    tag = _widened(content[slice(*row.tag)], [column for column, _cell in cells])
    if row.end == row.tag[0]:  # <row/>
        inside = b"".join(cell for _column, cell in cells)
        edits.replace(row.tag, re.sub(rb"\s*/>$", b">", tag) + inside + f"</{sheet.prefix}row>".encode())
        return
    edits.replace(row.tag, tag)
    for column, cell in cells:
        following = next((other for other in present if other > column), None)
        edits.insert(row.end if following is None else sheet.cells[number, following].at[0], cell)


def _widened(tag: bytes, columns: Sequence[int]) -> bytes:
    """The tag of a row without its spans, which are only a hint, where a new cell stands outside them."""
    found = _SPANS.search(tag)
    if found is None:
        return tag
    first, last = int(found[1]), int(found[2])
    return tag if all(first <= column + 1 <= last for column in columns) else _SPANS.sub(b"", tag)


def _row_bytes(sheet: GridSheet, number: int, cells: Iterable[tuple[int, bytes]]) -> bytes:
    inside = b"".join(cell for _column, cell in cells)
    return f'<{sheet.prefix}row r="{number}">'.encode() + inside + f"</{sheet.prefix}row>".encode()


def _cell_bytes(
    sheet: GridSheet, place: Place, style: int, written: Written, kept_formula: bytes = b"", mark: bytes = b""
) -> bytes:
    prefix = sheet.prefix
    formula = kept_formula
    if not formula and written.formula:
        formula = f"<{prefix}f>{escape(printable(written.formula))}</{prefix}f>".encode()
    kind, inside = _content(prefix, written.value, is_result=bool(formula))
    head = f'<{prefix}c r="{place_name(place)}"' + (f' s="{style}"' if style else "")
    return head.encode() + mark + f"{kind}>".encode() + formula + inside.encode() + f"</{prefix}c>".encode()


def _content(prefix: str, value: GridValue, *, is_result: bool) -> tuple[str, str]:
    """The attribute that tells the kind of the value, and the element that holds it."""
    match value:
        case None:
            return "", ""
        case bool():
            return ' t="b"', f"<{prefix}v>{int(value)}</{prefix}v>"
        case int() | float():
            return "", f"<{prefix}v>{value!r}</{prefix}v>"
        case CellError(text):
            return ' t="e"', f"<{prefix}v>{escape(text)}</{prefix}v>"
        case str() if is_result:
            return ' t="str"', f"<{prefix}v>{escape(printable(value))}</{prefix}v>"
        case str():
            text = f'<{prefix}t xml:space="preserve">{escape(printable(value))}</{prefix}t>'
            return ' t="inlineStr"', f"<{prefix}is>{text}</{prefix}is>"


def _dimension(tag: bytes, cells: Mapping[Place, Written]) -> bytes:
    """The filled range widened to the new cells."""

    def widened(found: re.Match[bytes]) -> bytes:
        corners = re.findall(r"([A-Z]+)([0-9]+)", found[2].decode("ascii", "replace"))
        rows = [int(row) for _letters, row in corners] + [row for row, _column in cells]
        columns = [column_index(letters.encode()) for letters, _row in corners] + [column for _row, column in cells]
        first, last = (min(rows), min(columns)), (max(rows), max(columns))
        return found[1] + f"{place_name(first)}:{place_name(last)}".encode()

    return _REFERENCE.sub(widened, tag, count=1)


def _with_recalculation(grid: Grid, content: bytes) -> bytes:
    start, end = grid.calculation
    tag = content[start:end]
    if not tag:
        tag = f"<{grid.workbook_prefix}calcPr/>".encode()
    tag = _FULL_CALCULATION.sub(b"", tag)
    tag = re.sub(rb"\s*(/?>)$", rb' fullCalcOnLoad="1"\1', tag)
    return content[:start] + tag + content[end:]


class _Edits:
    """Changes of bytes by place, made in one pass; what is inserted at one place stays in the order of its coming."""

    def __init__(self) -> None:
        self._edits: list[tuple[Span, bytes]] = []

    def replace(self, span: Span, new: bytes) -> None:
        self._edits.append((span, new))

    def insert(self, at: int, new: bytes) -> None:
        self._edits.append(((at, at), new))

    def applied(self, content: bytes) -> bytes:
        pieces = []
        end = 0
        for (start, stop), new in sorted(self._edits, key=lambda edit: edit[0]):
            pieces += [content[end:start], new]
            end = stop
        pieces.append(content[end:])
        return b"".join(pieces)
