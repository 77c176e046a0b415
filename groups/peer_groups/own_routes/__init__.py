"""Groups: composing one, its seats and offers, feedback when it is over: addresses for who comes in with a code."""

from starlette.routing import BaseRoute

from groups.peer_groups.own_routes import looking_back, seat

routes: list[BaseRoute] = [*seat.routes, *looking_back.routes]
