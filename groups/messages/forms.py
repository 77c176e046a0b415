"""A message."""

from accounts.forms import RequiredText
from foundation.forms import Form


class MessageForm(Form):
    """A message between the registrant and the team."""

    text: RequiredText = ""
