"""A member who lost the passphrase returns with pseudonym and recovery code."""

import asyncio

import pytest
from sqlmodel import Session

import audit
from accounts.forms import fields
from accounts.models import Member
from tests.accounts.entry_steps import (
    OTHER_SENTENCE,
    acts,
    count,
    give,
    hold,
    set_cookie,
    sign_in,
    token,
    walk,
    whole,
)
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS


def form(people, **other):
    return {"name": PSEUDONYMS["ada"], "code": people.recovery["ada"], "passphrase": OTHER_SENTENCE, **other}


@BOTH
async def test_name_and_code_give_a_new_passphrase_and_a_new_code(browse, people, database):
    guest = browse()
    assert (await guest.open("/recover")).status == 200
    before = acts(database)
    page = await guest.post("/recover", form(people))
    assert (page.status, page.location) == (303, "/new-code")
    assert "Max-Age" not in set_cookie(page, "__Host-a")
    shown = (await guest.follow(page)).html
    assert people.recovery["ada"] not in shown.replace("</span> <span>", "")
    assert (await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])).status == 422
    assert (await sign_in(browse(), PSEUDONYMS["ada"], OTHER_SENTENCE)).status == 303
    assert acts(database) == before


async def test_every_sign_in_ends(browse, people):
    one, other = browse("ada"), browse("ada", device="own")
    await browse().post("/recover", form(people))
    for browser in (one, other):
        assert (await browser.open("/rooms")).location == "/"


async def test_a_code_works_once(browse, people):
    assert (await browse().post("/recover", form(people))).status == 303
    assert (await browse().post("/recover", form(people))).status == 422


@pytest.mark.parametrize("how", ["lower", "fours", "dashes"])
async def test_a_code_may_be_typed_in_many_ways(browse, people, how):
    code = people.recovery["ada"]
    fours = [code[start : start + 4] for start in range(0, 20, 4)]
    typed = {"lower": code.lower(), "fours": " ".join(fours), "dashes": "-".join(fours)}[how]
    assert (await browse().post("/recover", form(people, code=typed))).status == 303


@BOTH
async def test_of_many_with_one_code_one_gets_in(browse, people, database):
    sentences = [f"{OTHER_SENTENCE}, nummer {number}" for number in range(12)]
    browsers = [browse() for _ in sentences]
    pages = await asyncio.gather(
        *(one.post("/recover", form(people, passphrase=new)) for one, new in zip(browsers, sentences, strict=True))
    )
    assert sorted(page.status for page in pages) == [303] + [422] * 11
    winner = next(number for number, page in enumerate(pages) if page.status == 303)
    assert (await browsers[winner].open("/rooms")).status == 200
    assert not [one for number, one in enumerate(browsers) if number != winner and token(one)]
    assert (await sign_in(browse(), PSEUDONYMS["ada"], sentences[winner])).status == 303
    loser = (winner + 1) % 12
    assert (await sign_in(browse(), PSEUDONYMS["ada"], sentences[loser])).status == 422
    with database.read() as db:
        assert audit.verify(db) is None


async def test_unknown_name_wrong_code_and_used_code_get_the_same_answer_at_the_cost_of_one_hash(
    browse, people, hasher, database
):
    with database.write() as db:
        _ends(db, people)
    answers = []
    for given in [
        form(people, code="0" * 20),
        form(people, name="Niemand Hier"),
        form(people, code=people.recovery["ben"]),
        form(people, name=PSEUDONYMS["ben"], code=people.recovery["ben"]),
        form(people, name="%", code="%"),
        form(people, code="\0"),
    ]:
        calls = hasher.calls
        page = await browse().post("/recover", given)
        assert hasher.calls == calls + 1
        assert OTHER_SENTENCE not in page.html
        answers.append(whole(page, f'value="{given["name"]}"', f'value="{given["code"]}"'))
    assert answers[0][0] == 422
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("passphrase", ["kort", "x" * 129, "de kat\0slaapt op zolder", " " * 30, "wachtwoord123"])
async def test_a_weak_passphrase_is_refused_before_hashing_and_the_rest_is_kept(browse, people, hasher, passphrase):
    calls = hasher.calls
    page = await browse().post("/recover", form(people, passphrase=passphrase))
    assert page.status == 422
    assert page.field("name") == PSEUDONYMS["ada"]
    assert page.field("code") == people.recovery["ada"]
    assert hasher.calls == calls
    assert (await browse().post("/recover", form(people))).status == 303


async def test_a_passphrase_like_the_pseudonym_is_refused(browse, people):
    assert (await browse().post("/recover", form(people, passphrase="Stille Linde 1"))).status == 422


@pytest.mark.parametrize("path", ["/recover", "/staff/enrol"])
async def test_an_endless_name_or_address_costs_nothing(browse, people, monkeypatch, path):
    looked_at = []
    monkeypatch.setattr(fields, "passphrase_problem", lambda _, known: looked_at.extend(known))
    endless = "w@ " * 15_000
    page = await browse().post(path, form(people, name=endless, email=endless))
    assert page.status == 422
    assert sum(len(word) for word in looked_at) <= 300


async def test_a_new_code_invalidates_the_old_one(browse, people):
    ada = browse("ada")
    page = await ada.post("/account/code", {"passphrase": PASSPHRASES["ada"]})
    assert (page.status, page.location) == (303, "/new-code")
    code = (await ada.follow(page)).code
    assert (await browse().post("/recover", form(people))).status == 422
    assert (await ada.post("/new-code", {"last_four": code[-4:]})).location == "/account"
    assert (await browse().post("/recover", form(people, code=code))).status == 303


async def test_a_planted_token_is_replaced(browse, people):
    guest, other = browse(), browse()
    for one in (guest, other):
        hold(one, "planted")
    await guest.post("/recover", form(people))
    assert token(guest) not in ("", "planted")
    assert (await other.open("/rooms")).location == "/"


async def test_an_invite_code_is_no_recovery_code_and_vice_versa(browse, people, database):
    code = give(database, people)[0]
    assert (await browse().post("/recover", form(people, code=code))).status == 422
    page = await walk(browse(), people.recovery["ada"], until="code")
    assert page.status == 422
    assert count(database, Member) == [2]


def _ends(db: Session, people) -> None:
    ben = db.get_one(Member, people.ids["ben"])
    ben.ended_on = ben.joined_on
    db.add(ben)
