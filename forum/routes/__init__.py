"""The addresses of the forum, for members."""

from starlette.routing import BaseRoute

from forum.routes import drafts, hiding, notices, posts, rooms, texts, threads

routes: list[BaseRoute] = [
    *rooms.routes,
    *threads.routes,
    *posts.routes,
    *hiding.routes,
    *drafts.routes,
    *texts.routes,
    *notices.routes,
]
