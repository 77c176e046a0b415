import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.names import LONGEST_NAME, NameTrouble, skeleton, tidy_name, trouble_with_name
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


def test_a_name_is_tidied_without_changing_its_letters() -> None:
    assert tidy_name("  Stille \t\n Linde ") == "Stille Linde"
    assert tidy_name("Ｌｉｎｄｅ") == "Linde"
    assert tidy_name("D’Or–Zee") == "D'Or-Zee"


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_names_in_one_script_are_welcome(name: str) -> None:
    assert trouble_with_name(name) is None


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
        ("", NameTrouble.EMPTY),
        (" \t\u00a0 ", NameTrouble.EMPTY),
        ("ab", NameTrouble.TOO_SHORT),
        ("a" * (LONGEST_NAME + 1), NameTrouble.TOO_LONG),
        ("Linde" + " " * 2_000 + "x", NameTrouble.TOO_LONG),
        ("Linde" + " " * 600 + "<b>", NameTrouble.CHARACTERS),
        ("Lin\u200bde", NameTrouble.CHARACTERS),
        ("Linde\u202e", NameTrouble.CHARACTERS),
        ("Linde\ufe0f", NameTrouble.CHARACTERS),
        ("Lin\0de", NameTrouble.CHARACTERS),
        ("\u3164\u3164\u3164", NameTrouble.CHARACTERS),
        ("L\u0301\u0302\u0303\u0304inde", NameTrouble.CHARACTERS),
        ("\u0301Linde", NameTrouble.CHARACTERS),
        ("L\u0336i\u0336nde", NameTrouble.CHARACTERS),
        ("Linde ♥", NameTrouble.CHARACTERS),
        ("<b>Linde</b>", NameTrouble.CHARACTERS),
        ("Linde_2", NameTrouble.CHARACTERS),
        ("007", NameTrouble.CHARACTERS),
        ("...", NameTrouble.CHARACTERS),
        ("Lindе", NameTrouble.MIXED_SCRIPTS),
        ("Νaomi", NameTrouble.MIXED_SCRIPTS),
        ("Zoя", NameTrouble.MIXED_SCRIPTS),
    ],
    ids=ascii,
)
def test_what_cannot_be_a_name_says_why(text: str, trouble: NameTrouble) -> None:
    assert trouble_with_name(text) is trouble


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
    assert trouble_with_name(text) is NameTrouble.LOOKS_LIKE_CONTACT


@pytest.mark.parametrize("name", sorted(name for name in RESERVED_NAMES if len(name) <= LONGEST_NAME))
def test_names_of_staff_are_kept_free_in_three_languages(name: str) -> None:
    short = len(name) < 3
    assert trouble_with_name(name) is (NameTrouble.TOO_SHORT if short else NameTrouble.RESERVED)


@pytest.mark.parametrize(
    "name",
    [
        "Moderator", "M0derator", "MODÉRATEUR", "Mod.", "Ad min", "A.d.m.i.n", "admin1", "Beheerder 2",
        "Team Linde", "LindeTeam", "Ｓｔａｆｆ", "Moderatorjan", "Hulp-lijn", "Coordinator", "coördinatrice",
        "Équipe", "5taff", "adm1n", "tout-le-monde",
    ],
)  # fmt: skip
def test_a_reserved_name_is_recognised_in_disguise(name: str) -> None:
    assert trouble_with_name(name) is NameTrouble.RESERVED


@pytest.mark.parametrize("name", ["Hulpje", "Modest", "Teamo", "Artsenij", "Supporto", "Naastje"])
def test_a_short_reserved_word_inside_another_word_is_no_trouble(name: str) -> None:
    assert trouble_with_name(name) is None


def test_the_caller_can_reserve_the_names_of_its_own_people() -> None:
    assert trouble_with_name("De Brug", {"De Brug"}) is NameTrouble.RESERVED
    assert trouble_with_name("De Brug") is None


@given(st.text(max_size=80))
def test_any_text_gets_an_answer_and_a_good_name_is_what_it_seems(text: str) -> None:
    if trouble_with_name(text) is None:
        name = tidy_name(text)
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
    assert trouble_with_name(name) is not None


@pytest.mark.parametrize("name", WELCOME)
def test_letters_of_languages_around_us_are_welcome(name):
    assert trouble_with_name(name) is None
