"""The words of a Word document: its paragraphs, which of them are items of a list, and its tables."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from desktop_app.spreadsheets.unreadable import Unreadable

PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True)
class WordTable:
    """``spans`` are runs of joined cells: row from 1, first and last column from 0."""

    rows: list[list[str]] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class WordText:
    """``paragraphs`` outside tables, each with whether Word itself numbers or bullets it."""

    paragraphs: list[tuple[str, bool]] = field(default_factory=list)
    tables: list[WordTable] = field(default_factory=list)


def word_text(content: bytes) -> WordText:
    """What stands in the body; text that a reviewer struck out, fields' codes and notes are left out."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read(PART))
    body = root.find(f"{_W}body")
    if body is None:
        raise Unreadable("broken")
    found = WordText()
    for element in _blocks(body):
        if element.tag == f"{_W}p":
            is_item = _is_item(element)
            found.paragraphs.extend((line, is_item and not at) for at, line in enumerate(_text(element).split("\n")))
        else:
            found.tables.append(_table(element))
    return found


def _blocks(body: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, those inside controls and tracked insertions too."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        else:
            waiting.extend(reversed(element))


def _is_item(paragraph: Element) -> bool:
    """By numbering of its own, or by one of Word's styles of lists."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    is_styled = style is not None and style.get(f"{_W}val", "").startswith(("ListBullet", "ListNumber"))
    return is_styled or paragraph.find(f"{_W}pPr/{_W}numPr") is not None


def _table(element: Element) -> WordTable:
    table = WordTable()
    for row in element.iterfind(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.iterfind(f"{_W}tc"):
            first = len(cells)
            cells.append(" ".join(filter(None, map(_text, cell.iter(f"{_W}p")))))
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = span.get(f"{_W}val", "1") if span is not None else "1"
            covered = min(int(width), 1_000) - 1 if width.isdecimal() else 0
            if covered > 0:
                cells.extend([""] * covered)
                table.spans.append((len(table.rows) + 1, first, first + covered))
        table.rows.append(cells)
    return table


def _text(paragraph: Element) -> str:
    """The letters of a paragraph; a drawing says its words twice, for new Word and for old."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _SIGNS:
            pieces.append(_SIGNS[element.tag])
        elif element.tag != _FALLBACK and element.tag != f"{_W}pPr":
            waiting.extend(reversed(element))
    return "".join(pieces)
