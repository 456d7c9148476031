"""Passwords cost little here, and nobody is signed in afterwards."""

import pytest

from desktop_app.centre import Centre
from desktop_app.protection import slots
from tests.ui.signed_in import with_accounts
from ui import rights
from ui.signed_in import person_at
from ui.workspace import Workspace


@pytest.fixture(autouse=True)
def passwords_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))


@pytest.fixture
def signed_in(workspace: Workspace, centre: Centre) -> Workspace:
    """Yusupova, an administrator and director, is signed in."""
    with_accounts(centre)
    person = person_at(centre)
    assert person is not None
    rights.hold(person.rights)
    return workspace
