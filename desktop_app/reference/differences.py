"""What a workbook of entries would change: row by row, field by field, with every wrong cell named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.errors import Invalid

Value = str | int | date | None
Entry = Mapping[str, Value]
# Raises Invalid with the field to blame: an entry as it would be, and its code.
Check = Callable[[Entry], None]


class Fate(StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class ReadEntry:
    """A row of the workbook: ``values`` of the fields that the sheet has, ``wrong`` the sentence by field."""

    row: int
    values: Entry
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: Value
    after: Value


@dataclass(frozen=True)
class CellProblem:
    """A cell that cannot be used: its row as Excel counts, its field, and why."""

    row: int
    field: str
    text: str


@dataclass(frozen=True)
class Difference:
    """An entry of the list, of the workbook or of both; ``row`` is 0 where the workbook lacks it."""

    code: str
    name: str
    fate: Fate
    row: int = 0
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    entry: Entry = field(default_factory=dict)


def compare(
    known: Mapping[str, Entry], read: Sequence[ReadEntry], *, check: Check, twice: str, no_code: str
) -> list[Difference]:
    """The rows of the workbook in their order, then the entries that it lacks: those are left alone.

    ``twice`` and ``no_code`` are the sentences for a code that stands there twice, and for one that is missing.
    """
    found, met = [], set[str]()
    for row in read:
        code = str(row.values.get("code") or "")
        before = known.get(code)
        after = {**(before or {}), **row.values}
        wrong = dict(row.wrong)
        if not code:
            wrong.setdefault("code", no_code)
        elif code in met:
            wrong["code"] = twice
        elif not wrong:
            wrong |= _refusal(check, after)
        met.add(code)
        found.append(_difference(row, code, before, after, wrong))
    missing = [
        Difference(code, str(entry.get("uz") or ""), Fate.MISSING, entry=entry)
        for code, entry in known.items()
        if code not in met
    ]
    return found + missing


def _refusal(check: Check, entry: Entry) -> dict[str, str]:
    try:
        check(entry)
    except Invalid as error:
        return {error.field or "code": error.text}
    return {}


def _difference(row: ReadEntry, code: str, before: Entry | None, after: Entry, wrong: Mapping[str, str]) -> Difference:
    name = str(after.get("uz") or "")
    if wrong:
        problems = tuple(CellProblem(row.row, field_name, text) for field_name, text in wrong.items())
        return Difference(code, name, Fate.WRONG, row.row, problems=problems, entry=after)
    if before is None:
        return Difference(code, name, Fate.NEW, row.row, entry=after)
    changes = tuple(
        FieldChange(key, before.get(key), value) for key, value in row.values.items() if before.get(key) != value
    )
    return Difference(code, name, Fate.CHANGED if changes else Fate.SAME, row.row, changes, entry=after)
