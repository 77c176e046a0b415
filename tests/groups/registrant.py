"""Somebody who registers for a group: by answering every question, or by the operation the last page calls."""

from sqlmodel import select

from foundation.access_codes import begin_visit, new_nonce
from foundation.data_keys import unseal, unseal_fields
from groups.models import Registration, RegistrationVisit
from groups.registrations.forms import RegistrationForm
from groups.waiting_list.operations import registrations
from web.areas import COOKIES, Area

STEPS = {
    "/register": {"age": "adult"},
    "/register/relation": {"relation": "parent"},
    "/register/format": {"format": "either"},
    "/register/place": {"region": "Limburg"},
    "/register/times": {"tue": "on", "thu": "on", "evening": "on"},
    "/register/language": {"language": "nl"},
    "/register/name": {"preferred_name": "Rita"},
    "/register/contact": {"mode": "nothing"},
    "/register/circle": {"circle": "no"},
    "/register/check": {},
}


async def register(browser, **changed):
    """All questions; the code that was shown."""
    page = None
    for path, fields in STEPS.items():
        page = await browser.post(path, changed.get(path.rsplit("/", 1)[1], fields))
        assert page.status == 303, (path, page.text)
    assert page.location == "/register/receipt"
    code = (await browser.follow(page)).code
    assert (await browser.post("/register/receipt", {"last_four": code[-4:]})).location == "/register/mine"
    return code


def registered(db, guest, **changed):
    """Somebody who answered the same, without a page; this browser holds their visit. The registration and its code."""
    steps = {path.rsplit("/", 1)[1]: fields for path, fields in STEPS.items() if path != "/register"}
    told = {name: words for step, fields in steps.items() for name, words in changed.get(step, fields).items()}
    row, code = registrations.submit(db, new_nonce(), RegistrationForm.model_validate(told))
    visit(db, guest, row.id)
    return row, code


def visit(db, guest, registration_id):
    """This browser comes in, as if the code had been typed."""
    token = begin_visit(db, RegistrationVisit, registration_id)
    guest.client.cookies.set(COOKIES[Area.REGISTRATIONS], token, domain="127.0.0.1")


def the_registration(database):
    """The only one there is."""
    with database.read() as db:
        return db.exec(select(Registration)).one()


def unsealed(database, column):
    """What is sealed in a column of the only registration."""
    with database.read() as db:
        row = db.exec(select(Registration)).one()
        return (
            unseal(db, row, column)
            if column in ("sealed_name", "sealed_team_message")
            else unseal_fields(db, row, column)
        )


async def record_intake(browser, registration):
    """The intake was held."""
    version = (await browser.open(f"/staff/registrations/{registration.id}")).field("version")
    return await browser.post(f"/staff/registrations/{registration.id}/intake", {"version": version})
