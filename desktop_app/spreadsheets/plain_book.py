"""A workbook that xlsxwriter writes: texts stay texts, and what the disk does wrong is an OSError as everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter import workbook
from xlsxwriter.exceptions import FileCreateError

# A value from outside must never become a formula, a link or another number.
_TEXTS_STAY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

# Packed at the usual level a long list takes two and a half times as long, for an eighth fewer bytes; xlsxwriter does
# not ask which.
_QUICK = 3
workbook.ZipFile = partial(ZipFile, compresslevel=_QUICK)


@contextmanager
def plain_book(path: Path, **options: Any) -> Iterator[Any]:
    """The open workbook; it is on the disk when the block ends. ``options`` are those of xlsxwriter."""
    try:
        with xlsxwriter.Workbook(path, _TEXTS_STAY | options) as book:
            yield book
    except FileCreateError as error:
        raise error.args[0] from error
