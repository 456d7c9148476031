"""Lists, territories, calendar, rules and profile of a centre."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete

from db.models.reference import DatedRule
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid
from desktop_app.reference import service
from desktop_app.reference.places import read_districts
from desktop_app.reference.records import Names

MAY = date(2026, 5, 1)


def test_regions_come_in_the_ministrys_order(centre: Centre) -> None:
    regions = centre.read(service.regions)
    assert len(regions) == 14
    assert [region.code for region in regions[:3]] == ["1735", "1703", "1706"]
    assert regions[-1].code == "1726"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Buxoro", ["1706207", "1706401"]),
        ("Buxoro tumani", ["1706207"]),
        ("Qarshi sh.", ["1710401"]),
        ("Qo'rg'ontepa", ["1703220"]),
        ("Бухоро тумани", ["1706207"]),
        ("Atlantida", []),
    ],
)
def test_a_district_is_found_or_asked_never_guessed(centre: Centre, typed: str, codes: list[str]) -> None:
    assert [place.code for place in centre.read(read_districts).named(typed)] == codes


def test_a_rule_holds_from_its_date_on(centre: Centre) -> None:
    centre.write(service.set_rule, name="attendance_min_percent", valid_from=MAY, value="90", order_number="12-son")
    assert centre.read(service.rules_on, date(2026, 4, 30)).attendance_min_percent == 80
    assert centre.read(service.rules_on, MAY).attendance_min_percent == 90


def test_before_the_first_date_the_first_value_holds(centre: Centre) -> None:
    assert centre.read(service.rules_on, date(2001, 1, 1)).attendance_min_percent == 80


def test_a_rule_that_the_centre_was_founded_without_holds_as_a_new_centre_has_it(centre: Centre) -> None:
    def forget(unit: UnitOfWork) -> None:
        unit.execute_bulk(delete(DatedRule).where(DatedRule.name == "week_hours"), reason="an older centre")

    centre.write(forget)
    assert centre.read(service.rules_on, MAY).week_hours == 36
    (shown,) = (rule for rule in centre.read(service.dated_rules) if rule.name == "week_hours")
    assert (shown.id, shown.value) == (0, "36")
    centre.write(service.set_rule, name="week_hours", valid_from=MAY, value="30")
    assert centre.read(service.rules_on, date(2026, 4, 30)).week_hours == 36
    assert centre.read(service.rules_on, MAY).week_hours == 30


def test_no_final_test_is_asked_for_when_its_score_is_empty(centre: Centre) -> None:
    centre.write(service.set_rule, name="final_test_min_score", valid_from=MAY, value="")
    assert centre.read(service.rules_on, MAY).final_test_min_score is None


@pytest.mark.parametrize(("name", "value"), [("lessons_per_day", "three"), ("excused_counts_as_present", "yes")])
def test_a_value_that_does_not_fit_its_rule_is_refused(centre: Centre, name: str, value: str) -> None:
    with pytest.raises(Invalid):
        centre.write(service.set_rule, name=name, valid_from=MAY, value=value)


def test_a_decree_moves_days(centre: Centre) -> None:
    calendar = centre.read(service.working_calendar, days_per_week=5)
    assert not calendar.is_working(date(2026, 12, 31))
    assert calendar.is_working(date(2026, 12, 12))
    assert not calendar.is_working(date(2026, 12, 13))


def test_the_centre_may_change_its_calendar(centre: Centre) -> None:
    day = date(2026, 11, 23)
    centre.write(service.set_calendar_day, day=day, is_working=False, name="Mahalliy bayram")
    assert not centre.read(service.working_calendar, days_per_week=6).is_working(day)
    centre.write(service.forget_calendar_day, day=day)
    assert centre.read(service.working_calendar, days_per_week=6).is_working(day)


def test_a_list_takes_new_entries_but_no_code_twice(centre: Centre) -> None:
    first = centre.read(service.list_items, "subject")[0]
    new = replace(first, id=0, code="ASTRO", names=Names("Astronomiya", "Астрономия", "Astronomy"))
    centre.write(service.save_list_item, new)
    assert centre.read(service.list_items, "subject")[-1].names.uz == "Astronomiya"
    with pytest.raises(Duplicate) as refusal:
        centre.write(service.save_list_item, new)
    assert "ASTRO" in refusal.value.text


def test_an_entry_out_of_date_is_left_out_on_that_day(centre: Centre) -> None:
    first = centre.read(service.list_items, "subject")[0]
    centre.write(service.save_list_item, replace(first, valid_to=date(2026, 4, 30)))
    assert first.code not in {item.code for item in centre.read(service.list_items, "subject", on=MAY)}


def test_the_profile_is_not_overwritten_by_who_read_it_earlier(centre: Centre) -> None:
    read = centre.read(service.profile)
    centre.write(service.change_profile, replace(read, director="Birinchi"), version=read.version)
    with pytest.raises(Conflict):
        centre.write(service.change_profile, replace(read, director="Ikkinchi"), version=read.version)
    assert centre.read(service.profile).director == "Birinchi"


def test_a_centre_without_a_name_is_refused_at_that_field(centre: Centre) -> None:
    read = centre.read(service.profile)
    with pytest.raises(Invalid) as refusal:
        centre.write(service.change_profile, replace(read, name=" "), version=read.version)
    assert refusal.value.field == "name"
