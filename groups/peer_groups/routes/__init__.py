"""Groups: composing one, its seats and offers, feedback when it is over: addresses for colleagues."""

from starlette.routing import BaseRoute

from groups.peer_groups.routes import composing, looking_back, peer_groups

routes: list[BaseRoute] = [*peer_groups.routes, *composing.routes, *looking_back.routes]
