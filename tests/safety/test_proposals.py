import random

from safety.names import LONGEST_NAME, name_problem, skeleton
from safety.proposals import QUALITIES, THINGS, propose_names

NEVER = """
    pedo misbruik dader kind slachtoffer seks sex porno naakt
    lust geheim schuld schaam schande straf cel gevang
    dood angst bang droef droevig treur verdriet eenzaam pijn kwaad boos jong klein meisje jongen baby
"""


def everything() -> list[str]:
    return [f"{quality} {thing}" for quality in QUALITIES for thing in THINGS]


def nobody(_: set[str]) -> set[str]:
    return set()


def test_there_is_plenty_to_choose_from() -> None:
    assert len(set(QUALITIES)) == len(QUALITIES) >= 80
    assert len(set(THINGS)) == len(THINGS) >= 120


def test_every_proposal_would_be_accepted() -> None:
    assert [name for name in everything() if len(name) > LONGEST_NAME or name_problem(name)] == []


def test_no_two_proposals_look_alike() -> None:
    assert len({skeleton(name) for name in everything()}) == len(everything())


def test_no_proposal_holds_a_word_that_hurts() -> None:
    words = [word.casefold() for word in (*QUALITIES, *THINGS)]
    assert [(word, never) for word in words for never in NEVER.split() if never in word] == []


def test_adjectives_fit_a_noun_with_de() -> None:
    same_before_every_noun = {"Effen", "Indigo", "Oranje", "Bescheiden"}
    materials = {word for word in QUALITIES if word.endswith("en")}
    assert [w for w in QUALITIES if not w.endswith("e") and w not in materials | same_before_every_noun] == []


def test_three_different_names_are_proposed() -> None:
    names = propose_names(nobody)
    assert len(set(names)) == 3


def test_taken_names_are_not_proposed() -> None:
    free = {skeleton(f"{quality} Linde") for quality in QUALITIES}
    names = propose_names(lambda asked: asked - free, count=1, rng=random.Random(4))
    assert all(name.endswith(" Linde") for name in names)


def test_fewer_come_when_everything_is_taken() -> None:
    assert propose_names(lambda asked: asked) == []
