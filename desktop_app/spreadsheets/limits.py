"""How much a file from outside may cost before it is refused."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are in bytes and counted while unpacking, never taken from what the file declares."""

    file_size: int = 30 * MEBIBYTE
    memory: int = 1024 * MEBIBYTE
    seconds: float = 30.0
    archive_entries: int = 1_000
    entry_size: int = 100 * MEBIBYTE
    unpacked_size: int = 200 * MEBIBYTE
    # Real sheets pack up to about 40:1; deflate itself ends at 1032:1.
    pack_ratio: int = 200
    pack_ratio_from_size: int = MEBIBYTE
    sheets: int = 500
    filled_rows: int = 200_000
    filled_cells: int = 3_000_000
    columns: int = 1_000


DEFAULT = Limits()
