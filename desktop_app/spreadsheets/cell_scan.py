"""What the fast reader does not show: formulas without a result, error values, rows that are hidden."""

import re
import zipfile
from collections.abc import Collection
from io import BytesIO
from posixpath import join, normpath
from typing import NamedTuple
from xml.etree import ElementTree

from desktop_app.spreadsheets.records import CellError, UncomputedFormula

Marked = dict[int, dict[int, UncomputedFormula | CellError]]


class Marks(NamedTuple):
    """``cells``: row as Excel counts, column from 0, what stands there."""

    cells: Marked
    hidden_rows: frozenset[int]


NO_MARKS = Marks({}, frozenset())

_CELL = re.compile(
    rb"<(?:\w+:)?c\b(?P<attributes>[^>]*)(?<!/)>"
    rb"(?P<formula><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\b[^>]*>(?P<value>[^<]*)</(?:\w+:)?v>)?"
)
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_ROW_NUMBER = re.compile(rb"\br=[\"']([0-9]{1,7})[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")


def sheet_marks(content: bytes, parts: Collection[str]) -> dict[str, Marks]:
    """For each sheet by name what the fast reader does not show of it.

    ``parts`` are the sheet parts that ``check_archive`` found worth the scan; all of them were measured there.
    A formula that gave an empty text (``t="str"``) is a result and is not marked.
    """
    found: dict[str, Marks] = {}
    if not parts:
        return found
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = _sheet_names(archive)
        for part in parts:
            if part in names:
                sheet = archive.read(part)
                found[names[part]] = Marks(_scan(sheet), _hidden_rows(sheet))
    return found


def column_index(letters: bytes) -> int:
    """``A`` is 0, ``AA`` is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def _hidden_rows(sheet: bytes) -> frozenset[int]:
    rows = (_ROW_NUMBER.search(row[0]) for row in _HIDDEN_ROW.finditer(sheet))
    return frozenset(int(number[1]) for number in rows if number)


def _scan(sheet: bytes) -> Marked:
    marked: Marked = {}
    for cell in _CELL.finditer(sheet):
        attributes = cell["attributes"]
        cell_type = _TYPE.search(attributes)
        told = cell_type[1] if cell_type else b""
        mark: UncomputedFormula | CellError
        if told == b"e" and cell["value"]:
            mark = CellError(cell["value"].decode("utf-8", "replace"))
        elif cell["formula"] and not cell["value"] and told != b"str":
            mark = UncomputedFormula()
        else:
            continue
        if place := _REFERENCE.search(attributes):
            marked.setdefault(int(place[2]), {})[column_index(place[1])] = mark
    return marked


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet part -> sheet name, told by the workbook part and its relations."""
    workbook = next((name for name in archive.namelist() if name.endswith("workbook.xml")), None)
    if workbook is None:
        return {}
    folder = workbook.rpartition("/")[0]
    relations = ElementTree.fromstring(archive.read(join(folder, "_rels", "workbook.xml.rels")))
    targets = {
        relation.get("Id"): normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in relations
    }
    names = {}
    for element in ElementTree.fromstring(archive.read(workbook)).iter():
        if element.tag.endswith("}sheet"):
            relation_id = next((value for key, value in element.items() if key.endswith("}id")), None)
            if relation_id in targets:
                names[targets[relation_id]] = element.get("name", "")
    return names
