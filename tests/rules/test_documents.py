"""What the documents name exists, what they quote stands in the source, and their words are those of the screens."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from foundation.settings import ROOT

AT_THE_TOP = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "STYLE.md", "SECURITY.md")
DOCUMENTS = [
    *(ROOT / name for name in AT_THE_TOP),
    *sorted((ROOT / "docs/decisions").glob("*.md")),
    *(ROOT / "docs" / name for name in ("running.md", "dependencies.md")),
]
MADE_LATER = {"var/", "outgoing/", "root.key", ".venv", ".venv/bin/naast"}
"""Made when Naast is installed or runs."""
NOT_OURS = {"var", "build", "dist"}
ELSEWHERE = {"utils", "manager", "info", "core", "Model", "Host", "Origin", "def", "await", "_mac", "_on", "_at"}
"""Words in backticks that are meant to be found nowhere in the code, or that belong to somebody else."""
OF_THE_PAST: set[str] = set()
"""Names that a decision gives for something that is no more."""
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CUT = re.compile(r"^# (\S+\.py) (\S+)$")
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)\)")
FILE = re.compile(r"[\w.-]+\.(py|md|html|txt|toml|css|js|po|pot|ini|tsv)|Makefile")
NAME = re.compile(r"[A-Za-z_][\w.]*")
MODELS = ("accounts", "forum", "moderation", "groups")
LANGUAGES = ("nl", "fr")
NOT_ON_SCREENS = "–"
BETWEEN = " · "


def test_the_cuts_of_the_architecture_are_the_source():
    wrong, cuts = [], list(_cuts())
    for path, name, lines in cuts:
        source = _segment(path, name)
        if source is None:
            wrong.append(f"{path}: there is no {name}")
        elif not _is_cut_from(lines, source):
            wrong.append(f"{path}: {name} is not what ARCHITECTURE.md shows")
    assert not wrong, "\n".join(wrong)
    assert {path.split("/")[0] for path, _, _ in cuts} >= {"moderation", "groups"}


def test_a_cut_may_leave_lines_out_but_change_none():
    source = ["def a():", "    one()", "    two()", "    return 3"]
    assert _is_cut_from(source, source)
    assert _is_cut_from(["def a():", "    ...", "    return 3"], source)
    assert _is_cut_from(["def a():", "    one()", "    ..."], source)
    assert not _is_cut_from(["def a():", "    return 3"], source)
    assert not _is_cut_from(["def a():", "    ...", "     two()", "    ..."], source)
    assert not _is_cut_from(["def a():", "    one()"], source)
    assert not _is_cut_from(["    ...", "    return 3"], source)


def test_the_subjects_of_groups_stand_in_the_order_of_their_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["id"] == "subjects")
    in_order = [name for layer in layers for name in layer.split(" | ") if name not in ("routes", "jobs")]
    fences = re.findall(r"^```\n(.*?)^```$", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    told = [re.split(r"   +", line)[0] for line in fences[1].split("\n")]
    assert [name for names in told for name in re.findall(r"\w+", names)] == in_order


def test_every_file_and_folder_that_a_document_names_exists():
    wrong = []
    for document in DOCUMENTS:
        text = _prose(document)
        wrong += [f"{_name(document)}: {one}" for one in _named_paths(text) if not _exists(one)]
        links = [one for one in LINK.findall(text) if "://" not in one]
        wrong += [f"{_name(document)}: {one}" for one in links if not (document.parent / one).exists()]
    assert not wrong, "\n".join(wrong)


def test_every_name_in_a_document_exists_in_the_code():
    known, wrong = _known_names(), []
    for document in DOCUMENTS:
        for one in IN_BACKTICKS.findall(_prose(document)):
            bare = one.split("(")[0].removesuffix("=").removesuffix(":")
            bare = bare.lower().removeprefix("naast_") if bare.lower().removeprefix("naast_") in known else bare
            if NAME.fullmatch(bare) and not FILE.fullmatch(bare):
                missing = set(bare.strip(".").split(".")) - known - ELSEWHERE - OF_THE_PAST
                wrong += [f"{_name(document)}: {one}"] if missing else []
    assert not wrong, "\n".join(wrong)


def test_what_is_to_be_copied_stands_in_the_file_that_is_named():
    rows = _table("ARCHITECTURE.md", "To add X, copy Y")
    wrong = []
    for row in rows:
        names: list[str] = []
        for one in IN_BACKTICKS.findall(row[1]):
            if NAME.fullmatch(one) and not FILE.fullmatch(one):
                names.append(one)
            elif one.endswith((".py", ".html")):
                wrong += [f"{row[0]}: {name} is not in {one}" for name in names if not _defines(one, name)]
                names = []
        wrong += [f"{row[0]}: in which file is {name}?" for name in names]
    assert not wrong, "\n".join(wrong)
    assert len(rows) > 20


def test_the_words_of_the_field_are_all_there():
    coded = [row[0] for row in _words()]
    told = {part for cell in coded for name in IN_BACKTICKS.findall(cell) for part in name.split(".")}
    for_tables_and_kinds = {name for name, node in _classes() if _is_table(node) or _is_kind(node)}
    assert not for_tables_and_kinds - told, sorted(for_tables_and_kinds - told)
    assert not told - _known_names(), sorted(told - _known_names())


def test_the_words_of_the_field_are_those_of_the_screens():
    wrong = []
    for code, *words, _ in _words():
        apart = [word.split(BETWEEN) for word in words]
        if {*words} == {NOT_ON_SCREENS}:
            continue
        if len({len(one) for one in apart}) != 1:
            wrong.append(f"{code}: not as many words in each language")
            continue
        wrong += [f"{code}: {', '.join(three)}" for three in zip(*apart, strict=True) if not _is_on_a_screen(*three)]
    assert not wrong, "\n".join(wrong)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _prose(document: Path) -> str:
    """A document without its fences."""
    return re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def _cuts() -> Iterator[tuple[str, str, list[str]]]:
    """Every piece of source in the architecture: its file, its name and its lines."""
    for fence in FENCE.findall((ROOT / "ARCHITECTURE.md").read_text("utf-8")):
        lines = fence.rstrip("\n").split("\n")
        begins = [number for number, line in enumerate(lines) if CUT.match(line)]
        assert begins[:1] == [0], f"where is this from? {lines[0]}"
        for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
            found = CUT.match(lines[begin])
            assert found
            piece = lines[begin + 1 : end]
            while piece and not piece[-1]:
                piece.pop()
            yield found[1], found[2], piece


def _segment(path: str, name: str) -> list[str] | None:
    """The source of one definition at the top of a module, decorators and all."""
    source = (ROOT / path).read_text("utf-8") if (ROOT / path).is_file() else ""
    for node in ast.parse(source).body:
        if name in _defined_by(node):
            decorators = [one.lineno for one in getattr(node, "decorator_list", ())]
            return source.split("\n")[min([node.lineno, *decorators]) - 1 : node.end_lineno]
    return None


def _is_cut_from(lines: list[str], source: list[str]) -> bool:
    """Are these the lines of the source, in order, with `...` wherever some were left out?"""
    pieces: list[list[str]] = [[]]
    for line in lines:
        if line.strip() == "...":
            pieces.append([])
        else:
            pieces[-1].append(line)
    at = 0
    for number, piece in enumerate(pieces):
        if not piece and number not in (0, len(pieces) - 1):
            return False
        places = range(at, len(source) - len(piece) + 1) if number else [0]
        found = [one for one in places if source[one : one + len(piece)] == piece]
        if number and number == len(pieces) - 1:
            found = found[-1:] if piece else found
        if not found or (number == 0 and not piece):
            return False
        at = found[0] + len(piece)
    return not pieces[-1] or at == len(source)


def _named_paths(text: str) -> list[str]:
    """What is in backticks and looks like a file or folder of the repository."""
    return [
        one
        for one in IN_BACKTICKS.findall(text)
        if not re.search(r"[\s<>*{}$:|=()]", one)
        and not one.startswith(("/", "NAAST_", "text/", "application/"))
        and ("/" in one or FILE.fullmatch(one))
    ]


def _exists(path: str) -> bool:
    """Is it there, from the top; or, when it is one name without a folder, anywhere?"""
    if path in MADE_LATER:
        return True
    bare = path.rstrip("/")
    return (ROOT / path).exists() if "/" in bare else bare in {part for one in _files() for part in one.split("/")}


@cache
def _files() -> tuple[str, ...]:
    """Every file of the repository that is not hidden."""
    tops = [one for one in ROOT.iterdir() if not one.name.startswith(".") and one.name not in NOT_OURS]
    there = [path for top in tops for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file()]
    return tuple(_name(path) for path in there if "__pycache__" not in path.parts)


@cache
def _known_names() -> set[str]:
    """Every name that the code defines, imports or keeps as a value."""
    known: set[str] = set()
    for path in _files():
        if path.endswith(".py"):
            known |= {path.rsplit("/", 1)[-1].removesuffix(".py"), *path.split("/")[:-1]}
            for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
                known |= set(_names_in(node))
        elif path.startswith("scripts/") or path == "Makefile":
            known |= set(re.findall(r"[\w-]+", (ROOT / path).read_text("utf-8")))
    return known


def _names_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, (ast.arg, ast.keyword)) and node.arg:
        yield node.arg
    elif isinstance(node, ast.alias):
        yield from (node.asname or node.name).split(".")
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
        yield node.value


def _defined_by(node: ast.AST) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {one.id for one in targets if isinstance(one, ast.Name)}


def _defines(path: str, name: str) -> bool:
    """Does this file define it: at the top, or (`Class.name`) in a class; a macro, in a template?"""
    source = (ROOT / path).read_text("utf-8") if (ROOT / path).is_file() else ""
    if path.endswith(".html"):
        return f"macro {name}(" in source
    nodes: list[ast.stmt] = ast.parse(source).body
    for part in name.split("."):
        found = [node for node in nodes if part in _defined_by(node)]
        if not found:
            return False
        nodes = getattr(found[0], "body", [])
    return True


def _table(document: str, heading: str) -> list[list[str]]:
    """The rows of the tables under a heading, without their heads."""
    text = (ROOT / document).read_text("utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.split("\n") if line.startswith("|")]
    rules = [number for number, row in enumerate(rows) if set(row[0]) == {"-"}]
    heads = {one for number in rules for one in (number - 1, number)}
    return [row for number, row in enumerate(rows) if number not in heads]


def _words() -> list[list[str]]:
    """Code, Dutch, English, French, and what it is."""
    rows = [row if len(row) == 5 else [*row, ""] for row in _table("STYLE.md", "Words of the field")]
    return [[code, dutch, english, french, about] for code, dutch, english, french, about in rows]


def _classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path in sorted(one for room in MODELS for one in (ROOT / room / "models").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield node.name, node


def _is_table(node: ast.ClassDef) -> bool:
    return any(one.arg == "table" for one in node.keywords)


def _is_kind(node: ast.ClassDef) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "StrEnum" for one in node.bases)


@cache
def _sentences() -> list[tuple[str, str, str]]:
    """Every English sentence with its Dutch and French one, in small letters."""
    books = []
    for language in LANGUAGES:
        with (ROOT / f"locales/{language}/LC_MESSAGES/messages.po").open("rb") as file:
            books.append({_plain(one.id): _plain(one.string) for one in read_po(file) if one.id})
    first, second = books
    return [(english, dutch, second.get(english, "")) for english, dutch in first.items()]


def _plain(sentence: object) -> str:
    forms = [sentence] if isinstance(sentence, str) else [*(sentence if isinstance(sentence, (list, tuple)) else ())]
    return " / ".join(forms).casefold().replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _is_on_a_screen(dutch: str, english: str, french: str) -> bool:
    """Is there one sentence that has all three words? What stands in brackets is not a part of the word."""
    words = [_plain(re.sub(r" \(.*?\)", "", one)) for one in (english, dutch, french)]
    return any(
        all(word in one for word, one in zip(words, three, strict=True)) for three in (*_sentences(), *_long_texts())
    )


@cache
def _long_texts() -> list[tuple[str, str, str]]:
    """The texts that the team can edit, in three languages."""
    names = {path.name.split(".")[0] for path in (ROOT / "texts/shipped").glob("*.md")}
    return [(_text_of(name, "en"), _text_of(name, "nl"), _text_of(name, "fr")) for name in sorted(names)]


def _text_of(name: str, language: str) -> str:
    return " ".join(_plain((ROOT / f"texts/shipped/{name}.{language}.md").read_text("utf-8")).split())
