"""Marks from a CSV file, as in Moodle's attendance module: issue 838, pull requests 489 and 915."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop_app.attendance.importing import apply_marks
from desktop_app.centre import Centre
from tests.attendance.marks_made import Cohort, made_cohort, marks, seen, states

FIRST, FOURTH = "901112200", "901112203"
STRANGERS = ("998889900", "998889901")


@pytest.fixture
def own(centre: Centre) -> Cohort:
    return made_cohort(centre)


def csv_of(path: Path, rows: Iterable[tuple[str, ...]]) -> Path:
    lines = [";".join(row) for row in (("Telefon", "Sana", "Dars", "Belgi"), *rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_two_known_identifiers_are_marked_late_and_excused(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    """Issue 838, first upload: two rows by an identifier that is the person's, L and E: both are updated."""
    file = csv_of(tmp_path / "a.csv", [(FIRST, "20.11.2026", "1", "K"), (FOURTH, "20.11.2026", "1", "S")])
    preview = seen(centre, file, own)
    assert states(preview) == {"new": 2}
    apply_marks(centre, preview)
    assert {key: mark.kind_code for key, mark in marks(centre, own).items()} == {(0, 4): "KECH", (3, 4): "SABABLI"}


def test_identifiers_of_nobody_are_each_named_and_nothing_is_entered(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    """Issue 838, second upload: looked for by what they are not, both rows say that nobody was found."""
    file = csv_of(tmp_path / "b.csv", [(phone, "20.11.2026", "1", "K") for phone in STRANGERS])
    preview = seen(centre, file, own)
    assert states(preview) == {"unknown_person": 2}
    assert all(phone in cell.problem.text for phone, cell in zip(STRANGERS, preview.cells, strict=True) if cell.problem)
    assert marks(centre, own) == {}


def test_one_file_marks_several_sessions_at_once(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    """Pull request 915: each row names its session, so that three sessions need one upload and not three."""
    places = (("19.11.2026", "1"), ("19.11.2026", "2"), ("20.11.2026", "1"))
    preview = seen(centre, csv_of(tmp_path / "c.csv", [(FIRST, *place, "+") for place in places]), own)
    apply_marks(centre, preview)
    assert set(marks(centre, own)) == {(0, 2), (0, 3), (0, 4)}


def test_the_same_row_twice_is_entered_once_and_a_contradicting_one_is_asked_about(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    """Chamilo's issue 6362: a doubled identifier brings nothing down; here it is not silently the last one either."""
    rows = [(FIRST, "20.11.2026", "1", "K"), (FIRST, "20.11.2026", "1", "K"), (FOURTH, "20.11.2026", "1", "+")]
    preview = seen(centre, csv_of(tmp_path / "d.csv", [*rows, (FOURTH, "20.11.2026", "1", "-")]), own)
    apply_marks(centre, preview)
    assert marks(centre, own)[0, 4].kind_code == "KECH"
    assert (3, 4) not in marks(centre, own)


def test_the_same_file_twice_changes_nothing(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    """OpenSlides' issue 2253: what was imported once is not there twice, and the second time says so."""
    file = csv_of(tmp_path / "e.csv", [(FIRST, "20.11.2026", "1", "K"), (FOURTH, "20.11.2026", "1", "S")])
    apply_marks(centre, seen(centre, file, own))
    assert states(seen(centre, file, own)) == {"unchanged": 2}
