"""What people hand in on the groups' side."""

from groups.forms.registering import (
    DEFAULT_LANGUAGE,
    STEPS,
    CircleAnswer,
    ContactPlan,
    HowToMeet,
    NameToUse,
    Registering,
    WhenItFits,
    WhereYouAre,
    WhichLanguage,
    WhoYouAre,
)
from groups.forms.staff import Assigning, Ending, Pausing, Revealing, Sure

__all__ = [
    "DEFAULT_LANGUAGE",
    "STEPS",
    "Assigning",
    "CircleAnswer",
    "ContactPlan",
    "Ending",
    "HowToMeet",
    "NameToUse",
    "Pausing",
    "Registering",
    "Revealing",
    "Sure",
    "WhenItFits",
    "WhereYouAre",
    "WhichLanguage",
    "WhoYouAre",
]
