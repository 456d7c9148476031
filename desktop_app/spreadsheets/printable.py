"""Texts as a workbook can hold them."""

import re
from functools import lru_cache
from textwrap import wrap

TEXT_LENGTH = 32_767
# Letters lost to the edges of a cell.
CELL_PADDING = 2

_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Without the control characters that make Excel call a whole file damaged."""
    # Nearly every text is printable as it is; asking so first is several times faster.
    return (text if text.isprintable() else _ILLEGAL_IN_XML.sub("", text))[:TEXT_LENGTH]


@lru_cache(maxsize=4096)
def wrapped_lines(text: str, width: float) -> int:
    """How many lines a text takes when it is wrapped into so many characters of the usual font."""
    if len(text) <= width - CELL_PADDING and "\n" not in text:
        return 1
    usable = max(int(width - CELL_PADDING), 1)
    return sum(max(len(wrap(paragraph, usable)), 1) for paragraph in text.split("\n"))
