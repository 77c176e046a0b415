"""The addresses of moderation, under /staff/."""

from starlette.routing import BaseRoute

from moderation.routes import applications, decisions, duty, queue, reading

routes: list[BaseRoute] = [
    *queue.routes,
    *decisions.routes,
    *applications.routes,
    *reading.routes,
    *duty.routes,
]
