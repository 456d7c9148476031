"""The plan and the figures of other channels in a real database."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound
from desktop_app.returns.plan_service import (
    FigureEntry,
    PlanEntry,
    channel_figures,
    plan_lines,
    planned_years,
    remove_channel_figure,
    remove_plan_line,
    save_channel_figure,
    save_plan_line,
)

LINE = PlanEntry(2026, 11, "PMM", "PEDAGOG", 120, order_number="577", order_date=date(2025, 12, 28))
FIGURE = FigureEntry(2026, 10, "UKT", "PEDAGOG", 900, "03-33-3532-son xat")


def test_a_line_of_the_plan_is_kept_as_it_was_given(centre: Centre) -> None:
    saved = centre.write(save_plan_line, replace(LINE, district_code="1727206", subject_code="BOSH")).value
    assert centre.read(plan_lines, year=2026) == [replace(LINE, district_code="1727206", subject_code="BOSH", id=saved)]
    assert centre.read(plan_lines, year=2025) == []


def test_a_changed_line_replaces_the_old_one(centre: Centre) -> None:
    saved = centre.write(save_plan_line, LINE).value
    centre.write(save_plan_line, replace(LINE, id=saved, people=130))
    assert [line.people for line in centre.read(plan_lines, year=2026)] == [130]


def test_a_line_changed_by_another_is_not_overwritten(centre: Centre) -> None:
    saved = centre.write(save_plan_line, LINE).value
    centre.write(save_plan_line, replace(LINE, id=saved, people=130))
    with pytest.raises(Conflict):
        centre.write(save_plan_line, replace(LINE, id=saved, people=140))
    with pytest.raises(Conflict):
        centre.write(remove_plan_line, line_id=saved, version=1)


def test_a_removed_line_is_gone_and_can_be_put_back(centre: Centre) -> None:
    saved = centre.write(save_plan_line, LINE).value
    centre.write(remove_plan_line, line_id=saved, version=1)
    assert centre.read(plan_lines, year=2026) == []
    with pytest.raises(NotFound):
        centre.write(remove_plan_line, line_id=saved, version=1)
    centre.write(save_plan_line, LINE)
    assert [line.people for line in centre.read(plan_lines, year=2026)] == [120]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"month": 13}, "month"),
        ({"year": 1999}, "year"),
        ({"channel_code": "XX"}, "channel_code"),
        ({"staff_group": ""}, "staff_group"),
        ({"people": -1}, "people"),
        ({"district_code": "9999"}, "district_code"),
        ({"subject_code": "ALCHEMY"}, "subject_code"),
    ],
)
def test_a_line_that_makes_no_sense_names_its_field(centre: Centre, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        centre.write(save_plan_line, replace(LINE, **wrong))
    assert refused.value.field == field


def test_a_month_has_one_figure_of_a_channel_and_group(centre: Centre) -> None:
    saved = centre.write(save_channel_figure, FIGURE).value
    with pytest.raises(Duplicate):
        centre.write(save_channel_figure, replace(FIGURE, people=901))
    centre.write(save_channel_figure, replace(FIGURE, id=saved, people=901))
    assert [figure.people for figure in centre.read(channel_figures, year=2026)] == [901]


@pytest.mark.parametrize(("wrong", "field"), [({"channel_code": "PMM"}, "channel_code"), ({"source": " "}, "source")])
def test_a_figure_needs_a_source_and_is_never_our_own(centre: Centre, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        centre.write(save_channel_figure, replace(FIGURE, **wrong))
    assert refused.value.field == field


def test_a_removed_figure_makes_room_for_another(centre: Centre) -> None:
    saved = centre.write(save_channel_figure, FIGURE).value
    centre.write(remove_channel_figure, figure_id=saved, version=1)
    centre.write(save_channel_figure, replace(FIGURE, people=5))
    assert [figure.people for figure in centre.read(channel_figures, year=2026)] == [5]


def test_the_years_are_those_with_a_plan_and_the_present_one(centre: Centre) -> None:
    assert centre.read(planned_years) == [2026]
    centre.write(save_plan_line, replace(LINE, year=2024))
    centre.write(save_channel_figure, replace(FIGURE, year=2025))
    assert centre.read(planned_years) == [2026, 2025, 2024]
