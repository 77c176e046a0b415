"""The staff side of the door, under /staff/."""

from starlette.routing import BaseRoute

from accounts.routes.staff import account, colleagues, enrolling, invites, members, signing_in

routes: list[BaseRoute] = [
    *signing_in.routes,
    *enrolling.routes,
    *account.routes,
    *invites.routes,
    *colleagues.routes,
    *members.routes,
]
