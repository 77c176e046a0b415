"""Staff pages that look over several subjects."""

from starlette.routing import BaseRoute

from groups.overviews.routes import one_to_one, registration, seats, week, workload

routes: list[BaseRoute] = [*registration.routes, *seats.routes, *one_to_one.routes, *week.routes, *workload.routes]
