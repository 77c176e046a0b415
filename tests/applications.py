"""Applications for tests. Reading all templates anew for each of them took longer than most tests."""

from functools import cache

from app import make_app
from foundation.database import Database
from foundation.settings import Settings
from foundation.templates import make_environment
from web.security import Wall

SHARED = cache(make_environment)
"""By all that an environment knows of the settings, so that nothing goes from one test to another."""


def app_with(settings: Settings, database: Database) -> Wall:
    """An application that shares the templates it has read with those before it."""
    return make_app(settings, database, SHARED(settings.site_name, settings.time_zone))
