"""Rows that are hidden in an OpenDocument sheet, which the fast reader does not tell.

Of an old .xls nobody tells: its hidden rows are read like all others, and not marked.
"""

import re
import zipfile
from html import unescape
from io import BytesIO

_CONTENT = "content.xml"
_KIND = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
HEAD = 256
_PLACE = re.compile(rb"<table:table(?=[\s>])[^>]*>|<table:table-row(?=[\s/>])[^>]*>")
_NAME = re.compile(rb'table:name="([^"]*)"')
_REPEATED = re.compile(rb'table:number-rows-repeated="(\d{1,7})"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
# A run of hidden rows up to the end of the sheet holds nobody.
LONGEST_RUN = 10_000


def is_ods(content: bytes) -> bool:
    """Whether the archive begins as OpenDocument begins: with its kind, not packed."""
    return content.startswith(b"PK") and _KIND in content[:HEAD]


def hidden_rows_of_ods(content: bytes) -> dict[str, frozenset[int]]:
    """By the name of the sheet, its hidden rows as Excel counts. The archive was measured before."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = archive.read(_CONTENT)
    if not _HIDDEN.search(text):
        return {}
    found: dict[str, set[int]] = {}
    rows, number = set[int](), 0
    for place in _PLACE.finditer(text):
        tag = place[0]
        if not tag.startswith(b"<table:table-row"):
            name = _NAME.search(tag)
            rows = found.setdefault(unescape(name[1].decode("utf-8", "replace")) if name else "", set())
            number = 0
            continue
        repeated = _REPEATED.search(tag)
        times = int(repeated[1]) if repeated else 1
        if _HIDDEN.search(tag) and times <= LONGEST_RUN:
            rows.update(range(number + 1, number + 1 + times))
        number += times
    return {name: frozenset(rows) for name, rows in found.items()}
