"""Races while joining, on both databases: one wins, the others hear what anybody would hear."""

import asyncio

from sqlmodel import col, select

import audit
from accounts.models import Invite, InviteState, Member, MemberSignIn
from foundation.data_keys import DataKey
from tests.accounts.entry_steps import count, give, submit, token, walk, whole
from tests.conftest import BOTH

LETTERS = "aeghkpst"
NAMES = [f"Rustige {one}{other}" for one in LETTERS for other in LETTERS][:50]


def in_state(database, state):
    with database.read() as db:
        return len(db.exec(select(Invite).where(col(Invite.state) == state)).all())


@BOTH
async def test_of_fifty_with_one_code_one_becomes_a_member(browse, database, people):
    code = give(database, people)[0]
    guests = [browse() for _ in NAMES]
    for guest, name in zip(guests, NAMES, strict=True):
        await walk(guest, code, until="about", name={"own": name})
    before = count(database, Member, DataKey, MemberSignIn, audit.AuditEntry)
    redeemed = in_state(database, InviteState.REDEEMED)
    pages = await asyncio.gather(*(submit(guest, "rules", code) for guest in guests))
    assert sorted(page.status for page in pages) == [303] + [422] * 49
    refusals = [page for page in pages if page.status == 422]
    assert all(whole(page) == whole(refusals[0]) for page in refusals)
    assert [bool(token(guest)) for guest in guests] == [page.status == 303 for page in pages]
    members, keys, sign_ins, entries = count(database, Member, DataKey, MemberSignIn, audit.AuditEntry)
    assert [members, keys, sign_ins, entries] == [before[0] + 1, before[1] + 1, before[2] + 1, before[3]]
    assert in_state(database, InviteState.REDEEMED) == redeemed + 1
    winner = next(number for number, page in enumerate(pages) if page.status == 303)
    with database.read() as db:
        named = db.exec(select(Member.pseudonym).where(col(Member.pseudonym).in_(NAMES))).all()
    assert list(named) == [NAMES[winner]]


@BOTH
async def test_of_two_with_the_same_name_one_gets_it_and_the_others_code_still_works(browse, database, people):
    codes = give(database, people, 4)
    guests = [browse() for _ in codes]
    for guest, code in zip(guests, codes, strict=True):
        await walk(guest, code, until="about")
    pages = await asyncio.gather(*(submit(guest, "rules", code) for guest, code in zip(guests, codes, strict=True)))
    assert [page.status for page in pages].count(303) == 1
    assert {page.status for page in pages} <= {303, 409, 422}
    assert in_state(database, InviteState.ISSUED) == 3
    for number, page in enumerate(pages):
        if page.status != 303:
            assert (await guests[number].post("/join/name", {"own": f"Gele {'aeg'[number % 3]}{number}"})).status == 303
            assert (await submit(guests[number], "rules", codes[number])).status == 303
    assert in_state(database, InviteState.ISSUED) == 0


@BOTH
async def test_revoking_an_invite_and_using_it_at_once_has_one_winner(browse, database, people):
    for _ in range(4):
        code, guest, mia = give(database, people)[0], browse(), browse("mia")
        name = NAMES[count(database, Member)[0]]
        await walk(guest, code, until="about", name={"own": name})
        with database.read() as db:
            invite = db.exec(select(Invite).where(col(Invite.state) == InviteState.ISSUED)).one()
        before = count(database, Member)[0]
        used, revoked = await asyncio.gather(
            submit(guest, "rules", code), mia.post(f"/staff/invites/{invite.id}/revocations")
        )
        with database.read() as db:
            state = db.get_one(Invite, invite.id).state
            assert audit.verify(db) is None
        if state is InviteState.REDEEMED:
            assert (used.status, revoked.status) == (303, 409)
            assert count(database, Member)[0] == before + 1
        else:
            assert (state, used.status, revoked.status) == (InviteState.REVOKED, 422, 303)
            assert count(database, Member)[0] == before
