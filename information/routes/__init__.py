"""The public pages."""

from starlette.routing import BaseRoute

from information.routes import components, help_now, leaving, pages

routes: list[BaseRoute] = [*leaving.routes, *help_now.routes, *pages.routes, *components.routes]
