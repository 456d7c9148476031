"""Accounts of a centre on a server: everybody has one password, whatever PC of the office they sit at."""

import pytest

from desktop_app.accounts.sign_in import enter, keys_in, set_up_accounts, sign_in
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import SignInNeeded
from desktop_app.progress import Progress
from desktop_app.protection import slots
from desktop_app.protection.keys import WrongPassword
from desktop_app.safety.relocating import to_file
from desktop_app.server.opening import KeyTable
from tests.conftest import NOW

PASSWORD = "baland togʻlar, oq terak"
CLOCK = FixedClock(NOW)


def test_one_signs_in_at_any_pc_and_the_keys_come_back_with_the_data(
    served: Centre, other_pc: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    assert served.master is not None
    keys = keys_in(served)
    keys.prove_recovery(keys.new_recovery(served.master))
    member = served.actor.staff_id
    assert member is not None
    set_up_accounts(served, staff_id=member, login="nodira", password=PASSWORD, roles=["administrator"])
    assert "open" not in KeyTable(served.engine).read()
    there = other_pc.paths
    _close(other_pc)
    with pytest.raises(SignInNeeded):
        open_centre(there, clock=CLOCK)
    with pytest.raises(WrongPassword):
        sign_in(there, "nodira", "boshqa parol bu", clock=CLOCK)
    signed = sign_in(there, "Nodira", PASSWORD, clock=CLOCK)
    again = open_centre(there, clock=CLOCK, master=signed.master)
    assert enter(again, signed).staff_id == member
    _close(again)
    _close(served)
    to_file(there, progress=Progress(), master=signed.master)
    with pytest.raises(SignInNeeded):
        open_centre(there, clock=CLOCK)
    _close(open_centre(there, clock=CLOCK, master=sign_in(there, "nodira", PASSWORD, clock=CLOCK).master))


def _close(centre: Centre) -> None:
    centre.is_changed_since_backup = False
    centre.close()
