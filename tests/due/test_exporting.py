"""The list of who is due as a workbook, and what the journal tells of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.due.exporting import write_due_list
from desktop_app.due.records import DueFilter
from desktop_app.errors import Refused
from desktop_app.reference import export
from tests import factories

JSHSHIR = "41403852310048"


@pytest.fixture
def due(bare: Centre) -> Centre:
    """Two people who are due and a plan for one of them."""
    school = factories.write(bare, factories.institution(name="12-maktab"))
    card = {"jshshir": JSHSHIR, "institution_id": school.id, "subject_code": "FIZ", "staff_group": "PEDAGOG"}
    factories.write(bare, factories.person(**card))
    factories.write(bare, factories.person(surname="=Boboyeva", service_since=date(2020, 9, 1), district_code=None))
    factories.write(bare, factories.plan_line(people=1, district_code=factories.DISTRICT_CODE, subject_code="FIZ"))
    return bare


def rows(path: Path, sheet: int) -> list[tuple[Any, ...]]:
    """The rows under the header of a sheet: two lines of heading, an empty one, the header."""
    return list(load_workbook(path).worksheets[sheet].iter_rows(min_row=5, values_only=True))


def test_every_person_stands_with_the_reason_and_a_masked_number(due: Centre, tmp_path: Path) -> None:
    first, second = rows(write_due_list(due, DueFilter(2026), out=tmp_path / "due.xlsx"), 0)
    assert (first[3], first[6]) == ("4140385•••••48", "12-maktab")
    assert second[1] == "=Boboyeva Zilola Rustam qizi"
    assert (second[10], second[11]) == (2023, "Kurs haqida maʼlumot yoʻq; 01.09.2020 dan beri ishlaydi.")


def test_numbers_are_written_in_full_only_when_asked_and_the_journal_knows(due: Centre, tmp_path: Path) -> None:
    path = write_due_list(due, DueFilter(2026), out=tmp_path / "due.xlsx", with_numbers=True)
    assert rows(path, 0)[0][3] == JSHSHIR
    (entry,) = due.read(journal_page, JournalFilter(entity="list"), offset=0, limit=9)
    told = {change.field: change.after for change in entry.changes}
    assert (entry.action, told["full_numbers"], told["rows"]) == ("export", True, 2)


def test_each_sheet_of_totals_adds_up_to_the_list(due: Centre, tmp_path: Path) -> None:
    path = write_due_list(due, DueFilter(2026), out=tmp_path / "due.xlsx")
    for sheet, first_figure in ((1, 2), (2, 3), (3, 2)):
        *totals, whole = rows(path, sheet)
        assert whole[first_figure] == sum(total[first_figure] for total in totals) == 2
    *districts, whole = rows(path, 1)
    assert [district[6:8] for district in districts] == [(1, 0), ("–", "–")]
    assert whole[6:8] == (1, 1)


def test_a_list_too_long_for_a_workbook_is_refused_before_anything_is_written(
    due: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 1)
    with pytest.raises(Refused):
        write_due_list(due, DueFilter(2026), out=tmp_path / "due.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []
