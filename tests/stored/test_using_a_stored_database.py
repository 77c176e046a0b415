"""A database with data in it, stored when its version was released, comes to the present and is used as any other."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from foundation.access_codes import begin_visit
from foundation.data_keys import DataKey, unseal
from foundation.database import make_engine
from foundation.keys import Keys
from groups.models import RegistrationVisit
from migrations import running
from migrations.running import Standing
from scheduler.models import JobRun
from scheduler.running import poll
from scheduler.timetable import TIMETABLE
from tests.accounts.entry_steps import sign_in, type_code, walk
from tests.conftest import BOTH
from tests.groups.registrant import register
from tests.rules.crawl import ID
from tests.rules.models import every_model
from tests.rules.rows import all_rows, what_changed
from tests.stored.loading import command, load, rows_by_table
from tests.stored.making import empty_places
from web.areas import COOKIES, Area

MAY_GROW = {"text_version"}
"""Tables that `naast migrate` adds to: texts that are shipped since."""
BEGIN_AT = {
    "ada": "/rooms",
    "mia": "/staff/queue",
    "finn": "/staff/week",
    "cora": "/staff/waiting-list",
    "lea": "/register/mine",
}
MOST_OF_A_KIND = 1


@pytest.fixture
def colleague(browse, people, told):
    """`await colleague("finn")` is Finn's browser, once he has typed passphrase and one-time code."""

    async def come(name):
        browser = browse()
        given = {"email": f"{name}@example.org", "passphrase": told.passphrases[name]}
        assert (await browser.post("/staff/sign-in", given)).location == "/staff/code"
        page = await type_code(browser, people.one_time_code(name))
        assert page.status == 303, page.text
        return browser

    return come


@pytest.fixture
def registrant(browse, told):
    """`await registrant("lea")` is Lea's browser, once she has typed her code."""

    async def come(name):
        browser = browse()
        page = await browser.post("/register/code", {"code": told.codes[name]})
        assert page.location == "/register/mine", page.text
        return browser

    return come


@pytest.fixture
def member(browse, people, told):
    """`await member("ada")` is Ada's browser, once she has typed pseudonym and passphrase."""

    async def come(name):
        browser = browse()
        page = await sign_in(browser, people.sign_in_name(name), told.passphrases[name])
        assert page.location == "/rooms", page.text
        return browser

    return come


@pytest.fixture
def changes(database):
    """`changes()` names the tables in which something is not what it was in the beginning."""
    before = all_rows(database)
    return lambda: set(what_changed(before, all_rows(database)))


@BOTH
def test_the_command_brings_it_to_the_present_and_no_row_is_lost(version, kind, tmp_path):
    settings = load(version, kind, tmp_path)
    before = rows_by_table(settings)
    assert command(settings, "migrate").exit_code == 0
    after = rows_by_table(settings)
    changed = {table: (number, after.get(table)) for table, number in before.items() if after.get(table) != number}
    assert not {table: told for table, told in changed.items() if table not in MAY_GROW or told[1] < told[0]}
    engine = make_engine(settings.database_address, 1)
    assert running.standing(engine) is Standing.PRESENT
    assert running.differing_tables(engine) == []
    engine.dispose()
    doctor = command(settings, "doctor")
    assert (doctor.exit_code, "trouble" in doctor.output) == (0, False), doctor.output
    assert command(settings, "audit", "verify").exit_code == 0


def test_every_table_and_every_sealed_column_had_something_in_it(version, kind, tmp_path):
    settings = load(version, kind, tmp_path)
    engine = make_engine(settings.database_address, 1)
    assert empty_places(engine) == []
    engine.dispose()


@BOTH
def test_whatever_was_sealed_can_be_unsealed_but_for_what_was_erased(database, told):
    opened, gone = 0, set()
    with database.read() as db:
        alive = set(db.exec(select(DataKey.id)))
        for model in every_model():
            sealed = [one.name for one in model.__table__.columns if one.name.startswith("sealed_")]
            for row in db.exec(select(model)) if sealed else ():
                if row.data_key_id not in alive:
                    gone.add(row.id)
                    continue
                opened += sum(bool(unseal(db, row, column)) for column in sealed)
    assert opened > 100
    assert gone == {told.things["registered_erased"], told.things["applied_withdrawn"]}


@BOTH
async def test_colleagues_sign_in_and_read_what_was_sealed(colleague, told):
    finn, cora, mia = await colleague("finn"), await colleague("cora"), await colleague("mia")
    assert (await finn.open("/staff/week")).status == 200
    begins = (told.moment + timedelta(days=9)).date()
    week = await finn.open(f"/staff/week/{begins.isoformat()}")
    assert f"/staff/conversations/{told.things['lea_conversation']}" in week.links
    assert "Sam" in (await cora.open("/staff/waiting-list")).text
    assert "Lou" in (await cora.open(f"/staff/groups/{told.things['running_group']}")).text
    page = await finn.open(f"/staff/conversations/{told.things['lea_conversation']}")
    assert "Lea" in page.text
    page = await finn.open(f"/staff/registrations/{told.things['registered_lea']}/messages")
    assert told.words["message"] in page.text
    page = await finn.open(f"/staff/registrations/{told.things['registered_sam']}")
    assert told.words["goal"] in page.text
    assert told.words["notes"] in (await finn.open(f"/staff/conversations/{told.things['sam_conversation']}")).text
    page = await finn.open(f"/staff/sessions/{told.things['running_session']}")
    assert page.field("theme") == told.words["theme"]
    assert "Wacht ook." in (await mia.open(f"/staff/texts/{told.things['ben_waiting']}")).text


@BOTH
async def test_colleagues_go_on_with_what_had_begun(colleague, told, changes):
    finn, cora, mia = await colleague("finn"), await colleague("cora"), await colleague("mia")
    lou = str(told.things["registered_lou"])
    marking = {"registration": lou, "mark": "left_early"}
    await _done(finn, f"/staff/sessions/{told.things['running_session_over']}/attendance", marking)
    await _done(
        finn, f"/staff/registrations/{told.things['registered_lea']}/messages", {"text": "Tot dan.", "seen_number": "1"}
    )
    await _done(
        cora, f"/staff/registrations/{told.things['registered_pool']}/preparation", {"preparation_reason": "own_choice"}
    )
    await _done(cora, f"/staff/registrations/{told.things['registered_lou']}/departure")
    await _done(mia, f"/staff/texts/{told.things['ben_waiting']}/decisions", {"verdict": "publish"})
    await _done(mia, f"/staff/applications/{told.things['applied_received']}/notes", {"note": "Bellen."})
    await _done(mia, "/staff/invites", {"number": "3"})
    rows = changes()
    assert {
        "attendance",
        "message",
        "registration",
        "post_version",
        "decision",
        "application_message",
        "invite",
    } <= rows


@BOTH
async def test_a_member_reads_a_thread_and_answers_and_a_moderator_lets_the_answer_be_read(colleague, member, told):
    ada, ben = await member("ada"), await member("ben")
    thread = f"/threads/{told.things['thread']}"
    assert "Antwoord 1." in (await ada.open(thread)).text
    for browser in (ada, ben):
        assert (await browser.open("/my-texts")).status == 200
    answer = {"source": "Na al die tijd nog altijd.", "nonce": str(uuid4())}
    page = await ada.post(thread, answer)
    assert page.location.startswith("/submitted/"), page.text
    assert answer["source"] not in (await ben.open(thread)).text
    mia, version = await colleague("mia"), page.location.rsplit("/", 1)[1]
    await _done(mia, f"/staff/texts/{version}/decisions", {"verdict": "publish"})
    assert answer["source"] in (await ben.open(thread)).text
    assert "Half." in (await ada.open(f"/drafts/{told.things['answer_draft']}")).text


@BOTH
async def test_a_registrant_types_the_code_reads_and_writes(colleague, registrant, told):
    lea = await registrant("lea")
    assert "Lea" in (await lea.open("/register/mine")).text
    assert told.words["reply"] in (await lea.open("/register/mine/messages")).text
    await _done(lea, "/register/mine/messages", {"text": "Ik kijk ernaar uit."})
    finn = await colleague("finn")
    page = await finn.open(f"/staff/registrations/{told.things['registered_lea']}/messages")
    assert "Ik kijk ernaar uit." in page.text
    assert told.words["team_message"] in (await (await registrant("bo")).open("/register/mine")).text
    assert told.words["goal"] in (await (await registrant("sam")).open("/register/mine")).text
    offered = await registrant("registered_offered")
    page = await offered.post("/register/mine/offer", {"offer": "1", "choice": "accept"})
    assert page.status == 303, page.text


async def test_new_people_come_in_with_what_they_were_given(browse, told, people):
    newcomer, applicant = browse(), browse()
    page = await walk(newcomer, told.codes["mia_issued"])
    assert page.location == "/new-code", page.text
    page = await applicant.post("/apply/code", {"code": told.codes["applied_asked"]})
    assert page.location == "/apply/mine", page.text
    await _done(applicant, "/apply/mine", {"text": "Dit wil ik erbij zeggen."})
    assert len(await register(browse())) == 16


async def test_every_page_that_can_be_reached_opens(browse, database, told):
    wrong, seen = [], set()
    for name, begin in BEGIN_AT.items():
        browser = browse("guest" if name == "lea" else name)
        if name == "lea":
            with database.write() as db:
                token = begin_visit(db, RegistrationVisit, told.things["registered_lea"])
            browser.client.cookies.set(COOKIES[Area.REGISTRATIONS], token, domain="127.0.0.1")
        async for path, page in _reached(browser, begin):
            seen.add(ID.sub("*", path))
            wrong += [f"{name} {path}: {page.status}"] if page.status not in (200, 303) else []
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 60, sorted(seen)


@BOTH
def test_what_happens_by_itself_happens(database, later):
    later(days=40)
    assert set(poll(database, "another holder")) == {job.name for job in TIMETABLE}
    with database.read() as db:
        assert not [job for job in db.exec(select(JobRun)) if job.error_kind]


async def _done(browser, path, fields=None):
    page = await browser.post(path, fields)
    assert page.status == 303, (path, page.text)


async def _reached(browser, begin):
    """(path, page) of what links lead to from here, a few of each kind."""
    wanted, done, kinds = [begin], {"/exit"}, Counter()
    while wanted:
        path = wanted.pop(0)
        kind = ID.sub("*", path)
        if path in done or kinds[kind] >= MOST_OF_A_KIND:
            continue
        done.add(path)
        kinds[kind] += 1
        page = await browser.open(path)
        yield path, page
        links = [page.location] if page.location else page.links
        wanted += [link.split("#")[0] for link in links if link.startswith("/") and not link.startswith("/static/")]


@BOTH
def test_with_another_key_file_it_is_not_brought_to_the_present(version, kind, tmp_path):
    settings = load(version, kind, tmp_path)
    before = rows_by_table(settings)
    (tmp_path / "root.key").unlink()
    Keys.make(tmp_path / "root.key")
    done = command(settings, "migrate")
    assert done.exit_code == 1
    assert "NAAST_KEY_FILE is not the one" in " ".join(done.output.split())
    assert rows_by_table(settings) == before
    engine = make_engine(settings.database_address, 1)
    assert running.standing(engine) in (Standing.BEHIND, Standing.PRESENT)
    engine.dispose()
