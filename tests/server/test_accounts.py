"""Accounts of a centre on a server: everybody has one password, whatever PC of the office they sit at."""

import pytest

from desktop_app.accounts.sign_in import enter, sign_in
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import SignInNeeded
from desktop_app.progress import Progress
from desktop_app.protection.keys import WrongPassword
from desktop_app.safety.relocating import to_file
from desktop_app.server.opening import KeyTable
from tests.conftest import NOW
from tests.server.conftest import PASSWORD

CLOCK = FixedClock(NOW)


def test_one_signs_in_at_any_pc_and_the_keys_come_back_with_the_data(other_pc: Centre, signed: Centre) -> None:
    member = signed.actor.staff_id
    assert "open" not in KeyTable(signed.engine).read()
    there = other_pc.paths
    _close(other_pc)
    with pytest.raises(SignInNeeded):
        open_centre(there, clock=CLOCK)
    with pytest.raises(WrongPassword):
        sign_in(there, "nodira", "boshqa parol bu", clock=CLOCK)
    came_in = sign_in(there, "Nodira", PASSWORD, clock=CLOCK)
    again = open_centre(there, clock=CLOCK, master=came_in.master)
    assert enter(again, came_in).staff_id == member
    _close(again)
    _close(signed)
    to_file(there, progress=Progress(), master=signed.master)
    with pytest.raises(SignInNeeded):
        open_centre(there, clock=CLOCK)
    _close(open_centre(there, clock=CLOCK, master=sign_in(there, "nodira", PASSWORD, clock=CLOCK).master))


def _close(centre: Centre) -> None:
    centre.is_changed_since_backup = False
    centre.close()
