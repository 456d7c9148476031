"""Whoever only reads on the server leaves a trace in the journal as well: who signed in, whom a search showed."""

from contextlib import closing
from pathlib import Path

import pytest

from db.server_roles import Task
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.accounts.seeing import note_found
from desktop_app.accounts.sign_in import enter, keys_in, master_of, set_up_accounts, sign_in
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.protection import slots
from desktop_app.protection.keys import WrongPassword
from tests.conftest import NOW
from tests.server.test_roles import join_as

PASSWORD = "baland togʻlar, oq terak"
CLOCK = FixedClock(NOW)


def test_a_login_that_only_reads_signs_in_and_leaves_its_trace(
    paths_on_server: CentrePaths, served: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    keys = keys_in(served)
    keys.prove_recovery(keys.new_recovery(master_of(served)))
    set_up_accounts(served, staff_id=1, login="nodira", password=PASSWORD, roles=["administrator", "auditor"])
    there = CentrePaths(tmp_path / "reads")
    there.folder.mkdir()
    join_as(paths_on_server, there, Task.READING)
    with pytest.raises(WrongPassword):
        sign_in(there, "nodira", "boshqa parol bu", clock=CLOCK)
    signed = sign_in(there, "nodira", PASSWORD, clock=CLOCK)
    with closing(open_centre(there, clock=CLOCK, master=signed.master)) as centre:
        enter(centre, signed)
        centre.write(note_found, people=[1, 2])
        for action in ("search", "sign_in"):
            entries = centre.read(journal_page, JournalFilter(action=action), offset=0, limit=5)
            assert [entry.actor_name for entry in entries][:1] == [centre.actor.name]
        centre.is_changed_since_backup = False
