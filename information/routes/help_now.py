"""Need help now?"""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import everyone
from information.help_lines import HelpLine, read_help_lines
from safety.formatting import to_page
from texts.store import find
from web.pages import render
from web.routing import page


def show(request: Request, db: Session) -> Response:
    """Ways to reach somebody now, per country side by side, silent ones first."""
    settings = request.app.state.settings
    zone = settings.time_zone
    intro = find(db, "help_intro")
    return render(
        request,
        "information/help.html",
        intro=to_page(intro.source),
        countries={country: open_first(lines, zone) for country, lines in read_help_lines(settings.help_file).items()},
        zone=zone,
    )


def open_first(lines: list[HelpLine], zone: str) -> list[HelpLine]:
    """Lines open now come first; otherwise in the order of the file."""
    return sorted(lines, key=lambda line: not line.is_open(zone))


routes = [page("/help", show, name="information:help", open_to=everyone)]
