"""Editing rules and territories in a real database; today is 21 November 2026."""

from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Duplicate, Invalid, NotFound, Refused
from desktop_app.reference.places import read_districts
from desktop_app.reference.records import Names
from desktop_app.reference.rules import RULE_NAMES, parse_rule
from desktop_app.reference.service import districts, forget_rule, rules_on, set_rule
from desktop_app.reference.territories import add_territory

FUTURE = date(2030, 1, 1)


def test_a_forgotten_value_gives_way_to_the_one_before(centre: Centre) -> None:
    centre.write(set_rule, name="lesson_minutes", valid_from=FUTURE, value="45")
    assert centre.read(rules_on, FUTURE).lesson_minutes == 45
    centre.write(forget_rule, name="lesson_minutes", valid_from=FUTURE)
    assert centre.read(rules_on, FUTURE).lesson_minutes == 80


def test_the_only_value_of_a_rule_is_not_forgotten(centre: Centre) -> None:
    with pytest.raises(Refused):
        centre.write(forget_rule, name="lesson_minutes", valid_from=date(2024, 1, 1))


def test_a_value_that_never_was_cannot_be_forgotten(centre: Centre) -> None:
    with pytest.raises(NotFound):
        centre.write(forget_rule, name="lesson_minutes", valid_from=FUTURE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("attendance_min_percent", "101"),
        ("attendance_min_percent", "nan"),
        ("days_per_week", "7"),
        ("certificate_digits", "0"),
        ("return_due_day", "31"),
        ("lesson_minutes", "eighty"),
        ("lesson_minutes", ""),
        ("first_lesson_at", "25:00"),
        ("excused_counts_as_present", "2"),
    ],
)
def test_a_value_out_of_all_reason_is_refused(name: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_rule(name, text)
    assert refused.value.field == "value"


def test_an_empty_score_means_that_no_test_is_asked_for() -> None:
    assert parse_rule("final_test_min_score", " ") is None
    assert "final_test_min_score" in RULE_NAMES


def test_an_added_district_is_found_by_its_name(centre: Centre) -> None:
    names = Names("Yangi Gʻalaba tumani", "", "")
    centre.write(add_territory, code="1727999", parent_code="1727", level="district", names=names)
    (found,) = centre.read(read_districts).named("Янги Ғалаба тумани")
    assert (found.code, found.names.cyrl, found.names.ru) == ("1727999", "Янги Ғалаба тумани", names.uz)
    assert found in centre.read(districts, region_code="1727")


@pytest.mark.parametrize("code", ["1703999", "172799", "17279991", "1727a99"])
def test_a_code_of_another_shape_is_refused(centre: Centre, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        centre.write(add_territory, code=code, parent_code="1727", level="city", names=Names("Yangi", "", ""))
    assert refused.value.field == "code"


def test_a_code_in_use_is_a_duplicate(centre: Centre) -> None:
    used = centre.read(districts, region_code="1727")[0].code
    with pytest.raises(Duplicate):
        centre.write(add_territory, code=used, parent_code="1727", level="city", names=Names("Yangi", "", ""))
