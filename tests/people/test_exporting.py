"""The list of people as a workbook of any length."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.errors import Cancelled
from desktop_app.i18n import set_language
from desktop_app.people.exporting import write_people
from desktop_app.progress import Progress
from tests import factories

COLUMNS = ("name", "birth")


def test_days_are_days_and_what_looks_like_a_formula_stays_text(centre: Centre, tmp_path: Path) -> None:
    set_language("en")
    person = factories.write(centre, factories.person(surname="=1+1"))
    only_year = factories.write(centre, factories.person(birth_date=None, birth_year=1990))
    ids = [person.id, only_year.id]
    out = write_people(centre, ids, out=tmp_path / "people.xlsx", columns=COLUMNS, progress=Progress())
    with CalamineWorkbook.from_path(out) as book:
        titles, first, second = book.get_sheet_by_index(0).to_python()[3:]
    assert titles == ["Full name", "Name in Cyrillic", "JShShIR", "Born"]
    assert (first[0], first[3]) == ("=1+1 Zilola Rustam qizi", date(1985, 3, 14))
    assert second[3] == "1990"


def test_a_cancelled_export_leaves_no_file_and_no_word_in_the_journal(centre: Centre, tmp_path: Path) -> None:
    person = factories.write(centre, factories.person())
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        write_people(centre, [person.id], out=tmp_path / "people.xlsx", columns=COLUMNS, progress=stopped)
    assert list(tmp_path.glob("*.xlsx")) == []
    assert centre.read(journal_page, JournalFilter(entity="list"), offset=0, limit=5) == []
