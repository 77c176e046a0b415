"""When colleagues work, what is booked in it, and what is left: addresses for colleagues."""

from starlette.routing import BaseRoute

from groups.availability.routes import feed, hours

routes: list[BaseRoute] = [*hours.routes, *feed.routes]
