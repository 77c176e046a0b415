"""A house with one of everything in it, each thing by name, and each person already signed in."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from accounts.forms import ApplicationRuling
from accounts.models import (
    GUEST,
    Applicant,
    ApplicationMessage,
    ApplicationState,
    ApplicationVisit,
    Country,
    Device,
    HalfSignedIn,
    Invite,
    InviteState,
    Member,
    MemberSignIn,
    Registrant,
    Relation,
    Role,
    Speaker,
    Staff,
)
from accounts.operations import applications, invites, sign_ins, staff_sign_ins
from accounts.operations import staff as colleagues
from forum.forms import Writing
from forum.models import Notice, Post, PostVersion, Thread
from forum.operations import drafts, posts
from foundation.access_codes import begin_visit
from foundation.clock import now, today
from foundation.database import Database
from foundation.sealing import seal_token
from groups.availability.forms import HoursExceptionForm
from groups.availability.operations import hours
from groups.contact.operations import tasks
from groups.conversations.operations import booking, planning
from groups.lookups import sessions_of
from groups.models import (
    AFTER_GROUP,
    SEATED,
    Channel,
    ContactTask,
    Conversation,
    ConversationKind,
    EntryPolicy,
    GroupState,
    HoursException,
    MeetingFormat,
    Notification,
    Pairing,
    PairingKind,
    Registration,
    RegistrationState,
    RegistrationVisit,
)
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups
from groups.personal_data import operations as personal_data
from groups.referrals import operations as referrals
from groups.referrals.forms import ReferralPlaceForm
from groups.registrations.forms import RegistrationForm
from groups.sessions.operations import sessions
from groups.waiting_list.operations import registrations, staff_acts
from moderation.models import Decision, Verdict
from moderation.operations import decisions, duty
from tests.cursors import CURSORS, cursor_for
from tests.make import Make
from tests.people import HASHER, People
from web.areas import COOKIES, Area

PERSONS = ("guest", "ada", "ben", "nora", "half", "mia", "max", "finn", "cora", "rosa", "iris", "rita")
"""`half` is Mia before her one-time code; Nora is a new colleague who has yet to make her app work; Rosa both
moderates and coordinates; Iris applied without an invite and typed her code;
Rita registered for a group and typed hers."""
MEMBERS = ("ada", "ben")
ASK, ADMIT, DECLINE = (ApplicationRuling.Verdict(word) for word in ("ask", "admit", "decline"))
WAYS = {
    ApplicationState.ASKED: (ASK,),
    ApplicationState.ANSWERED: (ASK,),
    ApplicationState.ADMITTED: (ADMIT,),
    ApplicationState.DECLINED: (DECLINE,),
}
"""How an application came where it is."""
HAVE_A_GROUP = (*SEATED, *AFTER_GROUP)
LONG = {
    "shared_idle_minutes": 600,
    "staff_idle_minutes": 600,
    "step_up_minutes": 600,
    "undo_seconds": 36_000,
}
"""So that a slow machine changes nothing about what is allowed."""


@dataclass
class World:
    """Ids of things, tokens of people, codes that were shown once."""

    database: Database
    people: People
    things: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def build(cls, database: Database) -> "World":
        """Everything, through the operations that people use."""
        world = cls(database, People.arrive(database))
        make = Make(database, world.people)
        _colleagues(world)
        _texts(world, make)
        _decisions(world, make)
        _nobodys_texts(world, make)
        _notices(world)
        _invites(world)
        _applications(world)
        _groups(world)
        _registrations(world)
        _duty(world)
        _sign_ins(world)
        return world

    def cookies(self, person: str) -> dict[str, str]:
        """What this person's browser holds."""
        if person == "guest":
            return {}
        if person == "both":
            return {**self.cookies("ada"), **self.cookies("mia")}
        area = {"iris": Area.APPLICATIONS, "rita": Area.REGISTRATIONS}.get(
            person, Area.MEMBERS if person in MEMBERS else Area.STAFF
        )
        return {COOKIES[area]: self.tokens[person]}

    def viewer(self, db: Any, person: str) -> Any:
        """This person, as scopes and gates see them."""
        if person == "guest":
            return GUEST
        if person in ("half", "nora"):
            return HalfSignedIn(db.get_one(Staff, self.people.ids["mia" if person == "half" else "nora"]))
        if person == "iris":
            return Applicant(self.things["applied_asked"])
        if person == "rita":
            return Registrant(self.things["registered_pool"])
        return db.get_one(Member if person in MEMBERS else Staff, self.people.ids[person])


def _colleagues(world: World) -> None:
    ids = world.people.ids
    with world.database.write() as db:
        nora, _ = colleagues.add(db, "Nora", "nora@example.org", [Role.MODERATOR, Role.COORDINATOR], "Hulplijn Zuid")
        colleagues.enrol(db, nora, HASHER.hash("nora loopt langs het water"))
        olga, world.codes["enrolment"] = colleagues.add(db, "Olga", "olga@example.org", [Role.MODERATOR], "Zuid")
        rosa, _ = colleagues.add(db, "Rosa", "rosa@example.org", [Role.MODERATOR, Role.COORDINATOR], "Hulplijn Zuid")
        colleagues.enrol(db, rosa, HASHER.hash("rosa loopt langs het water"))
        colleagues.finish_enrolling(db, rosa)
        left, _ = colleagues.add(db, "Piet", "piet@example.org", [Role.COORDINATOR], "Hulplijn Zuid")
        left.ended_on = today()
        ids.update(nora=nora.id, olga=olga.id, rosa=rosa.id, piet=left.id)
    world.things |= {f"staff_{name}": ids[name] for name in ("max", "cora", "mia", "nora", "rosa", "piet")}


def _texts(world: World, make: Make) -> None:
    things = world.things
    things["room"] = make.room()
    things["partner_room"] = make.room(Relation.PARTNER)
    things["parent_room"] = make.room(Relation.PARENT)

    things["thread"] = make.thread(things["room"], answers=1)
    things["partner_thread"] = make.thread(things["partner_room"])
    things["ben_thread"] = make.thread(things["room"], by="ben", title="Van Ben")
    things["closed_thread"] = make.thread(things["room"])
    with world.database.write() as db:
        db.get_one(Thread, things["closed_thread"]).closed_at = now()
        things["ben_post"] = _only_post(db, things["thread"], is_opening=False)
        for name in ("thread", "partner_thread", "ben_thread"):
            things[f"{name}_opening"] = _only_post(db, things[name], is_opening=True)

    things["member_ada"] = world.people.ids["ada"]
    things["restriction"] = make.restriction("ben")
    things["waiting"] = make.answer(things["ben_thread"], by="ada", source="Wacht nog.")
    things["ben_waiting"] = make.answer(things["ben_thread"], by="ben", source="Wacht ook.")
    things["waiting_opening"] = make.opening(things["room"], title="Nog niet te zien")
    things["waiting_thread"] = make.thread_of(things["waiting_opening"])
    for name in ("waiting", "ben_waiting", "waiting_opening"):
        things[f"{name}_post"] = make.post_of(things[name])

    with world.database.write() as db:
        ada, place = db.get_one(Member, world.people.ids["ada"]), db.get_one(Post, things["thread_opening"])
        things["edit_waiting"] = posts.revise(db, place, Writing(source="Anders gezegd."), ada).id

    withdrawn = make.answer(things["ben_thread"], by="ada")
    with world.database.write() as db:
        version, ada = db.get_one(PostVersion, withdrawn), db.get_one(Member, world.people.ids["ada"])
        posts.withdraw(db, version, by=ada)
        things["withdrawn_draft"] = posts.keep_as_draft(db, version, by=ada).id
        things["answer_draft"] = drafts.save(
            db, drafts.Sketch(source="Half."), drafts.Place(thread_id=things["thread"]), author=ada
        ).id
    things["withdrawn"] = withdrawn
    things["withdrawn_post"] = make.post_of(withdrawn)
    things["draft"] = make.draft(things["room"])
    things["ben_draft"] = make.draft(things["room"], by="ben")


def _decisions(world: World, make: Make) -> None:
    things, room = world.things, world.things["room"]
    things["published"] = make.opening(room, title="Te zien")
    things["decided_publish"] = make.decide(things["published"])
    things["published_post"] = make.post_of(things["published"])

    things["by_max"] = make.opening(room, title="Door Max")
    things["decided_by_max"] = make.decide(things["by_max"], by="max")

    things["sent_back"] = make.answer(things["ben_thread"], by="ada", source="Kwam terug.")
    things["decided_send_back"] = make.decide(things["sent_back"], Verdict.SEND_BACK)
    things["sent_back_draft"] = make.draft_from(things["sent_back"])

    things["refused"] = make.answer(things["ben_thread"], by="ada", source="Niet geplaatst.")
    things["decided_refuse"] = make.decide(things["refused"], Verdict.REFUSE)

    things["removed"] = make.opening(room, title="Weg")
    make.decide(things["removed"])
    things["removed_thread"] = make.thread_of(things["removed"])
    things["answer_under_removed"] = make.answer(things["removed_thread"], by="ben", source="Onder wat weg is.")
    make.decide(things["answer_under_removed"])
    things["decided_remove"] = make.remove(things["removed"])
    things["removed_post"] = make.post_of(things["removed"])
    things["post_under_removed"] = make.post_of(things["answer_under_removed"])

    things["hidden"] = make.answer(things["ben_thread"], by="ada", source="Door mij verborgen.")
    make.decide(things["hidden"])
    make.hide(things["hidden"])
    things["hidden_post"] = make.post_of(things["hidden"])

    things["lonely_removed"] = make.opening(room, title="Alleen en weg")
    make.decide(things["lonely_removed"])
    make.remove(things["lonely_removed"])
    things["lonely_removed_thread"] = make.thread_of(things["lonely_removed"])

    things["undone_version"] = make.answer(things["ben_thread"], by="ada", source="Toch niet.")
    things["undone"] = make.decide(things["undone_version"], Verdict.REFUSE)
    with world.database.write() as db:
        mia = db.get_one(Staff, world.people.ids["mia"])
        decisions.undo(db, db.get_one(Decision, things["undone"]), by=mia)

    things["replaced"] = make.opening(room, title="Eerst zo")
    make.decide(things["replaced"])
    with world.database.write() as db:
        place = db.get_one(Post, make.post_of(things["replaced"]))
        ada = db.get_one(Member, world.people.ids["ada"])
        again = posts.revise(db, place, Writing(source="Dan zo."), ada).id
    make.decide(again)
    things["team_version"] = make.team_answer(things["thread"])
    things["team_post"] = make.post_of(things["team_version"])


def _nobodys_texts(world: World, make: Make) -> None:
    """Texts whose author was erased: their owner is NULL, as a guest's id is None."""
    things = world.things
    version = make.opening(things["room"], title="Van niemand meer")
    gone = make.opening(things["room"], title="Ook van niemand")
    make.decide(gone)
    things |= {"nobodys_waiting": version, "nobodys_post": make.post_of(gone), "nobodys_thread": make.thread_of(gone)}
    things["nobodys_waiting_post"] = make.post_of(version)
    things["nobodys_waiting_thread"] = make.thread_of(version)
    removed = make.opening(things["room"], title="Van niemand en weg")
    make.decide(removed)
    make.remove(removed)
    things["nobodys_removed_thread"] = make.thread_of(removed)
    threads = [things["nobodys_thread"], things["nobodys_waiting_thread"], things["nobodys_removed_thread"]]
    with world.database.write() as db:
        places = list(db.exec(select(Post.id).where(col(Post.thread_id).in_(threads))))
        db.execute(update(Thread).where(col(Thread.id).in_(threads)).values(author_id=None))
        db.execute(update(Post).where(col(Post.id).in_(places)).values(author_id=None))
        db.execute(update(PostVersion).where(col(PostVersion.post_id).in_(places)).values(author_id=None))


def _notices(world: World) -> None:
    things = world.things
    with world.database.write() as db:
        about = {"version_id": things["published"], "thread_id": things["thread"], "kind": "published"}
        ada, moment = world.people.ids["ada"], now()
        for name, due_at, is_read in (
            ("notice_due", moment, False),
            ("notice_read", moment, True),
            ("notice_not_due", moment + timedelta(days=1), False),
        ):
            notice = Notice(member_id=ada, due_at=due_at, is_read=is_read, **about)
            db.add(notice)
            things[name] = notice.id
    things |= {"cursor": cursor_for("forum:notices_from"), **CURSORS}


def _invites(world: World) -> None:
    ids, things = world.people.ids, world.things
    with world.database.write() as db:
        for name in ("mia", "finn"):
            for state in InviteState:
                _, codes = invites.issue(db, 1, by=db.get_one(Staff, ids[name]))
                db.flush()
                mac = db.info["keys"].mac(invites.LABEL, codes[0])
                invite = db.exec(select(Invite).where(col(Invite.code_mac) == mac)).one()
                invite.state = state
                things[f"{name}_{state}"] = invite.id
                world.codes[f"{name}_{state}"] = codes[0]


def _applications(world: World) -> None:
    things, names = world.things, world.people.ids
    with world.database.write() as db:
        mia = db.get_one(Staff, names["mia"])
        for state in ApplicationState:
            application, code = applications.submit(db, f"nonce {state}", Relation.PARENT, f"Ik hoop {state}.")
            applications.add_note(db, application, "Onder ons.", by=mia)
            for one in WAYS.get(state, ()):
                deciding = ApplicationRuling(version=application.version, verdict=one, message="Een paar woorden.")
                applications.decide(db, application, deciding, by=mia)
            if state is ApplicationState.ANSWERED:
                applications.answer(db, application, "Dit wil ik erbij zeggen.")
            if state is ApplicationState.WITHDRAWN:
                applications.withdraw(db, application)
            if state is ApplicationState.PARKED:
                application.state, application.turn_at = state, now()
            if state is ApplicationState.EXPIRED:
                application.state, application.ended_on = state, today()
            things[f"applied_{state}"], world.codes[f"applied_{state}"] = application.id, code
        for name, speaker in (("question", Speaker.STAFF), ("note", Speaker.NOTE)):
            said = (
                col(ApplicationMessage.application_id) == things["applied_asked"],
                col(ApplicationMessage.speaker) == speaker,
            )
            things[f"applied_{name}"] = db.exec(select(ApplicationMessage.id).where(*said)).one()
        said = (
            col(ApplicationMessage.application_id) == things["applied_admitted"],
            col(ApplicationMessage.speaker) == Speaker.STAFF,
        )
        things["applied_words"] = db.exec(select(ApplicationMessage.id).where(*said)).one()
        world.tokens["iris"] = begin_visit(db, ApplicationVisit, things["applied_asked"])


def _groups(world: World) -> None:
    """One that Finn leads and that goes on, one of a colleague, each with a session that is over and one to come."""
    things, ids = world.things, world.people.ids
    with world.database.write() as db:
        cora = db.get_one(Staff, ids["cora"])
        fien, _ = colleagues.add(db, "Fien", "fien@example.org", [Role.FACILITATOR], "Hulplijn Zuid")
        colleagues.enrol(db, fien, HASHER.hash("fien loopt langs het water"))
        colleagues.finish_enrolling(db, fien)
        for name, leads in (("group", ids["finn"]), ("other_group", fien.id)):
            forming = GroupForm(
                format=MeetingFormat.IN_PERSON, facilitator=leads, place="Straat 1", name=name, entry=EntryPolicy.OPEN
            )
            group = peer_groups.create(db, forming, by=cora)
            things[name] = group.id
            days = [today() - timedelta(days=2), today() + timedelta(days=40)]
            sessions.plan(db, group, days, time(19), 120, by=cora)
            group.state = GroupState.CONFIRMED
            over, to_come = sessions_of(db, group.id)
            things |= {f"{name}_session_over": over.id, f"{name}_session": to_come.id}
        draft = peer_groups.create(db, forming, by=cora)
        things["draft_group"] = draft.id
        sessions.plan(db, draft, [days[1]], time(19), 120, by=cora)
        things |= {"staff_finn": ids["finn"], "staff_fien": fien.id}
        things["chosen_list"] = seal_token(world.database.keys, f"waiting list of {ids['cora']}", {"day": "tue"})
        things["chosen_pairings"] = seal_token(world.database.keys, f"pairing choices of {ids['cora']}", {"name": "r"})


def _registrations(world: World) -> None:
    things, ids = world.things, world.people.ids
    with world.database.write() as db:
        finn, cora = db.get_one(Staff, ids["finn"]), db.get_one(Staff, ids["cora"])
        for state in RegistrationState:
            given = RegistrationForm(
                relation=Relation.PARENT, format=MeetingFormat.EITHER, preferred_name="Rita", tue=True
            )
            row, code = registrations.submit(db, f"nonce {state}", given)
            if state is not RegistrationState.RECEIVED:
                staff_acts.record_intake(db, row, row.version, by=cora)
            if state is RegistrationState.ON_HOLD:
                registrations.pause(db, row, None)
            elif state is RegistrationState.PARKED:
                row.state, row.turn_at = state, now()
            elif state in HAVE_A_GROUP:
                row.state, row.group_id = state, things["other_group"]
                row.offer_count, row.offer_expires_at = 1, now() + timedelta(days=7)
            elif state not in (RegistrationState.RECEIVED, RegistrationState.POOL):
                row.state, row.ended_on = state, today()
            things[f"registered_{state}"], world.codes[f"registered_{state}"] = row.id, code
        theirs, _ = registrations.submit(db, "nonce of finn", given)
        staff_acts.assign(db, theirs, finn, by=cora)
        things["registered_finn"] = theirs.id
        seated, _ = registrations.submit(db, "nonce of a seat", given)
        seated.state, seated.group_id, seated.offer_count = RegistrationState.PLACED, things["group"], 1
        db.add(seated)
        things["registered_in_group"] = seated.id
        tasks.add_contact_task(db, seated, Notification.GROUP_CONFIRMED, things["group"])
        db.flush()
        things["contact_task"] = db.exec(select(ContactTask.id)).one()
        db.add(Pairing.of(seated.id, theirs.id, PairingKind.APART))
        for name in ("copy_asked", "copy_agreed"):
            request = personal_data.request_copy(db, theirs, by=cora)
            things[name] = request.id
        personal_data.approve_copy(db, request, by=finn)
        world.tokens["rita"] = begin_visit(db, RegistrationVisit, things["registered_pool"])
        _conversations(db, world, theirs.id, finn, cora)


def _conversations(db: Any, world: World, theirs: UUID, finn: Staff, cora: Staff) -> None:
    """Finn has one with a slot, somebody else's has none yet; Rita is to choose one; Finn is away for a week."""
    things, ids = world.things, {"conversation": theirs, "other_conversation": world.things["registered_received"]}
    for name, registration_id in ids.items():
        things[name] = db.exec(
            select(Conversation.id).where(col(Conversation.registration_id) == registration_id)
        ).one()
    begins = (now() + timedelta(days=30)).replace(hour=10, minute=0, second=0, microsecond=0)
    booking.book(db, db.get_one(Conversation, things["conversation"]), begins, Channel.DIAL_IN, finn, by=cora)
    rita = db.get_one(Registration, things["registered_pool"])
    things["own_conversation"] = planning.plan(db, rita, ConversationKind.PREPARATION).id
    hours.add_exception(db, HoursExceptionForm(first_day=today(), last_day=today() + timedelta(days=6)), by=finn)
    db.flush()
    things["hours_exception"] = db.exec(select(HoursException.id)).one()


def _duty(world: World) -> None:
    """Mia has the first half-day of some weeks on; the next one is nobody's. A place where people are sent."""
    things, ids = world.things, world.people.ids
    hours = world.database.settings.duty
    halves = [half for number in range(21, 42) for half in hours.half_days(today() + timedelta(days=number))]
    with world.database.write() as db:
        things["turn"] = duty.assign_turn(db, halves[0], ids["mia"], by=db.get_one(Staff, ids["mia"])).id
        referring = ReferralPlaceForm(
            country=Country.BE, name="Tele-Onthaal", purpose="Praten.", how_to_reach="Bel 106."
        )
        things["place"] = referrals.add(db, referring, by=db.get_one(Staff, ids["cora"])).id
    things["empty_half"], things["duty_day"] = halves[1], halves[1].day.isoformat()


def _sign_ins(world: World) -> None:
    ids, things = world.people.ids, world.things
    with world.database.write() as db:
        for name in MEMBERS:
            member = db.get_one(Member, ids[name])
            ended = sign_ins.begin(db, member, Device.SHARED)
            db.flush()
            sign_ins.end(db, ended)
            world.tokens[name] = sign_ins.begin(db, member, Device.OWN)
            db.flush()
            things[f"{name}_sign_in"] = sign_ins.current(db, world.tokens[name])[1].id  # type: ignore[index]
            hashed = sign_ins.hash_of(ended)
            things[f"{name}_ended"] = db.exec(
                select(MemberSignIn.id).where(col(MemberSignIn.token_hash) == hashed)
            ).one()
        for name in ("half", "nora", "mia", "max", "finn", "cora", "rosa", "ended"):
            staff = db.get_one(Staff, ids[{"half": "mia", "ended": "mia"}.get(name, name)])
            token = staff_sign_ins.begin(db, staff)
            db.flush()
            row = staff_sign_ins.current(db, token)[1]  # type: ignore[index]
            if name in ("mia", "max", "finn", "cora", "rosa"):
                token = staff_sign_ins.complete(db, row)
            if name == "ended":
                staff_sign_ins.end(db, token)
            world.tokens[name], things[f"{name}_staff_sign_in"] = token, row.id


def _only_post(db: Any, thread: UUID, is_opening: bool) -> UUID:
    here = (col(Post.thread_id) == thread, col(Post.is_opening) == is_opening)
    found: UUID = db.exec(select(Post.id).where(*here)).one()
    return found
