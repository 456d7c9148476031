"""JSON of very many pieces, written and read some at a time.

The codec itself is one call that lets no other thread run: over 25,000 rows it would hold the window up for 150 ms.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

PIECES_AT_ONCE = 200
# Shorter texts are read in less than a millisecond.
LONG_TEXT = 1 << 16
_DECODER = json.JSONDecoder()
_GAP = re.compile(r"[\s,:]*")


def dumps(value: Any, *, default: Callable[[Any], Any] | None = None) -> str:
    """The text that ``json.dumps`` gives; only lists and objects at the top are taken in parts."""
    if len(value) <= PIECES_AT_ONCE if isinstance(value, list | dict) else True:
        return json.dumps(value, default=default)
    opening, closing = "[]" if isinstance(value, list) else "{}"
    return opening + ", ".join(json.dumps(part, default=default)[1:-1] for part in _parts(value)) + closing


def loads(text: str) -> Any:
    """What ``json.loads`` gives of a text that ``dumps`` or SQLite wrote. Raises ValueError for what is no JSON."""
    if len(text) < LONG_TEXT or text[0] not in "[{":
        return json.loads(text)
    pieces = _pieces(text)
    return list(pieces) if text[0] == "[" else dict(zip(pieces, pieces, strict=True))


def _parts(value: list[Any] | dict[str, Any]) -> Iterator[list[Any] | dict[str, Any]]:
    if isinstance(value, list):
        yield from (value[start : start + PIECES_AT_ONCE] for start in range(0, len(value), PIECES_AT_ONCE))
        return
    items = iter(value.items())
    while part := dict(islice(items, PIECES_AT_ONCE)):
        yield part


def _pieces(text: str) -> Iterator[Any]:
    """The values of a list, or the keys and values of an object by turns."""
    at = _after_gap(text, 1)
    while text[at] not in "]}":
        piece, end = _DECODER.raw_decode(text, at)
        yield piece
        at = _after_gap(text, end)


def _after_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    if gap is None or gap.end() == len(text):
        raise ValueError("the text ends before its last bracket")
    return gap.end()
