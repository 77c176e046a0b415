"""Registering, and the list of who waits: addresses for who comes in with a code."""

from starlette.routing import BaseRoute

from groups.waiting_list.own_routes import answers, registering

routes: list[BaseRoute] = [*registering.routes, *answers.routes]
