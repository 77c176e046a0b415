"""Rules of the house that can be read from the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from foundation.settings import ROOT
from foundation.templates import make_environment
from tests.browsing import Page
from tests.conftest import plain_settings
from tests.rules.conftest import House
from tests.rules.crawl import pages_of

OURS = ("accounts", "audit", "demo", "facts", "forum", "foundation", "groups", "information", "mail", "moderation",
        "reporting", "safety", "scheduler", "texts", "web")  # fmt: skip
SOURCES = sorted([*(ROOT / f"{name}.py" for name in ("app", "cli", "serving", "checking")),
                  *(path for name in OURS for path in (ROOT / name).rglob("*.py"))])  # fmt: skip
ROUTES = [path for path in SOURCES if "routes" in path.parts]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
ASKS_THE_DATABASE = {"select", "insert", "update", "delete", "text", "exec", "execute", "scalars", "query"}
FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)


def name(path: Path) -> str:
    """How a test case is called."""
    return str(path.relative_to(ROOT))


def test_there_is_something_to_read():
    assert len(SOURCES) > 90
    assert len(ROUTES) > 15
    assert len(PAGES) > 50


@pytest.mark.parametrize("path", ROUTES, ids=name)
def test_routes_ask_no_database(path: Path):
    assert not [call for call, _ in _calls(path) if call in ASKS_THE_DATABASE]
    imported = {one.name for node in ast.walk(_read(path)) if isinstance(node, ast.ImportFrom) for one in node.names}
    assert not imported & {"select", "insert", "update", "col"}


@pytest.mark.parametrize("path", [path for path in SOURCES if name(path) != "accounts/models/viewer.py"], ids=name)
def test_owners_are_compared_in_sql_by_one_function_only(path: Path):
    found = []
    for function in ast.walk(_read(path)):
        if not isinstance(function, ast.FunctionDef):
            continue
        is_scope = any(isinstance(one, ast.Name) and one.id == "classmethod" for one in function.decorator_list)
        for node in ast.walk(function):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                is_sql = is_scope or any(isinstance(one, ast.Call) and _called(one) == "col" for one in sides)
                if is_sql and any(_is_viewers_id(one) for one in sides):
                    found.append(f"{function.name}:{node.lineno}")
    assert not found


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_time_comes_from_the_clock_and_settings_from_the_settings(path: Path):
    for call, node in _calls(path):
        whole = ast.unparse(node.func)
        if name(path) != "foundation/clock.py":
            assert whole not in ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"), whole
        assert call != "getenv"
    if name(path) != "foundation/settings.py":
        for node in ast.walk(_read(path)):
            assert not (isinstance(node, ast.Attribute) and node.attr in ("environ", "environb"))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_is_built_from_what_a_request_says_about_itself(path: Path):
    for node in ast.walk(_read(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "request":
            assert node.attr not in ("url", "base_url", "url_for", "client", "query_params", "session"), node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value.lower() not in ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "user-agent",
                                              "referer", "forwarded", "x-real-ip")  # fmt: skip


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_one_place_makes_html_safe_and_one_knows_the_sanitiser(path: Path):
    source = path.read_text(encoding="utf-8")
    if name(path) != "foundation/templates.py":
        assert "Markup" not in _names(path)
        assert "markupsafe" not in source
    if name(path) != "safety/formatting.py":
        assert not re.search(r"^\s*(import|from) (bleach|markdown_it)", source, re.MULTILINE)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_is_printed_and_only_kinds_of_errors_are_logged(path: Path):
    for call, node in _calls(path):
        if call in ("exception", "critical", "warning", "info", "debug") and ast.unparse(node.func).startswith("log"):
            pytest.fail(f"{node.lineno}: log only through note_error")
        assert call != "basicConfig"


def test_templates_are_html_or_text_and_nothing_else():
    assert {path.suffix for path in TEMPLATES} == {".html", ".txt"}
    assert {path.suffix for path in TEMPLATES if path.parent.name == "mail"} == {".txt"}
    assert not [path for path in TEMPLATES if path.suffix == ".txt" and path.parent.name != "mail"]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_in_a_template_is_declared_safe_but_what_our_own_formatting_made(path: Path, tmp_path: Path):
    tree = make_environment(plain_settings(tmp_path)).parse(path.read_text(encoding="utf-8"))
    for one in tree.find_all(nodes.Filter):
        assert one.name not in ("safe", "xmlattr", "urlize", "tojson", "forceescape"), one.lineno
        if one.name == "stored_html":
            assert _comes_from_formatting(one.node), one.lineno
    assert not list(tree.find_all(nodes.ScopedEvalContextModifier))
    assert not list(tree.find_all(nodes.EvalContextModifier))
    assert "autoescape" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_hold_no_style_and_no_script_of_their_own(path: Path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<style\b", source, re.IGNORECASE)
    assert not re.search(r"<[^>]*\sstyle\s*=", source, re.IGNORECASE)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", source, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source, re.IGNORECASE)
    assert "javascript:" not in source.lower()
    assert not re.search(r"<(iframe|object|embed|base|meta http-equiv)\b", source, re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_name_no_other_host(path: Path):
    found = re.findall(r"(?:https?:)?//[\w.-]+", path.read_text(encoding="utf-8"))
    assert not [host for host in found if host not in ("http://www.w3.org",)]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_form_is_posted_to_an_address_of_our_own_table(path: Path):
    source = path.read_text(encoding="utf-8")
    for form in FORM.findall(source):
        if name(path) in ("templates/errors/code.html", "templates/errors/receipt.html"):
            assert "action" not in form  # comes back to the very address it answers, whatever that is
            continue
        assert 'method="post"' in form
        own = r'url\("[a-z]+:[a-z_]+"|url\(desk\.route_prefix ~ "_[a-z_]+"'
        assert re.search(rf'action="\{{\{{ ({own}|back|send_to)', form), form
    for other in re.findall(r"formaction=(\"?[^\s,)>%]+)", source):
        assert re.match(r'url|none|preview_url|"\{\{', other), other


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
    return link.startswith(("#", "tel:", "mailto:", "sms:")) or (link.startswith("https://") and path == "/help")


def _read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(_read(path)):
        if isinstance(node, ast.Call):
            yield _called(node), node


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _names(path: Path) -> set[str]:
    return {node.id for node in ast.walk(_read(path)) if isinstance(node, ast.Name)}


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
