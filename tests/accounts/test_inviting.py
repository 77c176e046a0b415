"""Staff issue invites: in batches, to list, to revoke; their codes appear nowhere but on one page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlmodel import col, select

import audit
from accounts.models import Invite, InviteState, Staff
from accounts.operations import invites
from scheduler.running import poll
from tests import postgres
from tests.accounts.entry_steps import STEPS, acts, count, give, submit, walk
from tests.conftest import BOTH
from tests.forum.forum_steps import way


def codes_on(page):
    """The codes on the page that shows them once."""
    return [part.split("</code>")[0].replace(" ", "") for part in page.html.split("<code>")[1:]]


def issued(database):
    with database.read() as db:
        return db.exec(select(Invite).where(col(Invite.state) == InviteState.ISSUED)).all()


def revocations(page):
    return [action for action in page.form_actions if action.endswith("/revocations")]


@BOTH
@pytest.mark.parametrize("number", [1, 2, 20])
async def test_a_batch_is_made_and_its_codes_are_shown_once(browse, database, number, settings):
    mia, before = browse("mia"), acts(database)
    page = await mia.post("/staff/invites", {"number": str(number)})
    assert (page.status, page.location) == (303, "/staff/invites/new")
    page = await mia.follow(page)
    codes = codes_on(page)
    assert codes_on(await mia.open("/staff/invites/new")) == codes
    assert len(set(codes)) == number
    assert {len(code) for code in codes} == {16}
    rows = issued(database)
    assert len(rows) == number
    assert len({row.batch_id for row in rows}) == 1
    assert {row.expires_on - row.issued_on for row in rows} == {timedelta(days=settings.invite_days)}
    assert acts(database) == [*before, "invites issued"]
    assert (await browse("max").open("/staff/invites/new")).location == "/staff/invites"
    later_page = await mia.open("/staff/invites")
    assert not [code for code in codes if code in later_page.html.replace(" ", "")]
    assert (await walk(browse(), codes[-1])).status == 303


@pytest.mark.parametrize("number", ["", "0", "-1", "21", "1000000", "x", "1.5", "1e1", "9" * 5000, "\0"])
async def test_another_number_is_refused_and_kept(browse, database, number):
    page = await browse("mia").post("/staff/invites", {"number": number})
    assert (page.status, page.field("number")) == (422, number)
    assert not issued(database)


@pytest.mark.parametrize("name", ["mia", "finn", "cora"])
async def test_every_role_may_issue_and_members_and_guests_may_not(browse, database, name):
    assert (await browse(name).post("/staff/invites", {"number": "1"})).location == "/staff/invites/new"
    for other in ("ada", "guest"):
        page = await browse(other).post("/staff/invites", {"number": "1"})
        assert (page.status, page.location) == (303, "/staff/")
    assert len(issued(database)) == 1


async def test_everybody_sees_their_own_and_the_coordinator_sees_all(browse, database, people):
    for by, number in [("mia", 2), ("finn", 3), ("cora", 1)]:
        give(database, people, number, by)
    seen = {
        name: len(revocations(await browse(name).open("/staff/invites"))) for name in ("mia", "max", "finn", "cora")
    }
    assert seen == {"mia": 2, "max": 0, "finn": 3, "cora": 6}


@BOTH
async def test_long_lists_are_read_page_by_page_without_gaps(browse, database, people, later):
    for _ in range(3):
        give(database, people, 17, "finn")
        later(days=1)
    give(database, people, 5, "max")
    finn, path, seen, pages = browse("finn"), "/staff/invites", [], 0
    while path:
        page = await finn.open(path)
        assert page.status == 200
        ids = [action.split("/")[-2] for action in revocations(page)]
        assert len(ids) <= 20
        seen += ids
        pages += 1
        path = way(page, "next")
    assert pages == 3
    assert len(seen) == len(set(seen)) == 51
    with database.read() as db:
        days = {str(row.id): row.issued_on for row in db.exec(select(Invite))}
    assert [days[one] for one in seen] == sorted((days[one] for one in seen), reverse=True)


async def test_a_revoked_invite_opens_nothing(browse, database, people):
    code, mia = give(database, people)[0], browse("mia")
    invite = issued(database)[0]
    page = await mia.post(f"/staff/invites/{invite.id}/revocations")
    assert (page.status, page.location) == (303, "/staff/invites")
    assert acts(database)[-1] == "invite revoked"
    assert not revocations(await mia.open("/staff/invites"))
    assert (await walk(browse(), code, until="code")).status == 422
    with database.read() as db:
        assert audit.verify(db) is None


async def test_an_invite_that_was_used_in_the_meantime_cannot_be_revoked(browse, database, people):
    code, mia = give(database, people)[0], browse("mia")
    invite = issued(database)[0]
    assert (await walk(browse(), code)).status == 303
    before = acts(database)
    assert (await mia.post(f"/staff/invites/{invite.id}/revocations")).status == 409
    give(database, people)
    other = issued(database)[0]
    statuses = [(await mia.post(f"/staff/invites/{other.id}/revocations")).status for _ in range(2)]
    assert statuses == [303, 409]
    assert acts(database) == [*before, "invites issued", "invite revoked"]


async def test_only_the_issuer_or_a_coordinator_revokes_it(browse, database, people):
    give(database, people)
    invite = issued(database)[0]
    unknown = await browse("max").post(f"/staff/invites/{uuid4()}/revocations")
    for name in ("max", "finn"):
        page = await browse(name).post(f"/staff/invites/{invite.id}/revocations")
        assert (page.status, page.title) == (404, unknown.title)
    assert len(issued(database)) == 1
    assert (await browse("cora").post(f"/staff/invites/{invite.id}/revocations")).status == 303
    assert not issued(database)


async def test_an_invite_works_until_its_last_day_and_the_job_ends_it_after(browse, database, people, later, settings):
    first, second = give(database, people, 2)
    later(days=settings.invite_days)
    poll(database, "me")
    assert len(issued(database)) == 2
    assert (await walk(browse(), first)).status == 303
    later(days=1)
    assert (await walk(browse(), second, until="code")).status == 422
    assert len(issued(database)) == 1
    poll(database, "me")
    assert not issued(database)
    with database.read() as db:
        (expired,) = db.exec(select(Invite).where(col(Invite.state) == InviteState.EXPIRED)).all()
    assert expired.ended_on is not None
    before = count(database, Invite)[0]
    later(days=settings.ended_invite_days)
    poll(database, "me")
    later(days=1)
    poll(database, "me")
    poll(database, "me")
    assert (before, count(database, Invite)[0]) == (4, 0)


def everything(settings, database):
    """Every byte of the database, the way a thief gets it."""
    if settings.database_address.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in sorted(settings.data_dir.glob("naast.sqlite3*")))
    return postgres.dump(settings.database_address)


async def test_no_code_is_anywhere_in_the_database(browse, database, settings, people):
    mia = browse("mia")
    codes = codes_on(await mia.follow(await mia.post("/staff/invites", {"number": "5"})))
    await walk(browse(), codes[0])
    invite = issued(database)[0]
    await browse("mia").post(f"/staff/invites/{invite.id}/revocations")
    secrets = [*codes, *people.recovery.values()]
    with database.write() as db:
        secrets += invites.issue(db, 3, by=db.get_one(Staff, people.ids["finn"]))[1]
    stolen = everything(settings, database)
    assert b"invites issued" in stolen
    for secret in secrets:
        fours = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        for form in (secret, secret.lower(), fours):
            for kind in ("utf-8", "utf-16-le"):
                assert form.encode(kind) not in stolen
        assert secret.encode().hex().encode() not in stolen.lower()


async def test_no_code_is_in_an_address_or_a_readable_cookie(browse, database, people):
    code, guest = give(database, people)[0], browse()
    for step in STEPS:
        page = await submit(guest, step, code)
        assert page.status == 303
        assert code not in str(page.response.url)
        for line in [page.location, *page.response.headers.get_list("set-cookie")]:
            assert code not in line
            assert code.encode().hex() not in line


async def test_the_audit_chain_holds_only_ids_and_our_own_words(browse, database, people):
    await browse("mia").post("/staff/invites", {"number": "2"})
    with database.read() as db:
        columns = set(db.connection().execute(text("SELECT * FROM audit_entry")).keys())
    assert columns == {"number", "at", "action", "subject_id", "staff_id", "key_id", "mac"}
