"""The addresses of the groups' side: registering and coming back for everyone, the rest for staff."""

from starlette.routing import BaseRoute

from groups.routes import (
    composing,
    days,
    mine,
    peer_groups,
    registering,
    registration,
    seat,
    sessions,
    standing_in,
    waiting,
    words,
)

routes: list[BaseRoute] = [
    *registering.routes,
    *mine.routes,
    *seat.routes,
    *waiting.routes,
    *registration.routes,
    *peer_groups.routes,
    *composing.routes,
    *sessions.routes,
    *days.routes,
    *words.routes,
    *standing_in.routes,
]
