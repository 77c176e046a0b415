"""No letter tells the household anything, in any language."""

import re

import pytest

from foundation.settings import Settings
from foundation.templates import TEMPLATES
from mail import Letter, OutgoingLetter
from mail.composing import Address, compose
from tests.conftest import CHEAP

DENIED = re.compile(
    r"""
      misbruik|seks|sexu|pedo|dader|pleger|slachtoffer|geweld|kinderporno|minderjarig|naaste|lotgenot|forum|gesprek\w*groep
    | moderat|hulplijn|helpline|politie|justitie|zedenfeit|schuilnaam|anoniem|stop\ it\ now|thread|tekst|post\b
    | abuse|offend|victim|child|minor|police|helpline|anonym|pseudonym|support\ group|relative
    | abus|auteur|victime|enfant|mineur|police|anonym|pseudonyme|proche|groupe\ de\ parole|agress
    """,
    re.IGNORECASE | re.VERBOSE,
)
LINK = re.compile(r"https?://\S+")


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize("kind", Letter)
def test_every_letter_is_neutral_and_leads_to_the_front_page_only(kind, language):
    settings = Settings(mode="demo", site_url="https://rustig.example", languages="nl,en,fr", **CHEAP)
    letter = OutgoingLetter(kind=kind, person_id="00000000-0000-4000-8000-000000000000", subject="2026-11-23T10:00")
    message = compose(settings, letter, Address("somebody@example.org", language))
    text = message.get_content()
    assert not DENIED.search(text), DENIED.search(text)
    assert not DENIED.search(message["Subject"])
    assert not DENIED.search(message["From"])
    assert LINK.findall(text) == ["https://rustig.example"]
    assert "{{" not in text
    assert "2026" not in text
    assert 20 < len(text) < 600


def test_each_letter_is_written_in_its_own_language():
    settings = Settings(mode="demo", languages="nl,en,fr", **CHEAP)
    for kind in Letter:
        letter = OutgoingLetter(kind=kind, person_id="00000000-0000-4000-8000-000000000000", subject="x")
        said = {compose(settings, letter, Address("a@example.org", code)).get_content() for code in ("nl", "en", "fr")}
        assert len(said) == 3, kind


def test_every_letter_has_its_text_and_every_text_is_a_letter():
    assert {path.stem for path in (TEMPLATES / "mail").glob("*.txt")} == set(Letter)


def test_the_shipped_sender_and_subject_are_neutral():
    shipped = Settings(mode="demo", **CHEAP)
    for words in (shipped.mail_subject, shipped.mail_from.split("@")[0]):
        assert not DENIED.search(words)
