"""Whatever is done with the recovery sheet stands in the journal, whoever asked for it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.journal import JournalEntry
from desktop_app.accounts.recovery import (
    make_recovery_sheet,
    prove_recovery_sheet,
    recover_account,
    write_recovery_sheet,
)
from desktop_app.accounts.sign_in import enter, keys_in, sign_in
from desktop_app.bootstrap import open_centre, restore_by_sheet
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.documents.qr import read_codes
from desktop_app.errors import Refused, StorageError
from desktop_app.paths import CentrePaths
from desktop_app.protection.keys import WrongCode, WrongPassword
from desktop_app.safety.backup import back_up
from tests.accounts.people import PASSWORD, acting, employ
from tests.conftest import NOW

ROOT = Path(__file__).resolve().parents[2]
NEW_PASSWORD = "kumush qoshiq yoʻqoldi"


def acts(centre: Centre) -> list[JournalEntry]:
    wanted = ("new_recovery", "prove_recovery", "recover")
    with Session(centre.engine) as session:
        found = select(JournalEntry).where(JournalEntry.action.in_(wanted)).order_by(JournalEntry.seq)
        return list(session.scalars(found))


def code_on(sheet: Path) -> str:
    return read_codes(sheet)[0].text


def test_a_new_sheet_and_its_trial_stand_in_the_journal(closed: Centre, tmp_path: Path):
    file = write_recovery_sheet(closed, tmp_path / "sheet.pdf")
    prove_recovery_sheet(closed, code_on(file))
    assert [(each.action, each.actor_name) for each in acts(closed)] == [
        ("new_recovery", closed.actor.name),
        ("prove_recovery", closed.actor.name),
    ]
    assert keys_in(closed).is_recovery_proved


def test_a_code_that_is_wrong_is_no_trial(closed: Centre):
    make_recovery_sheet(closed)
    with pytest.raises(WrongCode):
        prove_recovery_sheet(closed, "00000-" * 7)
    assert [each.action for each in acts(closed)] == ["new_recovery"]


def test_nobody_without_the_right_makes_a_sheet_or_an_entry(closed: Centre):
    before = keys_in(closed).is_recovery_proved
    with acting(closed, employ(closed, "Xodim", "methodist")), pytest.raises(Refused, match="no_right"):
        make_recovery_sheet(closed)
    assert not acts(closed)
    assert keys_in(closed).is_recovery_proved == before


def test_a_sheet_that_cannot_be_written_leaves_the_one_of_before(closed: Centre, tmp_path: Path):
    with pytest.raises(StorageError):
        write_recovery_sheet(closed, tmp_path / "nowhere" / "sheet.pdf")
    assert keys_in(closed).is_recovery_proved
    assert not acts(closed)


def test_a_password_given_by_the_sheet_is_told_at_the_next_sign_in_and_once(closed: Centre, tmp_path: Path):
    code = code_on(write_recovery_sheet(closed, tmp_path / "sheet.pdf"))
    closed.close()
    given_at = FixedClock(NOW + timedelta(hours=1))
    recover_account(closed.paths, code=code, login="Nodira", password=NEW_PASSWORD, clock=given_at)
    with pytest.raises(WrongPassword):
        sign_in(closed.paths, "nodira", PASSWORD, clock=given_at)
    for _time in range(2):
        signed = sign_in(closed.paths, "nodira", NEW_PASSWORD, clock=FixedClock(NOW + timedelta(days=2)))
        centre = open_centre(closed.paths, master=signed.master)
        enter(centre, signed)
        told = [each for each in acts(centre) if each.action == "recover"]
        (entry,) = told
        assert (entry.entity, entry.entity_id) == ("account", str(centre.actor.staff_id))
        assert entry.after == {"recovered_at": given_at.now().isoformat()}
        centre.close()


def test_a_backup_comes_back_by_the_sheet_only_where_no_centre_is(closed: Centre, tmp_path: Path) -> None:
    code = code_on(write_recovery_sheet(closed, tmp_path / "sheet.pdf"))
    file = back_up(closed, reason="on-demand").path
    with pytest.raises(Refused, match="centre_exists"):
        restore_by_sheet(closed.paths, file, code=code)
    there = CentrePaths(tmp_path / "new PC")
    with pytest.raises(WrongCode):
        restore_by_sheet(there, file, code="00000-" * 7)
    assert not there.database.exists()
    restored = restore_by_sheet(there, file, code=code, clock=FixedClock(NOW))
    with Session(restored.engine) as session:
        told = session.scalars(select(JournalEntry.after).where(JournalEntry.action == "restore")).one()
    assert told["by_recovery"] is True
    restored.is_changed_since_backup = False
    restored.close()


def test_nobody_goes_past_the_journal():
    """Only ``desktop_app/accounts/recovery.py`` speaks with the keys about the sheet."""
    past = re.compile(r"\.(new_recovery|set_recovery|prove_recovery|reset_by_recovery)\(")
    files = [file for folder in ("desktop_app", "ui") for file in (ROOT / folder).rglob("*.py")]
    found = {file.relative_to(ROOT).as_posix() for file in files if past.search(file.read_text(encoding="utf-8"))}
    assert found == {"desktop_app/accounts/recovery.py", "desktop_app/protection/keys.py"}
