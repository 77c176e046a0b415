"""What the tests of groups start from."""

import pytest

from tests.groups.conversations.conversation_setup import ConversationSetup
from tests.groups.group_setup import GroupSetup


@pytest.fixture
def group_setup(browse, database, people):
    """People, groups, sessions and seats, arranged by a coordinator."""
    return GroupSetup(browse, database, people)


@pytest.fixture
def conversation_setup(group_setup):
    """Somebody who registered, and Finn who works."""
    return ConversationSetup(group_setup)
