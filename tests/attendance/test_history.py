"""The history of a mark as the journal tells it; today is 21 November 2026, 14:00."""

from datetime import UTC, date, datetime

import pytest

from desktop_app.attendance.history import cell_history
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import CellChange, MarkChange
from desktop_app.centre import Centre
from desktop_app.marks.records import MarkValue
from tests import factories
from tests.conftest import NOW

BY = "Saidova Nodira Rustam qizi"


@pytest.fixture
def cell(centre: Centre) -> dict[str, int]:
    taught = factories.write(centre, factories.programme())
    row = factories.write(centre, factories.cohort(taught.id))
    person = factories.write(centre, factories.person())
    enrolled = factories.write(centre, factories.enrolment(row.id, person.id))
    lesson = factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 20)))
    return {"enrolment_id": enrolled.id, "session_id": lesson.id}


def put(centre: Centre, cell: dict[str, int], value: MarkValue | None, reason: str = "") -> None:
    centre.write(set_marks, marks=[MarkChange(**cell, value=value)], reason=reason)


def test_every_change_is_told_newest_first_with_what_stood_before(centre: Centre, cell: dict[str, int]) -> None:
    values = [MarkValue("KELDI"), MarkValue("KELMADI", missed_hours=1), MarkValue("KELMADI", missed_hours=1, note="x")]
    for value in values:
        put(centre, cell, value)
    put(centre, cell, None)
    assert centre.read(cell_history, **cell) == [
        CellChange(NOW, BY, values[2], None, ""),
        CellChange(NOW, BY, values[1], values[2], ""),
        CellChange(NOW, BY, values[0], values[1], ""),
        CellChange(NOW, BY, None, values[0], ""),
    ]


def test_why_a_locked_mark_was_changed_or_cleared_stands_beside_it(centre: Centre, cell: dict[str, int]) -> None:
    put(centre, cell, MarkValue("KELDI"))
    centre.write(
        lambda unit: unit.session.get_one(type(factories.session(1)), cell["session_id"]).__setattr__(
            "held_on", date(2026, 11, 3)
        )
    )
    put(centre, cell, MarkValue("SABABLI"), reason="Maʼlumotnoma")
    put(centre, cell, None, reason="Yanglish")
    assert [(change.after, change.reason) for change in centre.read(cell_history, **cell)] == [
        (None, "Yanglish"),
        (MarkValue("SABABLI"), "Maʼlumotnoma"),
        (MarkValue("KELDI"), ""),
    ]


def test_a_mark_that_came_with_many_others_stands_at_the_end_by_what_it_says_itself(
    centre: Centre, cell: dict[str, int]
) -> None:
    from db.models.attendance import Mark

    came = datetime(2026, 11, 20, 4, tzinfo=UTC)
    rows = [cell | {"kind_code": "KELDI", "marked_at": came, "marked_by": None, "missed_hours": None}]
    centre.write(lambda unit: unit.insert_many(Mark, [rows[0] | {"late_minutes": None}], reason="import"))
    put(centre, cell, MarkValue("KELMADI"))
    assert centre.read(cell_history, **cell) == [
        CellChange(NOW, BY, MarkValue("KELDI"), MarkValue("KELMADI"), ""),
        CellChange(came, "", None, MarkValue("KELDI"), ""),
    ]


def test_a_cell_that_nobody_touched_has_no_history(centre: Centre, cell: dict[str, int]) -> None:
    assert centre.read(cell_history, **cell) == []
