"""A look through a zipped workbook before anything parses it: what it really unpacks into, in 64 KiB steps."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from desktop_app.spreadsheets.limits import Limits
from desktop_app.spreadsheets.unreadable import Unreadable

CHUNK = 64 * 1024
# Longer than any mark searched for, so that one cut in two by a chunk's end is still seen.
OVERLAP = 64

# The second is the word in UTF-16 of either byte order.
_DOCTYPES = (b"<!DOCTYPE", b"D\x00O\x00C\x00T\x00Y\x00P\x00E")
# Plain searches, ten times faster than an expression; one too many costs a scan, no more.
_WORTH_A_SCAN = (b"<f", b":f", b't="e"', b"t='e'", b'hidden="', b"hidden='")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_SHEET_PART = re.compile(r"/worksheets/[^/]+\.xml$", re.IGNORECASE)


def check_archive(content: bytes, limits: Limits, *, tick: Callable[[], None]) -> frozenset[str]:
    """Unpack everything once without keeping it; ``tick`` is called at every step and may raise to stop.

    Returns the names of the sheet parts with formulas, error values or hidden rows: only those deserve the closer
    scan for what the fast reader does not show. Raises Unreadable. The unpacking itself verifies each part's checksum.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_names([entry.filename for entry in entries], limits)
            unpacked = 0
            marked = set()
            for entry in entries:
                size, worth_a_scan = _check_entry(archive, entry, limits, limits.unpacked_size - unpacked, tick)
                unpacked += size
                if worth_a_scan:
                    marked.add(entry.filename)
    except _DAMAGE as error:
        raise Unreadable("broken") from error
    return frozenset(marked)


def _check_names(names: list[str], limits: Limits) -> None:
    if len(names) > limits.archive_entries:
        raise Unreadable("bomb")
    plain = [name.replace("\\", "/") for name in names]
    if len({name.lower() for name in plain}) < len(plain):
        raise Unreadable("suspicious")
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in plain):
        raise Unreadable("suspicious")


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, allowance: int, tick: Callable[[], None]
) -> tuple[int, bool]:
    allowed = min(limits.entry_size, allowance)
    is_sheet = _SHEET_PART.search(entry.filename) is not None
    worth_a_scan = False
    size = 0
    tail = b""
    for chunk in _unpacked_chunks(archive, entry):
        tick()
        size += len(chunk)
        too_dense = size > limits.pack_ratio_from_size and size > limits.pack_ratio * entry.compress_size
        if size > allowed or too_dense:
            raise Unreadable("bomb")
        window = tail + chunk
        if any(doctype in window for doctype in _DOCTYPES):
            raise Unreadable("suspicious")
        if is_sheet and not worth_a_scan:
            worth_a_scan = any(mark in window for mark in _WORTH_A_SCAN)
        tail = chunk[-OVERLAP:]
    return size, worth_a_scan


def _unpacked_chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            yield chunk
