"""With whom somebody could be placed together or apart: everybody whose registration is open, page by page."""

from typing import Any

from sqlmodel import Session, col

from foundation.data_keys import rows_with_keys, unseal
from foundation.paging import Cursor, Slice, read_slice, slice_of
from foundation.person import Person
from foundation.rows import AnyRow, select_columns
from groups.models import Registration
from groups.registrations.queries.pairings import PairingRow, pairing_rows

ORDER: tuple[Any, ...] = (Registration.since().label("since"), Registration.tiebreaker, Registration.id)


def pairing_choices(
    db: Session, registration: Registration, viewer: Person, name: str, cursor: Cursor | None
) -> Slice[PairingRow]:
    """One page of the others, those who wait longest first; with `name`, of those whose name has it in it.

    Names are sealed: looking for one opens those of everybody.
    """
    statement = select_columns(*ORDER).where(
        Registration.visible_to(viewer), Registration.open(), col(Registration.id) != registration.id
    )
    if name:
        wider = statement.add_columns(col(Registration.data_key_id), col(Registration.sealed_name)).order_by(*ORDER)
        everybody = rows_with_keys(db, wider, Registration.data_key_id)
        page = slice_of([row for row in everybody if _is_called(db, row, name)], _place, cursor)
    else:
        page = read_slice(db, statement, ORDER, cursor)
    ids = [row.id for row in page.rows]
    known = {row.id: row for row in pairing_rows(db, col(Registration.id).in_(ids))}
    return Slice([known[one] for one in ids], page.before, page.after)


def _is_called(db: Session, row: AnyRow, name: str) -> bool:
    return name.casefold() in unseal(db, row, "sealed_name", Registration).casefold()


def _place(row: AnyRow) -> tuple[Any, ...]:
    return row.since, row.tiebreaker, row.id
