"""Going through the XML of a workbook's parts with the place of every element in the file's bytes."""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from desktop_app.spreadsheets.unreadable import Unreadable

Attributes = dict[str, str]

_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_PREFIX = re.compile(rb"<([\w.-]+:)?")


def parser_of(source: bytes, opened: Callable[[str, Attributes, int], None], closed: Callable[[str, int], None]) -> Any:
    """Tell every element by its bare name and its first byte; the parser is given back for handlers of text."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: opened(
        name.rpartition(" ")[2],
        {key.rpartition(" ")[2]: value for key, value in attributes.items()},
        parser.CurrentByteIndex,
    )
    parser.EndElementHandler = lambda name: closed(name.rpartition(" ")[2], parser.CurrentByteIndex)
    parser.buffer_text = True
    return parser


def run(parser: Any, source: bytes) -> None:
    try:
        source.decode("utf-8")
        parser.Parse(source, True)
    except (UnicodeDecodeError, expat.ExpatError) as error:
        raise Unreadable("broken") from error


def tag_end(source: bytes, start: int) -> int:
    found = _TAG.match(source, start)
    if found is None:
        raise Unreadable("broken")
    return found.end()


def element_end(source: bytes, start: int, closing: int) -> int:
    """Behind the last byte of an element; where it has no closing tag of its own ``closing`` tells nothing."""
    tag = tag_end(source, start)
    return tag if source[tag - 2 : tag] == b"/>" else tag_end(source, closing)


def prefix_at(source: bytes, start: int) -> str:
    """``x:`` where the element at this byte is written ``<x:…``."""
    found = _PREFIX.match(source, start)
    return (found[1] or b"").decode() if found else ""


def whole(text: Any, default: int = 0) -> int:
    try:
        return int(text)
    except (TypeError, ValueError):
        return default


def number(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise Unreadable("broken") from error
    if value != value or value in (float("inf"), float("-inf")):
        raise Unreadable("broken")
    return value


def is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")
