"""Routes of the groups' side: registering and the own page for everyone, the rest for staff."""

from starlette.routing import BaseRoute

from groups.availability import routes as availability
from groups.contact import routes as contact
from groups.conversations import own_routes as conversations_own_routes
from groups.conversations import routes as conversations
from groups.handover import routes as handover
from groups.messages import own_routes as messages_own_routes
from groups.messages import routes as messages
from groups.overviews import own_routes as overviews_own_routes
from groups.overviews import routes as overviews
from groups.peer_groups import own_routes as peer_groups_own_routes
from groups.peer_groups import routes as peer_groups
from groups.personal_data import routes as personal_data
from groups.referrals import routes as referrals
from groups.registrations import own_routes as registrations_own_routes
from groups.sessions import own_routes as sessions_own_routes
from groups.sessions import routes as sessions
from groups.waiting_list import own_routes as waiting_list_own_routes
from groups.waiting_list import routes as waiting_list

routes: list[BaseRoute] = [
    *waiting_list_own_routes.routes,
    *overviews_own_routes.routes,
    *peer_groups_own_routes.routes,
    *sessions_own_routes.routes,
    *registrations_own_routes.routes,
    *conversations_own_routes.routes,
    *messages_own_routes.routes,
    *waiting_list.routes,
    *overviews.routes,
    *peer_groups.routes,
    *sessions.routes,
    *conversations.routes,
    *availability.routes,
    *contact.routes,
    *messages.routes,
    *referrals.routes,
    *handover.routes,
    *personal_data.routes,
]
