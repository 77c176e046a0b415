"""What people hand in on the groups' side."""

from groups.forms.calls import Booking, Choosing, Holding, PlanningOne
from groups.forms.composing import Binding, Filtering, TalkFacts
from groups.forms.hours import ChangingHours, Terms, WeekOfHours
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
    "Booking",
    "CallingOff",
    "Cancelling",
    "ChangingHours",
    "Choosing",
    "CircleAnswer",
    "ContactPlan",
    "Ending",
    "Filtering",
    "Forming",
    "Holding",
    "HowToMeet",
    "LookingBack",
    "Marking",
    "Moving",
    "NameToUse",
    "Parting",
    "Pausing",
    "Planning",
    "PlanningOne",
    "Registering",
    "Revealing",
    "Rhythm",
    "Saying",
    "Sure",
    "TalkFacts",
    "Telling",
    "Terms",
    "Ticking",
    "WeekOfHours",
    "WhenItFits",
    "WhereYouAre",
    "WhichLanguage",
    "WhoYouAre",
]
