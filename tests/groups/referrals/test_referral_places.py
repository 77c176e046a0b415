"""The referral directory: kept by whoever holds conversations, read by the team, at hand where it is needed."""

import pytest
from sqlmodel import select

from groups.models import ReferralPlace
from tests.conftest import BOTH
from tests.groups.conversations.conversation_setup import ConversationSetup

PLACE = {
    "country": "BE",
    "name": "Rouwpunt Gent",
    "purpose": "Praten met  iemand die\nweet wat rouwen is.",
    "how_to_reach": "Chat op rouwpunt.example, of bel 09 000 00 00.",
}


def places(database):
    with database.read() as db:
        return list(db.exec(select(ReferralPlace)))


@BOTH
async def test_a_place_is_added_changed_and_removed(browse, database):
    finn, cora, mia = browse("finn"), browse("cora"), browse("mia")
    assert (await mia.post("/staff/referrals/new", PLACE)).status == 403
    assert (await finn.post("/staff/referrals/new", PLACE)).status == 303
    (place,) = places(database)
    assert place.purpose == "Praten met iemand die weet wat rouwen is."
    assert "Rouwpunt Gent" in (await mia.open("/staff/referrals")).text
    address = f"/staff/referrals/{place.id}"
    page = await cora.open(address)
    assert (await cora.post(address, {**PLACE, "country": "NL", "version": page.field("version")})).status == 303
    assert places(database)[0].country == "NL"
    assert (await finn.post(address, {**PLACE, "version": page.field("version")})).status == 409
    assert (await finn.post(f"{address}/removal")).status == 303
    assert places(database) == []
    assert (await cora.open(address)).status == 404


@pytest.mark.parametrize(("name", "words"), [
    ("country", "FR"), ("country", ""), ("name", ""), ("name", "x" * 61), ("purpose", "  "), ("purpose", "x" * 301),
    ("how_to_reach", ""), ("how_to_reach", "x" * 301),
])  # fmt: skip
async def test_an_invalid_form_comes_back_with_every_word(browse, database, name, words):
    given = {**PLACE, name: words}
    page = await browse("finn").post("/staff/referrals/new", given)
    assert page.status == 422
    assert page.field("name") == given["name"]
    assert places(database) == []


async def test_a_place_that_nobody_checked_for_a_year_stands_out_until_it_is_saved_again(browse, database, later):
    await browse("finn").post("/staff/referrals/new", PLACE)
    later(days=360)
    assert "is een jaar niet gekeken" not in (await browse("finn").open("/staff/referrals")).text
    later(days=10)
    finn = browse("finn")
    assert "is een jaar niet gekeken" in (await finn.open("/staff/referrals")).text
    address = f"/staff/referrals/{places(database)[0].id}"
    version = (await finn.open(address)).field("version")
    await finn.post(address, {**PLACE, "version": version})
    assert "is een jaar niet gekeken" not in (await finn.open("/staff/referrals")).text


async def test_its_text_is_ready_wherever_somebody_is_referred(group_setup):
    conversation_setup = ConversationSetup(group_setup)
    await conversation_setup.cora.post("/staff/referrals/new", PLACE)
    await conversation_setup.registrant()
    conversation = conversation_setup.conversation()
    for path in (f"/staff/conversations/{conversation.id}", f"/staff/registrations/{conversation.registration_id}"):
        assert "Chat op rouwpunt.example" in (await conversation_setup.cora.open(path)).text
