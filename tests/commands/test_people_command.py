"""Finding people without a window."""

from argparse import ArgumentParser, Namespace
from datetime import date

import pytest

from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.commands.command import load_command
from desktop_app.commands.people_command import add_arguments, run
from desktop_app.i18n import set_language
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.progress import Progress

JSHSHIR = "40711904150273"


@pytest.fixture
def people(centre: Centre) -> Centre:
    set_language("en")
    given = PersonDraft(surname="Karimova", given_name="Lola", jshshir=JSHSHIR, workplace="12-maktab")
    for draft in (given, PersonDraft(surname="Karimov", given_name="Ali")):
        centre.write(save_person, draft)
    return centre


def test_a_find_tells_the_card_and_the_reason(people: Centre) -> None:
    facts = run(people, Namespace(query="каримова 12 maktab", limit=5), Progress()).facts
    assert facts["people"] == [
        {
            "name_latin": "Karimova Lola",
            "name_cyrillic": "Каримова Лола",
            "jshshir": JSHSHIR,
            "birth_date": date(1990, 11, 7).isoformat(),
            "workplace": "12-maktab",
            "matched_by": "workplace",
            "matched": "12-maktab",
            "is_archived": False,
        }
    ]


def test_no_more_are_told_than_asked_and_the_number_is_masked_on_the_screen(people: Centre) -> None:
    report = run(people, Namespace(query="karim", limit=1), Progress())
    assert len(report.facts["people"]) == 1
    lines = run(people, Namespace(query=JSHSHIR, limit=9), Progress()).lines
    assert lines[0] == "1 person found"
    assert JSHSHIR not in lines[1]


def test_each_use_is_journaled_without_what_was_typed(people: Centre) -> None:
    run(people, Namespace(query="karim", limit=9), Progress())
    entries = people.read(journal_page, JournalFilter(entity="person"), offset=0, limit=9)
    (entry,) = (entry for entry in entries if entry.action == "search")
    assert {change.field: change.after for change in entry.changes} == {"people": 2, "shown_ids": " 2 1 "}


@pytest.mark.parametrize("limit", ["0", "99999999999999999999999"])
def test_the_command_is_known_and_a_limit_is_a_number_that_the_database_knows(limit: str) -> None:
    assert load_command("people")
    parser = ArgumentParser()
    add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["karim", "--limit", limit])
