"""The addresses of the door: members' side and staff side."""

from starlette.routing import BaseRoute

from accounts.routes import account, applying, joining, new_code, recovering, signing_in, staff

routes: list[BaseRoute] = [
    *signing_in.routes,
    *joining.routes,
    *applying.routes,
    *new_code.routes,
    *recovering.routes,
    *account.routes,
    *staff.routes,
]
