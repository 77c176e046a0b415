"""Brings locales/ up to date with the sentences in code and templates, or (--check) says what is wrong.

A msgid is the English sentence, so English has no catalogue. Catalogues hold no dates and no line numbers:
they change only when a sentence does.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl", "fr")
TEMPLATE = ROOT / "locales" / "messages.pot"
NOT_OURS = {".venv", "var", "build", "tests", "scripts", "benchmarks"}
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
JINJA = {"extensions": "jinja2.ext.do", "silent": "false"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")


def main() -> int:
    """Write the catalogues, or only look; 1 when something is wrong."""
    template = extracted()
    if "--check" not in sys.argv[1:]:
        for language in (None, *LANGUAGES):
            write(template, language)
    problems = [problem for language in LANGUAGES for problem in wrong_in(language, template)]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems and "--check" in sys.argv[1:] else 0


def extracted() -> Catalog:
    """Every sentence in templates and Python code, with the files it stands in."""
    catalog = Catalog(charset="utf-8")
    for path in sorted(sources()):
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        options = {} if path.suffix == ".py" else JINJA
        for _line, ids, comments, context in extract_from_file(method, path, KEYWORDS, ["Translators:"], options):
            where = [(path.relative_to(ROOT).as_posix(), 1)]
            catalog.add(ids, None, where, auto_comments=comments, context=context)
    return catalog


def sources() -> Iterator[Path]:
    """Files that can hold sentences."""
    yield from (path for path in ROOT.glob("templates/**/*") if path.suffix in {".html", ".txt"})
    yield from ROOT.glob("*.py")
    for folder in ROOT.iterdir():
        if folder.is_dir() and folder.name not in NOT_OURS and not folder.name.startswith("."):
            yield from folder.rglob("*.py")


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands, empty when there is none."""
    path = catalogue_path(language)
    return read_po(BytesIO(path.read_bytes() if path.exists() else b""), locale=language)


def write(template: Catalog, language: str | None) -> None:
    """Write messages.pot (no language) or a catalogue: every sentence, with the translation it had."""
    catalog, path = (template, TEMPLATE) if language is None else (read(language), catalogue_path(language))
    if language is not None:
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header(catalog, language).encode() + b"\n" + body.getvalue().strip() + b"\n")


def header(catalog: Catalog, language: str | None) -> str:
    """What other programs need to read the file, and nothing that changes from day to day."""
    fields = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if language:
        fields = [f"Language: {language}", *fields, f"Plural-Forms: {catalog.plural_forms}"]
    return "".join(['msgid ""\nmsgstr ""\n', *(f'"{field}\\n"\n' for field in fields)])


def wrong_in(language: str, template: Catalog) -> Iterator[str]:
    """Sentences that say what is missing, left over, unsure, empty or differently filled in."""
    catalog = read(language)
    for message in template:
        if message.id and catalog.get(message.id, message.context) is None:
            yield f"{language}: not in the catalogue: {said(message)}"
    for message in catalog:
        if not message.id:
            continue
        if template.get(message.id, message.context) is None:
            yield f"{language}: no longer used: {said(message)}"
        elif message.fuzzy:
            yield f"{language}: marked fuzzy: {said(message)}"
        elif not all(strings_of(message.string)):
            yield f"{language}: not translated: {said(message)}"
        elif not fills_alike(message):
            yield f"{language}: other placeholders than the original: {said(message)}"


def fills_alike(message: Message) -> bool:
    """Whether the translation fills in what the original does; the form for one may leave out the number."""
    given = {name for text in strings_of(message.id) for name in PLACEHOLDER.findall(text)}
    used = [set(PLACEHOLDER.findall(text)) for text in strings_of(message.string)]
    stray = any("%" in PLACEHOLDER.sub("", text).replace("%%", "") for text in strings_of(message.string))
    return used[-1] == given and all(names <= given for names in used) and not stray


def strings_of(value: object) -> tuple[str, ...]:
    """One text, or one for each plural form."""
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else ("",)


def said(message: Message) -> str:
    """The original, with the files it stands in."""
    places = ", ".join(sorted({path for path, _line in message.locations}))
    return f"{strings_of(message.id)[0]!r} ({places})" if places else f"{strings_of(message.id)[0]!r}"


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"


if __name__ == "__main__":
    sys.exit(main())
