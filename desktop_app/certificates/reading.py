"""Checking certificates from a file of codes or from the text of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.certificates.signature import PREFIX, Verification, verify
from desktop_app.documents.qr import FoundCode, read_codes
from desktop_app.progress import Progress

# Kinds of files in which codes are looked for.
FILE_ENDINGS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})


@dataclass(frozen=True, slots=True)
class CheckedCode:
    """``page`` is that of the file, from 1; 1 for a text that was typed or scanned."""

    page: int
    text: str
    verification: Verification


def check_codes(
    source: Path | str, public_keys: Mapping[bytes, bytes], *, progress: Progress | None = None
) -> list[CheckedCode]:
    """Every code of a PDF or picture, or the one code whose text was given.

    A string is taken for a code if it starts as one, else for the path of a file. Raises ``Invalid`` for a
    file that is neither PDF nor picture, ``StorageError`` for one that cannot be opened.
    """
    if isinstance(source, str) and source.strip().startswith(PREFIX):
        found = [FoundCode(1, source.strip())]
    else:
        found = read_codes(Path(source), progress=progress)
    return [CheckedCode(code.page, code.text, verify(code.text, public_keys)) for code in found]
