"""Words, and looking back."""

from accounts.forms import SomeWords
from foundation.forms import Form


class Saying(Form):
    """Something to say behind the code."""

    words: SomeWords = ""
