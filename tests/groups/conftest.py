"""What the stories about groups begin with."""

import pytest

from tests.groups.conversations.conversation_setup import Talks
from tests.groups.group_setup import Gathering


@pytest.fixture
def gathering(browse, database, people):
    """People, groups, sessions and seats, by the hand of a coordinator."""
    return Gathering(browse, database, people)


@pytest.fixture
def talks(gathering):
    """Somebody who registered, and Finn who works."""
    return Talks(gathering)
