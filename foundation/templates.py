"""The Jinja environment, for pages and letters alike: everything is escaped, nothing may be undefined."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from foundation.language import (
    OWN_NAMES,
    format_ago,
    format_clock,
    format_day,
    format_hour,
    format_long_date,
    format_moment,
    format_number,
    gettext,
    ngettext,
)
from foundation.settings import ROOT

TEMPLATES = ROOT / "templates"


class HouseLoader(FileSystemLoader):
    """Loads `.html` and `.txt` only, so that no other suffix escapes escaping."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if Path(template).suffix not in {".html", ".txt"}:
            raise ValueError(f"{template}: only .html and .txt")
        return super().get_source(environment, template)


def make_environment(site_name: str, time_zone: str) -> Environment:
    """The environment, which knows no more of the settings than this; `web` adds what only pages need."""
    environment = Environment(
        loader=HouseLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(site_name=site_name, labelled=labelled, no_label=no_label)

    def day(moment: datetime) -> str:
        return format_day(moment, time_zone)

    def at(moment: datetime) -> str:
        return format_moment(moment, time_zone)

    def clock(moment: datetime) -> str:
        return format_clock(moment, time_zone)

    environment.filters.update(
        day=day,
        moment=at,
        clock=clock,
        date=format_long_date,
        hour=format_hour,
        number=format_number,
        ago=format_ago,
        stored_html=stored_html,
    )
    environment.filters["own_name"] = lambda code: OWN_NAMES.get(code, code)
    return environment


def stored_html(html: str) -> Markup:
    """HTML from our own formatter, as stored: the one thing that is not escaped again."""
    return Markup(html)  # noqa: S704  # nosec


def no_label(value: object) -> str:
    """Nothing to say about nothing; LookupError for a value that no label macro knows."""
    if value in (None, ""):
        return ""
    raise LookupError(f"no label for {value!r}")


def labelled(values: Iterable[str], label: Callable[[str], object] = str) -> list[tuple[str, str]]:
    """Options for a choice field: each value with its label macro's text."""
    return [(str(value), str(label(value)).strip()) for value in values]
