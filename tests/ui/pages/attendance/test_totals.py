"""How a person's numbers are written beside the register."""

from datetime import date

import pytest

from desktop_app.attendance.records import Attendance, AttendanceRule, GridPerson
from ui.pages.attendance.totals import share_text, spare_hours, state_tone, state_word
from ui.theme import Tone


@pytest.mark.parametrize(
    ("share", "text"), [(79.6, "79%"), (99.96, "99%"), (100 * 28.8 / 36, "80%"), (100.0, "100%"), (None, "–")]
)
def test_a_percentage_is_cut_so_that_what_falls_short_never_looks_enough(share: float | None, text: str) -> None:
    assert share_text(share) == text


def test_without_a_threshold_nobody_has_reached_it_and_no_hours_are_to_spare() -> None:
    standing = Attendance(30, 2, 0, 36, AttendanceRule(None))
    person = GridPerson(1, "Karimova Zilola", True, None, standing)
    assert (state_word(person), state_tone(person)) == ("No threshold", Tone.MUTED)
    assert spare_hours(standing) is None


def test_who_has_left_is_on_no_way_any_more() -> None:
    person = GridPerson(1, "Karimova", False, date(2026, 11, 4), Attendance(2, 0, 0, 36, AttendanceRule(80)))
    assert (state_word(person), state_tone(person)) == ("Has left", Tone.MUTED)
