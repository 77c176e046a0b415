import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.names import LONGEST_NAME, NameProblem, name_problem, normalise_name, skeleton
from safety.reserved import RESERVED_NAMES

GOOD = [
    "Stille Linde",
    "Zoë",
    "Anne-Marie",
    "D'Or",
    "J.P. 7",
    "Søren",
    "Łucja",
    "Зоя",
    "Ελένη",
    "अनीता",
    "מרים",
    "山田花",
]
PAIRS = [
    ("Max", "Мах"), ("Max", "MAX"), ("Max", "m a x"), ("Max", "Ｍａｘ"), ("Max", "M\u200bax"), ("Max", "Máx"),
    ("Nina", "ΝΙΝΑ"), ("Linde", "L1nde"), ("Linde", "llnde"), ("Linde", "Iinde"), ("Oever", "0ever"),
    ("Carolien", "Сarolien"), ("Bernd", "Bemd"), ("Vouw", "Vouvv"), ("Anne-Marie", "Anne Marie"),
    ("Peer", "Рееr"), ("D'Or", "D’Or"), ("Zoe", "Zoë"), ("Fien", "ﬁen"), ("Soren", "Søren"),
    ("Straße", "Strasse"),
]  # fmt: skip


def test_a_name_is_normalised_without_changing_its_letters() -> None:
    assert normalise_name("  Stille \t\n Linde ") == "Stille Linde"
    assert normalise_name("Ｌｉｎｄｅ") == "Linde"
    assert normalise_name("D’Or–Zee") == "D'Or-Zee"


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_names_in_one_script_are_welcome(name: str) -> None:
    assert name_problem(name) is None


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_names_the_eye_takes_for_each_other_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Linde", "Linda"), ("Linde 2", "Linde 3"), ("Ben", "Bas"), ("कि", "की")])
def test_names_that_differ_keep_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(max_size=60))
def test_a_skeleton_never_fails_and_holds_nothing_hidden(text: str) -> None:
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Zs"} for character in skeleton(text))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ éëïöü0123456789-'.", max_size=24))
def test_case_and_separators_do_not_make_another_name(text: str) -> None:
    assert skeleton(text) == skeleton(text.upper()) == skeleton(text.replace(" ", "").replace("-", ""))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", NameProblem.EMPTY),
        (" \t\u00a0 ", NameProblem.EMPTY),
        ("ab", NameProblem.TOO_SHORT),
        ("a" * (LONGEST_NAME + 1), NameProblem.TOO_LONG),
        ("Linde" + " " * 2_000 + "x", NameProblem.TOO_LONG),
        ("Linde" + " " * 600 + "<b>", NameProblem.CHARACTERS),
        ("Lin\u200bde", NameProblem.CHARACTERS),
        ("Linde\u202e", NameProblem.CHARACTERS),
        ("Linde\ufe0f", NameProblem.CHARACTERS),
        ("Lin\0de", NameProblem.CHARACTERS),
        ("\u3164\u3164\u3164", NameProblem.CHARACTERS),
        ("L\u0301\u0302\u0303\u0304inde", NameProblem.CHARACTERS),
        ("\u0301Linde", NameProblem.CHARACTERS),
        ("L\u0336i\u0336nde", NameProblem.CHARACTERS),
        ("Linde ♥", NameProblem.CHARACTERS),
        ("<b>Linde</b>", NameProblem.CHARACTERS),
        ("Linde_2", NameProblem.CHARACTERS),
        ("007", NameProblem.CHARACTERS),
        ("...", NameProblem.CHARACTERS),
        ("Lindе", NameProblem.MIXED_SCRIPTS),
        ("Νaomi", NameProblem.MIXED_SCRIPTS),
        ("Zoя", NameProblem.MIXED_SCRIPTS),
    ],
    ids=ascii,
)
def test_what_cannot_be_a_name_says_why(text: str, trouble: NameProblem) -> None:
    assert name_problem(text) is trouble


@pytest.mark.parametrize(
    "text",
    [
        "jan@voorbeeld.be",
        "0470 12 34 56",
        "Jan +32 470/12.34.56",
        "www.linde",
        "linde.be",
        "http://x",
        "jan gmail",
    ],
)
def test_a_name_that_tells_how_to_reach_somebody_is_refused(text: str) -> None:
    assert name_problem(text) is NameProblem.LOOKS_LIKE_CONTACT


@pytest.mark.parametrize("name", sorted(name for name in RESERVED_NAMES if len(name) <= LONGEST_NAME))
def test_names_of_staff_are_kept_free_in_three_languages(name: str) -> None:
    short = len(name) < 3
    assert name_problem(name) is (NameProblem.TOO_SHORT if short else NameProblem.RESERVED)


@pytest.mark.parametrize(
    "name",
    [
        "Moderator", "M0derator", "MODÉRATEUR", "Mod.", "Ad min", "A.d.m.i.n", "admin1", "Beheerder 2",
        "Team Linde", "LindeTeam", "Ｓｔａｆｆ", "Moderatorjan", "Hulp-lijn", "Coordinator", "coördinatrice",
        "Équipe", "5taff", "adm1n", "tout-le-monde", "Moclerator", "aclmin",
    ],
)  # fmt: skip
def test_a_reserved_name_is_recognised_in_disguise(name: str) -> None:
    assert name_problem(name) is NameProblem.RESERVED


@pytest.mark.parametrize("name", ["Hulpje", "Modest", "Teamo", "Artsenij", "Supporto", "Naastje"])
def test_a_short_reserved_word_inside_another_word_is_no_trouble(name: str) -> None:
    assert name_problem(name) is None


def test_the_caller_can_reserve_the_names_of_its_own_people() -> None:
    assert name_problem("De Brug", {"De Brug"}) is NameProblem.RESERVED
    assert name_problem("De Brug") is None


@given(st.text(max_size=80))
def test_any_text_gets_an_answer_and_a_good_name_is_what_it_seems(text: str) -> None:
    if name_problem(text) is None:
        name = normalise_name(text)
        assert 3 <= len(name) <= LONGEST_NAME
        assert name.isprintable()
        assert skeleton(name)


MADE_TO_PASS = (
    "ᴍoderator", "ᴛeam", "sᴛaff", "ᴀdmin", "ʜulplijn", "ɴaast", "moderɐtor", "Ƨtaff",
    "Sᴛille Linde", "Stille Linᴅe", "Stille Lindɇ", "Stille Linɗe", "Stille Ɫinde",
)  # fmt: skip
WELCOME = ("Zoë Água", "Günther", "Łukasz", "Søren", "Ærlig", "Čeněk", "Ñandú", "Œuvre", "Großer")


@pytest.mark.parametrize("name", MADE_TO_PASS)
def test_letters_made_to_pass_for_plain_ones_are_refused(name):
    assert name_problem(name) is not None


@pytest.mark.parametrize("name", WELCOME)
def test_letters_of_languages_around_us_are_welcome(name):
    assert name_problem(name) is None
