"""Whoever steals database, dump or log finds no name, no code and no text that was not published."""

import base64
import errno
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pyotp
import pytest
from sqlalchemy import LargeBinary
from sqlmodel import col, select

import mail
from accounts.forms import Restricting
from accounts.models import Application, Member, RestrictionKind, RestrictionReason, Role, Staff
from accounts.operations import restrictions
from accounts.operations import staff as colleagues
from accounts.operations.sign_ins import hash_of
from forum.models import Draft, PostVersion, Room, VersionState
from foundation.clock import month_of, now, today
from foundation.data_keys import load_keys, make_key, seal, unseal
from foundation.database import Database
from foundation.settings import Settings
from groups.lookups import sessions_of
from groups.messages import operations as messages
from groups.models import Conversation, FeedbackComment, MeetingFormat, Registration
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups
from groups.registrations.operations import reveals
from groups.sessions.forms import SessionDetails
from groups.sessions.operations import sessions
from mail import Letter
from mail.delivery import Address, deliver_due
from mail.smtp import Rejected
from moderation.models import Verdict
from scheduler.running import poll
from scheduler.timetable import Job
from tests.browsing import Page
from tests.conftest import BOTH
from tests.rules.canaries import disguises, everything_kept, hashed, holds
from tests.rules.models import every_model
from tests.rules.rows import all_rows
from tests.rules.served import Served, Visitor, serving

FOURS = re.compile(r">\s*((?:[0-9A-HJKMNP-TV-Z]{4} ){3,4}[0-9A-HJKMNP-TV-Z]{4})\s*<")
PSEUDONYM = "Zachte Wilg"
ORGANISATION = "Hulplijn Noord"

PUBLISHED_TITLE = "Gepubliceerdetitel"
PUBLISHED = "gepubliceerdetekst staat er voor iedereen"
SEALED = {
    "staff.sealed_name": "Kanariestaffnaam",
    "staff.sealed_email": "kanariestaffadres@example.org",
    "staff.sealed_code_secret": "",  # drawn at random on the way
    "member.sealed_country": "kanarieland",
    "draft.sealed_title": "Kanarieschetstitel",
    "draft.sealed_source": "kanarieschetstekst",
    "post_version.sealed_title": "Kanariewachttitel",
    "post_version.sealed_source": "kanariewachttekst",
    "post_version.sealed_message": "kanarieterugwoorden",
    "decision.sealed_message": "kanarieweigerwoorden",
    "registration.sealed_name": "Kanarieroepnaam",
    "registration.sealed_contact": "kanariebuurman",
    "registration.sealed_wishes": "Kanarieregio",
    "registration.sealed_circle": "kanariewoordsamen",
    "registration.sealed_team_message": "kanarieafscheidswoorden",
    "registration.sealed_intake_notes": "kanarieweetjes",
    "registration.sealed_left_appointments": "kanarieuren",
    "registration.sealed_goal": "kanariedoel",
    "conversation.sealed_about": "kanariegesprek",
    "contact_reveal.sealed_reason": "kanariereden",
    "restriction.sealed_reason": "kanariepauzereden",
    "restriction.sealed_message": "kanariepauzewoorden",
    "message.sealed_text": "kanariezachtewoorden",
    "feedback_comment.sealed_comment": "kanarieterugblik",
    "peer_group.sealed_about": "kanariestraat",
    "group_session.sealed_about": "kanariethema",
    "application.sealed_relation": "kanarierelatie",
    "application.sealed_hope": "kanariehoop op wat rust",
    "application_message.sealed_text": "kanarievraagwoorden",
}
"""A word for every sealed column; a column without one fails."""
TEXTS = {
    VersionState.WAITING: "kanariewachttekst",
    VersionState.SENT_BACK: "kanarieterugtekst",
    VersionState.REFUSED: "kanarieweigertekst",
    VersionState.REMOVED: "kanarieverwijderdtekst",
    VersionState.WITHDRAWN: "kanarieingetrokkentekst",
    VersionState.REPLACED: "kanarievervangentekst",
    VersionState.HIDDEN: "kanarieverborgentekst",
}
PASSPHRASES = {
    "member": "kanariewachtzin van een lid",
    "changed": "kanarienieuwezin van een lid",
    "staff": "kanariewachtzin van de ploeg",
}
TYPED = {
    "a wrong name": "Kanarieverkeerdenaam",
    "a wrong passphrase": "kanarieverkeerdezin hoor",
    "a wrong code": "KANARIE0CODE0000",
    "an address": "kanarieadresbalk",
    "a query": "kanarievraagteken",
    "a browser": "KanarieBrowser",
    "a page before": "kanarieverwijzer",
    "a body of another kind": "kanariebijlage",
    "a text under an error": "kanariefouttekst",
    "a text of a member signed out meanwhile": "kanarielatetekst",
}


@dataclass
class Story:
    """What happened, and everything that was said on the way."""

    served: Served
    database: Database
    moderator: Visitor
    member: Visitor
    secrets: dict[str, str] = field(default_factory=dict)
    page_of_an_error: str = ""


def test_every_sealed_column_has_its_canary():
    columns = {
        f"{model.__tablename__}.{column.name}"
        for model in every_model()
        for column in model.__table__.columns
        if column.name.startswith("sealed_") and isinstance(column.type, LargeBinary)
    }
    assert columns == set(SEALED)


def test_every_column_of_bytes_is_sealed_wrapped_or_hashed():
    for model in every_model():
        for column in model.__table__.columns:
            if isinstance(column.type, LargeBinary):
                is_meant = column.name.startswith("sealed_") or column.name.endswith(("_mac", "_hash"))
                assert is_meant or column.name in ("mac", "wrapped"), column


def test_every_state_but_published_has_its_canary():
    assert set(TEXTS) == set(VersionState) - {VersionState.PUBLISHED}


def test_the_search_finds_a_word_in_every_disguise():
    for ahead in range(4):
        for one in disguises("kanarievogel"):
            assert holds(b"x" * ahead + one + b"yy", "kanarievogel")
    assert holds("een KanarieVogel hier".encode("utf-16-le"), "kanarievogel")
    for ahead in range(5):
        assert holds(base64.b64encode(b"q" * ahead + b"kanarievogel" + b"zzz"), "kanarievogel")
    assert not holds(b"kanarie vogel", "kanarievogel")


@pytest.fixture
def story(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """Somebody joins and writes, a moderator decides, much goes wrong: all of it over HTTP."""
    with serving(settings, database, level=10) as served:
        told = Story(served, database, served.visitor(), served.visitor())
        _colleague_comes(told)
        _member_comes(told)
        _texts_come_and_go(told)
        _somebody_is_paused(told)
        _somebody_applies(told)
        _somebody_registers(told)
        _much_goes_wrong(told, monkeypatch)
        yield told


@BOTH
def test_nothing_is_found(story: Story, settings: Settings, capfd: pytest.CaptureFixture[str]):
    with story.database.read() as db:
        sealed = _open_everything(db)
    for column, canary in SEALED.items():
        word = canary or story.secrets["secret of the app"]
        assert any(word in text for text in sealed[column]), f"{column} was never written: the test would prove nothing"

    kept = everything_kept(settings)
    if not settings.database_url:
        log_file = settings.data_dir / "naast.sqlite3-wal"
        assert log_file.stat().st_size > 50_000, "the write log was emptied just now: the test would prove little"
    poll(story.database, "this one")
    kept += everything_kept(settings)
    log = "\n".join(story.served.logged).encode() + "".join(capfd.readouterr()).encode()
    assert holds(kept, PUBLISHED.split()[0])
    assert holds(kept, PUBLISHED_TITLE)
    assert b"kind=RuntimeError" in log

    words = {**{column: word for column, word in SEALED.items() if word}, **PASSPHRASES, **TYPED, **story.secrets}
    words |= {f"a text that is {state}": word for state, word in TEXTS.items()}
    found_in_database = [what for what, word in words.items() if _is_found(kept, word)]
    found_in_log = [what for what, word in words.items() if _is_found(log, word)]
    assert not found_in_log
    assert not found_in_database


@BOTH
def test_the_log_tells_what_broke_and_where_and_no_address_id_or_person(story: Story):
    told = "\n".join(story.served.lines)
    for event, kind in (("failed", "RuntimeError"), ("job_failed", "ZeroDivisionError"), ("letter_failed", "OSError")):
        assert re.search(rf"event={event} .*kind={kind}", told), event
    assert "event=letter_refused letter=something_waits" in told
    assert "route=forum:start_thread" in told
    assert 'job="expire offers"' in told
    assert 'why="disk full"' in told
    assert not re.search(r"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}", told)
    assert not re.search(
        r"://|@|\b(GET|POST|SELECT|INSERT|UPDATE|DELETE)\b|/(rooms|staff|threads|submitted|posts)", told
    )
    assert all(len(line.splitlines()) == 1 for line in story.served.lines)
    (number,) = re.findall(r"\b\d{6}\b", story.page_of_an_error)
    assert [line for line in story.served.lines if f"request={number}" in line and "kind=RuntimeError" in line]


def test_codes_are_kept_under_a_key_and_tokens_as_a_hash(story: Story, settings: Settings):
    kept = everything_kept(settings)
    for what, word in story.secrets.items():
        if "token" not in what:
            assert not [one for one in hashed(word) if one in kept], what
    token = story.moderator.cookies["__Host-d"]
    digest = hash_of(token)
    assert digest in kept or digest.hex().encode() in kept


def test_what_was_never_published_is_not_in_any_clear_column(story: Story, settings: Settings):
    """The same once more from inside, so that it holds whatever the bytes on disk look like."""
    rows = all_rows(story.database)
    whole = repr(rows)
    for state, word in TEXTS.items():
        assert word not in whole, state
    for column, word in SEALED.items():
        assert not word or word not in whole, column
    assert "elsewhere" not in repr(rows["member"])
    assert PUBLISHED in repr(rows["post"])


def _is_found(haystack: bytes, word: str) -> bool:
    return any(holds(haystack, one) for one in {word, word.replace(" ", "")})


def _open_everything(db: Any) -> dict[str, list[str]]:
    found = {}
    for column in SEALED:
        table, name = column.split(".")
        model: Any = next(one for one in every_model() if one.__tablename__ == table)
        rows = db.exec(select(model)).all()
        load_keys(db, {row.data_key_id for row in rows})
        found[column] = [unseal(db, row, name) for row in rows]
    return found


def _colleague_comes(told: Story) -> None:
    mia = told.moderator
    with told.database.write() as db:
        name, email = SEALED["staff.sealed_name"], SEALED["staff.sealed_email"]
        staff, code = colleagues.add(db, name, email, [Role.MODERATOR], ORGANISATION)
        told.secrets["enrolment code"] = code
    _went(mia.post("/staff/enrol", email=email, code=code, passphrase=PASSPHRASES["staff"]))
    with told.database.read() as db:
        secret = unseal(db, db.get_one(Staff, staff.id), "sealed_code_secret")
    told.secrets["secret of the app"] = secret
    told.secrets["half token"] = mia.cookies["__Host-d"]
    page = mia.post("/staff/app", one_time_code=pyotp.TOTP(secret).at(now()))
    assert page.status == 200, page.text
    for number, one in enumerate(FOURS.findall(page.html)):
        told.secrets[f"recovery code {number} of staff"] = one
    told.secrets["staff token"] = mia.cookies["__Host-d"]
    told.secrets["known browser of a colleague"] = mia.cookies["__Host-k"]
    assert "recovery code 7 of staff" in told.secrets


def _member_comes(told: Story) -> None:
    mia, ada = told.moderator, told.member
    invites = FOURS.findall(mia.get(mia.post("/staff/invites", number="2").location).html)
    told.secrets |= {f"invite {number}": code for number, code in enumerate(invites)}
    _went(ada.post("/join", code=invites[0]))
    _went(ada.post("/join/words"))
    _went(ada.post("/join/device", device="own"))
    ada.get("/join/name")
    _went(ada.post("/join/name", own=PSEUDONYM))
    _went(ada.post("/join/about", country="elsewhere", relation="partner", relation_shown="on"))
    _went(ada.post("/join/rules", passphrase=PASSPHRASES["member"], agree="on"))
    code = ada.get("/new-code").code
    told.secrets["recovery code of a member"] = code
    told.secrets["member token"] = ada.cookies["__Host-a"]
    _went(ada.post("/new-code", last_four=code[-4:]))
    _went(ada.post("/account/passphrase", passphrase=PASSPHRASES["member"], new_passphrase=PASSPHRASES["changed"]))
    with told.database.write() as db:
        member = db.exec(select(Member)).one()
        seal(db, member, sealed_country=SEALED["member.sealed_country"])
        db.add(member)
        names = {"nl": "Kennismaken"}
        db.add(Room(key="kennismaken", names=names, descriptions=names))


def _texts_come_and_go(told: Story) -> None:
    with told.database.read() as db:
        room = db.exec(select(Room.id)).one()
    place = f"/rooms/{room}/write"
    opening = _submit(told, place, PUBLISHED_TITLE, PUBLISHED)
    _decide(told, opening, Verdict.PUBLISH)
    with told.database.read() as db:
        post = db.get_one(PostVersion, UUID(opening)).post_id

    for state, verdict in (
        (VersionState.SENT_BACK, Verdict.SEND_BACK),
        (VersionState.REFUSED, Verdict.REFUSE),
        (VersionState.REMOVED, Verdict.PUBLISH),
        (VersionState.REPLACED, Verdict.PUBLISH),
        (VersionState.HIDDEN, Verdict.PUBLISH),
        (VersionState.WITHDRAWN, None),
        (VersionState.WAITING, None),
    ):
        title = SEALED["post_version.sealed_title"] if state is VersionState.WAITING else f"Kanarietitel{state}"
        version = _submit(told, place, title, TEXTS[state])
        told.secrets[f"title of what is {state}"] = title.split()[0]
        words = {
            VersionState.SENT_BACK: SEALED["post_version.sealed_message"],
            VersionState.REFUSED: SEALED["decision.sealed_message"],
        }.get(state, "")
        if verdict:
            _decide(told, version, verdict, words)
        if state is VersionState.REMOVED:
            address = f"/staff/posts/{_post_of(told, version)}/removal"
            told.moderator.get(address)
            _went(told.moderator.post(address, reason="tone", message="kanarieverwijderwoorden"))
            told.secrets["words about a removal"] = "kanarieverwijderwoorden"
        if state is VersionState.REPLACED:
            again = _submit(told, f"/posts/{_post_of(told, version)}/write", "Gepubliceerdeopvolger", "Zo beter.")
            _decide(told, again, Verdict.PUBLISH)
        if state is VersionState.HIDDEN:
            _went(told.member.post(f"/posts/{_post_of(told, version)}/hiding", for_good="on"))
        if state is VersionState.WITHDRAWN:
            _went(told.member.post(f"/submitted/{version}/withdrawal"))

    title, source = SEALED["draft.sealed_title"], SEALED["draft.sealed_source"]
    _went(told.member.post(place, title=title, source=source, keep="yes"))
    dropped = told.member.post(place, title="Kanarieweggegooid", source="kanarieweggegooid", keep="yes").location
    _went(told.member.post(f"{dropped}/discard"))
    told.secrets["a draft that was thrown away"] = "kanarieweggegooid"
    page = told.member.post("/preview", title="Kanarievoorproef", source="kanarievoorproef", back=place)
    assert page.status == 200
    told.secrets["a preview"] = "kanarievoorproef"
    assert told.member.get(f"/posts/{post}/write").status == 200
    for address in ("/rooms", "/my-texts", "/notices", "/account"):
        assert told.member.get(address).status == 200
    for address in ("/staff/queue", "/staff/rooms", "/staff/invites", "/staff/account"):
        assert told.moderator.get(address).status == 200


def _somebody_is_paused(told: Story) -> None:
    message = SEALED["restriction.sealed_message"]
    given = Restricting(kind=RestrictionKind.PAUSE, reason=RestrictionReason.OTHER, message=message, is_danger=True)
    with told.database.write() as db:
        member, staff = db.exec(select(Member)).one(), db.exec(select(Staff)).first()
        paused = restrictions.restrict(db, member, given, by=staff)
        seal(db, paused, sealed_reason=SEALED["restriction.sealed_reason"])
        restrictions.lift(db, paused, by=staff)


def _somebody_applies(told: Story) -> None:
    iris, hope = told.served.visitor(), SEALED["application.sealed_hope"]
    _went(iris.post("/apply", about="somebody_else"))
    _went(iris.post("/apply/age", age="adult"))
    _went(iris.post("/apply/relation", relation="parent"))
    _went(iris.post("/apply/hope", hope=hope))
    code = told.secrets["code of an application"] = iris.get("/apply/receipt").code
    told.secrets["token of a visit"] = iris.cookies["__Host-b"]
    _went(iris.post("/apply/receipt", last_four=code[-4:]))
    with told.database.write() as db:
        application = db.exec(select(Application)).one()
        seal(db, application, sealed_relation=SEALED["application.sealed_relation"])
        db.add(application)
    words = SEALED["application_message.sealed_text"]
    address = f"/staff/applications/{application.id}/decisions"
    _went(told.moderator.post(address, version=str(application.version), verdict="ask", message=words))
    _went(iris.post("/apply/mine", text="kanarieantwoordwoorden"))
    told.secrets["an answer"] = "kanarieantwoordwoorden"
    sentence = told.secrets["a sentence of somebody's own"] = "kanarie zingt zacht op zolder vandaag"
    _went(iris.post("/apply/sentence", sentence=sentence, digits="4821"))
    _went(iris.post("/apply/sentence/trial", sentence=sentence, digits="4821"))
    told.secrets["a sentence and its four digits"] = f"{sentence} 4821"
    iris.post("/apply/leaving")
    _went(iris.post("/apply/code", code=sentence, digits="4821"))


def _somebody_registers(told: Story) -> None:
    rita = told.served.visitor()
    for step, fields in {
        "": {"age": "adult"},
        "/relation": {"relation": "parent"},
        "/format": {"format": "either"},
        "/place": {"region": SEALED["registration.sealed_wishes"]},
        "/times": {"tue": "on"},
        "/language": {"language": "nl"},
        "/name": {"preferred_name": SEALED["registration.sealed_name"]},
        "/contact": {"mode": "call_me", "phone": "0470 12 98 76", "cover_name": "kanariebuurman"},
        "/circle": {"circle": "apart", "shared_word": SEALED["registration.sealed_circle"]},
        "/check": {},
    }.items():
        _went(rita.post(f"/register{step}", **fields))
    told.secrets["a telephone number"] = "0470129876"
    code = told.secrets["code of a registration"] = rita.get("/register/receipt").code
    told.secrets["token of a registrant"] = rita.cookies["__Host-c"]
    _went(rita.post("/register/receipt", last_four=code[-4:]))
    with told.database.write() as db:
        registration = db.exec(select(Registration)).one()
        goodbye, known = SEALED["registration.sealed_team_message"], SEALED["registration.sealed_intake_notes"]
        left = json.dumps({"appointments": [], "canary": SEALED["registration.sealed_left_appointments"]})
        seal(db, registration, sealed_team_message=goodbye, sealed_intake_notes=known, sealed_left_appointments=left)
        db.add(registration)
        db.flush()
        seal(db, registration, sealed_goal=SEALED["registration.sealed_goal"])
        conversation = db.exec(select(Conversation)).one()
        seal(db, conversation, sealed_about=json.dumps({"notes": SEALED["conversation.sealed_about"]}))
        db.add(conversation)
        messages.send(db, registration, SEALED["message.sealed_text"])
        cora, _ = colleagues.add(db, "Cor", "cor@example.org", [Role.COORDINATOR, Role.FACILITATOR], ORGANISATION)
        registration.facilitator_id = cora.id
        reveals.reveal_contact(db, registration, SEALED["contact_reveal.sealed_reason"], by=cora)
        said = FeedbackComment(data_key_id=make_key(db), month=month_of(today()))
        seal(db, said, sealed_comment=SEALED["feedback_comment.sealed_comment"])
        db.add(said)
        forming = GroupForm(
            format=MeetingFormat.IN_PERSON, facilitator=cora.id, place=SEALED["peer_group.sealed_about"]
        )
        group = peer_groups.create(db, forming, by=cora)
        sessions.plan(db, group, [today()], time(19), 60, by=cora)
        theme = SessionDetails(theme=SEALED["group_session.sealed_about"])
        sessions.set_details(db, sessions_of(db, group.id)[0], theme, by=cora)


def _much_goes_wrong(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, client = told.served.visitor(), told.served.client
    guest.post("/sign-in", name=TYPED["a wrong name"], passphrase=TYPED["a wrong passphrase"], device="shared")
    guest.post("/sign-in", name=PSEUDONYM, passphrase=TYPED["a wrong passphrase"], device="shared")
    guest.post("/staff/sign-in", email=f"{TYPED['a wrong name']}@x.example", passphrase=TYPED["a wrong passphrase"])
    guest.post("/recover", name=PSEUDONYM, code=TYPED["a wrong code"], passphrase=TYPED["a wrong passphrase"])
    guest.post("/join", code=TYPED["a wrong code"])
    client.get(f"/{TYPED['an address']}")
    client.get(f"/threads/{TYPED['an address']}")
    client.get(f"/?{TYPED['a query']}=1", headers={"user-agent": TYPED["a browser"], "referer": TYPED["a page before"]})
    client.post("/sign-in", files={"file": ("a.txt", TYPED["a body of another kind"])})

    with told.database.read() as db:
        room = db.exec(select(Room.id)).one()
    sender = told.served.visitor()
    sender.cookies = dict(told.member.cookies)

    def breaks(*given: Any, **named: Any) -> None:
        raise RuntimeError(TYPED["a text under an error"])

    with monkeypatch.context() as patch:
        patch.setattr("forum.operations.posts.start_thread", breaks)
        source = TYPED["a text under an error"]
        page = sender.post(f"/rooms/{room}/write", title="Een titel", source=source, nonce=_nonce())
        assert page.status == 500
        told.page_of_an_error = page.text

    _jobs_and_letters_go_wrong(told, monkeypatch)

    late = dict(told.member.cookies)
    _went(told.member.post("/sign-out"))
    told.member.cookies = late
    source = TYPED["a text of a member signed out meanwhile"]
    assert told.member.post(f"/rooms/{room}/write", title="Laat", source=source, nonce=_nonce()).location == "/sign-in"
    with told.database.read() as db:
        kept = db.exec(select(Draft)).all()
        assert source in [unseal(db, draft, "sealed_source") for draft in kept]


def _jobs_and_letters_go_wrong(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    words = TYPED["a text under an error"]
    with told.database.read() as db:
        mia = db.exec(select(Staff.id)).first()
    assert mia is not None
    address = Address(SEALED["staff.sealed_email"], "nl")
    for number, error in enumerate((OSError(errno.ENOSPC, words), Rejected(words))):
        with told.database.write() as db:
            mail.send(db, Letter.SOMETHING_WAITS, to=mia, subject=f"{number}:{now().isoformat()}")
        with monkeypatch.context() as patch:
            patch.setattr("mail.delivery.hand_over", _raising(error))
            deliver_due(told.database, dict.fromkeys(Letter, lambda *_: address))
    with monkeypatch.context() as patch:
        job = Job("expire offers", timedelta(minutes=1), _raising(ZeroDivisionError(words)))
        patch.setattr("scheduler.running.TIMETABLE", [job])
        poll(told.database, "this one")


def _raising(error: Exception) -> Callable[..., None]:
    def fail(*given: Any) -> None:
        raise error

    return fail


def _submit(told: Story, place: str, title: str, source: str) -> str:
    page = told.member.get(place)
    nonce = page.field("nonce")
    answer = told.member.post(place, title=title, source=source, nonce=nonce)
    assert answer.location.startswith("/submitted/"), answer.text
    assert told.member.get(answer.location).status == 200
    return answer.location.rsplit("/", 1)[1]


def _decide(told: Story, version: str, verdict: Verdict, words: str = "") -> None:
    assert told.moderator.get(f"/staff/texts/{version}").status == 200
    ruling = {"verdict": verdict.value, "message": words, "reason": "tone" if words else ""}
    _went(told.moderator.post(f"/staff/texts/{version}/decisions", **ruling))


def _post_of(told: Story, version: str) -> Any:
    with told.database.read() as db:
        return db.exec(select(PostVersion.post_id).where(col(PostVersion.id) == UUID(version))).one()


def _nonce() -> str:
    return str(uuid4())


def _went(page: Page) -> None:
    assert page.status == 303, page.text
