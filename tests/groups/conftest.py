"""What the stories about groups begin with."""

import pytest

from tests.groups.gathering import Gathering


@pytest.fixture
def gathering(browse, database, people):
    """People, groups, sessions and seats, by the hand of a coordinator."""
    return Gathering(browse, database, people)
