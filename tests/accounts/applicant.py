"""Somebody who applies without an invite: what they submit, step by step."""

from sqlmodel import select

from accounts.models import Application
from foundation.data_keys import unseal

HOPE = "Ik zou graag lezen hoe anderen dit volhouden."
STEPS = (
    ("/apply", {"about": "somebody_else"}),
    ("/apply/age", {"age": "adult"}),
    ("/apply/relation", {"relation": "parent"}),
)


async def answer_questions(browser):
    """The first three questions."""
    for path, fields in STEPS:
        page = await browser.post(path, fields)
        assert page.status == 303, page.text


async def apply(browser, hope=HOPE):
    """All four; the code that was shown."""
    await answer_questions(browser)
    page = await browser.post("/apply/hope", {"hope": hope})
    assert (page.status, page.location) == (303, "/apply/receipt"), page.text
    code = (await browser.follow(page)).code
    assert (await browser.post("/apply/receipt", {"last_four": code[-4:]})).location == "/apply/mine"
    return code


async def decide(browser, application, verdict, words="", **more):
    """A moderator reads and decides."""
    return await decide_about(
        await version_on_screen(browser, application), browser, application, verdict, words, **more
    )


async def version_on_screen(browser, application):
    """The version of an application that a moderator has before them."""
    return (await browser.open(f"/staff/applications/{application.id}")).field("version")


async def decide_about(version, browser, application, verdict, words="", **more):
    """A moderator decides about this version."""
    fields = {"version": version, "verdict": verdict, "message": words, **more}
    return await browser.post(f"/staff/applications/{application.id}/decisions", fields)


def the_application(database):
    """The only one there is."""
    with database.read() as db:
        return db.exec(select(Application)).one()


def hope_of(database):
    """Its text, unsealed."""
    with database.read() as db:
        return unseal(db, db.exec(select(Application)).one(), "sealed_hope")
