"""What somebody took away does not go on standing in what others quoted of it."""

import pytest

from safety.quotes import IN_ITS_PLACE, Gone, without_quotes

HIDDEN = "Mijn zoon zit op de Sint-Jansschool in de derde klas.\n\nHij weet nog niets."


@pytest.mark.parametrize(
    "quote",
    [
        "> Mijn zoon zit op de Sint-Jansschool in de derde klas.",
        "> mijn ZOON zit op de sint jansschool, in de derde klas",
        ">Mijn zoon zit op\n> de Sint-Jansschool",
        "> > Hij weet nog niets.",
        "   > Sint-Jansschool",
        "> Ze schreef: mijn zoon zit op de Sint-Jansschool. Dat herken ik.",
        "> Mijn zoon zit óp de Sint-Jansschool",
    ],
)
def test_a_quote_that_repeats_it_is_an_ellipsis_whatever_its_case_accents_and_signs(quote):
    assert without_quotes(f"{quote}\n\nDat herken ik.", [Gone(HIDDEN)]) == f"{IN_ITS_PLACE}\n\nDat herken ik."


@pytest.mark.parametrize(
    "source",
    [
        "Dat herken ik.",
        "> Iets van iemand anders.\n\nDat herken ik.",
        "> Mijn zoon zit op zolder.",
        "Mijn zoon zit op de Sint-Jansschool in de derde klas.",
        ">",
        "",
        "a > b",
    ],
)
def test_everything_else_stays_as_it_was(source):
    assert without_quotes(source, [Gone(HIDDEN)]) == source
    assert without_quotes(source, []) == source


def test_words_that_stand_there_still_may_be_quoted():
    present = "Mijn zoon zit op school.\n\nHij weet nog niets."
    assert without_quotes("> Hij weet nog niets.", [Gone(HIDDEN, present)]) == "> Hij weet nog niets."
    assert without_quotes("> op de Sint-Jansschool", [Gone(HIDDEN, present)]) == IN_ITS_PLACE


def test_only_the_quote_goes_and_what_stands_around_it_stays():
    source = "> Hij weet nog niets.\nBij mij ook.\n> Dag allemaal.\nDag."
    assert without_quotes(source, [Gone(HIDDEN)]) == f"{IN_ITS_PLACE}\nBij mij ook.\n> Dag allemaal.\nDag."
