"""The JShShIR is masked for whoever may not see it, in records and files; the administrator sees no people at all."""

from pathlib import Path

import pytest

from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.attendance.exporting import RegisterWishes, export_registers
from desktop_app.attendance.workbook import JSHSHIR
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.people.exporting import write_people
from desktop_app.people.lines import person_lines
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card
from desktop_app.progress import Progress
from tests import factories
from tests.accounts.people import acting, employ

NUMBER, MASKED = "31203850010042", "3120385•••••42"


@pytest.fixture
def person_id(centre: Centre) -> int:
    person = factories.write(centre, factories.person(jshshir=NUMBER))
    return person.id


def seen_by(centre: Centre, person_id: int, *roles: str) -> set[str | None]:
    with acting(centre, employ(centre, f"Xodim {'-'.join(roles)}", *roles)):
        card = centre.read(person_card, person_id=person_id)
        lines = centre.read(person_lines, [person_id])
        finds = centre.read(search_people, NUMBER)
        return {card.draft.jshshir, card.line.jshshir, *(line.jshshir for line in lines)} | {
            found.person.jshshir for found in finds
        }


def test_numbers_are_seen_in_full_by_those_who_may_and_masked_by_others(centre: Centre, person_id: int):
    assert seen_by(centre, person_id, "methodist") == {NUMBER}
    assert seen_by(centre, person_id, "auditor") == {MASKED}
    assert seen_by(centre, person_id, "auditor", "director") == {NUMBER}


def test_who_may_not_see_numbers_writes_none_in_full(centre: Centre, person_id: int, tmp_path: Path):
    out = tmp_path / "people.xlsx"
    with acting(centre, employ(centre, "Anvar", "auditor")):
        written = write_people(centre, [person_id], out=out, columns=["name"], progress=Progress())
        with pytest.raises(Refused, match="no_right"):
            write_people(centre, [person_id], out=out, columns=["name"], progress=Progress(), with_numbers=True)
        with pytest.raises(Refused, match="no_right"):
            export_registers(centre, [1], RegisterWishes((JSHSHIR,)), out=out)
    assert NUMBER.encode() not in written.read_bytes()


def test_the_administrator_reads_the_journal_without_a_word_about_people(centre: Centre, person_id: int):
    with acting(centre, employ(centre, "Aziz", "administrator")):
        told = centre.read(journal_page, JournalFilter(), offset=0, limit=100)
    assert {record.entity for record in told} >= {"person", "account"}
    assert all(not record.changes for record in told if record.entity == "person")
    assert any(record.changes for record in told if record.entity == "account")
    with acting(centre, employ(centre, "Anvar", "auditor")):
        told = centre.read(journal_page, JournalFilter(entity="person"), offset=0, limit=100)
    assert NUMBER not in repr(told)
    assert "Abdullayeva" in repr(told)
