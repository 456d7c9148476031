"""Who received which certificate, and on what day."""

from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.papers.printing import PaperFormat, rendered
from desktop_app.print_runs.handing import hand_over, handing_list, handings, restore_days
from desktop_app.print_runs.service import begin, settle, take_blanks
from tests.print_runs.printed import Printer, certified, fed, received

DAY = date(2026, 11, 21)


def test_the_day_is_kept_for_some_or_all_and_can_be_undone(centre: Centre) -> None:
    cohort_id, ids = certified(centre)
    centre.write(hand_over, certificate_ids=ids[:2], day=DAY)
    before = centre.write(hand_over, certificate_ids=ids, day=None).value
    assert {each.handed_on for each in centre.read(handings, cohort_id=cohort_id)} == {None}
    centre.write(restore_days, days=before)
    days = [each.handed_on for each in centre.read(handings, cohort_id=cohort_id)]
    assert days == [DAY, DAY, None, None, None]


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 22)], ids=["before the issue", "tomorrow"])
def test_a_day_that_cannot_be_is_refused(centre: Centre, day: date) -> None:
    cohort_id, ids = certified(centre, people=2)
    with pytest.raises(Invalid) as told:
        centre.write(hand_over, certificate_ids=ids, day=day)
    assert told.value.field == "day"
    assert {each.handed_on for each in centre.read(handings, cohort_id=cohort_id)} == {None}


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_the_list_names_number_and_blank_and_leaves_room_to_sign(centre: Centre, language: str) -> None:
    received(centre)
    cohort_id, ids = certified(centre, people=2)
    run_id = centre.write(begin, certificate_ids=ids, printer="HP", with_background=False).value
    centre.write(take_blanks, run_id=run_id, letters="MO", first=831)
    fed(centre, run_id, Printer())
    centre.write(settle, run_id=run_id, last_good=2)
    centre.write(hand_over, certificate_ids=ids[:1], day=DAY)
    paper = centre.read(handing_list, cohort_id=cohort_id, paper_language=language)
    (table,) = [block for block in paper.blocks if hasattr(block, "row_mm")]
    assert [(row[0], row[3], row[4], row[5]) for row in table.rows] == [
        ("1", "MO 000831", "21.11.2026", ""),
        ("2", "MO 000832", "", ""),
    ]
    assert rendered([paper], PaperFormat.PDF).startswith(b"%PDF")
    assert rendered([paper], PaperFormat.WORD).startswith(b"PK")
