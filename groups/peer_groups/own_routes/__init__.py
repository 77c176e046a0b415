"""Groups: composing one, its seats and offers, feedback when it is over: addresses for who comes in with a code."""

from starlette.routing import BaseRoute

from groups.peer_groups.own_routes import feedback, own_seat

routes: list[BaseRoute] = [*own_seat.routes, *feedback.routes]
