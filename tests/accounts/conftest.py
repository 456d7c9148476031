"""Passwords that cost little to stretch, and a centre whose first account is an administrator's."""

import pytest

from desktop_app.accounts.sign_in import keys_in, set_up_accounts
from desktop_app.centre import Centre
from desktop_app.protection import slots
from tests.accounts.people import PASSWORD


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))


@pytest.fixture
def closed(centre: Centre) -> Centre:
    """Saidova Nodira is its administrator: login ``nodira``, and acts."""
    keys = keys_in(centre)
    keys.prove_recovery(keys.new_recovery(centre.master))
    member = centre.actor.staff_id
    set_up_accounts(centre, staff_id=member, login="nodira", password=PASSWORD, roles=["administrator"])
    return centre
