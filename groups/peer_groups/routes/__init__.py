"""Staff pages about groups, candidates and feedback."""

from starlette.routing import BaseRoute

from groups.peer_groups.routes import composing, feedback, peer_groups

routes: list[BaseRoute] = [*peer_groups.routes, *composing.routes, *feedback.routes]
