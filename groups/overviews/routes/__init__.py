"""Staff pages that look over several subjects."""

from starlette.routing import BaseRoute

from groups.overviews.routes import lists, one_to_one, pairings, registration, seats, week, workload

routes: list[BaseRoute] = [
    *registration.routes,
    *pairings.routes,
    *seats.routes,
    *one_to_one.routes,
    *week.routes,
    *lists.routes,
    *workload.routes,
]
