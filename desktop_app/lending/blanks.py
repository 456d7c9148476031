"""Blanks of strict account that go along with a lent cohort, and come back used, spoiled or as they were."""

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from db.models.certificates import Blank, BlankReceipt
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.receipts import MOST_DIGITS, series_letters
from desktop_app.blanks.stock import bring_blanks_back, lend_blanks
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.lending.gathering import read_rows
from desktop_app.lending.records import Wish
from desktop_app.lending.rows import Rows, table_of

_WRITTEN = re.compile(r"\s*(\D*?)\s*(\d+)\s*")
# Of a blank that lies in the safe.
_HERE = {"changed_on": None, "changed_by": ""}


def taken_along(unit: UnitOfWork, wish: Wish) -> Rows:
    """Take the blanks out of the safe; their rows and those of their receipts, as the other PC is to have them.

    Raises Invalid as ``blanks.stock.next_in_tray`` does, and for a number that cannot be read.
    """
    if not wish.blanks:
        return {}
    found = _WRITTEN.fullmatch(wish.first_blank)
    if found is None or len(found[2]) > MOST_DIGITS:
        message = N_("Write the first blank as it is printed: series and number.")
        raise Invalid("blank_unreadable", message, field="first_blank")
    letters, first = series_letters(found[1]), int(found[2])
    try:
        ids = lend_blanks(unit, letters=letters, first=first, count=wish.blanks, holder=tidy(wish.recipient))
    except Invalid as error:
        raise Invalid(error.code, error.message, field="first_blank", **error.facts) from error
    return _rows(unit, ids)


def brought_back(unit: UnitOfWork, sent: Rows) -> int:
    """What was sent and stands as it was lies in the safe again."""
    return bring_blanks_back(unit, blank_ids=[int(key) for key in sent.get("blank", {})])


def _rows(unit: UnitOfWork, ids: Collection[int]) -> Rows:
    """A receipt goes along as far as its blanks do: there they are all that ever came in."""
    blanks = read_rows(unit, "blank", select(table_of("blank")).where(Blank.id.in_(ids)))
    blanks = {key: {**row, **_HERE} for key, row in blanks.items()}
    numbers: dict[str, list[int]] = {}
    for row in blanks.values():
        numbers.setdefault(str(row["receipt_id"]), []).append(row["number"])
    of_them = select(table_of("blank_receipt")).where(BlankReceipt.id.in_(map(int, numbers)))
    receipts: dict[str, dict[str, Any]] = {
        key: {**row, "first": min(numbers[key]), "last": max(numbers[key])}
        for key, row in read_rows(unit, "blank_receipt", of_them).items()
    }
    return {"blank": blanks, "blank_receipt": receipts}
