"""A sign-in ended while somebody wrote: the text becomes that member's draft, and nobody else sees it."""

from uuid import uuid4

import pytest
from sqlmodel import select

from accounts.jobs import purge_accounts
from forum.models import Draft, PostVersion
from foundation.data_keys import unseal
from moderation.models import Verdict
from tests.accounts.entry_steps import count, hold, set_cookie, sign_in, token
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS

WORDS = "Ik schreef dit vannacht, heel lang."


def drafts(database):
    with database.read() as db:
        return [(one.author_id, unseal(db, one, "sealed_source")) for one in db.exec(select(Draft))]


async def end(how, browser, browse, later):
    """Let the sign-in of this browser end, but let the browser keep its token."""
    held = token(browser)
    if how == "silence":
        later(minutes=40)
    elif how == "time":
        later(hours=13)
    elif how == "signing out":
        await browser.post("/sign-out")
    elif how == "exit":
        await browser.open("/exit")
    else:
        await browse("ada").post("/account/sign-ins")
    hold(browser, held)


@BOTH
@pytest.mark.parametrize("how", ["silence", "time", "signing out", "exit", "others"])
async def test_a_text_sent_with_an_ended_sign_in_waits_as_a_draft(browse, make, database, people, later, how):
    thread, ada = make.thread(by="ben"), browse("ada")
    versions = count(database, PostVersion)
    await end(how, ada, browse, later)
    page = await ada.post(f"/threads/{thread}", {"source": WORDS, "nonce": str(uuid4())})
    assert (page.status, page.location) == (303, "/sign-in")
    assert page.html == ""
    assert not set_cookie(page, "__Host-a")
    shown = await ada.follow(page)
    assert shown.status == 200
    assert "als kladtekst bewaard" in shown.text
    assert WORDS not in shown.html
    assert PSEUDONYMS["ada"] not in shown.html
    assert (await ada.open("/my-texts")).location == "/"
    assert drafts(database) == [(people.ids["ada"], WORDS)]
    assert count(database, PostVersion) == versions
    await sign_in(ada, PSEUDONYMS["ada"], PASSPHRASES["ada"])
    found = [link for link in (await ada.open("/my-texts")).links if link.startswith("/drafts/")]
    assert (await ada.open(found[0])).field("source") == WORDS
    ben = browse("ben")
    assert (await ben.open(found[0])).status == 404


async def test_a_new_thread_and_another_text_are_kept_too(browse, make, database, people, later):
    room = make.room()
    version = make.opening(room)
    make.decide(version)
    post, ada = make.post_of(version), browse("ada")
    later(minutes=40)
    given = {"title": "Vannacht", "source": WORDS}
    for path in (f"/rooms/{room}/write", f"/posts/{post}/write"):
        page = await ada.post(path, given | {"nonce": str(uuid4())})
        assert (page.status, page.location) == (303, "/sign-in"), path
    assert drafts(database) == [(people.ids["ada"], WORDS)] * 2


async def test_a_waiting_or_sent_back_text_is_kept_too_and_only_in_ones_own_place(
    browse, make, database, people, later
):
    waiting = make.post_of(make.opening(make.room()))
    sent_back = make.opening(make.room())
    make.decide(sent_back, Verdict.SEND_BACK)
    theirs = make.post_of(make.opening(make.room(), by="ben"))
    before, ada = len(drafts(database)), browse("ada")
    later(minutes=40)
    for post in (waiting, make.post_of(sent_back)):
        page = await ada.post(f"/posts/{post}/write", {"title": "Dag", "source": WORDS, "nonce": str(uuid4())})
        assert page.location == "/sign-in"
    assert drafts(database)[before:] == [(people.ids["ada"], WORDS)] * 2
    await ada.post(f"/posts/{theirs}/write", {"title": "Dag", "source": WORDS, "nonce": str(uuid4())})
    assert len(drafts(database)) == before + 2


async def test_a_text_sent_to_be_previewed_is_kept_for_its_place(browse, make, database, people, later):
    thread, ada = make.thread(by="ben"), browse("ada")
    later(minutes=40)
    given = {"source": WORDS, "nonce": str(uuid4()), "back": f"/threads/{thread}"}
    page = await ada.post("/preview", given)
    assert page.location == "/sign-in"
    assert drafts(database) == [(people.ids["ada"], WORDS)]
    for back in ("", "/rooms", "/account/passphrase", f"/threads/{uuid4()}", "https://elsewhere.example"):
        await ada.post("/preview", {**given, "nonce": str(uuid4()), "back": back})
    assert drafts(database) == [(people.ids["ada"], WORDS)]


@pytest.mark.parametrize("held", ["", "dead", "x" * 200])
async def test_a_token_that_never_was_keeps_nothing(browse, make, database, held):
    thread, guest = make.thread(by="ben"), browse()
    if held:
        hold(guest, held)
    page = await guest.post(f"/threads/{thread}", {"source": WORDS, "nonce": str(uuid4())})
    assert page.status == 303
    assert page.location in ("/", "/sign-in")
    assert drafts(database) == []


async def test_a_day_later_a_token_keeps_nothing_any_more(browse, make, database, later):
    thread, ada = make.thread(by="ben"), browse("ada")
    await ada.post("/sign-out")
    stale = browse("ada")
    held = token(stale)
    await stale.post("/sign-out")
    hold(stale, held)
    later(hours=25)
    await stale.post(f"/threads/{thread}", {"source": WORDS, "nonce": str(uuid4())})
    assert drafts(database) == []


async def test_a_day_after_becoming_inactive_a_token_keeps_nothing_any_more(browse, make, database, later):
    thread, ada = make.thread(by="ben"), browse("ada")
    held = token(ada)
    for _ in range(26):
        later(hours=1)
        with database.write() as db:
            purge_accounts(db)
    hold(ada, held)
    await ada.post(f"/threads/{thread}", {"source": WORDS, "nonce": str(uuid4())})
    assert drafts(database) == []


async def test_an_ended_sign_in_adds_nothing_to_somebody_elses_draft(browse, make, database, people, later):
    room = make.room()
    theirs = make.draft(room, by="ben", source="Van mij, van Ben.")
    thread, ada = make.thread(room, by="ben"), browse("ada")
    later(minutes=40)
    given = {"source": WORDS, "nonce": str(uuid4()), "draft": str(theirs), "version": "1"}
    await ada.post(f"/threads/{thread}", given)
    assert sorted(text for _, text in drafts(database)) == sorted([WORDS, "Van mij, van Ben."])


async def test_a_text_for_a_place_one_may_not_see_reveals_nothing_about_it(browse, make, database, later):
    waiting = make.thread_of(make.opening(make.room(), by="ben"))
    ada = browse("ada")
    later(minutes=40)
    given = {"source": WORDS, "nonce": str(uuid4())}
    hidden = await ada.post(f"/threads/{waiting}", given)
    unknown = await ada.post(f"/threads/{uuid4()}", given)
    assert (hidden.status, hidden.location) == (unknown.status, unknown.location)
    assert "bewaard" not in (await ada.follow(hidden)).text
    assert drafts(database) == []


async def test_an_empty_text_makes_no_draft(browse, make, database, later):
    thread, ada = make.thread(by="ben"), browse("ada")
    later(minutes=40)
    await ada.post(f"/threads/{thread}", {"source": "  \n ", "nonce": str(uuid4())})
    assert drafts(database) == []


async def test_other_acts_of_an_ended_sign_in_are_not_done(browse, database, later):
    ada = browse("ada")
    later(minutes=40)
    for path in ("/account/code", "/account/sign-ins", "/account/relation", "/account/passphrase"):
        page = await ada.post(path, {"relation": "friend"})
        assert (page.status, page.location, page.html) == (303, "/", ""), path
