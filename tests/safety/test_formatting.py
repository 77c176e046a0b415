"""Each layer of the formatting is tried alone: `to_html` with the sanitiser, `render_unsanitised` without."""

import cProfile
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import cycle, product

import bleach
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.formatting import ALLOWED_ELEMENTS, LONGEST_TEXT, normalise_source, render_unsanitised, to_html, to_page
from tests.conftest import some_and_then_all

Layer = Callable[[str], str]
BOTH_LAYERS = pytest.mark.parametrize("layer", [to_html, render_unsanitised])
MARKS_OF_FORMATTING = set("*_\\->1.) \n")
TYPED = st.text(alphabet="ab1. \n\n>>-*_\\#`[]()!<>&;:=|~+\"'/", max_size=200)


class Seen(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.strange: list[str] = []
        self.pieces: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.strange += [f"{tag} {attribute}" for attribute in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    def handle_decl(self, decl: str) -> None:
        self.strange.append(decl)

    def handle_pi(self, data: str) -> None:
        self.strange.append(data)

    def unknown_decl(self, data: str) -> None:
        self.strange.append(data)


def look(html: str) -> Seen:
    seen = Seen(html)
    assert seen.tags <= ALLOWED_ELEMENTS
    assert seen.strange == []
    return seen


def words(text: str) -> list[str]:
    return [character for character in text if character not in MARKS_OF_FORMATTING]


def letters(text: str) -> list[str]:
    return [character for character in text if character in "abcdewx"]


def attacks() -> list[str]:
    schemes = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<b>",
        "vbscript:x",
    ]
    schemes += [
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "%6Aavascript:alert(1)",
        "//kwaad.example",
    ]
    tags = [
        "script",
        "img",
        "svg",
        "a",
        "iframe",
        "math",
        "style",
        "form",
        "p",
        "em",
        "li",
        "blockquote",
        "template",
    ]
    attributes = [
        "href",
        "src",
        "onerror",
        "onclick",
        "style",
        "formaction",
        "xlink:href",
        "srcdoc",
        "class",
        "id",
    ]
    shapes = ['<{t} {a}="{s}">', "<{t} {a}='{s}'>x</{t}>", "<{t}/{a}={s}>", "<{t}\n{a}={s}", "</{t} {a}={s}>"]
    links = [
        "[x]({s})",
        "![x]({s})",
        "<{s}>",
        "[x]: {s}",
        "[x][y]\n\n[y]: {s}",
        "[x](<{s}> 'titel')",
        "[![x]({s})]({s})",
    ]
    made = [h.format(t=t, a=a, s=s) for h, t, a, s in product(shapes, tags, attributes, schemes)]
    made += [link.format(s=s) for link, s in product(links, schemes)]
    nested = [
        "<scr<script>ipt>",
        "<<b>script>",
        "<!--><img src=x>-->",
        "<![CDATA[<b>]]>",
        "<?php x ?>",
        "<!DOCTYPE a>",
    ]
    nested += [
        "<noscript><p title='</noscript><img src=x>'>",
        "<svg><style><!--</style><img src=x>-->",
        "<b",
        "</",
        "<!",
    ]
    nested += [
        "&lt;script&gt;x&lt;/script&gt;",
        "&#x3c;img src=x&#x3e;",
        "＜script＞",
        "\ufe64script\ufe65",
        "%3Cscript%3E",
    ]
    nested += ["```<script>x</script>```", "`<b>`", "~~~html\n<b>\n~~~", "# <b>", "| <b> | x |\n|---|---|"]
    return made + nested


@BOTH_LAYERS
def test_no_attack_becomes_more_than_text(layer: Layer) -> None:
    around = cycle(["{}", "> {}", "- {}", "**{}**", "1. > {}", "a *b {} c* d"])
    for attack, place in zip(attacks(), around, strict=False):
        typed = normalise_source(place.replace("{}", attack))
        assert words(look(layer(typed)).text) == words(typed)


def test_the_second_layer_would_hold_alone() -> None:
    for attack in attacks():
        look(bleach.clean(attack, tags=ALLOWED_ELEMENTS, attributes={}, protocols=(), strip_comments=True))


def test_both_layers_say_the_same() -> None:
    for attack in attacks():
        assert Seen(to_html(attack)).text == Seen(render_unsanitised(normalise_source(attack))).text


@BOTH_LAYERS
@given(typed=TYPED)
def test_formatting_loses_no_character_that_is_not_a_mark(layer: Layer, typed: str) -> None:
    assert words(look(layer(typed)).text) == words(typed)


@BOTH_LAYERS
@given(typed=st.text(max_size=300))
def test_any_text_gives_only_the_allowed_elements(layer: Layer, typed: str) -> None:
    look(layer(typed))


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("", ""),
        ("Dag allemaal", "<p>Dag allemaal</p>"),
        ("een\ntwee", "<p>een<br>\ntwee</p>"),
        ("een\n\ntwee", "<p>een</p>\n<p>twee</p>"),
        ("*zacht* en **sterk**", "<p><em>zacht</em> en <strong>sterk</strong></p>"),
        ("> gezegd", "<blockquote>\n<p>gezegd</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        (r"\*niet zacht\*", "<p>*niet zacht*</p>"),
    ],
)
def test_light_formatting_is_understood(typed: str, html: str) -> None:
    assert to_html(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "# kop", "### kop ###", "---", "* * *", "- - -", "===", "```", "~~~", "`code`",
        "[woord](http://voorbeeld.be)", "![foto](foto.jpg)", "<http://voorbeeld.be>",
        "http://voorbeeld.be/a_b_c", "[a]: http://voorbeeld.be", "<b>x</b>", "&amp; &eacute; &#60;",
        "| a | b |", "~~weg~~", "2026. was een lang jaar", "3) derde", "+ 32 is geen lijst", "-", "*", "1.",
        "snake_case_naam", "3 * 4 * 5", "<3", ":-)", "C:\\map", "-5 graden", "#alleen",
    ],
)  # fmt: skip
def test_what_is_no_formatting_here_stays_as_it_was_typed(typed: str) -> None:
    assert Seen(to_html(typed)).text == typed
    assert Seen(to_html(typed)).tags == {"p"}


def test_an_indented_line_is_ordinary_text() -> None:
    assert to_html("    ver naar rechts") == "<p>ver naar rechts</p>"


def test_quotes_and_lists_nested_too_deep_stay_as_characters() -> None:
    html = to_html("> " * 40 + "diep")
    assert html.count("<blockquote>") == 6
    assert Seen(html).text.strip().endswith("> diep")


def test_emphasis_nested_too_deep_stays_as_characters() -> None:
    html = to_html("*a **b " * 50 + "b** a*" * 50)
    assert "<em>" in html
    assert "<em><strong><em><strong>" not in html.replace("a ", "").replace("b ", "")


def test_a_long_list_keeps_all_its_words() -> None:
    lines = [f"- w{number}x" for number in range(1_200)]
    text = look(to_html("\n".join(lines))).text
    assert all(line[2:] in text for line in lines)


BOMBS = """>|> |>>|> >|*|**|***|_|__|[|![|](|`|<|&|\\|- |* |1. |> - |- > |1. - |*a|*a |a* |*a_ |_a*|**a |a**b|
a**b c* |*_|a*_b|*a_b**c__|[a](|<!--|&amp;|<b>|\\*|(|)|{|~|=|#|"|'|a|ﷺ|👩\u200d|
a\u0301|\u0301|\u200b|\u202e|\ud800"""
ALL_BOMBS = BOMBS.replace("\n", "").split("|")
LINES = [
    "- a",
    "-",
    "> a",
    ">",
    "a",
    "- - - a",
    "> > > a",
    "1. a",
    "- *a",
    "- a\n\n",
    "> a\nb\n",
    "- a\n> b",
    "- a\n* b",
    "- a\n1. b",
]
LINES += [
    "> a\n\n",
    "\n",
    " ",
    "- a\n    b",
    "> - a\n> b",
    ">>>>>> a\nb",
    "- a\n  - b\n    - c\n      - d\n        - e",
]
DEEP = [
    "\n".join(" " * (2 * step) + f"{mark} a" for step in steps)
    for mark in ("-", ">", "1.", "*")
    for steps in (range(100), range(99, 0, -1))
]
WHOLE = [
    "*a **b " * 700 + "b** a*" * 700,
    "*a " * 1_600 + "a* " * 1_600,
    "a" + " " * 9_998 + "b",
    "\n".join(">" * n for n in range(140)),
]


def calls_for(source: str) -> tuple[str, int]:
    """The HTML, and how many functions were called to make it: the same on every machine."""
    counting = cProfile.Profile()
    html = counting.runcall(to_html, source)
    return html, sum(called.callcount for called in counting.getstats())


EVERY_BOMB = [
    *((bomb * LONGEST_TEXT)[:LONGEST_TEXT] for bomb in ALL_BOMBS),
    *((f"{line}\n" * LONGEST_TEXT)[:LONGEST_TEXT] for line in LINES),
    *(deep[:LONGEST_TEXT] for deep in DEEP + WHOLE),
]


@pytest.mark.parametrize("bomb", some_and_then_all(EVERY_BOMB[::4], EVERY_BOMB), ids=lambda bomb: ascii(bomb[:14]))
def test_twice_as_much_of_anything_takes_twice_the_work_and_not_its_square(bomb: str) -> None:
    html, whole = calls_for(bomb)
    _, half = calls_for(bomb[: len(bomb) // 2])
    assert whole < 3 * half + 2000
    assert len(html) < 12 * LONGEST_TEXT
    assert letters(look(html).text) == letters(normalise_source(bomb))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\x0bc\x85d", "a\nb\nc\nd"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("a\n  \n \n   \n  \nb", "a\n\n\nb"),
        ("\n\na  \nb  \n\n", "a\nb"),
        ("a\tb", "a b"),
        ("e\u0301", "é"),
        ("a\0b\x1bc", "abc"),
        ("wa\u200bch\u00adten", "wachten"),
        ("\u202eabc\u202c", "abc"),
        ("q" + "\u0301" * 40, "q" + "\u0301" * 8),
        ("👩\u200d👧 en a\u200db", "👩\u200d👧 en ab"),
    ],
    ids=ascii,
)
def test_a_source_is_normalised(typed: str, kept: str) -> None:
    assert normalise_source(typed) == kept


@given(st.text())
def test_normalising_a_source_twice_changes_nothing_more(text: str) -> None:
    assert normalise_source(normalise_source(text)) == normalise_source(text)


def test_in_a_text_of_the_house_a_bold_paragraph_is_a_heading() -> None:
    source = "**Eerst**\n\nEen *woord*.\n\n**Dan** niet\n\n**Nooit <script>**\n\n> **Ook niet**"
    assert to_page(source, 3, {}) == (
        "<h3>Eerst</h3>\n<p>Een <em>woord</em>.</p>\n<p><strong>Dan</strong> niet</p>\n"
        "<h3>Nooit &lt;script&gt;</h3>\n<blockquote>\n<h3>Ook niet</h3>\n</blockquote>"
    )
    assert "<h" not in to_html(source)
