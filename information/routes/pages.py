"""The front page, and the pages that are one text."""

from datetime import timedelta

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import everyone
from accounts.operations import admissions
from texts.store import find
from web.pages import go_to, house_text, render
from web.routing import page
from web.transactions import RouteFunction

TEXT_PAGES = {
    "rules": "/rules",
    "what_happens": "/what-happens",
    "who_reads": "/who-reads",
    "data": "/data",
    "traces": "/traces",
}
COUNTRIES = ("be", "nl", "elsewhere")
CODES = ("BE", "NL", "elsewhere")


def front(request: Request, db: Session) -> Response:
    """What this service is. Anybody signed in is taken straight to the rooms."""
    if request.user.is_member:
        return go_to(request, "forum:rooms")
    welcome = find(db, "welcome")
    lead, _, rest = welcome.source.partition("\n\n")
    until = admissions.closed_until(db)
    return render(
        request,
        "information/front.html",
        welcome=welcome,
        html={"lead": house_text(request, lead), "rest": house_text(request, rest)},
        reopens_on=until + timedelta(days=1) if until else None,
    )


def text_page(key: str) -> RouteFunction:
    """A page that shows the text with this key."""

    def show(request: Request, db: Session) -> Response:
        text = find(db, key)
        return render(request, "information/text.html", text=text, html=house_text(request, text.source))

    return show


def anonymity(request: Request, db: Session) -> Response:
    """When anonymity ends, for each country side by side."""
    texts = [find(db, f"anonymity_{country}") for country in COUNTRIES]
    shown = [(code, text, house_text(request, text.source, level=3)) for code, text in zip(CODES, texts, strict=True)]
    return render(request, "information/anonymity.html", texts=shown)


routes = [
    page("/", front, name="information:front", open_to=everyone),
    page("/anonymity", anonymity, name="information:anonymity", open_to=everyone),
    *(page(path, text_page(key), name=f"information:{key}", open_to=everyone) for key, path in TEXT_PAGES.items()),
]
