"""Passwords that cost little to stretch: what is asked here is who opens what, not how slowly."""

import pytest

from desktop_app.protection import slots


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
