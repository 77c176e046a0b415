"""A relative joins with an invite: six steps, and nothing is used up before the last."""

from datetime import date
from itertools import pairwise

import pytest
from markupsafe import escape
from sqlmodel import col, select

import audit
from accounts.models import Country, Device, Invite, InviteState, Member, MemberSignIn, Relation, Role
from accounts.operations import members
from accounts.operations import staff as colleagues
from accounts.operations.members import country_of
from foundation.data_keys import DataKey
from tests.accounts.entry_steps import (
    ANSWERS,
    SENTENCE,
    STEPS,
    acts,
    address,
    count,
    give,
    hold,
    set_cookie,
    sign_in,
    submit,
    token,
    walk,
    whole,
)
from tests.conftest import BOTH
from tests.people import PSEUDONYMS

NEXT = dict(pairwise(STEPS))


def the_invite(database, state):
    with database.read() as db:
        return db.exec(select(Invite).where(col(Invite.state) == state)).all()


def newcomer(database, name="Zachte Wilg"):
    with database.read() as db:
        return db.exec(select(Member).where(col(Member.pseudonym) == name)).one()


@BOTH
async def test_every_step_leads_to_the_next_and_nothing_is_used_up_before_the_last(browse, database, people):
    (code,), guest = give(database, people), browse()
    before = count(database, Member, DataKey, MemberSignIn)
    assert (await guest.open("/join")).status == 200
    for step in STEPS[:-1]:
        page = await submit(guest, step, code)
        assert (page.status, page.location) == (303, address(NEXT[step]))
        assert (await guest.follow(page)).status == 200
        assert len(the_invite(database, InviteState.ISSUED)) == 1
        assert not token(guest)
    assert count(database, Member, DataKey, MemberSignIn) == before
    page = await submit(guest, "rules", code)
    assert (page.status, page.location) == (303, "/new-code")
    assert count(database, Member, DataKey, MemberSignIn) == [number + 1 for number in before]
    assert not the_invite(database, InviteState.ISSUED)


async def test_a_member_is_what_was_answered(browse, database, people):
    code = give(database, people)[0]
    about = {"country": "elsewhere", "relation": "friend", "relation_shown": "on"}
    await walk(browse(), code, name={"own": "  Zachte   Wilg "}, about=about)
    member = newcomer(database)
    with database.read() as db:
        assert country_of(db, member) is Country.ELSEWHERE
    assert (member.relation, member.relation_shown, member.rules_version) == (Relation.FRIEND, True, 1)


async def test_the_relation_may_stay_unsaid_and_is_then_never_shown(browse, database, people):
    code = give(database, people)[0]
    await walk(browse(), code, about={"country": "BE", "relation": "", "relation_shown": "on"})
    member = newcomer(database)
    assert (member.relation, member.relation_shown) == (None, False)


async def test_a_proposed_name_can_be_taken_and_an_own_one_goes_before_it(browse, database, people):
    first, second = give(database, people, 2)
    one, other = browse(), browse()
    await walk(one, first, until="device")
    page = await one.open("/join/name")
    proposals = [part.split('"')[0] for part in page.html.split('name="proposal" type="radio" value="')[1:]]
    assert len(set(proposals)) == 3
    await one.post("/join/name", {"proposal": proposals[1], "own": ""})
    await submit(one, "about", first)
    assert (await submit(one, "rules", first)).status == 303
    assert newcomer(database, proposals[1]).pseudonym == proposals[1]
    await walk(other, second, name={"proposal": proposals[2], "own": "Zachte Wilg"})
    assert newcomer(database).pseudonym == "Zachte Wilg"


async def test_joining_leaves_no_trace_in_the_chain_and_the_invite_keeps_a_day_only(browse, database, people):
    code = give(database, people)[0]
    before = acts(database)
    await walk(browse(), code)
    assert acts(database) == before
    member = newcomer(database)
    theirs = {str(member.id), str(member.data_key_id), member.skeleton}
    used = the_invite(database, InviteState.REDEEMED)
    assert len(used) == 3
    assert not [one for one in used if theirs & {str(value) for value in one.model_dump().values()}]
    assert {type(one.ended_on) for one in used} == {date}
    with database.read() as db:
        assert audit.verify(db) is None


@pytest.mark.parametrize("step", STEPS[1:])
async def test_a_step_that_was_skipped_leads_back_to_the_beginning(browse, step):
    guest = browse()
    for page in [await guest.open(address(step)), await submit(guest, step, "")]:
        assert (page.status, page.location) == (303, "/join")


@pytest.mark.parametrize("step", STEPS[2:])
async def test_a_code_alone_skips_nothing(browse, database, people, step, hasher):
    guest = browse()
    await walk(guest, give(database, people)[0], until="code")
    before = hasher.calls
    for page in [await guest.open(address(step)), await submit(guest, step, "")]:
        assert (page.status, page.location) == (303, "/join")
    assert hasher.calls == before


async def test_going_back_shows_what_was_answered_and_another_answer_counts(browse, database, people):
    code, guest = give(database, people)[0], browse()
    about = {"country": "NL", "relation": "friend", "relation_shown": "on"}
    await walk(guest, code, until="about", device={"device": "own"}, about=about)
    assert (await guest.open("/join/device")).field("device") == "own"
    page = await guest.open("/join/name")
    assert (page.field("own"), page.field("proposal")) == ("", "Zachte Wilg")
    page = await guest.open("/join/about")
    assert page.field("country") == "NL"
    assert '<option value="friend" selected>' in page.html
    assert "checked" in page.html.split('name="relation_shown"')[1].split(">")[0]
    for step in ("device", "name", "about", "rules"):
        back = (await guest.open(address(step))).links
        assert address(STEPS[STEPS.index(step) - 1]) in back
    await guest.post("/join/name", {"own": "", "proposal": "Gele Brem"})
    assert (await submit(guest, "rules", code)).status == 303
    member = newcomer(database, "Gele Brem")
    with database.read() as db:
        assert db.exec(select(MemberSignIn).where(col(MemberSignIn.member_id) == member.id)).one().device is Device.OWN


async def test_bad_input_keeps_the_words_and_the_code(browse, database, people):
    code, guest = give(database, people)[0], browse()
    page = await guest.post("/join", {"code": "WRONG WORDS HERE"})
    assert (page.status, page.field("code")) == (422, "WRONG WORDS HERE")
    page = await walk(guest, code, until="device", device={"device": "somebody"})
    assert page.status == 422
    await submit(guest, "device", code)
    page = await guest.post("/join/name", {"own": "Xy"})
    assert (page.status, page.field("own")) == (422, "Xy")
    await submit(guest, "name", code)
    page = await guest.post("/join/about", {"country": "", "relation": "friend", "relation_shown": "on"})
    assert page.status == 422
    assert '<option value="friend" selected>' in page.html
    await submit(guest, "about", code)
    page = await guest.post("/join/rules", {"passphrase": SENTENCE})
    assert page.status == 422
    assert 'id="error-agree"' in page.html
    assert SENTENCE not in page.html
    page = await guest.post("/join/rules", {"passphrase": "te kort", "agree": "on"})
    assert page.status == 422
    assert "te kort" not in page.html
    assert "checked" in page.html.split('name="agree"')[1].split(">")[0]
    assert (await submit(guest, "rules", code)).status == 303


@pytest.mark.parametrize("country", ["", "DE", "be", "BE\0"])
async def test_a_country_that_is_not_offered_is_refused(browse, database, people, country):
    page = await walk(browse(), give(database, people)[0], until="about", about={"country": country})
    assert page.status == 422


@pytest.mark.parametrize(
    "name",
    [
        PSEUDONYMS["ada"],
        "stille linde",
        "STILLE-LINDE",
        "Sti11e L1nde",
        "Stílle Lindé",
        "Stille  Linde",
        "ＳｔｉｌｌｅＬｉｎｄｅ",
        "Moderator",
        "m0derator",
        "Het Team",
        "Naast",
        "Stіlle Linde",
        "Zachte\u200bWilg",
        "Zachte\u202eWilg",
        "bel 0470 12 34 56",
        "wilg@example.org",
        "<b>Wilg</b>",
        "{{7*7}} Wilg",
        "Wilg\0Wilg",
        "   ",
        "Stille Lincle",
        "",
        "x" * 25,
        "w" * 100_000,
    ],
    ids=range(24),
)
async def test_a_name_that_is_taken_looks_alike_or_misleads_is_refused(browse, database, people, name):
    code, guest = give(database, people)[0], browse()
    page = await walk(guest, code, until="name", name={"own": name, "proposal": ""})
    assert page.status == 422
    assert 'id="error-own"' in page.html
    assert (await guest.open("/join/about")).location == "/join"
    assert (await submit(guest, "name", code)).status == 303


async def test_all_errors_are_shown_at_once_in_the_order_of_the_page(browse, database, people):
    code, guest = give(database, people)[0], browse()
    page = await walk(guest, code, rules={"agree": "", "passphrase": "kort"})
    assert page.status == 422
    assert page.html.index('href="#field-agree"') < page.html.index('href="#field-passphrase"')
    page = await walk(browse(), code, rules={"agree": "", "passphrase": "zachte wilg 1"})
    assert 'href="#field-agree"' in page.html
    assert 'href="#field-passphrase"' in page.html


@pytest.mark.parametrize("name", ["De Brug", "de-brug", "DeBrug Anna", "D3 Brug 2"])
async def test_a_name_that_passes_for_an_organisation_of_the_staff_is_refused(browse, database, people, name):
    with database.write() as db:
        colleagues.add(db, "Kim", "kim@example.org", [Role.MODERATOR], "De Brug")
    page = await walk(browse(), give(database, people)[0], until="name", name={"own": name})
    assert page.status == 422
    assert "voor de mensen die hier werken" in page.text


@pytest.mark.parametrize("name", ["Mia", "mía", "Stille Mia", "M1a 7", "Psychologe An", "Coach Bo"])
async def test_a_name_that_passes_for_a_colleague_is_refused(browse, database, people, name):
    page = await walk(browse(), give(database, people)[0], until="name", name={"own": name})
    assert page.status == 422
    assert "voor de mensen die hier werken" in page.text


async def test_no_name_is_proposed_that_would_be_refused(database, people):
    with database.write() as db:
        colleagues.add(db, "Kim", "kim@example.org", [Role.MODERATOR], "Maan")
        proposed = [name for _ in range(150) for name in members.proposed_names(db)]
    assert len(proposed) == 450
    assert not [name for name in proposed if "Maan" in name]


async def test_the_name_of_somebody_who_left_stays_taken(browse, database, people):
    with database.write() as db:
        ben = db.get_one(Member, people.ids["ben"])
        ben.ended_on = ben.joined_on
        db.add(ben)
    page = await walk(browse(), give(database, people)[0], until="name", name={"own": PSEUDONYMS["ben"]})
    assert page.status == 422


@pytest.mark.parametrize(
    "passphrase",
    [
        "elf tekens!",
        "x" * 129,
        "de kat slaapt " * 9 + "abc",
        "w" * 150_000,
        "de kat\0slaapt op zolder",
        " " * 30,
        "wachtwoord123",
        "aaaaaaaaaaaaaaaa",
        "Zachte Wilg 12",
        "naast naast naast",
        "é" * 13,
    ],
    ids=range(11),
)
async def test_a_weak_or_strange_passphrase_is_refused_before_hashing(browse, database, people, passphrase, hasher):
    code, guest = give(database, people)[0], browse()
    await walk(guest, code, until="about")
    before = hasher.calls
    page = await guest.post("/join/rules", {"agree": "on", "passphrase": passphrase})
    assert page.status == 422
    assert 'id="error-passphrase"' in page.html
    assert hasher.calls == before
    assert len(the_invite(database, InviteState.ISSUED)) == 1


async def test_a_body_that_is_too_large_is_refused_before_hashing(browse, database, people, hasher):
    guest = browse()
    await walk(guest, give(database, people)[0], until="about")
    before = hasher.calls
    assert (await guest.post("/join/rules", {"agree": "on", "passphrase": "w" * 1_000_000})).status == 413
    assert hasher.calls == before


async def test_a_passphrase_may_be_typed_with_letters_composed_differently(browse, database, people):
    apart, together = "l'e\u0301te\u0301 pre\u0300s de la dune", "l'été près de la dune"
    guest = browse()
    await walk(guest, give(database, people)[0], rules={"agree": "on", "passphrase": apart})
    assert (await sign_in(browse(), "Zachte Wilg", together)).status == 303
    assert (await sign_in(browse(), "Zachte Wilg", together.replace("é", "e"))).status == 422


@pytest.mark.parametrize("typed", ["lower", "spaces", "dashes", "look-alikes"])
async def test_a_code_may_be_typed_in_many_ways(browse, database, people, typed):
    code = next(one for one in give(database, people, 20) if "0" in one or "1" in one)
    other = {
        "lower": code.lower(),
        "spaces": f"  {code[:4]} {code[4:8]}\t{code[8:]} ",
        "dashes": f"{code[:8]}-{code[8:]}",
        "look-alikes": code.replace("0", "o").replace("1", "l"),
    }
    assert (await walk(browse(), other[typed])).status == 303


def spoil(database, people, how, code, later):
    """Make a code that worked stop working."""
    with database.write() as db:
        invite = db.exec(select(Invite).where(col(Invite.state) == InviteState.ISSUED)).one()
        if how in ("redeemed", "revoked"):
            invite.state, invite.ended_on = InviteState(how), invite.issued_on
            db.add(invite)
    if how == "expired":
        later(days=16)
    return code if how != "unknown" else code[::-1]


@pytest.mark.parametrize("how", ["redeemed", "revoked", "expired", "unknown", "%%%%%%%%%%%%%%%%", "' OR 1=1 --", "\0"])
async def test_all_codes_that_do_not_work_get_the_same_answer(browse, database, people, how, later):
    unknown = "0000 0000 0000 0000"
    reference = whole(await browse().post("/join", {"code": unknown}), unknown)
    code = give(database, people)[0]
    typed = spoil(database, people, how, code, later) if how.isalpha() else how
    page = await browse().post("/join", {"code": typed})
    assert page.status == 422
    assert whole(page, str(escape(typed))) == reference


@pytest.mark.parametrize("how", ["redeemed", "revoked"])
async def test_a_code_that_stopped_working_gets_the_same_answer_at_the_last_step(browse, database, people, how, later):
    code, guest, other = give(database, people)[0], browse(), browse()
    await walk(guest, code, until="about")
    await walk(other, code, until="about", name={"own": "Gele Brem"})
    before = count(database, Member, DataKey, MemberSignIn)
    spoil(database, people, how, code, later)
    page, again = await submit(guest, "rules", code), await submit(other, "rules", code)
    assert page.status == 422
    assert whole(page) == whole(again)
    assert "/join" in page.form_actions
    assert not token(guest)
    assert count(database, Member, DataKey, MemberSignIn) == before


async def test_a_name_taken_in_the_meantime_does_not_use_up_the_code(browse, database, people):
    first, second = give(database, people, 2)
    one, other = browse(), browse()
    await walk(one, first, until="about")
    await walk(other, second, until="about", name={"own": "zachte wilg"})
    assert (await submit(one, "rules", first)).status == 303
    page = await submit(other, "rules", second)
    assert page.status == 422
    assert 'id="error-own"' in page.html
    assert "/join/name" in page.form_actions
    assert len(the_invite(database, InviteState.ISSUED)) == 1
    assert (await other.post("/join/name", {"own": "Gele Brem"})).status == 303
    assert (await submit(other, "rules", second)).status == 303


async def test_the_answers_are_forgotten_after_an_hour(browse, database, people, later):
    guest, code = browse(), give(database, people)[0]
    await walk(guest, code, until="about")
    later(minutes=61)
    assert (await submit(guest, "rules", code)).location == "/join"


async def test_the_answers_travel_unreadable_and_cannot_be_changed(browse, database, people):
    guest, code = browse(), give(database, people)[0]
    page = await walk(guest, code, until="about")
    kept = set_cookie(page, "__Host-f")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in kept
    assert "Max-Age" not in kept
    assert "Domain" not in kept
    value = kept.split(";")[0].split("=", 1)[1]
    for secret in (code, ANSWERS["name"]["own"], "sibling"):
        assert secret.encode().hex() not in value
        assert secret not in value
    broken = value[:-2] + ("00" if value[-2:] != "00" else "01")
    guest.client.cookies.clear()
    guest.client.cookies.set("__Host-f", broken, domain="127.0.0.1")
    assert (await guest.open("/join/rules")).location == "/join"


@pytest.mark.parametrize(("device", "lasts"), [("own", f"Max-Age={14 * 86400}"), ("shared", "")])
async def test_the_device_decides_how_long_the_cookie_stays(browse, database, people, device, lasts):
    page = await walk(browse(), give(database, people)[0], device={"device": device})
    line = set_cookie(page, "__Host-a")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in line
    assert "Domain" not in line
    assert lasts in line if lasts else "Max-Age" not in line
    with database.read() as db:
        (row,) = db.exec(select(MemberSignIn)).all()
    assert row.token_hash != line.split(";")[0].split("=", 1)[1].encode()
    assert row.begun_at.minute % 5 == row.begun_at.second == row.begun_at.microsecond == 0


async def test_a_planted_token_is_replaced_at_joining(browse, database, people):
    guest = browse()
    hold(guest, "planted")
    await walk(guest, give(database, people)[0])
    assert token(guest) not in ("", "planted")
    other = browse()
    hold(other, "planted")
    assert (await other.open("/rooms")).status == 303


async def test_fields_that_were_not_asked_for_are_ignored(browse, database, people):
    extra = {"may_write_from": "2099-01-01", "ended_on": "2020-01-01", "seed": "1", "is_staff": "on", "version": "99"}
    await walk(browse(), give(database, people)[0], rules={**ANSWERS["rules"], **extra, "name": "Moderator"})
    member = newcomer(database)
    assert (member.may_write_from, member.ended_on) == (None, None)
    assert member.version < 99


async def test_the_recovery_code_is_shown_until_its_last_four_are_typed(browse, database, people):
    guest = browse()
    page = await guest.follow(await walk(guest, give(database, people)[0]))
    code = page.code
    assert len(code) == 20
    for wrong in ("", "0000", code[:4], code[-3:]):
        page = await guest.post("/new-code", {"last_four": wrong})
        assert page.status == 422
        assert page.code == code
    assert (await guest.open("/new-code")).code == code
    page = await guest.post("/new-code", {"last_four": f" {code[-4:].lower()} "})
    assert (page.status, page.location) == (303, "/read-first")
    assert (await guest.follow(page)).status == 200
    assert (await guest.open("/new-code")).location == "/account"


async def test_the_recovery_code_works(browse, database, people):
    guest = browse()
    code = (await guest.follow(await walk(guest, give(database, people)[0]))).code
    given = {"name": "Zachte Wilg", "code": code, "passphrase": "een fiets zonder bel en licht"}
    assert (await browse().post("/recover", given)).location == "/new-code"


async def test_somebody_else_on_the_same_device_never_sees_the_recovery_code(browse, database, people):
    device = browse()
    code = (await device.follow(await walk(device, give(database, people)[0]))).code
    await device.post("/sign-out")
    assert (await sign_in(device, PSEUDONYMS["ben"], "ben loopt langs het water")).status == 303
    page = await device.open("/new-code")
    assert page.status == 303
    assert code not in page.html.replace(" ", "")


async def test_after_inactivity_somebody_else_on_the_device_never_sees_the_recovery_code(
    browse, database, people, later
):
    device = browse()
    await walk(device, give(database, people)[0])
    later(minutes=40)
    assert (await device.open("/new-code")).status == 303
    await sign_in(device, PSEUDONYMS["ben"], "ben loopt langs het water")
    assert (await device.open("/new-code")).status == 303
