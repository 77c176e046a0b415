"""One's own seat and feedback, by code."""

from starlette.routing import BaseRoute

from groups.peer_groups.own_routes import feedback, own_seat

routes: list[BaseRoute] = [*own_seat.routes, *feedback.routes]
