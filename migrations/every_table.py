"""Imports every model, so that migrations know every table."""

import accounts.models
import audit.chain
import facts
import forum.models
import foundation.data_keys
import groups.models
import mail.letters
import moderation.models
import scheduler.models
import texts.models
import web.models

__all__ = [
    "accounts",
    "audit",
    "facts",
    "forum",
    "foundation",
    "groups",
    "mail",
    "moderation",
    "scheduler",
    "texts",
    "web",
]
