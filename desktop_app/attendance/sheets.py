"""The register of printed sheets: which are out, which came back, which were given up, which nobody brought back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.models.attendance import AttendanceSheet, Mark
from db.models.cohorts import Cohort
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.attendance.evidence import add_evidence, evidence_counts
from desktop_app.attendance.sheet_records import SheetKind, SheetPlace, SheetRow, SheetState, read_number
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.service import rules_on

_NEWEST = (AttendanceSheet.id,)
_ORDERS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "number": (AttendanceSheet.number,),
    "cohort": (Cohort.code, AttendanceSheet.id),
    "kind": (AttendanceSheet.kind, AttendanceSheet.id),
    "days": (AttendanceSheet.starts_on, AttendanceSheet.id),
    "returned_at": (AttendanceSheet.returned_at, AttendanceSheet.id),
}


@dataclass(frozen=True)
class SheetFilter:
    """Which sheets are asked for: lessons between two days, a state, a cohort; words of number or cohort."""

    first: date | None = None
    last: date | None = None
    state: SheetState | None = None
    cohort_id: int | None = None
    text: str = ""


def sheets(
    unit: UnitOfWork,
    wanted: SheetFilter,
    *,
    order: str = "",
    is_descending: bool = True,
    first: int = 0,
    rows: int | None = None,
) -> list[SheetRow]:
    """A page of the register, the newest first; ``order`` is the name of a column."""
    by = _ORDERS.get(order, _NEWEST)
    query = _about().where(*_conditions(unit, wanted))
    query = query.order_by(*(column.desc() if is_descending else column.asc() for column in by))
    return _records(unit, query.offset(first).limit(rows))


def sheets_count(unit: UnitOfWork, wanted: SheetFilter) -> int:
    count = select(func.count()).select_from(AttendanceSheet).join(Cohort, Cohort.id == AttendanceSheet.cohort_id)
    return unit.session.scalar(count.where(*_conditions(unit, wanted))) or 0


def sheet(unit: UnitOfWork, *, sheet_id: int) -> SheetRow:
    """Raises NotFound."""
    found = _records(unit, _about().where(AttendanceSheet.id == sheet_id))
    if not found:
        raise _gone()
    return found[0]


def sheet_numbered(unit: UnitOfWork, *, number: str) -> SheetRow | None:
    found = _records(unit, _about().where(AttendanceSheet.number == number))
    return found[0] if found else None


def sheet_of_code(unit: UnitOfWork, *, typed: str, is_bare: bool = False) -> SheetPlace:
    """Where a scanned or typed code leads: to the first lesson of the sheet that nobody has marked, else its first one.

    ``is_bare``: year and number are enough. Raises Invalid for what is no code of a sheet, NotFound for an unknown one.
    """
    number = read_number(typed, is_bare=is_bare)
    if number is None:
        message = N_("“{typed}” is no code of a sheet. It stands under the square code, such as DV-2026-000012.")
        raise Invalid("no_sheet_code", message, field="code", typed=tidy(typed))
    found = sheet_numbered(unit, number=number)
    if found is None:
        message = N_("There is no sheet {number} in the register of this centre.")
        raise NotFound("sheet_unknown", message, number=number)
    return SheetPlace(found, _next_lesson(unit, found.id))


def note_returned(unit: UnitOfWork, *, sheet_ids: Sequence[int]) -> list[SheetRow]:
    """The papers are back. A second time changes nothing; one that was given up is taken up again."""
    for row in _load_all(unit, sheet_ids):
        if row.returned_at is None:
            row.returned_at, row.returned_by = unit.now, unit.actor.name
            row.cancelled_on = None
    unit.session.flush()
    return [sheet(unit, sheet_id=sheet_id) for sheet_id in sheet_ids]


def take_in(unit: UnitOfWork, *, sheet_id: int, is_returned: bool, files: Sequence[tuple[str, bytes]] = ()) -> None:
    """Note that the paper is back and keep scans of it by name and bytes, all or nothing; raises as its parts do."""
    if is_returned:
        note_returned(unit, sheet_ids=[sheet_id])
    for name, content in files:
        add_evidence(unit, sheet_id=sheet_id, file_name=name, content=content)


def note_out(unit: UnitOfWork, *, sheet_ids: Sequence[int]) -> list[SheetRow]:
    """The papers are out after all: neither returned nor given up."""
    for row in _load_all(unit, sheet_ids):
        row.returned_at, row.returned_by, row.cancelled_on, row.note = None, "", None, ""
    unit.session.flush()
    return [sheet(unit, sheet_id=sheet_id) for sheet_id in sheet_ids]


def give_up(unit: UnitOfWork, *, sheet_ids: Sequence[int], note: str) -> list[SheetRow]:
    """Nobody looks for the papers; their numbers stay. Raises Invalid without a note, Refused for one that is back."""
    why = tidy(note)
    if not why:
        raise Invalid("no_reason", N_("Say what became of the sheet."), field="note")
    for row in _load_all(unit, sheet_ids):
        if row.returned_at is not None:
            raise Refused("sheet_returned", N_("Sheet {number} has come back already."), number=row.number)
        row.cancelled_on, row.note = unit.today, why
    unit.session.flush()
    return [sheet(unit, sheet_id=sheet_id) for sheet_id in sheet_ids]


def _load_all(unit: UnitOfWork, sheet_ids: Sequence[int]) -> Iterator[AttendanceSheet]:
    for sheet_id in sheet_ids:
        row = unit.session.get(AttendanceSheet, sheet_id)
        if row is None:
            raise _gone()
        yield row


def _gone() -> NotFound:
    return NotFound("sheet_unknown", N_("This sheet is no longer in the register."))


def _next_lesson(unit: UnitOfWork, sheet_id: int) -> int | None:
    """By the order on paper; lessons that were moved off the timetable since are left out."""
    printed = unit.session.get_one(AttendanceSheet, sheet_id).lessons
    is_marked = exists().where(Mark.session_id == Session.id)
    rows = unit.session.execute(select(Session.id, is_marked).where(Session.id.in_(printed)))
    marked = {session_id: bool(has_marks) for session_id, has_marks in rows}
    kept = [session_id for session_id in printed if session_id in marked]
    return next((each for each in kept if not marked[each]), kept[0] if kept else None)


def _about() -> Select[AttendanceSheet, str]:
    return select(AttendanceSheet, Cohort.code).join(Cohort, Cohort.id == AttendanceSheet.cohort_id)


def _conditions(unit: UnitOfWork, wanted: SheetFilter) -> list[ColumnElement[bool]]:
    found = are_own(unit, AttendanceSheet.cohort_id)
    if wanted.first is not None:
        found.append(AttendanceSheet.ends_on >= wanted.first)
    if wanted.last is not None:
        found.append(AttendanceSheet.starts_on <= wanted.last)
    if wanted.cohort_id is not None:
        found.append(AttendanceSheet.cohort_id == wanted.cohort_id)
    if wanted.state is not None:
        found.append(_is_in(wanted.state, _missing_since(unit)))
    for word in tidy(wanted.text).split():
        number = AttendanceSheet.number.icontains(word, autoescape=True)
        found.append(number | Cohort.code.icontains(word, autoescape=True))
    return found


def _is_in(state: SheetState, missing_since: date) -> ColumnElement[bool]:
    is_out = and_(AttendanceSheet.returned_at.is_(None), AttendanceSheet.cancelled_on.is_(None))
    match state:
        case SheetState.OUT:
            return is_out & (AttendanceSheet.ends_on > missing_since)
        case SheetState.MISSING:
            return is_out & (AttendanceSheet.ends_on <= missing_since)
        case SheetState.RETURNED:
            return AttendanceSheet.returned_at.is_not(None)
        case SheetState.GIVEN_UP:
            return AttendanceSheet.cancelled_on.is_not(None)


def _missing_since(unit: UnitOfWork) -> date:
    """Sheets whose last lesson was on this day or before should have come back."""
    return unit.today - timedelta(days=rules_on(unit, unit.today).late_marking_days + 1)


def _state(row: AttendanceSheet, missing_since: date) -> SheetState:
    if row.returned_at is not None:
        return SheetState.RETURNED
    if row.cancelled_on is not None:
        return SheetState.GIVEN_UP
    return SheetState.MISSING if row.ends_on <= missing_since else SheetState.OUT


def _records(unit: UnitOfWork, query: Select[AttendanceSheet, str]) -> list[SheetRow]:
    found: Sequence[Any] = unit.session.execute(query).all()
    files = evidence_counts(unit, sheet_ids=[row.id for row, _code in found])
    since = _missing_since(unit)
    return [
        SheetRow(
            id=row.id,
            number=row.number,
            kind=SheetKind(row.kind),
            state=_state(row, since),
            cohort_id=row.cohort_id,
            cohort=code,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            lessons=len(row.lessons),
            people=len(row.people),
            printed_at=row.printed_at,
            printed_by=row.printed_by,
            returned_at=row.returned_at,
            returned_by=row.returned_by,
            cancelled_on=row.cancelled_on,
            note=row.note,
            files=files.get(row.id, 0),
            version=row.version,
        )
        for row, code in found
    ]
