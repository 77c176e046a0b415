from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import safety.passphrases
from safety.passphrases import PassphraseProblem, passphrase_problem

LIST = Path(safety.passphrases.__file__).with_name("common_passphrases.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "passphrase",
    [
        "de kat slaapt op zolder",
        "paard batterij nietje gras",
        "k4Jx9QpLm2Vz",
        "  spaties horen erbij  ",
        "Stille Linde loopt langs het water",
        "{}[]<>?/|~`;:",
        "été à la mer du nord",
        "я люблю смотреть на море",
        "👩\u200d👧 wandelen samen",
        "naastk4Jx9QpLm",
    ],
)
def test_a_sentence_of_ones_own_is_welcome(passphrase: str) -> None:
    assert passphrase_problem(passphrase, ["Stille Linde"]) is None


@pytest.mark.parametrize(
    ("passphrase", "trouble"),
    [
        ("", PassphraseProblem.TOO_SHORT),
        ("elf tekens!", PassphraseProblem.TOO_SHORT),
        ("e\u0301" * 8, PassphraseProblem.TOO_SHORT),
        ("de kat slaapt " * 9 + "abc", PassphraseProblem.TOO_LONG),
        ("de kat\0slaapt op zolder", PassphraseProblem.CHARACTERS),
        ("de kat\nslaapt op zolder", PassphraseProblem.CHARACTERS),
        ("de kat \ud800 op zolder", PassphraseProblem.CHARACTERS),
    ],
    ids=ascii,
)
def test_length_and_characters_are_judged_first(passphrase: str, trouble: PassphraseProblem) -> None:
    assert passphrase_problem(passphrase) is trouble


@pytest.mark.parametrize(
    "passphrase",
    [
        "aaaaaaaaaaaa", "abababababab", "123456789012", "210987654321", "abcdefghijkl", "qwertyuiop12",
        "azertyuiop!!", "1234qwerasdf", "aaaabbbbcccc", "linde linde linde", "Welkom12345!", "P@ssw0rd1234",
        "Wachtwoord2026!", "MotDePasse123", "IkHouVanJou!!", "IK HOU VAN JOU", "!!ik hou van jou!!",
        "je t’aime beaucoup", "            ",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_common(passphrase: str) -> None:
    assert passphrase_problem(passphrase) is PassphraseProblem.COMMON


@pytest.mark.parametrize("passphrase", LIST)
def test_everything_on_the_list_is_common(passphrase: str) -> None:
    assert passphrase_problem(passphrase) is PassphraseProblem.COMMON


def test_the_list_is_long_and_has_no_line_twice_or_too_short() -> None:
    assert len(set(LIST)) == len(LIST) >= 300
    assert min(len(line) for line in LIST) >= 12


@pytest.mark.parametrize(
    "passphrase",
    ["Stille Linde 12", "stillelinde2026", "linde naast linde", "5ti11eLinde!!", "naast het forum"],
)
def test_ones_own_pseudonym_is_no_passphrase(passphrase: str) -> None:
    assert passphrase_problem(passphrase, ["Stille Linde"]) is PassphraseProblem.CONTEXT


@given(st.text(max_size=150))
def test_any_text_gets_an_answer(text: str) -> None:
    trouble = passphrase_problem(text, ["Stille Linde"])
    assert trouble is None or isinstance(trouble, PassphraseProblem)
