"""Groups: composing one, its seats and offers, feedback when it is over: addresses for colleagues."""

from starlette.routing import BaseRoute

from groups.peer_groups.routes import composing, feedback, peer_groups

routes: list[BaseRoute] = [*peer_groups.routes, *composing.routes, *feedback.routes]
