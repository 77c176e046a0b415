"""Registering, and changing the answers by code."""

from starlette.routing import BaseRoute

from groups.waiting_list.own_routes import answers, registering

routes: list[BaseRoute] = [*registering.routes, *answers.routes]
