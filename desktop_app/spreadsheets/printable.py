"""Texts as a workbook can hold them."""

import re

TEXT_LENGTH = 32_767

_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Without the control characters that make Excel call a whole file damaged."""
    # Nearly every text is printable as it is; asking so first is several times faster.
    return (text if text.isprintable() else _ILLEGAL_IN_XML.sub("", text))[:TEXT_LENGTH]
