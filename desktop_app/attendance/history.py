"""The history of one mark, told from the journal: who set what, when, and why where the mark was locked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.models.attendance import Mark
from db.models.centre import Staff
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import CellChange
from desktop_app.marks.records import MarkValue

_Columns = Mapping[str, Any]


def cell_history(unit: UnitOfWork, *, enrolment_id: int, session_id: int) -> list[CellChange]:
    """Every change of the mark, newest first.

    A change in the journal names only the columns that it touched: the values are found by going back from the mark
    that stands now. The first mark of many that were set in one act has no entry of its own; it stands at the end.
    """
    mark = unit.session.get(Mark, (session_id, enrolment_id))
    entries = unit.session.scalars(
        select(JournalEntry)
        .where(JournalEntry.entity == Mark.__tablename__, JournalEntry.entity_id == f"{session_id}/{enrolment_id}")
        .order_by(JournalEntry.seq.desc())
    )
    now: _Columns | None = None if mark is None else _columns(mark)
    found: list[CellChange] = []
    for entry in entries:
        before: _Columns | None
        match entry.action:
            case "create":
                before = None
            case "delete":
                before, now = entry.before, None
            case _:
                before = {**(now or {}), **entry.before}
        if _value(before) != _value(now):
            reason = (now or before or {}).get("reason") or ""
            found.append(CellChange(entry.at, entry.actor_name, _value(before), _value(now), reason))
        now = before
    if now is not None:
        found.append(_beginning(unit, now))
    return found


def _columns(mark: Mark) -> _Columns:
    return {attribute.key: getattr(mark, attribute.key) for attribute in Mark.__mapper__.column_attrs}


def _value(columns: _Columns | None) -> MarkValue | None:
    if columns is None:
        return None
    return MarkValue(
        columns["kind_code"], columns.get("missed_hours"), columns.get("late_minutes"), columns.get("note") or ""
    )


def _beginning(unit: UnitOfWork, columns: _Columns) -> CellChange:
    """The mark that stood there when the journal begins, by what it says of itself."""
    at = columns["marked_at"]
    staff = None if columns["marked_by"] is None else unit.session.get(Staff, columns["marked_by"])
    return CellChange(
        datetime.fromisoformat(at) if isinstance(at, str) else at,
        "" if staff is None else staff.full_name,
        None,
        _value(columns),
        "",
    )
