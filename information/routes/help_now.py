"""Need help now?"""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import everyone
from information.help_lines import read_help_lines
from safety.formatting import to_page
from texts.shelf import find
from web.pages import render
from web.routing import page


def show(request: Request, db: Session) -> Response:
    """Ways to reach somebody now, per country side by side, silent ones first."""
    settings = request.app.state.settings
    intro = find(db, "help_intro")
    return render(
        request,
        "information/help.html",
        intro=to_page(intro.source),
        countries=read_help_lines(settings.help_file),
        zone=settings.time_zone,
    )


routes = [page("/help", show, name="information:help", open_to=everyone)]
