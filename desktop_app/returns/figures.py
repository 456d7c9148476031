"""The figures of a return as flat lines, and the digest that tells whether one of them was changed."""

import hashlib
import json
from collections.abc import Iterable

from desktop_app.language.numbers import percent_value
from desktop_app.returns.records import CellKind, Column, Form, Line, Row, cells

DIGEST_EDITION = 1


def lines_of(forms: tuple[Form, ...]) -> list[Line]:
    return [Line(form.code, row.code, column.code, value_of(row, column)) for form, row, column in cells(forms)]


def value_of(row: Row, column: Column) -> int | float | None:
    """The figure of a cell; a share in per cent with the decimals that are printed."""
    if column.kind is CellKind.SHARE:
        return share_value(row.values[column.numerator], row.values[column.denominator])
    return row.values[column.code]


def digest_of(lines: Iterable[Line], *, centre_code: str, year: int, month: int) -> str:
    """SHA-256 of the figures alone: the same data give the same digest, whenever and by whomever it is made."""
    facts = {
        "edition": DIGEST_EDITION,
        "centre": centre_code,
        "month": f"{year}-{month:02}",
        "lines": [[line.form, line.row, line.column, line.value] for line in lines],
    }
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def share_value(numerator: int | float | None, denominator: int | float | None) -> float | None:
    """In per cent as it is printed: with one decimal, near the whole with two, and never rounded up to it."""
    if isinstance(numerator, float) or isinstance(denominator, float):
        # Hours may be halves: in hundredths both are whole.
        numerator, denominator = (None if part is None else round(100 * part) for part in (numerator, denominator))
    return percent_value(numerator, denominator)
