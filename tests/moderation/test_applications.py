"""Applications are in the same queue as texts; of two moderators one decides."""

import asyncio

import pytest

from accounts.models import Application
from tests.accounts.applicant import HOPE, apply, decide, decide_about, the_application, version_on_screen
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.forum.forum_steps import count


@BOTH
async def test_an_application_is_in_the_queue_among_the_texts(browse, make, database, later):
    version = make.opening(make.room())
    later(days=1)
    await apply(browse())
    later(days=1)
    newer = make.opening(make.room(), title="Later")
    mia = browse("mia")
    page = await mia.open("/staff/queue")
    application = the_application(database)
    found = [link for link in page.links if link.startswith(("/staff/texts/", "/staff/applications/"))]
    assert found == [f"/staff/texts/{version}", f"/staff/applications/{application.id}", f"/staff/texts/{newer}"]
    assert HOPE not in page.html
    assert "3" in page.html.split("count")[1][:20]


async def test_after_deciding_the_next_item_opens_whatever_it_is(browse, make, database, later):
    await apply(browse())
    later(days=1)
    version = make.opening(make.room())
    page = await decide(browse("mia"), the_application(database), "admit", and_next="yes")
    assert page.location == f"/staff/texts/{version}"


@BOTH
async def test_of_two_moderators_one_decides_about_an_application(browse, database):
    await apply(browse())
    application = the_application(database)
    mia, max_ = browse("mia"), browse("max")
    version = await version_on_screen(mia, application)
    assert await version_on_screen(max_, application) == version
    pages = await asyncio.gather(
        decide_about(version, mia, application, "admit"),
        decide_about(version, max_, application, "decline", "Een andere plek past beter."),
    )
    assert sorted(page.status for page in pages) == [303, 409]
    assert the_application(database).state == ("admitted" if pages[0].status == 303 else "declined")


async def test_somebody_admitted_can_be_declined_until_they_join_by_a_colleague_who_saw_that_they_were_admitted(
    browse, database
):
    guest, mia, max_ = browse(), browse("mia"), browse("max")
    await apply(guest)
    application = the_application(database)
    stale = await version_on_screen(max_, application)
    await decide(mia, application, "admit", "Welkom.")
    assert (await decide_about(stale, max_, application, "decline", "Nee.")).status == 409
    page = await max_.open(f"/staff/applications/{application.id}")
    assert page.options("verdict") == ["decline"]
    for verdict in ("admit", "ask"):
        assert (await decide(max_, application, verdict, "Nog iets.")).status == 409
    assert (await decide(max_, application, "decline", "Bel ons eerst even.")).status == 303
    shown = await guest.open("/apply/mine")
    assert "Bel ons eerst even." in shown.text
    assert "Je bent welkom" not in shown.text


async def test_a_decision_about_what_was_on_the_screen_an_hour_ago_is_refused(browse, database):
    await apply(browse())
    application = the_application(database)
    stale = {"version": "1", "verdict": "decline", "message": "Nee."}
    await decide(browse("mia"), application, "ask", "Vertel iets meer.")
    page = await browse("max").post(f"/staff/applications/{application.id}/decisions", stale)
    assert page.status == 409
    assert the_application(database).state == "asked"


async def test_declining_requires_words_and_can_be_reconsidered(browse, database):
    guest, mia = browse(), browse("mia")
    await apply(guest)
    application, before = the_application(database), acts(database)
    page = await decide(mia, application, "decline")
    assert page.status == 422
    assert (await decide(mia, application, "decline", "Bel ons eerst even.")).status == 303
    shown = await guest.open("/apply/mine")
    assert "Bel ons eerst even." in shown.text
    assert "/help" in shown.links
    assert (await decide(mia, application, "admit", "Dank voor je telefoontje.")).status == 303
    assert "Je bent welkom" in (await guest.open("/apply/mine")).text
    assert acts(database) == [*before, "application declined", "application admitted"]


@BOTH
async def test_the_same_words_twice_and_very_many_on_a_day_are_quiet_signs(browse, database, settings):
    mia = browse("mia")
    await apply(browse())
    first = the_application(database)
    assert "Stille signalen" not in (await mia.open(f"/staff/applications/{first.id}")).text
    await apply(browse(), "  Ik zou GRAAG lezen, hoe anderen dit volhouden!")
    page = await mia.open(f"/staff/applications/{first.id}")
    assert "1 andere aanvraag van deze weken zegt precies hetzelfde" in page.text
    for number in range(settings.many_arrivals):
        await apply(browse(), f"Iets anders, {number}.")
    assert "Die dag kwamen er" in (await mia.open(f"/staff/applications/{first.id}")).text
    assert count(database, Application) == settings.many_arrivals + 2


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
async def test_ready_made_words_are_there_in_every_language(browse, database, language):
    await apply(browse())
    mia = browse("mia")
    mia.client.cookies.set("__Host-e", language, domain="127.0.0.1")
    page = await mia.open(f"/staff/applications/{the_application(database).id}")
    assert page.html.count('class="ready-words"') == 3


async def test_applications_that_do_not_wait_have_a_page_of_their_own(browse, database):
    mia = browse("mia")
    assert (await mia.open("/staff/applications")).status == 200
    await apply(browse())
    application = the_application(database)
    assert f"/staff/applications/{application.id}" not in (await mia.open("/staff/applications")).links
    await decide(mia, application, "ask", "Vertel iets meer.")
    assert f"/staff/applications/{application.id}" in (await mia.open("/staff/applications")).links
    assert f"/staff/applications/{application.id}" not in (await mia.open("/staff/queue")).links
