"""The journal verified, and a person erased, without a window."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from db.models.returns import ReturnSnapshot, ReturnState
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.chain import journal_head, printed_head
from desktop_app.bootstrap import restore_centre
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, load_command
from desktop_app.errors import Invalid
from desktop_app.i18n import set_language
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.progress import Progress
from desktop_app.returns.service import write_return
from desktop_app.safety.backup import back_up
from desktop_app.safety.snapshot import opened

pytestmark = pytest.mark.of_a_file
JSHSHIR = "40711904150273"


@pytest.fixture
def person_id(centre: Centre) -> int:
    set_language("en")
    given = PersonDraft(surname="Karimova", given_name="Lola", jshshir=JSHSHIR)
    return centre.write(save_person, given).value


def called(centre: Centre, name: str, *arguments: str) -> Report:
    command = load_command(name)
    assert isinstance(command, Command)
    parser = ArgumentParser()
    command.add_arguments(parser)
    options: Namespace = parser.parse_args([*arguments])
    return command.run(centre, options, Progress())


def cut_off(centre: Centre, *, behind: int) -> None:
    """As another program does it: the end of the journal taken away."""
    with opened(centre.paths.database, read_only=False) as raw:
        raw.execute("DROP TRIGGER journal_is_never_deleted")
        raw.execute("DELETE FROM journal WHERE seq > ?", (behind,))


def test_a_whole_journal_is_told_with_its_length(centre: Centre, person_id: int) -> None:
    back_up(centre, reason="test")
    report = called(centre, "journal", "verify")
    entries = int(centre.read(journal_head).partition("-")[0])
    assert report.facts == {"entries": entries, "ok": True, "first_broken": None, "heads": 1, "what": ""}
    assert report.lines == [f"{entries} entries: the journal is whole. 1 seal known from elsewhere fits."]
    assert not report.is_refusal


def test_an_end_that_was_cut_off_is_known_from_the_backup(centre: Centre, person_id: int) -> None:
    back_up(centre, reason="test")
    head = centre.read(journal_head)
    cut_off(centre, behind=5)
    report = called(centre, "journal", "verify")
    assert (report.is_refusal, report.facts["first_broken"]) == (True, int(head.partition("-")[0]))
    assert "mahorat-" in report.facts["what"]


def test_an_end_that_was_cut_off_is_known_from_a_paper(centre: Centre, person_id: int) -> None:
    head = printed_head(centre.read(journal_head))
    assert called(centre, "journal", "verify", "--head", head).facts["heads"] == 1
    cut_off(centre, behind=5)
    assert called(centre, "journal", "verify").facts["ok"], "nobody has written down the end elsewhere"
    assert not called(centre, "journal", "verify", "--head", head).facts["ok"]


def test_a_return_that_was_sent_knows_the_journal_that_it_was_made_from(
    centre: Centre, person_id: int, tmp_path: Path
) -> None:
    made = write_return(centre, year=2026, month=10, out=tmp_path / "hisobot.xlsx")

    def leave(unit: UnitOfWork) -> None:
        row = unit.session.get_one(ReturnSnapshot, made.snapshot_id)
        row.state, row.number = ReturnState.SENT, 1

    assert called(centre, "journal", "verify").facts["heads"] == 0
    centre.write(leave)
    assert called(centre, "journal", "verify").facts["heads"] == 1


def test_a_head_that_was_mistyped_is_not_passed_over(centre: Centre) -> None:
    with pytest.raises(Invalid):
        called(centre, "journal", "verify", "--head", "12-zz")


def test_what_a_restore_took_back_is_no_break_for_the_journal_tells_of_it(centre: Centre, person_id: int) -> None:
    early = back_up(centre, reason="test")
    called(centre, "journal", "person", JSHSHIR)
    back_up(centre, reason="test")
    actor, clock, paths, master = centre.actor, centre.clock, centre.paths, centre.master
    centre.close()
    restored, _preview = restore_centre(paths, early.path, actor=actor, clock=clock, master=master)
    try:
        assert called(restored, "journal", "verify").facts["ok"]
    finally:
        restored.is_changed_since_backup = False
        restored.close()


def test_who_saw_a_person_is_told_and_the_question_is_noted(centre: Centre, person_id: int) -> None:
    first = called(centre, "journal", "person", JSHSHIR)
    assert [entry["action"] for entry in first.facts["entries"]] == ["see", "create"]
    assert JSHSHIR not in json.dumps(first.facts)


def test_a_person_is_erased_with_an_act(centre: Centre, person_id: int, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        called(centre, "erase", JSHSHIR, "--reason", " ")
    report = called(centre, "erase", JSHSHIR, "--reason", "Own request", "--out", str(tmp_path / "act.pdf"))
    assert report.facts["number"] == "2026/1"
    assert report.facts["erased"]["consent"] == 0
    assert (tmp_path / "act.pdf").read_bytes().startswith(b"%PDF")
    assert called(centre, "journal", "verify").facts["ok"]
    with opened(centre.paths.database) as raw:
        assert raw.execute("SELECT count(*) FROM person WHERE jshshir IS NOT NULL").fetchone() == (0,)
