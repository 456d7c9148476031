"""The plan and the figures of other channels in a real database."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.plan.figures import channel_figures, remove_channel_figure, save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import (
    amend,
    history_of,
    plan_as_of,
    plan_lines,
    planned_years,
    remove_plan_line,
    save_plan_line,
)
from tests import factories

LINE = PlanEntry(2026, 11, "PMM", "PEDAGOG", 120, order_number="577", order_date=date(2025, 12, 28))
FIGURE = FigureEntry(2026, 10, "UKT", "PEDAGOG", 900, "03-33-3532-son xat")
ORDER = {"order_number": "31-sonli", "order_date": date(2026, 7, 1)}


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


def test_an_amendment_is_a_line_of_its_own_and_leaves_the_first_one_as_it_was(centre: Centre) -> None:
    first = centre.write(save_plan_line, LINE).value
    second = centre.write(amend, line_id=first, people=90, **ORDER, note="qisqartirildi").value
    before, after = (centre.read(plan_as_of, year=2026, day=day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert [(line.id, line.people) for line in before] == [(first, 120)]
    assert [(line.id, line.people, line.replaces_id, line.note) for line in after] == [
        (second, 90, first, "qisqartirildi")
    ]
    assert [line.people for line in centre.read(history_of, line_id=second)] == [120, 90]


def test_a_line_is_withdrawn_by_an_amendment_to_nobody(centre: Centre) -> None:
    first = centre.write(save_plan_line, LINE).value
    centre.write(amend, line_id=first, people=0, **ORDER)
    (line,) = centre.read(plan_as_of, year=2026, day=date(2026, 12, 31))
    assert line.is_withdrawn


def test_a_line_is_amended_once_and_then_its_amendment_is(centre: Centre) -> None:
    first = centre.write(save_plan_line, LINE).value
    second = centre.write(amend, line_id=first, people=90, **ORDER).value
    with pytest.raises(Duplicate):
        centre.write(amend, line_id=first, people=80, **ORDER)
    later = {"order_number": "99", "order_date": date(2026, 10, 2)}
    centre.write(amend, line_id=second, people=80, **later)
    assert [line.people for line in centre.read(history_of, line_id=first)] == [120, 90, 80]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"order_number": " "}, "order_number"),
        ({"order_date": None}, "order_date"),
        ({"order_date": date(2025, 12, 1)}, "order_date"),
    ],
)
def test_an_amendment_rests_on_an_order_that_is_not_older(centre: Centre, wrong: dict[str, object], field: str) -> None:
    first = centre.write(save_plan_line, LINE).value
    with pytest.raises(Invalid) as refused:
        centre.write(amend, line_id=first, people=90, **(ORDER | wrong))
    assert refused.value.field == field


def test_an_amended_line_keeps_its_place_and_its_amendment(centre: Centre) -> None:
    first = centre.write(save_plan_line, LINE).value
    second = centre.write(amend, line_id=first, people=90, **ORDER).value
    with pytest.raises(Refused):
        centre.write(remove_plan_line, line_id=first, version=1)
    with pytest.raises(Refused):
        centre.write(save_plan_line, replace(LINE, id=first, month=10))
    with pytest.raises(Invalid):
        centre.write(save_plan_line, replace(LINE, id=first, order_date=date(2026, 8, 1)))
    centre.write(save_plan_line, replace(LINE, id=first, people=121))
    centre.write(remove_plan_line, line_id=second, version=1)
    assert [line.people for line in centre.read(plan_as_of, year=2026, day=date(2026, 12, 31))] == [121]


def test_a_line_may_be_for_one_programme(centre: Centre) -> None:
    programme_id = factories.write(centre, factories.programme()).id
    centre.write(save_plan_line, replace(LINE, programme_id=programme_id))
    assert [line.programme_id for line in centre.read(plan_lines, year=2026)] == [programme_id]
    with pytest.raises(Invalid) as refused:
        centre.write(save_plan_line, replace(LINE, programme_id=programme_id + 1))
    assert refused.value.field == "programme_id"


def test_a_figure_quotes_its_paper(centre: Centre) -> None:
    figure = replace(FIGURE, order_number="03-33-3532-son", order_date=date(2026, 11, 2))
    saved = centre.write(save_channel_figure, figure).value
    assert centre.read(channel_figures, year=2026) == [replace(figure, id=saved)]
