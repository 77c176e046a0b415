"""Fixtures for signing in and joining."""

from typing import Any

import pytest

from tests.accounts.entry_steps import Slept
from web.hashing import Hasher


@pytest.fixture
def hasher(app: Any) -> Hasher:
    """What hashes passphrases; it counts its calls."""
    made: Hasher = app.app.state.hasher
    return made


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> Slept:
    """How long somebody was slowed down; nobody really waits."""
    made = Slept()
    monkeypatch.setattr("web.hashing.asyncio", made.as_module())
    monkeypatch.setattr("web.hashing.PACE", 0)
    return made
