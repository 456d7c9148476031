"""A month as it was known on a past day, what it says otherwise now, and whom its figures counted."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db.models.cohorts import Cohort
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Invalid
from desktop_app.returns.as_known import behind_cell_as_known, return_as_known
from desktop_app.returns.board import board_of, due_day
from desktop_app.returns.records import Finding
from desktop_app.returns.service import write_return
from tests.conftest import NOW
from tests.returns.sent import another_finishes
from tests.returns.year import OCTOBER, fill_year

ENTERED, LEARNT = NOW, NOW + timedelta(days=3)
CELL = {"form": "1-PMM", "row": "PMM.PEDAGOG", "column": "month_actual"}


def day_of(moment: datetime) -> date:
    return moment.date()


@pytest.fixture
def corrected(centre: Centre) -> Centre:
    """Three are entered as having finished in October, and three days later a fourth."""
    centre.clock = FixedClock(ENTERED)
    fill_year(centre)
    centre.clock = FixedClock(LEARNT)
    another_finishes(centre)
    centre.clock = FixedClock(LEARNT + timedelta(days=1))
    return centre


def test_only_what_was_entered_by_then_is_counted_and_what_came_later_is_listed(corrected: Centre) -> None:
    known = corrected.read(return_as_known, **OCTOBER, day=day_of(ENTERED))
    (form,) = (form for form in known.forms if form.code == CELL["form"])
    assert form.row(CELL["row"]).values[CELL["column"]] == 3
    changed = {(each.form, each.row, each.column): (each.said, each.now) for each in known.changed}
    assert changed["1-PMM", "PMM.PEDAGOG", "month_actual"] == (3, 4)
    later = corrected.read(return_as_known, **OCTOBER, day=day_of(LEARNT))
    assert later.changed == ()


def test_the_list_behind_a_figure_is_as_long_as_the_figure_was_then(corrected: Centre) -> None:
    for day, people in ((day_of(ENTERED), 3), (day_of(LEARNT), 4)):
        assert corrected.read(behind_cell_as_known, **OCTOBER, day=day, **CELL).total == people


def test_before_anything_was_entered_every_form_is_there_without_data(corrected: Centre) -> None:
    """Not even the kinds of mark were kept yet."""
    known = corrected.read(return_as_known, **OCTOBER, day=date(2026, 11, 5))
    assert len(known.forms) == 9
    assert corrected.read(lambda unit: unit.session.query(Cohort).count()) > 0
    counted = {value for form in known.forms for value in form.total.values.values()}
    assert counted <= {None, 0}


def test_a_day_that_is_not_over_and_a_month_that_had_not_begun_are_refused(corrected: Centre) -> None:
    for day, code in ((day_of(LEARNT) + timedelta(days=1), "day_not_over"), (date(2026, 9, 30), "month_to_come")):
        with pytest.raises(Invalid, match=code):
            corrected.read(return_as_known, **OCTOBER, day=day)


def test_the_day_a_return_is_due_is_the_one_on_the_board(centre: Centre) -> None:
    assert centre.read(due_day, **OCTOBER) == centre.read(board_of, year=2026)[9].due_on


def test_a_look_back_at_a_month_is_not_what_the_next_month_carries_on(corrected: Centre, tmp_path: Path) -> None:
    write_return(corrected, **OCTOBER, out=tmp_path / "oktabr.xlsx")
    write_return(corrected, **OCTOBER, out=tmp_path / "qanday-edi.xlsx", as_of=date(2026, 11, 5))
    assert [finding for finding in _november(corrected, tmp_path) if finding.rule == "CARRY"] == []


def _november(centre: Centre, folder: Path) -> Sequence[Finding]:
    made = write_return(centre, year=2026, month=11, out=folder / "noyabr.xlsx").content
    return (*made.errors, *made.warnings)
