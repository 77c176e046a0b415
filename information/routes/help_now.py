"""Need help now? And the night. Both stand without a database, and without one of the threads that wait for it."""

from anyio import move_on_after, to_thread
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import everyone
from information.help_lines import by_country, known_help_lines, nearest
from texts.known import KnownText
from web.pages import house_text, render
from web.routing import side_of_browser, standing

PATIENCE = 0.08
"""Seconds that a page waits to read its text anew; then what is known is good enough."""


async def show(request: Request) -> Response:
    """Ways to reach somebody now, per country side by side, silent ones first."""
    settings = request.app.state.settings
    intro = await _present_text(request, "help_intro")
    return render(
        request,
        "information/help.html",
        intro=house_text(request, intro.source),
        countries=by_country(known_help_lines(settings.help_file), settings.time_zone),
        zone=settings.time_zone,
        side=side_of_browser(request),
    )


async def night(request: Request) -> Response:
    """Until the morning, with the few who are awake now."""
    settings = request.app.state.settings
    text = await _present_text(request, "night")
    return render(
        request,
        "information/night.html",
        text=text,
        html=house_text(request, text.source),
        lines=nearest(known_help_lines(settings.help_file), settings.time_zone),
        zone=settings.time_zone,
        side=side_of_browser(request),
    )


async def _present_text(request: Request, key: str) -> KnownText:
    state = request.app.state
    with move_on_after(PATIENCE):
        await to_thread.run_sync(state.known_texts.look, key, abandon_on_cancel=True, limiter=state.quiet_lane)
    found: KnownText = state.known_texts.find(key)
    return found


routes = [
    standing("/help", show, name="information:help", open_to=everyone),
    standing("/night", night, name="information:night", open_to=everyone),
]
