"""Staff pages that look over several subjects."""

from starlette.routing import BaseRoute

from groups.overviews.routes import by_phone, one_to_one, registration, week, workload

routes: list[BaseRoute] = [*registration.routes, *by_phone.routes, *one_to_one.routes, *week.routes, *workload.routes]
