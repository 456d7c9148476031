"""Locked marks whose correction waits for a second person: kept with the request, and set once it is allowed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop_app.attendance.records import MarkChange
from desktop_app.marks.records import MarkValue
from ui.asked_form import REGISTER, Asked

if TYPE_CHECKING:
    from desktop_app.accounts.approvals import ApprovalRecord


def asked_marks(changes: Sequence[MarkChange], reason: str, left: Callable[[], object]) -> Asked | None:
    """What a request keeps; without a reason none of them is locked, and nobody is asked."""
    return Asked(REGISTER, {"marks": [asdict(each) for each in changes], "reason": reason}, left) if reason else None


def marks_of(record: "ApprovalRecord") -> list[MarkChange]:
    return [_change(**each) for each in record.form["marks"]]


def reason_of(record: "ApprovalRecord") -> str:
    return str(record.form["reason"])


def _change(enrolment_id: int, session_id: int, value: dict[str, object] | None) -> MarkChange:
    return MarkChange(enrolment_id, session_id, None if value is None else MarkValue(**value))  # type: ignore[arg-type]
