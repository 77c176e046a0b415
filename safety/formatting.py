"""Light formatting: what somebody typed becomes HTML. The only module that knows markdown-it-py and bleach.

Two layers, each enough by itself: the first can only make the allowed elements, the second lets only those
through. What is no formatting here (a link, a heading, HTML) stays as the characters that were typed.
"""

import html
import re
import unicodedata
from collections.abc import Mapping

import bleach
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline

from safety.characters import without_invisible, without_piled_marks

LONGEST_TEXT = 10_000
"""Code points in one text, measured after `tidy_source`."""

ALLOWED_ELEMENTS = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "blockquote"})
_MOST_MARKS_IN_A_ROW = 8
_DEEPEST_BLOCK = 6  # a quote is one deep, a list with its item two
_DEEPEST_EMPHASIS = 3
_MOST_EMPHASES = 300  # runs of * and _ that may be emphasis; what comes after stays as typed
_MOST_LINES = 600  # what comes after is one line: nobody writes so many, and each costs time
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES_AT_LINE_END = re.compile(r"(?<! ) +(?=\n|\Z)")
_EMPTY_LINES = re.compile("\n{4,}")
_EMPHASIS_RUN = re.compile(r"(?<!\\)(\\*)([*_]+)")
_BOLD_PARAGRAPH = re.compile("<p><strong>([^<]*)</strong></p>")
_HOUSE_LINK = re.compile(r"\[([^\[\]<>]{1,80})\]\(([a-z0-9.:-]{2,40})\)")
_LIST_START = re.compile(r"(?:[-*]|1[.)]) +(?=[^ \n])(?![-*+ ]+(?:\n|\Z))")


def normalise_source(text: str) -> str:
    """`text` as it is kept: NFC, `\\n` as the line end, nothing hidden, at most two empty lines in a row."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    seen = unicodedata.normalize("NFC", without_invisible(lines))
    light = without_piled_marks(seen, _MOST_MARKS_IN_A_ROW)
    return _EMPTY_LINES.sub("\n\n\n", _SPACES_AT_LINE_END.sub("", light)).strip("\n")


def to_html(source: str) -> str:
    """`source` as HTML of the allowed elements, without attributes. Safe to show as it is, for any text."""
    made = render_unsanitised(normalise_source(source))
    return bleach.clean(made, tags=ALLOWED_ELEMENTS, attributes={}, protocols=(), strip=False, strip_comments=True)


def to_page(source: str, level: int, targets: Mapping[str, str]) -> str:
    """A text of the house as HTML: a paragraph that is bold throughout is a heading of this level, 2 to 4.

    `[words](name)` leads to what `targets` has under that name; under any other name the words stand alone.
    """

    def lead(link: re.Match[str]) -> str:
        words, name = link.groups()
        if name not in targets:
            return words
        leaves = ' rel="noreferrer"' if targets[name].startswith("https:") else ""
        return f'<a href="{html.escape(targets[name])}"{leaves}>{words}</a>'

    headed = _BOLD_PARAGRAPH.sub(rf"<h{level}>\1</h{level}>", to_html(source))
    return _HOUSE_LINK.sub(lead, headed)


def render_unsanitised(source: str) -> str:
    """The first layer alone. Only for the test that proves it would do without the second."""
    lines = _with_few_emphases(source).split("\n")
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES:] = [" ".join(lines[_MOST_LINES:])]
    return str(_markdown.render("\n".join(lines))).strip()


def _with_few_emphases(source: str) -> str:
    # the library pairs each run with every other one: thousands of them would take seconds
    seen = 0

    def keep_or_escape(run: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        if seen <= _MOST_EMPHASES:
            return run[0]
        slashes, marks = run.groups()
        escaped = len(slashes) % 2  # the first mark is, when an odd number of slashes stands before it
        return slashes + marks[:escaped] + "".join(f"\\{mark}" for mark in marks[escaped:])

    return _EMPHASIS_RUN.sub(keep_or_escape, source)


def _shallow_blockquote(state: StateBlock, line: int, last_line: int, silent: bool) -> bool:
    # the library leaves out what is nested too deep; here it stays, as the characters typed
    return state.level < _DEEPEST_BLOCK and blockquote(state, line, last_line, silent)


def _shallow_list(state: StateBlock, line: int, last_line: int, silent: bool) -> bool:
    next_item = silent and state.sCount[line] < state.blkIndent
    if not next_item and (state.level >= _DEEPEST_BLOCK or not _starts_list(state, line)):
        return False
    return list_block(state, line, last_line, silent)


def _starts_list(state: StateBlock, line: int) -> bool:
    # numbers that do not begin at one stay as they were typed: another start would need an attribute
    return _LIST_START.match(state.src, state.bMarks[line] + state.tShift[line]) is not None


def _shallow_emphasis(state: StateInline) -> None:
    depth = 0
    for token in state.tokens:
        nesting = token.nesting
        depth += nesting == 1
        if nesting and depth > _DEEPEST_EMPHASIS:
            token.type, token.tag, token.nesting, token.content = "text", "", 0, token.markup
        depth -= nesting == -1


def _make_markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "xhtmlOut": False})
    markdown.enable(["blockquote", "list", "newline", "escape", "emphasis"])
    markdown.block.ruler.at("blockquote", _shallow_blockquote, {"alt": ["paragraph", "blockquote", "list"]})
    markdown.block.ruler.at("list", _shallow_list, {"alt": ["paragraph", "blockquote"]})
    markdown.inline.ruler2.after("emphasis", "shallow_emphasis", _shallow_emphasis)
    markdown.render("- > *a*")  # the library arranges its rules at first use, which two threads must not do at once
    return markdown


_markdown = _make_markdown()
