"""What people hand in on the groups' side."""

from groups.forms.composing import Binding, Filtering, TalkFacts
from groups.forms.hours import WeekOfHours
from groups.forms.planning import (
    Answering,
    CallingOff,
    Cancelling,
    Forming,
    Marking,
    Moving,
    Parting,
    Planning,
    Rhythm,
    Telling,
)
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
from groups.forms.staff import Assigning, Ending, Pausing, Revealing, Sure, Ticking
from groups.forms.words import LookingBack, Saying

__all__ = [
    "DEFAULT_LANGUAGE",
    "STEPS",
    "Answering",
    "Assigning",
    "Binding",
    "CallingOff",
    "Cancelling",
    "CircleAnswer",
    "ContactPlan",
    "Ending",
    "Filtering",
    "Forming",
    "HowToMeet",
    "LookingBack",
    "Marking",
    "Moving",
    "NameToUse",
    "Parting",
    "Pausing",
    "Planning",
    "Registering",
    "Revealing",
    "Rhythm",
    "Saying",
    "Sure",
    "TalkFacts",
    "Telling",
    "Ticking",
    "WeekOfHours",
    "WhenItFits",
    "WhereYouAre",
    "WhichLanguage",
    "WhoYouAre",
]
