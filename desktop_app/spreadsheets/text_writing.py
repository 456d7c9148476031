"""A sheet as CSV, for programs that read nothing else: UTF-8 with its mark, as Excel here opens it."""

import csv
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.spreadsheets.writing import ColumnPlan, Formula, Kind, SheetPlan, Value, printable
from desktop_app.whole_file import replace_whole

# Where the comma parts the decimals, a semicolon parts the columns.
_SEPARATOR, _DECIMAL = ";", ","
# The wide signs are what Excel takes for the same where it is set up for the languages of the East.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# A sign alone, or with figures behind it, is a mark and reckons nothing.
_MARK = re.compile(r"[+-]\d{0,3}")


def write_csv(path: Path, plan: SheetPlan) -> Path:
    """Write headers and rows, without the lines above and below, whole or not at all. Raises StorageError.

    No text becomes a formula when the file is opened: one that begins like it has an apostrophe before it.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8-sig", newline="") as target:
            lines = csv.writer(target, delimiter=_SEPARATOR)
            lines.writerow([_safe(column.header) for column in plan.columns])
            lines.writerows(_row(values, plan.columns) for values in plan.rows)

    return replace_whole(path, write)


def _row(values: Sequence[Value], columns: Sequence[ColumnPlan]) -> list[str]:
    return [_written(value, column.kind) for value, column in zip(values, columns, strict=True)]


def _written(value: Value, kind: Kind) -> str:
    match value:
        case None:
            return ""
        case Formula(_, result):
            return _written(result, kind)
        case str():
            return _safe(value)
        case bool():
            return str(int(value))
        case date():
            return value.isoformat()
        case float() if kind is Kind.PERCENT:
            return f"{100 * value:.1f}%".replace(".", _DECIMAL)
        case _:
            return f"{value:g}".replace(".", _DECIMAL)


def _safe(text: str) -> str:
    shown = printable(text)
    return f"'{shown}" if shown.startswith(_BEGINS_A_FORMULA) and not _MARK.fullmatch(shown) else shown
