"""Staff addresses for working hours and the calendar feed."""

from starlette.routing import BaseRoute

from groups.availability.routes import feed, hours

routes: list[BaseRoute] = [*hours.routes, *feed.routes]
