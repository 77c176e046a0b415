"""What colleagues hand in about people when they compose: codes from the conversation, bonds, a part of the list."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from accounts.models import Relation
from foundation.forms import Form
from foundation.language import N_
from groups.forms.planning import CHOOSE, Nothing
from groups.forms.registering import DAYS, Region
from groups.models import BondKind, Format


class Behaviour(StrEnum):
    """What somebody's relative did, in four codes (PRACTICE 24)."""

    IMAGES = "images"
    ONLINE = "online"
    PHYSICAL = "physical"
    WORRY = "worry"


class Was(StrEnum):
    """How old the person concerned was then."""

    MINOR = "minor"
    ADULT = "adult"


class Contact(StrEnum):
    """Is there contact with the person concerned?"""

    KEPT = "kept"
    BROKEN = "broken"


class Police(StrEnum):
    """Do the police know?"""

    YES = "yes"
    NO = "no"


class Also(StrEnum):
    """Is somebody also a victim, or a victim's parent?"""

    VICTIM = "victim"
    PARENT = "parent"


class TalkFacts(Form):
    """What composing needs to know, in codes. Every one may stay open."""

    behaviour: Annotated[Behaviour | None, Nothing] = None
    was: Annotated[Was | None, Nothing] = None
    contact: Annotated[Contact | None, Nothing] = None
    police: Annotated[Police | None, Nothing] = None
    also: Annotated[Also | None, Nothing] = None


class Binding(Form):
    """Together, or apart."""

    sentences = {"kind": CHOOSE, "other": N_("Choose who.")}

    other: UUID
    kind: BondKind


class Filtering(Form):
    """Which part of the list one wants to see. Empty means all."""

    relation: Annotated[Relation | None, Nothing] = None
    format: Annotated[Format | None, Nothing] = None
    region: Region = ""
    language: Annotated[str, BeforeValidator(lambda value: value if value in ("nl", "en", "fr") else "")] = ""
    day: Annotated[str, BeforeValidator(lambda value: value if value in DAYS else "")] = ""
    talked: Annotated[str, BeforeValidator(lambda value: value if value in ("yes", "no") else "")] = ""
