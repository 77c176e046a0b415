"""What an admission becomes: a way in, once."""

from uuid import UUID

from sqlalchemy import CursorResult, delete, select
from sqlmodel import Session, col

from accounts.models import Application, ApplicationState, Invite, InviteState, Staff
from accounts.models.invite import CHARACTERS
from accounts.operations import invites
from foundation.clock import today
from foundation.codes import new_code
from foundation.data_keys import destroy_key
from foundation.database import keys_of, settings_of


def redeem(db: Session, application_id: UUID) -> bool:
    """Use an admission up. One conditional delete: of many at once exactly one is told yes.

    Nothing of the application stays. The invite that a member needs is made and used here, by day only, so that
    nothing says which application it was for.
    """
    which = (col(Application.id) == application_id, col(Application.state) == ApplicationState.ADMITTED)
    known = db.execute(select(col(Application.decider_id), col(Application.data_key_id)).where(*which)).first()
    if known is None:
        return False
    done = db.execute(delete(Application).where(*which), execution_options={"synchronize_session": False})
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        return False
    destroy_key(db, known.data_key_id)
    issuer = db.get_one(Staff, known.decider_id)
    day = today(settings_of(db).time_zone)
    db.add(
        Invite(
            code_mac=keys_of(db).mac(invites.LABEL, new_code(CHARACTERS)),
            batch_id=UUID(int=0),
            issuer_id=issuer.id,
            organisation=issuer.organisation,
            state=InviteState.REDEEMED,
            issued_on=day,
            expires_on=day,
            ended_on=day,
        )
    )
    return True
