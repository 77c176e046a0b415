"""Rules of the house that can be read from the source itself."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import TypeVar

import pytest
from jinja2 import nodes
from sqlmodel import SQLModel

import migrations.every_table  # noqa: F401
from accounts.forms.applicants import ApplicationRuling
from foundation.columns import Record, Versioned
from foundation.settings import ROOT
from foundation.templates import make_environment
from groups.models import ConversationOutcome
from information.help_lines import SHIPPED, read_help_lines
from moderation.models import Verdict
from tests.browsing import Page
from tests.rules.conftest import House
from tests.rules.crawl import pages_of

OURS = ("accounts", "audit", "demo", "facts", "forum", "foundation", "groups", "information", "mail", "moderation",
        "reporting", "safety", "scheduler", "texts", "web")  # fmt: skip
SOURCES = sorted([*(ROOT / f"{name}.py" for name in ("app", "cli", "serving", "checking", "workers")),
                  *(path for name in OURS for path in (ROOT / name).rglob("*.py"))])  # fmt: skip
ROUTES = [path for path in SOURCES if {"routes", "own_routes"} & {*path.parts, path.stem}]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_FIELDS_BY_PLACE = 6
KNOWN_SITES = {line.chat for line in read_help_lines(SHIPPED) if line.chat}
N = TypeVar("N", bound=ast.AST)
ASKS_THE_DATABASE = {"select", "insert", "update", "delete", "text", "exec", "execute", "scalars", "query"}
FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)
OWN_ACTION = re.compile(
    r'action="\{\{ (url\("[a-z]+:[a-z_]+"|url\(access_codes\.route_prefix ~ "_[a-z_]+"|back|submit_url|enter_url)'
)
OTHER_CLOCKS = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time")
HOME_FOLDERS = ("Path.home", "os.path.expanduser")
ABOUT_ITSELF = ("url", "base_url", "url_for", "client", "query_params", "session")
HEADERS_ABOUT_ITSELF = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "user-agent", "referer",
                        "forwarded", "x-real-ip")  # fmt: skip
WRITTEN_BY_A_MACRO = ('class="queue-list"', "<table", "<td data-label", "<details", 'class="crumb"', 'class="note',
                      'class="empty', '<a class="button')  # fmt: skip
ASKS_A_STATE = re.compile(r'(?:state|entry|fit)"? ?(?:==|!=|in|not in|, "(?:in|equalto)")[^%}]*')
BY_ANSWER: dict[str, type[Enum]] = {
    "application_": ApplicationRuling.Verdict,
    "did_": Verdict,
    "recorded_": ConversationOutcome,
}
"""What a colleague decided is confirmed in words of its own."""
WRITES_ITS_STATE = {
    "CONVERSATION_LIFECYCLE": "groups/conversation_lifecycle.py",
    "REGISTRATION_LIFECYCLE": "groups/registrations/operations/lifecycle.py",
}
LOGS = ("exception", "critical", "warning", "info", "debug")
DECLARES_SAFE = ("safe", "xmlattr", "urlize", "tojson", "forceescape", "stored_html")
OF_THEIR_OWN = [re.compile(pattern, re.IGNORECASE) for pattern in (
    r"<style\b",
    r"<[^>]*\sstyle\s*=",
    r"<[a-z][^>]*\son[a-z]+\s*=",
    r"<script(?![^>]*\bsrc=)",
    r"javascript:",
    r"<(iframe|object|embed|base|meta http-equiv)\b",
)]  # fmt: skip


def name(path: Path) -> str:
    """A file, as it is named when it is wrong."""
    return str(path.relative_to(ROOT))


def at(path: Path, node: ast.expr | ast.stmt, what: str = "") -> str:
    """A place in it, and what stands there."""
    return f"{name(path)}:{node.lineno}: {what}"


def test_there_is_something_to_read():
    assert len(SOURCES) > 90
    assert len(ROUTES) > 60
    assert len(PAGES) > 50


def test_routes_ask_no_database():
    wrong = []
    for path in ROUTES:
        wrong += [at(path, node, call) for call, node in _calls(path) if call in ASKS_THE_DATABASE]
        for node in _nodes(path, ast.ImportFrom):
            wrong += [
                at(path, node, one.name) for one in node.names if one.name in ("select", "insert", "update", "col")
            ]
    assert not wrong, "\n".join(wrong)


def test_one_module_writes_the_state_of_a_conversation_and_another_that_of_a_registration():
    wrong = []
    for path in [
        path for path in SOURCES if "groups" in path.parts and not {"models", "queries"} & {*path.parts, path.stem}
    ]:
        owned = {lifecycle for lifecycle, owner in WRITES_ITS_STATE.items() if name(path) == owner}
        for node in _nodes(path, ast.Name):
            if node.id in WRITES_ITS_STATE and node.id not in owned:
                wrong.append(at(path, node, node.id))
        if not owned:
            wrong += [at(path, node, "state") for node in _nodes(path, ast.expr) if _sets_a_state(node)]
    assert not wrong, "\n".join(wrong)


def test_pages_ask_no_state_and_none_is_long():
    """What a state means is asked in Python; the macros of `components` turn words into sentences."""
    wrong = []
    for path in [path for path in PAGES if path.parent.name != "components"]:
        source = _source(path)
        wrong += [f"{name(path)}: {found}" for found in ASKS_A_STATE.findall(source)]
        if source.count("\n") > 120:
            wrong.append(f"{name(path)}: too long")
    assert not wrong, "\n".join(wrong)


def test_lists_tables_and_folds_are_written_by_the_macros_of_components():
    pages = [path for path in PAGES if path.parent.name not in ("components", "layouts")]
    wrong = [f"{name(path)}: {one}" for path in pages for one in WRITTEN_BY_A_MACRO if one in _source(path)]
    assert not wrong, "\n".join(wrong)


def test_every_flash_has_its_sentence_and_every_sentence_has_its_flash():
    sentences = set(re.findall(r'"([a-z_]+)"', (ROOT / "templates/components/flash.html").read_text("utf-8")))
    told, beginnings = set(), set()
    for path in SOURCES:
        given = [node.value for node in _nodes(path, ast.keyword) if node.arg == "flash"]
        given += [node.value for node in _nodes(path, ast.Assign) if ast.unparse(node.targets[0]) == "flash"]
        for node in [node for value in given for node in _said_by(value)]:
            if isinstance(node, ast.JoinedStr):
                beginnings.add(str(node.values[0].value))  # type: ignore[attr-defined]
            elif isinstance(node, ast.Constant):
                told.add(node.value)
    begun = {one for one in sentences if one.startswith(tuple(beginnings))}
    assert told - {""} == sentences - begun | told & begun
    assert beginnings == {*BY_ANSWER}
    decided = {f"{beginning}{one}" for beginning, answers in BY_ANSWER.items() for one in answers}
    assert decided <= begun <= decided | told


def test_owners_are_compared_in_sql_by_one_function_only():
    wrong = []
    for path in _but("accounts/models/viewer.py"):
        for function in _nodes(path, ast.FunctionDef):
            is_scope = any(isinstance(one, ast.Name) and one.id == "classmethod" for one in function.decorator_list)
            for node in ast.walk(function):
                if isinstance(node, ast.Compare):
                    sides = [node.left, *node.comparators]
                    is_sql = is_scope or any(isinstance(one, ast.Call) and _called(one) == "col" for one in sides)
                    if is_sql and any(_is_viewers_id(one) for one in sides):
                        wrong.append(at(path, node, function.name))
    assert not wrong, "\n".join(wrong)


def test_time_comes_from_the_clock_and_settings_from_the_settings():
    wrong = []
    for path in SOURCES:
        for call, node in _calls(path):
            whole = ast.unparse(node.func)
            if call == "getenv" or (whole in OTHER_CLOCKS and name(path) != "foundation/clock.py"):
                wrong.append(at(path, node, whole))
    for path in _but("foundation/settings.py"):
        wrong += [at(path, node) for node in _nodes(path, ast.Attribute) if node.attr in ("environ", "environb")]
    assert not wrong, "\n".join(wrong)


def test_no_test_reads_the_clock_on_the_wall_or_somebodys_home_folder():
    wrong = [
        at(path, node, ast.unparse(node.func))
        for path in TESTS
        if name(path) != "tests/moment.py"
        for _, node in _calls(path)
        if ast.unparse(node.func) in OTHER_CLOCKS + HOME_FOLDERS
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_built_from_what_a_request_says_about_itself():
    wrong = []
    for path in SOURCES:
        for node in _nodes(path, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id == "request" and node.attr in ABOUT_ITSELF:
                wrong.append(at(path, node, node.attr))
        for node in _nodes(path, ast.Constant):
            if isinstance(node.value, str) and node.value.lower() in HEADERS_ABOUT_ITSELF:
                wrong.append(at(path, node, node.value))
    assert not wrong, "\n".join(wrong)


def test_one_place_makes_html_safe_and_one_knows_the_sanitiser():
    wrong = []
    for path in _but("foundation/templates.py"):
        wrong += [at(path, node, node.id) for node in _nodes(path, ast.Name) if node.id == "Markup"]
        wrong += [name(path)] if "markupsafe" in _source(path) else []
    for path in _but("safety/formatting.py"):
        found = re.search(r"^\s*(import|from) (bleach|markdown_it)", _source(path), re.MULTILINE)
        wrong += [f"{name(path)}: {found.group()}"] if found else []
    assert not wrong, "\n".join(wrong)


def test_nothing_is_printed_and_only_kinds_of_errors_are_logged():
    wrong = []
    for path in SOURCES:
        for call, node in _calls(path):
            is_log = call in LOGS and ast.unparse(node.func).startswith("log")
            if is_log or call == "basicConfig":
                wrong.append(at(path, node, "log only through log_error"))
    assert not wrong, "\n".join(wrong)


def test_what_has_more_than_six_fields_is_made_by_their_names():
    wrong = []
    for path in SOURCES:
        for made in _nodes(path, ast.ClassDef):
            fields = [one for one in made.body if isinstance(one, ast.AnnAssign) and "ClassVar" not in ast.unparse(one)]
            decorators = [ast.unparse(one) for one in made.decorator_list]
            is_bare = any(one.startswith("dataclass") and "kw_only=True" not in one for one in decorators)
            wrong += [at(path, made, made.name)] if is_bare and len(fields) > MOST_FIELDS_BY_PLACE else []
    assert not wrong, "\n".join(wrong)


def test_a_name_means_one_kind_of_thing_on_every_table():
    """Asked of all rows in SQL, called on one, or read from one: `open()` and `is_open`, never both under one name."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for table in SQLModel.__subclasses__() + [one for base in (Record, Versioned) for one in base.__subclasses__()]:
        for called, value in vars(table).items():
            if isinstance(value, classmethod | property | FunctionType) and not called.startswith("_"):
                found[called][type(value).__name__] = f"{table.__name__}.{called}"
    assert len(found) > 50
    assert not [places for places in found.values() if len(places) > 1]


def test_templates_are_html_or_text_and_nothing_else():
    assert {path.suffix for path in TEMPLATES} == {".html", ".txt"}
    assert {path.suffix for path in TEMPLATES if path.parent.name == "mail"} == {".txt"}
    assert not [path for path in TEMPLATES if path.suffix == ".txt" and path.parent.name != "mail"]


def test_nothing_in_a_template_is_declared_safe_but_what_our_own_formatting_made():
    environment, wrong = make_environment("Naast", "Europe/Brussels"), []
    for path in TEMPLATES:
        tree = environment.parse(_source(path))
        for one in tree.find_all(nodes.Filter):
            is_ours = one.name == "stored_html" and _comes_from_formatting(one.node)
            if one.name in DECLARES_SAFE and not is_ours:
                wrong.append(f"{name(path)}:{one.lineno}: {one.name}")
        for other in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
            wrong.append(f"{name(path)}:{other.lineno}: changes how it is escaped")
        wrong += [f"{name(path)}: autoescape"] if "autoescape" in _source(path) else []
    assert not wrong, "\n".join(wrong)


def test_pages_hold_no_style_and_no_script_of_their_own():
    wrong = []
    for path in PAGES:
        found = [one.search(_source(path)) for one in OF_THEIR_OWN]
        wrong += [f"{name(path)}: {one.group()}" for one in found if one]
    assert not wrong, "\n".join(wrong)


def test_templates_name_no_other_host():
    wrong = []
    for path in TEMPLATES:
        hosts = re.findall(r"(?:https?:)?//[\w.-]+", _source(path))
        wrong += [f"{name(path)}: {host}" for host in hosts if host != "http://www.w3.org"]
    assert not wrong, "\n".join(wrong)


SENT_AGAIN = {f"templates/errors/{one}.html" for one in ("code", "access_code", "_send_again")}


def test_every_form_is_posted_to_an_address_of_our_own_table():
    wrong, number = [], 0
    for path in PAGES:
        number += len(FORM.findall(_source(path)))
        for form in FORM.findall(_source(path)):
            if name(path) in SENT_AGAIN:
                is_right = "action" not in form  # comes back to the very address it answers, whatever that is
            else:
                is_right = 'method="post"' in form and OWN_ACTION.search(form)
            wrong += [] if is_right else [f"{name(path)}: {form}"]
        others = re.findall(r"formaction=(\"?[^\s,)>%]+)", _source(path))
        wrong += [f"{name(path)}: {one}" for one in others if not re.match(r'url|none|preview_url|"\{\{', one)]
    assert not wrong, "\n".join(wrong)
    assert number > 50


@pytest.mark.parametrize("person", ["guest", "ada", "mia", "cora"])
async def test_every_page_as_it_comes_out_leads_only_where_we_know_and_holds_no_style_or_script(
    house: House, person: str
):
    forms = 0
    async for path, page in pages_of(house, person):
        forms += _leads_its_forms_to_routes(house, path, page)
        for link in page.links:
            assert _leads_somewhere(house, path, link), (path, link)
        if page.status != 303:
            assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", page.html, re.IGNORECASE), path
            assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", page.html, re.IGNORECASE), path
            assert page.links[0] == "/exit", path
    assert forms


def _leads_its_forms_to_routes(house: House, path: str, page: Page) -> int:
    posts = [route for route in house.app.app.routes if "POST" in (getattr(route, "methods", None) or ())]
    for action in page.form_actions:
        assert any(route.path_regex.fullmatch(action) for route in posts), (path, action)
        assert "?" not in action, path
    assert not re.search(r'<form(?![^>]*method="post")', page.html, re.IGNORECASE), path
    return len(page.form_actions)


def _leads_somewhere(house: House, path: str, link: str) -> bool:
    ours = (route for route in house.app.app.routes if "GET" in (getattr(route, "methods", None) or ()))
    if link.startswith("/"):
        return "?" not in link and any(route.path_regex.fullmatch(link.split("#")[0]) for route in ours)
    return link.startswith(("#", "tel:", "mailto:", "sms:")) or link in KNOWN_SITES


def _said_by(value: ast.expr) -> list[ast.expr]:
    """Either of both, where there are two."""
    return [*_said_by(value.body), *_said_by(value.orelse)] if isinstance(value, ast.IfExp) else [value]


def _but(only: str) -> list[Path]:
    others = [path for path in SOURCES if name(path) != only]
    assert len(others) == len(SOURCES) - 1, only
    return others


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _everything_in(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(_source(path))))


def _nodes(path: Path, kind: type[N]) -> list[N]:
    return [node for node in _everything_in(path) if isinstance(node, kind)]


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in _nodes(path, ast.Call):
        yield _called(node), node


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _sets_a_state(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "state" and isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.Dict):
        return any(isinstance(key, ast.Constant) and key.value == "state" for key in node.keys)
    return isinstance(node, ast.Call) and _called(node) == "values" and any(one.arg == "state" for one in node.keywords)


def _is_viewers_id(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute) and node.attr == "id" and ast.unparse(node.value) in ("viewer", "request.user")
    )


def _comes_from_formatting(node: nodes.Node) -> bool:
    """A variable that routes fill with `to_html`, the copy kept on a post, or `formatted(…)` itself."""
    if isinstance(node, nodes.Call):
        return isinstance(node.node, nodes.Name) and node.node.name == "formatted"
    if isinstance(node, nodes.Getattr):
        return node.attr == "html" or _comes_from_formatting(node.node)
    if isinstance(node, nodes.Getitem):
        return _comes_from_formatting(node.node)
    return isinstance(node, nodes.Name) and node.name in ("html", "intro")
