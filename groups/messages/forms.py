"""Words, and looking back."""

from accounts.forms import RequiredText
from foundation.forms import Form


class MessageForm(Form):
    """Something to say behind the code."""

    words: RequiredText = ""
