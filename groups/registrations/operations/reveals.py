"""Opening contact details outside a booked conversation, with a reason."""

from sqlmodel import Session

import audit
from accounts.models import Staff
from audit import Action
from foundation.data_keys import seal, unseal_value
from foundation.local_time import local_today
from groups.lookups import require_manageable
from groups.models import ContactPlan, ContactReveal, Registration


def reveal_contact(db: Session, registration: Registration, reason: str, by: Staff) -> ContactPlan:
    """Reveal the contact details outside a booked conversation: who and why is kept beside them; the act is audited."""
    require_manageable(db, registration, by)
    opened = ContactReveal(
        registration_id=registration.id,
        data_key_id=registration.data_key_id,
        revealed_by_id=by.id,
        revealed_on=local_today(db),
    )
    seal(db, opened, sealed_reason=reason)
    db.add(opened)
    audit.record(db, Action.CONTACT_REVEALED, registration.id, by=by.id)
    return unseal_value(db, registration, "sealed_contact", ContactPlan)
