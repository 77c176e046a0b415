"""Every list of the house, and how it gets more rows than a page: read by `test_no_list_is_cut.py`."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, NamedTuple

from sqlmodel import col, select

from accounts.forms import ApplicationRuling
from accounts.models import Country, Invite, Relation, Role, Staff
from accounts.operations import applications, invites
from accounts.operations import staff as colleagues
from foundation.clock import month_of, today
from foundation.data_keys import make_key, seal
from groups.availability.forms import HoursExceptionForm
from groups.availability.operations import hours
from groups.contact.operations.tasks import add_contact_tasks
from groups.messages import operations as messages
from groups.models import (
    Conversation,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackQuestion,
    FeedbackTally,
    HoursException,
    MeetingFormat,
    Notification,
    PairingKind,
    Registration,
)
from groups.personal_data import operations as copies
from groups.referrals import operations as referrals
from groups.referrals.forms import ReferralPlaceForm
from groups.registrations.forms import PairingForm
from groups.registrations.operations import pairings
from moderation.models import Verdict
from tests.groups.group_setup import GroupSetup
from tests.make import Make

PAGE, MANY = 2, 5
ID = "([0-9a-f-]{36})"


class Listed(NamedTuple):
    """A list as somebody opens it: who, where, what tells its rows apart, and which rows there are.

    `who` is somebody everybody knows, or the id of a registration.
    """

    who: Any
    address: str
    pattern: str
    rows: set[str]


class Lists:
    """A house that is filled by the operations people use."""

    def __init__(self, browse: Any, database: Any, people: Any, later: Callable[..., None]) -> None:
        self.browse, self.database, self.people, self.later = browse, database, people, later
        self.make = Make(database, people)
        self.groups = GroupSetup(browse, database, people)

    def registrants(self, is_on_list: bool = True, **changed: Any) -> list[Any]:
        """As many people as make several pages; their ids."""
        return [self.groups.arrive(is_on_list, **changed) for _ in range(MANY)]

    def threads(self, by: str = "ada", room: Any = None) -> list[Any]:
        room = room or self.make.room()
        return [self.make.thread(room, by=by, title=f"Draad {number}") for number in range(MANY)]

    def browser_of(self, who: Any) -> Any:
        """The browser of somebody in the list."""
        return self.browse(who) if isinstance(who, str) else self.groups.guests[who]

    def ids(self, model: Any, *which: Any) -> set[str]:
        """The ids of these rows."""
        with self.database.read() as db:
            return _texts(db.exec(select(model.id).where(*which)))

    def staff(self, db: Any, name: str) -> Staff:
        """This colleague, in a transaction."""
        return db.get_one(Staff, self.people.ids[name])  # type: ignore[no-any-return]


Fill = Callable[[Lists], Awaitable[Listed]]


def _texts(rows: Any) -> set[str]:
    return {str(row) for row in rows}


async def rooms(house: Lists) -> Listed:
    return Listed("ada", "/rooms", f'href="/rooms/{ID}"', _texts(house.make.room() for _ in range(MANY)))


async def rooms_of_moderators(house: Lists) -> Listed:
    return Listed("mia", "/staff/rooms", f'href="/staff/rooms/{ID}"', _texts(house.make.room() for _ in range(MANY)))


async def threads_of_a_room(house: Lists) -> Listed:
    room = house.make.room()
    return Listed("ada", f"/rooms/{room}", f'<h[23]><a href="/threads/{ID}', _texts(house.threads(room=room)))


async def room_of_moderators(house: Lists) -> Listed:
    room = house.make.room()
    return Listed("mia", f"/staff/rooms/{room}", f'href="/staff/threads/{ID}', _texts(house.threads(room=room)))


async def new_threads(house: Lists) -> Listed:
    return Listed("ben", "/new", f'href="/threads/{ID}', _texts(house.threads()))


async def posts(house: Lists) -> Listed:
    thread = house.make.thread(answers=MANY)
    return Listed("ada", f"/threads/{thread}", r"Antwoord (\d+)\.", _texts(range(1, MANY + 1)))


async def posts_for_moderators(house: Lists) -> Listed:
    thread = house.make.thread(answers=MANY)
    return Listed("mia", f"/staff/threads/{thread}", r"Antwoord (\d+)\.", _texts(range(1, MANY + 1)))


async def own_waiting_answers(house: Lists) -> Listed:
    thread = house.make.thread()
    for number in range(MANY):
        house.make.answer(thread, source=f"Wacht nog {number}.")
    return Listed("ben", f"/threads/{thread}", r"Wacht nog (\d+)\.", _texts(range(MANY)))


async def notices(house: Lists) -> Listed:
    threads = house.threads(by="ben")
    house.later(minutes=3)
    return Listed("ben", "/notices", f'href="/threads/{ID}/unread"', _texts(threads))


async def published_texts(house: Lists) -> Listed:
    return Listed("ben", "/my-texts", f'<h3><a href="/threads/{ID}', _texts(house.threads(by="ben")))


async def waiting_texts(house: Lists) -> Listed:
    room = house.make.room()
    waiting = [house.make.opening(room) for _ in range(MANY)]
    return Listed("ada", "/my-texts", f'href="/submitted/{ID}"', _texts(waiting))


async def drafts(house: Lists) -> Listed:
    room = house.make.room()
    kept = [house.make.draft(room, title=f"Later {number}") for number in range(MANY)]
    return Listed("ada", "/my-texts/drafts", f'href="/drafts/{ID}"', _texts(kept))


async def texts_sent_back(house: Lists) -> Listed:
    room = house.make.room()
    versions = [house.make.opening(room) for _ in range(MANY)]
    for version in versions:
        house.make.decide(version, Verdict.SEND_BACK)
    back = [house.make.draft_from(version) for version in versions]
    return Listed("ada", "/my-texts/back", f'href="/drafts/{ID}"', _texts(back))


async def ended_texts(house: Lists) -> Listed:
    room = house.make.room()
    versions = [house.make.opening(room) for _ in range(MANY)]
    for version in versions:
        house.make.decide(version, Verdict.REFUSE)
    return Listed("ada", "/my-texts/ended", f'id="t-{ID}"', _texts(versions))


async def queue(house: Lists) -> Listed:
    room = house.make.room()
    waiting = [house.make.opening(room, by=("ada", "ben")[number % 2]) for number in range(MANY)]
    return Listed("mia", "/staff/queue", f'href="/staff/texts/{ID}"', _texts(waiting))


async def decisions_to_undo(house: Lists) -> Listed:
    room = house.make.room()
    made = [house.make.decide(house.make.opening(room)) for _ in range(MANY)]
    return Listed("mia", "/staff/queue", f'action="/staff/decisions/{ID}/undoing"', _texts(made))


async def other_applications(house: Lists) -> Listed:
    asked = []
    with house.database.write() as db:
        mia = house.staff(db, "mia")
        for number in range(MANY):
            one, _ = applications.submit(db, f"nonce {number}", Relation.PARENT, f"Ik hoop {number}.")
            asking = ApplicationRuling(version=one.version, verdict="ask", message="Vertel je iets meer?")
            applications.decide(db, one, asking, by=mia)
            asked.append(one.id)
    return Listed("mia", "/staff/applications", f'href="/staff/applications/{ID}"', _texts(asked))


async def invites_given(house: Lists) -> Listed:
    with house.database.write() as db:
        batch, _ = invites.issue(db, MANY, by=house.staff(db, "mia"))
    given = house.ids(Invite, col(Invite.batch_id) == batch)
    return Listed("mia", "/staff/invites", f'action="/staff/invites/{ID}/revocations"', given)


async def staff_list(house: Lists) -> Listed:
    with house.database.write() as db:
        for number in range(MANY):
            colleagues.add(db, "Wim", f"wim{number}@example.org", [Role.MODERATOR], "Hulplijn")
    there = house.ids(Staff, col(Staff.id) != house.people.ids["cora"])
    return Listed("cora", "/staff/colleagues", f'href="/staff/colleagues/{ID}"', there)


PERSON = f'href="/staff/registrations/{ID}"'


async def waiting_list(house: Lists) -> Listed:
    return Listed("cora", "/staff/waiting-list", PERSON, _texts(house.registrants()))


async def part_of_the_waiting_list(house: Lists) -> Listed:
    people = house.registrants(place={"region": "Antwerpen"})
    page = await house.browse("cora").post("/staff/waiting-list", {"region": "Antwerpen"})
    return Listed("cora", page.location, PERSON, _texts(people))


async def pairing_choices(house: Lists) -> Listed:
    one, *others = house.registrants()
    return Listed("cora", f"/staff/registrations/{one}/pairings", f"<p><a {PERSON}", _texts(others))


async def pairing_choices_by_name(house: Lists) -> Listed:
    address = await pairing_choices(house)
    named = house.registrants(name={"preferred_name": "Anneleen"})
    page = await house.browse("cora").post(f"{address.address}/named", {"name": "leen"})
    return Listed("cora", page.location, address.pattern, _texts(named))


async def seat_candidates(house: Lists) -> Listed:
    group = await house.groups.group()
    return Listed("cora", f"/staff/groups/{group}/candidates", PERSON, _texts(house.registrants()))


async def groups(house: Lists) -> Listed:
    made = [await house.groups.group(sessions=number % 3) for number in range(MANY)]
    return Listed("cora", "/staff/groups", f'href="/staff/groups/{ID}"', _texts(made))


async def participants(house: Lists) -> Listed:
    group = await house.groups.group(capacity="12")
    people = house.registrants()
    await house.groups.seat(group, *people)
    return Listed("cora", f"/staff/groups/{group}", PERSON, _texts(people))


async def attendance(house: Lists) -> Listed:
    listed = await participants(house)
    session = house.groups.sessions(listed.address.rsplit("/", 1)[1])[0]
    house.later(days=8)
    return Listed("cora", f"/staff/sessions/{session.id}", f'name="registration" value="{ID}"', listed.rows)


async def free_seats(house: Lists) -> Listed:
    made = [await house.groups.group() for _ in range(MANY)]
    for group in made:
        await house.groups.seat(group, house.groups.arrive(is_on_list=True))
        await house.groups.confirm(group)
    return Listed("cora", "/staff/week", f'href="/staff/groups/{ID}"', _texts(made))


async def sessions_of_a_week(house: Lists) -> Listed:
    made = [await house.groups.group(sessions=1) for _ in range(MANY)]
    sessions = [house.groups.sessions(group)[0] for group in made]
    return Listed(
        "cora", f"/staff/week/{sessions[0].day}", f'href="/staff/sessions/{ID}"', _texts(s.id for s in sessions)
    )


async def unread(house: Lists) -> Listed:
    people = house.registrants()
    with house.database.write() as db:
        for one in people:
            messages.send(db, db.get_one(Registration, one), "Ik kan dinsdag niet.")
    return Listed("cora", "/staff/unread", f'href="/staff/registrations/{ID}/messages"', _texts(people))


async def messages_with_one(house: Lists) -> Listed:
    one = house.groups.arrive(is_on_list=True)
    with house.database.write() as db:
        for number in range(MANY):
            messages.send(db, db.get_one(Registration, one), f"Bericht {number}.")
    return Listed("cora", f"/staff/registrations/{one}/messages", r"Bericht (\d+)\.", _texts(range(MANY)))


async def own_messages(house: Lists) -> Listed:
    listed = await messages_with_one(house)
    (guest,) = house.groups.guests
    return listed._replace(who=guest, address="/register/mine/messages")


async def pairings_of_one(house: Lists) -> Listed:
    one, *others = house.registrants()
    with house.database.write() as db:
        rita, cora = db.get_one(Registration, one), house.staff(db, "cora")
        for other in others:
            form = PairingForm(other=other, kind=PairingKind.APART)
            pairings.pair(db, rita, db.get_one(Registration, other), form, by=cora)
    return Listed("cora", f"/staff/registrations/{one}", f'name="other" value="{ID}"', _texts(others))


async def open_conversations(house: Lists) -> Listed:
    house.registrants(is_on_list=False)
    due = house.ids(Conversation, Conversation.open())
    return Listed("cora", "/staff/conversations", f'href="/staff/conversations/{ID}"', due)


async def contact_tasks(house: Lists) -> Listed:
    """Eight that no longer apply come before those that do."""
    await _told_by_hand(house, revision=7)
    return Listed("cora", "/staff/contact-tasks", PERSON, _texts(await _told_by_hand(house, revision=0)))


async def _told_by_hand(house: Lists, revision: int) -> list[Any]:
    ids = house.registrants(contact={"mode": "call_me", "phone": "0470 12 34 56"})
    with house.database.write() as db:
        people = [db.get_one(Registration, one) for one in ids]
        for one in people:
            add_contact_tasks(db, [one], Notification.BACK_ON_LIST, one.id, revision)
    house.later(days=1)
    return ids


async def feedback(house: Lists) -> Listed:
    with house.database.write() as db:
        past = month_of(today() - timedelta(days=40))
        answer = {"question": FeedbackQuestion.HELPED, "answer": FeedbackAnswer.YES, "number": MANY}
        db.add(FeedbackTally(month=past, format=MeetingFormat.ONLINE, **answer))
        for number in range(MANY):
            comment = FeedbackComment(data_key_id=make_key(db), month=past)
            seal(db, comment, sealed_comment=f"Woord {number}.")
            db.add(comment)
    return Listed("cora", "/staff/feedback", r"Woord (\d+)\.", _texts(range(MANY)))


async def referral_places(house: Lists) -> Listed:
    given = {"country": Country.BE, "purpose": "Praten.", "how_to_reach": "Bel."}
    with house.database.write() as db:
        cora = house.staff(db, "cora")
        forms = [ReferralPlaceForm.model_validate({**given, "name": f"Plek {number}"}) for number in range(MANY)]
        places = [referrals.add(db, form, by=cora).id for form in forms]
    return Listed("cora", "/staff/referrals", f'href="/staff/referrals/{ID}"', _texts(places))


async def copy_requests(house: Lists) -> Listed:
    people = house.registrants()
    with house.database.write() as db:
        for one in people:
            copies.request_copy(db, db.get_one(Registration, one), by=house.staff(db, "cora"))
    return Listed("cora", "/staff/copies", PERSON, _texts(people))


async def hours_exceptions(house: Lists) -> Listed:
    with house.database.write() as db:
        for number in range(MANY):
            form = HoursExceptionForm.model_validate({"first_day": (today() + timedelta(days=number + 2)).isoformat()})
            hours.add_exception(db, form, by=house.staff(db, "finn"))
    there = house.ids(HoursException)
    return Listed("finn", "/staff/hours", f'action="/staff/hours/exceptions/{ID}"', there)


LISTS: list[tuple[str, Fill]] = [
    ("forum:rooms", rooms),
    ("forum:room", threads_of_a_room),
    ("forum:new_since", new_threads),
    ("forum:thread", posts),
    ("forum:thread", own_waiting_answers),
    ("forum:notices", notices),
    ("forum:my_texts", published_texts),
    ("forum:my_texts", waiting_texts),
    ("forum:my_texts_part", drafts),
    ("forum:my_texts_part", texts_sent_back),
    ("forum:my_texts_part", ended_texts),
    ("moderation:queue", queue),
    ("moderation:queue", decisions_to_undo),
    ("moderation:applications", other_applications),
    ("moderation:rooms", rooms_of_moderators),
    ("moderation:room", room_of_moderators),
    ("moderation:thread", posts_for_moderators),
    ("accounts:invites", invites_given),
    ("accounts:staff_list", staff_list),
    ("groups:waiting_list", waiting_list),
    ("groups:filtered_waiting_list", part_of_the_waiting_list),
    ("groups:pairing_choices", pairing_choices),
    ("groups:found_pairing_choices", pairing_choices_by_name),
    ("groups:seat_candidates", seat_candidates),
    ("groups:groups", groups),
    ("groups:group", participants),
    ("groups:session", attendance),
    ("groups:week", free_seats),
    ("groups:week_of", sessions_of_a_week),
    ("groups:unread", unread),
    ("groups:messages", messages_with_one),
    ("groups:own_messages", own_messages),
    ("groups:registration", pairings_of_one),
    ("groups:open_conversations", open_conversations),
    ("groups:contact_tasks", contact_tasks),
    ("groups:feedback", feedback),
    ("groups:referral_places", referral_places),
    ("groups:copies", copy_requests),
    ("groups:hours", hours_exceptions),
]
"""Every page with a list, and how it is filled; a list that is not paged is on one page as a whole."""
_ABOUT_ONE_THING = """
information:front information:anonymity information:rules information:what_happens information:who_reads
information:data information:traces information:components accounts:signed_out accounts:sign_in accounts:join
accounts:join_words accounts:join_device accounts:join_name accounts:join_about accounts:join_rules
accounts:apply_about accounts:apply_age accounts:apply_relation accounts:apply_hope accounts:apply_elsewhere
accounts:application_own_page accounts:application_code accounts:application_new_code accounts:application_sentence
accounts:new_code accounts:recover accounts:account accounts:passphrase accounts:staff_home accounts:staff_code
accounts:enrol accounts:enrol_app accounts:staff_account accounts:staff_passphrase accounts:new_invites
accounts:new_colleague accounts:colleague accounts:members accounts:member accounts:paused
accounts:application_trial groups:registration_trial scheduler:failed_letters forum:hiding forum:read_first
forum:unread forum:new_thread forum:no_preview
forum:submitted forum:edit forum:draft moderation:text moderation:removal moderation:application moderation:new_thread
moderation:duty moderation:duty_week groups:register_age groups:register_relation groups:register_format
groups:register_place groups:register_times groups:register_language groups:register_name groups:register_contact
groups:register_circle groups:register_check groups:registration_code groups:registration_new_code
groups:registration_sentence groups:own_answers groups:registration_own_page groups:own_preparation
groups:feedback_form groups:own_room groups:calendar groups:calendar_cancellations groups:own_conversation
groups:own_conversation_room groups:own_conversation_by groups:new_registration groups:waiting_overview
groups:filtered_waiting_overview groups:workload groups:new_group groups:edit_group groups:session_room
groups:conversation groups:conversation_room groups:feed groups:new_referral_place groups:referral_place
groups:handover groups:preview_handover scheduler:index
"""
SAYS_OF_HOW_MANY = frozenset({"groups:arrivals", "moderation:application_arrivals"})
"""Pages for a look after a flood: the latest of so many, and the rest once these are dealt with."""
ONE_THING = frozenset(_ABOUT_ONE_THING.split())
"""Pages about one thing: whatever they name beside it is read whole, by its owner."""
