"""Forms are kept in editions: each with its file, its day and its order."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop_app.bound_forms.model import Bindings
from desktop_app.bound_forms.service import fill_file, propose
from desktop_app.bound_forms.shelf import (
    change_form,
    form_file,
    form_in_force,
    forms,
    require_form,
    retire_form,
    save_form,
)
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.spreadsheets.grid_records import Grid

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


@pytest.fixture
def grid(wild: Callable[[str], Grid]) -> Grid:
    return wild("indicators")


def test_the_edition_of_the_day_is_in_force(centre: Centre, grid: Grid) -> None:
    bindings = centre.read(propose, grid=grid)
    first = centre.write(save_form, name="Shakl", grid=grid, bindings=bindings, valid_from=JANUARY).value
    second = centre.write(save_form, name="Shakl", grid=grid, bindings=Bindings(), valid_from=JULY).value
    assert [form.edition for form in centre.read(forms)] == [2, 1]
    assert centre.read(form_in_force, name="Shakl", on=date(2025, 12, 31)) is None
    assert centre.read(form_in_force, name="Shakl", on=date(2026, 6, 30)) == first
    assert centre.read(form_in_force, name="Shakl", on=JULY) == second
    assert centre.read(form_file, form_id=first.id) == grid.content


def test_a_form_that_is_used_no_more_leaves_the_one_before(centre: Centre, grid: Grid) -> None:
    for day in (JANUARY, JULY):
        last = centre.write(save_form, name="Shakl", grid=grid, bindings=Bindings(), valid_from=day).value
    retired = centre.write(retire_form, form_id=last.id, version=last.version, on=date(2026, 9, 1)).value
    found = centre.read(form_in_force, name="Shakl", on=date(2026, 9, 1))
    assert found is not None
    assert found.edition == 1
    back = centre.write(retire_form, form_id=last.id, version=retired.version, on=None).value
    assert centre.read(form_in_force, name="Shakl", on=date(2026, 9, 1)) == back


def test_two_people_do_not_overwrite_each_other(centre: Centre, grid: Grid) -> None:
    kept = centre.write(save_form, name="Shakl", grid=grid, bindings=Bindings(), valid_from=JANUARY).value
    values = {"form_id": kept.id, "version": kept.version, "bindings": Bindings(), "valid_from": JULY}
    assert centre.write(change_form, **values).value.valid_from == JULY
    with pytest.raises(Conflict):
        centre.write(change_form, **values)


def test_a_form_needs_a_name_and_an_unknown_name_lists_the_known(centre: Centre, grid: Grid) -> None:
    with pytest.raises(Invalid, match="form_name_empty"):
        centre.write(save_form, name=" ", grid=grid, bindings=Bindings(), valid_from=JANUARY)
    centre.write(save_form, name="Shakl", grid=grid, bindings=Bindings(), valid_from=JANUARY)
    with pytest.raises(NotFound, match="no_such_form") as refused:
        centre.read(require_form, name="Boshqa", on=JULY)
    assert "Shakl" in refused.value.text


def test_a_month_before_the_first_edition_is_refused_and_not_filled_past_the_bindings(
    centre: Centre, grid: Grid, tmp_path: Path
) -> None:
    centre.clock = FixedClock(datetime(2026, 11, 19, 9, tzinfo=UTC))
    centre.write(save_form, name="Shakl", grid=grid, bindings=Bindings(), valid_from=JULY)
    out = tmp_path / "filled.xlsx"
    with pytest.raises(Invalid) as refusal:
        fill_file(centre, grid, name=" Shakl ", year=2026, month=6, out=out)
    assert "01.07.2026" in refusal.value.text
    assert not out.exists()
    assert fill_file(centre, grid, name=" Shakl ", year=2026, month=7, out=out).form is not None
