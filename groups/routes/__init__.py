"""The addresses of the groups' side: registering and coming back for everyone, the rest for staff."""

from starlette.routing import BaseRoute

from groups.routes import (
    calls,
    composing,
    days,
    feed,
    mine,
    on_the_phone,
    own_call,
    peer_groups,
    preparing,
    referrals,
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
    *own_call.routes,
    *waiting.routes,
    *registration.routes,
    *on_the_phone.routes,
    *preparing.routes,
    *peer_groups.routes,
    *composing.routes,
    *sessions.routes,
    *calls.routes,
    *days.routes,
    *feed.routes,
    *words.routes,
    *referrals.routes,
    *standing_in.routes,
]
