"""The addresses of the forum, for members."""

from starlette.routing import BaseRoute

from forum.routes import drafts, notices, posts, rooms, texts, threads

routes: list[BaseRoute] = [
    *rooms.routes,
    *threads.routes,
    *posts.routes,
    *drafts.routes,
    *texts.routes,
    *notices.routes,
]
