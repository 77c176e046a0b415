"""Everything that is written into a page is escaped, and nothing may be missing."""

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from foundation.templates import TEMPLATES, labelled, make_environment


@pytest.fixture
def environment():
    return make_environment("Naast", "Europe/Brussels")


def test_every_value_is_escaped(environment):
    shown = environment.from_string("{{ x }} {{ _('%(x)s', x=x) }}").render(x="<b>'\"&")
    assert "<b>" not in shown
    assert shown.count("&lt;b&gt;") == 2


def test_what_a_person_typed_is_never_run_as_a_template(environment):
    shown = environment.from_string("{{ x }}").render(x="{{ 7*7 }} {% raw %} %(y)s {0.__class__}")
    assert shown == "{{ 7*7 }} {% raw %} %(y)s {0.__class__}"


def test_a_value_that_is_missing_stops_the_page(environment):
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()
    with pytest.raises(UndefinedError):
        environment.from_string("{% if nothing %}x{% endif %}").render()


@pytest.mark.parametrize("name", ["../app.py", "layouts/../../app.py", "/etc/passwd", "x.j2", "x.html.j2", "x"])
def test_only_templates_of_the_house_are_loaded(environment, name):
    with pytest.raises((ValueError, TemplateNotFound)):
        environment.get_template(name)


def test_the_folder_holds_pages_and_letters_only():
    found = {path.suffix for path in TEMPLATES.rglob("*") if path.is_file()}
    assert found == {".html", ".txt"}


def test_every_template_can_be_read(environment):
    names = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()]
    assert len(names) > 30
    for name in names:
        environment.get_template(name)


def test_options_carry_their_label():
    assert labelled(["a"], lambda value: f" {value}! \n") == [("a", "a!")]
