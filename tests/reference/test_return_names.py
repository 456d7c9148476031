"""The names of files by the centre's pattern."""

import pytest

from desktop_app.errors import Invalid
from desktop_app.reference.return_names import check_pattern, named

FACTS = {"centre": "TV", "year": 2026, "month": 3, "number": 2}


def test_the_pattern_names_the_file() -> None:
    assert named("", **FACTS) == "TV-2026-03-2"
    assert named("Hisobot {year}.{month} ({centre})", **FACTS) == "Hisobot 2026.03 (TV)"
    assert named("{centre} {form}", **FACTS, form="1-PMM") == "TV 1-PMM"
    assert named("{centre} {form}", **FACTS) == "TV"


@pytest.mark.parametrize("wrong", ["{director}", "a/b", "{", "C:{year}", "{year!r}{}", "bir\nikki"])
def test_a_pattern_that_makes_no_file_name_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid, match="file_pattern_wrong"):
        check_pattern(wrong)


def test_a_pattern_of_known_places_is_taken() -> None:
    check_pattern("{centre} {year}-{month} №{number} {form}")
    check_pattern("")
