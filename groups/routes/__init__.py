"""The addresses of the groups' side: registering and coming back for everyone, the waiting list for staff."""

from starlette.routing import BaseRoute

from groups.routes import mine, registering, waiting

routes: list[BaseRoute] = [*registering.routes, *mine.routes, *waiting.routes]
