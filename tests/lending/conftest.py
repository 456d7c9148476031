"""Passwords are stretched for a moment only: what is tried here is lending, not argon2."""

import pytest

from desktop_app.protection import slots


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (8 * 4, 1, 4))
