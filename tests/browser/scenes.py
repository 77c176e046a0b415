"""Every page of the house, and how to come to see it: what axe reads and what pictures are taken of."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pyotp
from playwright.async_api import Browser
from sqlmodel import col, select

import accounts.routes
import forum.routes
import groups.routes
import information.routes
import moderation.routes
import scheduler.routes
from accounts.access import everyone
from accounts.models import Application, Invite, Role
from forum.models import Draft, Post, PostVersion, Reason, Thread, VersionState
from foundation.clock import now, today
from foundation.sealing import seal_token
from groups.lookups import sessions_of
from groups.models import SEATED, Conversation, PeerGroup, ReferralPlace, Registration, RegistrationState
from moderation.models import Verdict
from tests.browser.house import PASSPHRASE, House, member
from tests.browser.walking import LINDE, Walker
from tests.cursors import cursor_for
from web.areas import Area
from web.language import COOKIE
from web.routing import HouseRoute

GUEST, APPLICANT, REGISTRANT, MEMBER, MODERATOR, FACILITATOR, COORDINATOR = WHO = (
    "guest",
    "applicant",
    "registrant",
    "member",
    "moderator",
    "facilitator",
    "coordinator",
)
IN_A_GROUP = "in a group"
NAMES = {MEMBER: LINDE, MODERATOR: "Max", FACILITATOR: "Finn", COORDINATOR: "Cora"}
THREAD = "Thema van de week: iets kleins"
LIMITED = "Kale Berk"
OWN_SENTENCE = {"sentence": "De kat van de buren slaapt op zolder", "digits": "4821"}
LONG_WORD = "Hottentottententententoonstellingsmakersvergadering"

# Pages that send this person on at once, and those that need steps before them (each has a scene of its own).
SENT_ON = {
    ("member", "information:front"),
    ("member", "accounts:sign_in"),
    ("member", "accounts:new_code"),
    ("member", "forum:no_preview"),
    *((who, "accounts:new_invites") for who in (MODERATOR, FACILITATOR, COORDINATOR)),
    *((who, "accounts:staff_home") for who in (MODERATOR, FACILITATOR, COORDINATOR)),
    *((who, name) for who in WHO for name in ("accounts:staff_code", "accounts:enrol_app")),
    *((who, f"accounts:apply_{step}") for who in (GUEST, MEMBER) for step in ("age", "relation", "hope")),
    *((APPLICANT, f"accounts:application_{name}") for name in ("new_code", "trial")),
    *((REGISTRANT, f"groups:registration_{name}") for name in ("new_code", "trial")),
    *(
        (REGISTRANT, f"groups:{name}")
        for name in ("calendar", "calendar_cancellations", "own_room", "own_conversation_room", "feedback_form")
    ),
    *((who, "groups:feed") for who in WHO),
    *((who, f"groups:{name}_room") for who in (FACILITATOR, COORDINATOR) for name in ("session", "conversation")),
    *(
        (who, f"groups:register_{step}")
        for who in (GUEST, MEMBER)
        for step in ("relation", "format", "place", "times", "language", "name", "contact", "circle", "check")
    ),
    *((who, f"accounts:join_{step}") for who in WHO for step in ("words", "device", "name", "about", "rules")),
}
Arrive = Callable[["Stage"], Awaitable[Walker]]


@dataclass(frozen=True)
class Scene:
    """One page as one person sees it. `status` is what the answer must say."""

    name: str
    who: str
    arrive: Arrive = field(compare=False)
    status: int = 200


class Stage:
    """A furnished house with everybody signed in, each in a window of their own."""

    def __init__(self, browser: Browser, house: House, language: str = "nl") -> None:
        self.browser = browser
        self.house = house
        self.language = language
        self.walkers: dict[str, Walker] = {}
        self.statuses: list[int] = []
        self.under_way: tuple[str, int] = ("", 0)
        self.seated: UUID

    async def as_(self, who: str) -> Walker:
        """This person's window, signed in the first time."""
        if who not in self.walkers:
            walker = await self.stranger()
            if who == APPLICANT:
                await walker.come_back("/apply", self.house.new_asked_application())
            elif who == REGISTRANT:
                rita_id, code = self.house.new_rita()
                self.house.plan_conversation(rita_id)
                await walker.come_back("/register", code)
            elif who == IN_A_GROUP:
                self.seated, code = self.house.new_rita()
                await walker.come_back("/register", code)
            elif who == MEMBER:
                await walker.sign_in()
            elif who != GUEST:
                await walker.sign_in_staff(NAMES[who])
            self.keep(walker)
            self.walkers[who] = walker
        return self.walkers[who]

    async def stranger(self) -> Walker:
        """A window in which nobody has been: the last stranger's, emptied, or a fresh one."""
        self.under_way = ("", 0)
        if "stranger" not in self.walkers:
            self.walkers["stranger"] = await Walker.come(self.browser, self.house, locale="nl-BE")
            self.walkers["stranger"].page.on("response", self._note)
        walker = self.walkers["stranger"]
        await walker.context.clear_cookies()
        chosen = {"name": COOKIE, "value": self.language, "domain": "127.0.0.1", "path": "/", "secure": True}
        await walker.context.add_cookies([chosen])  # type: ignore[list-item]
        return walker

    async def along(self, path: str, steps: list[dict[str, str]]) -> Walker:
        """A stranger who began at `path` and gave these answers; the last one goes on, if this is their way."""
        begun, done = self.under_way
        if begun != path or done > len(steps):
            await (await self.stranger()).open(path)
            done = 0
        walker, self.under_way = self.walkers["stranger"], ("", 0)
        for fields in steps[done:]:
            await walker.answer(**fields)
        self.under_way = (path, len(steps))
        return walker

    async def leave(self) -> None:
        """Close every window."""
        for walker in self.walkers.values():
            await walker.context.close()

    def keep(self, walker: Walker) -> None:
        """This window stays open."""
        if self.walkers.get("stranger") is walker:
            del self.walkers["stranger"]

    def _note(self, answer: Any) -> None:
        if answer.request.is_navigation_request():
            self.statuses.append(answer.status)


def is_page(route: HouseRoute) -> bool:
    """Is there something to look at, other than the way out?"""
    return route.spec.kind in ("page", "standing") and "GET" in route.methods and route.name != "information:exit"


def page_routes() -> list[HouseRoute]:
    """Every page of every feature."""
    features = (information, accounts, forum, moderation, groups, scheduler)
    routes = [route for feature in features for route in feature.routes.routes]
    return [route for route in routes if isinstance(route, HouseRoute) and is_page(route)]


def page_scenes() -> list[Scene]:
    """Each page of the route table, once for everybody who may open it."""
    return [
        Scene(route.name, who, _opening(route, who))
        for route in page_routes()
        for who in WHO
        if _may_open(route, who) and (who, route.name) not in SENT_ON
    ]


def _may_open(route: HouseRoute, who: str) -> bool:
    is_staff_side = route.spec.area is Area.STAFF
    by_code = {APPLICANT: Area.APPLICATIONS, REGISTRANT: Area.REGISTRATIONS}
    if who in by_code and (route.spec.area is not by_code[who] or route.spec.open_to is everyone):
        return False
    if (who in (MODERATOR, FACILITATOR, COORDINATOR)) is not is_staff_side and who != GUEST:
        return False
    viewer = SimpleNamespace(
        is_signed_in=who != GUEST,
        is_member=who == MEMBER,
        is_staff=who in (MODERATOR, FACILITATOR, COORDINATOR),
        is_half_signed_in=False,
        is_applicant=who == APPLICANT,
        is_registrant=who == REGISTRANT,
        is_moderator=who == MODERATOR,
        is_facilitator=who == FACILITATOR,
        is_coordinator=who == COORDINATOR,
    )
    return route.spec.open_to(viewer)


def _opening(route: HouseRoute, who: str) -> Arrive:
    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(who)
        path = route.url_path_for(route.name, **_ids(stage.house, route, who))
        await walker.open(path)
        assert walker.path == path, f"{path} led to {walker.path}"
        return walker

    return arrive


def _ids(house: House, route: HouseRoute, who: str) -> dict[str, str]:
    """Real ids for the gaps in an address. A new gap without a line here fails."""
    is_staff_side = route.spec.area is Area.STAFF
    with house.database.read() as db:
        linde = member(db, LINDE)
        own = (
            (col(PostVersion.author_id) == linde.id) if not is_staff_side else (col(PostVersion.author_id) != linde.id)
        )
        waiting = select(PostVersion.id).where(PostVersion.state == VersionState.WAITING, own)
        published = select(Post.id).where(col(Post.author_id) == linde.id, col(Post.html).is_not(None))
        draft = select(Draft.id).where(col(Draft.author_id) == linde.id, col(Draft.sent_back_version_id).is_not(None))
        known: dict[str, Callable[[], object]] = {
            "room_id": lambda: house.room(db).id,
            "thread_id": lambda: house.thread(db, THREAD).id,
            "version_id": lambda: db.exec(waiting).first(),
            "post_id": lambda: db.exec(published).first(),
            "draft_id": lambda: db.exec(draft).first(),
            "invite_id": lambda: db.exec(
                select(Invite.id).where(Invite.issuer_id == house.colleague(db, NAMES[who].lower()).id)
            ).first(),
            "staff_id": lambda: house.colleague(db, "max").id,
            "member_id": lambda: member(db, LIMITED).id,
            "outgoing_id": lambda: house.colleague(db, "finn").id,
            "incoming_id": lambda: house.colleague(db, "cora").id,
            "application_id": lambda: db.exec(select(Application.id).order_by(col(Application.received_on))).first(),
            "who": lambda: "myself",
            "registration_id": lambda: db.exec(select(Registration.id).where(_is_for(house, db, who))).first(),
            "group_id": lambda: _group_of_finn(house, db).id,
            "session_id": lambda: sessions_of(db, _group_of_finn(house, db).id)[1].id,
            "day": lambda: (today() + timedelta(days=7)).isoformat(),
            "place_id": lambda: db.exec(select(ReferralPlace.id)).first(),
            "conversation_id": lambda: db.exec(
                select(Conversation.id).where(
                    Conversation.booked(), col(Conversation.facilitator_id) == house.colleague(db, "finn").id
                )
            ).first(),
            "channel": lambda: "phone",
            "chosen": lambda: seal_token(
                house.database.keys,
                f"{'pairing choices' if 'pairing' in route.name else 'waiting list'} of "
                f"{house.colleague(db, NAMES[who].lower()).id}",
                {"name": "a"} if "pairing" in route.name else {"relation": "sibling"},
            ),
            "part": lambda: "drafts",
            "cursor": lambda: cursor_for(route.name, back=route.name.endswith("thread_from")),
        }
        return {gap: str(known[gap]()) for gap in route.param_convertors}


def furnish(house: House) -> House:
    """What a house in use has: drafts, words of moderators, notices, long words, somebody of each role."""
    house.new_colleague("Finn", [Role.FACILITATOR])
    house.new_registrations()
    house.new_group()
    house.new_duty_and_places()
    house.new_application("Ik zou graag lezen hoe anderen dit volhouden, en soms iets zeggen.")
    for key in ("max", "finn", "cora"):
        house.new_invite(key)
    house.draft(LINDE, "Over de feestdagen", "Ik weet nog niet hoe ik het zeggen moet.")
    back = house.waiting_thread(LINDE, "Een brief aan mezelf", "Vandaag schrijf ik aan wie ik vorig jaar was.")
    house.decide(back, Verdict.SEND_BACK, "Dank je. In de tweede zin staat een plaats; laat je die weg?")
    refused = house.waiting_thread(LINDE, "Te veel", "Dit was te veel, sorry.")
    house.decide(refused, Verdict.REFUSE, "Zo gaat het over iemand anders dan jij.", Reason.RECOGNISABLE_OTHER)
    house.waiting_thread(
        LINDE, "Hoe vertel je het", f"**Ik wacht.** Met een lang woord: {LONG_WORD * 2}\n\n- een\n- twee"
    )
    with house.database.read() as db:
        thread = db.exec(
            select(Thread)
            .join(Post, col(Post.thread_id) == Thread.id)
            .where(
                col(Post.author_id) == member(db, LINDE).id, col(Post.is_opening), col(Thread.published_at).is_not(None)
            )
        ).first()
    assert thread is not None
    assert thread.title is not None
    house.decide(house.waiting_answer("Ochtendmist", thread.title, "Ik lees je."), Verdict.PUBLISH)
    away = house.waiting_answer(LINDE, THREAD, "Dit ging te ver.")
    house.decide(away, Verdict.PUBLISH)
    house.remove(away, "Dit kon niet blijven staan. Schrijf gerust iets anders.")
    house.make_notices_due()
    return house


def _on_the_way(path: str, steps: Callable[[Stage], list[dict[str, str]]], **wrong: str) -> Arrive:
    """Somebody who gave these answers, and perhaps a wrong one after them."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.along(path, steps(stage))
        if wrong:
            await walker.answer(**{name: words for name, words in wrong.items() if words})
        return walker

    return arrive


def _applying(until: str, **wrong: str) -> Arrive:
    """Somebody who applies, at one of the questions, or with what was just submitted."""
    return _on_the_way("/apply", lambda stage: list(_until(until, APPLYING)), **wrong)


def _until(step: str, steps: dict[str, dict[str, str]]) -> Iterator[dict[str, str]]:
    for name, fields in steps.items():
        if name == step:
            return
        yield fields


def _group_of_finn(house: House, db: Any) -> PeerGroup:
    return db.exec(select(PeerGroup).where(PeerGroup.facilitator_id == house.colleague(db, "finn").id)).one()


def _seated(state: RegistrationState, path: str = "/register/mine") -> Arrive:
    """Somebody with a code whose registration is in this state."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(IN_A_GROUP)
        stage.house.seat(stage.seated, state)
        await walker.open(path)
        return walker

    return arrive


async def _cannot_come(stage: Stage) -> Walker:
    """Somebody with a seat says in advance that they cannot come this time."""
    walker = await _seated(RegistrationState.PLACED)(stage)
    not_said_yet = walker.page.locator("main form[action$='/rsvp'] summary").first
    if await not_said_yet.count():
        await not_said_yet.click()
        await walker.press("/rsvp", "button[value=no]")
    return walker


async def _who_cannot_come(stage: Stage) -> Walker:
    """The facilitator looks whom to expect."""
    await _cannot_come(stage)
    walker = await stage.as_(FACILITATOR)
    with stage.house.database.read() as db:
        last = sessions_of(db, _group_of_finn(stage.house, db).id)[-1].id
    await walker.open(f"/staff/sessions/{last}")
    return walker


def _is_for(house: House, db: Any, who: str) -> Any:
    if who == FACILITATOR:
        return col(Registration.facilitator_id) == house.colleague(db, "finn").id
    return (col(Registration.state) == RegistrationState.RECEIVED) & col(Registration.facilitator_id).is_(None)


APPLYING = {
    "about": {"about": "somebody_else"},
    "age": {"age": "adult"},
    "relation": {"relation": "sibling"},
    "hope": {"hope": "Rust."},
}
DOOR = "main form[action='/staff/admissions'] button"
CHRISTMAS = {"day": f"{today().year + 1}-12-25", "starts": "19:00"}
REGISTERING = (
    {"age": "adult"},
    {"relation": "parent"},
    {"format": "either"},
    {"region": "Limburg"},
    {"tue": "on", "evening": "on"},
    {"language": "nl"},
    {"preferred_name": "Rita"},
    {"mode": "nothing", "phone": ""},
    {"circle": "apart", "shared_word": "zwaluw"},
)


def _registering(steps: int, **wrong: str) -> Arrive:
    """Somebody who registers, so many questions on."""
    return _on_the_way("/register", lambda stage: list(REGISTERING[:steps]), **wrong)


def _joining(until: str, **wrong: str) -> Arrive:
    """Somebody new, at one of the steps."""

    def steps(stage: Stage) -> list[dict[str, str]]:
        begin = {"code": {"code": stage.house.new_invite()}, "words": {}, "device": {"device": "shared"}}
        name = {"own": f"Nieuw {uuid4().hex[:6].upper()}"}
        end = {"about": {"country": "BE", "relation": "partner"}, "rules": {"agree": "on", "passphrase": PASSPHRASE}}
        return list(_until(until, {**begin, "name": name, **end}))

    return _on_the_way("/join", steps, **wrong)


def _form(who: str, path: str, button: str = "main form.form button.button--primary", **fields: str) -> Arrive:
    """Open a page, fill a form in, press a button."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(who)
        address = path
        if ":" in path:
            route = next(route for route in page_routes() if route.name == path)
            address = route.url_path_for(path, **_ids(stage.house, route, who))
        await walker.open(address)
        await walker.answer(button, **fields)
        return walker

    return arrive


def _opened(name: str, summary: int, **fields: str) -> Arrive:
    """Open what is folded up on a page, fill it in, press its button."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(COORDINATOR)
        route = next(route for route in page_routes() if route.name == name)
        await walker.open(route.url_path_for(name, **_ids(stage.house, route, COORDINATOR)))
        await walker.page.locator("main summary").nth(summary).click()
        await walker.answer("main details[open] button", **fields)
        return walker

    return arrive


async def _to_be_corrected(stage: Stage) -> Walker:
    """A conversation was held, and its outcome was tapped by mistake."""
    walker = await stage.as_(COORDINATOR)
    conversation_id = stage.house.conversation_of(stage.house.new_caller()[0])
    await walker.open(f"/staff/conversations/{conversation_id}")
    await walker.press("/held", "button[value=group]")
    await walker.open(f"/staff/conversations/{conversation_id}")
    await walker.page.locator("aside summary").first.click()
    return walker


def _handover(chosen: bool) -> Arrive:
    """Finn hands over to Cora: the preview, or the error when nobody was chosen."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(FACILITATOR)
        await walker.open("/staff/handover")
        await walker.page.locator("main summary").first.click()
        await walker.page.locator("main details select").select_option(index=1 if chosen else 0)
        await walker.answer("main details form button")
        return walker

    return arrive


async def _busy(stage: Stage) -> Walker:
    walker = await stage.stranger()
    with stage.house.closed_admissions():
        await walker.open("/apply")
    return walker


async def _duty_in_busy_times(stage: Stage) -> Walker:
    walker = await stage.as_(MODERATOR)
    with stage.house.closed_admissions():
        await walker.open("/staff/duty")
    return walker


async def _given_back(stage: Stage) -> Walker:
    walker = await _seated(RegistrationState.PLACED)(stage)
    await walker.page.locator("main details:has(form[action$='/release']) summary").click()
    await walker.press("/release", "button")
    return walker


async def _staff_code(stage: Stage) -> Walker:
    walker = await stage.stranger()
    await walker.sign_in_staff("Mia", until_code=True)
    return walker


async def _wrong_staff_code(stage: Stage) -> Walker:
    walker = await _staff_code(stage)
    await walker.answer(one_time_code="000000")
    return walker


async def _app(stage: Stage) -> Walker:
    email, code = stage.house.enrolling(f"Nieuw{uuid4().hex[:6]}")
    walker = await stage.stranger()
    await walker.open("/staff/enrol")
    await walker.answer(email=email, code=code, passphrase=PASSPHRASE)
    assert walker.path == "/staff/app"
    return walker


async def _recovery_codes(stage: Stage) -> Walker:
    walker = await _app(stage)
    secret = "".join((await walker.page.locator(".code-block").inner_text()).split())
    await walker.answer(one_time_code=pyotp.TOTP(secret).at(now()))
    return walker


async def _newcomer(stage: Stage) -> Walker:
    walker = await stage.stranger()
    await walker.sign_in(stage.house.new_member(f"Nieuw {uuid4().hex[:6].upper()}"))
    return walker


def _new_here(path: str) -> Arrive:
    async def arrive(stage: Stage) -> Walker:
        walker = await _newcomer(stage)
        await walker.open(path)
        return walker

    return arrive


async def _signed_out(stage: Stage) -> Walker:
    walker = await _newcomer(stage)
    await walker.sign_out()
    return walker


async def _new_code(stage: Stage) -> Walker:
    walker = await stage.as_(MEMBER)
    await walker.open("/account")
    known = stage.house.people[LINDE]["passphrase"]
    await walker.answer(NEW_CODE, passphrase=known)
    return walker


async def _undoable(stage: Stage) -> Walker:
    walker = await stage.as_(MODERATOR)
    version = stage.house.waiting_answer("Ochtendmist", THREAD, "Een kop thee op de trap.")
    await walker.open(f"/staff/texts/{version.id}")
    await walker.answer(verdict="publish")
    return walker


async def _too_late(stage: Stage) -> Walker:
    version = stage.house.waiting_answer("Ochtendmist", THREAD, "Het licht om vier uur.")
    walker = await stage.as_(MODERATOR)
    await walker.open(f"/staff/texts/{version.id}")
    stage.house.decide(version, Verdict.PUBLISH)
    await walker.answer(verdict="publish")
    return walker


def _refused(who: str, path: str) -> Arrive:
    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(who)
        await walker.open(path)
        return walker

    return arrive


def _trial(status: int) -> Arrive:
    """The page for an error that no address of ours brings about by itself."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.stranger()
        await walker.open(f"/trial/{status}")
        return walker

    return arrive


def _trial_form(status: int) -> Arrive:
    """A long text that goes wrong at our side when it is handed in."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(MEMBER)
        await walker.open("/preview")
        form = f"<form method=post action=/trial/{status}><textarea name=source></textarea><button>x</button></form>"
        await walker.page.evaluate("form => document.querySelector('main').innerHTML = form", form)
        await walker.answer("main button", source="Ik slaap al weken niet.\n\nEn ik vertel het niemand. " * 4)
        return walker

    return arrive


def _code_wanted(*codes: str) -> Arrive:
    """Something sensitive, long after the last one-time code; then wrong codes."""

    async def arrive(stage: Stage) -> Walker:
        walker = await stage.as_(COORDINATOR)
        stage.house.let_codes_grow_old()
        await walker.open("/staff/colleagues/new")
        await walker.answer(name="Noor", email=f"{uuid4().hex[:8]}@demo.invalid", organisation="Noord", moderator="on")
        for code in codes:
            await walker.answer(one_time_code=code)
        return walker

    return arrive


async def _colleague_added(stage: Stage) -> Walker:
    walker = await _code_wanted()(stage)
    secret = stage.house.people[NAMES[COORDINATOR]]["secret"]
    await walker.answer(one_time_code=pyotp.TOTP(secret).at(now(), counter_offset=1))
    return walker


NEW_CODE = "main form[action='/account/code'] .button--secondary"
NEW = "/staff/registrations/new"


async def _erasing(stage: Stage) -> Walker:
    walker = await stage.as_(REGISTRANT)
    await walker.open("/register/mine")
    await walker.page.locator("main summary").last.click()
    await walker.answer("main form[action$='/erasure'] button")
    return walker


async def _contact_opened(stage: Stage) -> Walker:
    """The number of whom there is something to tell, and what stands beside it."""
    walker = await stage.as_(COORDINATOR)
    await walker.open("/staff/week")
    await walker.page.locator("main .queue-row:has(form[action*='/contact-tasks/']) a").first.click()
    form = walker.page.locator("main details:has(form[action$='/contact'])")
    await form.locator("summary").click()
    await walker.answer("main form[action$='/contact'] button", reason="Het aanbod doorgeven.")
    return walker


async def _limited(stage: Stage) -> Walker:
    """Somebody may not write for a while, and a colleague has to look at it."""
    walker = await stage.as_(MODERATOR)
    await walker.open("/staff/members")
    await walker.answer(pseudonym=LIMITED)
    words = "Je laatste berichten waren scherp. Bel ons, dan kijken we samen."
    given = {"kind": "pause", "days": "3", "reason": "conduct", "message": words, "is_danger": "on"}
    await walker.answer("main form.form .button--danger", **given)
    return walker


async def _to_review(stage: Stage) -> Walker:
    await _limited(stage)
    walker = await stage.as_(COORDINATOR)
    await walker.open("/staff/members")
    return walker


async def _another_sentence_tried(stage: Stage) -> Walker:
    walker = await _form(APPLICANT, "/apply/sentence", **OWN_SENTENCE)(stage)
    await walker.answer(**{**OWN_SENTENCE, "digits": "4822"})
    return walker


async def _sentence_from_before(stage: Stage) -> Walker:
    """Somebody comes back with a sentence that has no four digits yet."""
    stage.house.new_application_with_old_sentence("een oude zin van voor de cijfers")
    walker = await stage.stranger()
    await walker.come_back("/apply", "een oude zin van voor de cijfers", to="/apply/sentence")
    return walker


ON_TRIAL = (405, 413, 415, 422, 429, 500, 503)
MORE = [
    Scene("registering:1 missing", GUEST, _registering(0, none=""), 422),
    Scene("registering:2", GUEST, _registering(1)),
    Scene("registering:2 missing", GUEST, _registering(1, none=""), 422),
    Scene("registering:3", GUEST, _registering(2)),
    Scene("registering:3 missing", GUEST, _registering(2, none=""), 422),
    *(Scene(f"registering:{number + 1}", GUEST, _registering(number)) for number in range(3, 8)),
    Scene("registering:contact wrong", GUEST, _registering(7, mode="call_me", phone="geen"), 422),
    Scene("registering:9", GUEST, _registering(8)),
    Scene("registering:check", GUEST, _registering(9)),
    Scene("registration code:wrong", GUEST, _form(GUEST, "/register/code", code="0000 0000 0000 0000"), 422),
    Scene("registration:erasing, not meant", REGISTRANT, _erasing, 422),
    *(
        Scene(f"seat:{state}", REGISTRANT, _seated(state))
        for state in (*SEATED, RegistrationState.COMPLETED, RegistrationState.CLOSED)
    ),
    Scene("seat:given back", REGISTRANT, _given_back),
    Scene("seat:cannot come", REGISTRANT, _cannot_come),
    Scene("session:who cannot come", FACILITATOR, _who_cannot_come),
    Scene("seat:looking back", REGISTRANT, _seated(RegistrationState.COMPLETED, "/register/mine/feedback")),
    Scene("words:missing", REGISTRANT, _form(REGISTRANT, "/register/mine/messages"), 422),
    Scene("conversation:correct", COORDINATOR, _to_be_corrected),
    Scene("handing over:look", FACILITATOR, _handover(chosen=True)),
    Scene("handing over:nobody chosen", FACILITATOR, _handover(chosen=False), 422),
    Scene("group:wrong", COORDINATOR, _form(COORDINATOR, "/staff/groups/new", name="Zonder wie"), 422),
    Scene("group:days to look at", COORDINATOR, _opened("groups:group", 0, **CHRISTMAS, number="2"), 422),
    Scene("session:days to look at", COORDINATOR, _opened("groups:session", 0, **CHRISTMAS), 422),
    Scene(
        "people:nobody",
        COORDINATOR,
        _form(COORDINATOR, "groups:seat_candidates", "main form button.button--primary"),
        422,
    ),
    Scene("member:limited", MODERATOR, _limited),
    Scene("member:to look at", COORDINATOR, _to_review),
    Scene("registration:contact", COORDINATOR, _contact_opened),
    Scene("registration:entered", COORDINATOR, _form(COORDINATOR, NEW, relation="friend", format="online")),
    Scene("registration:wrong", COORDINATOR, _form(COORDINATOR, NEW, mode="call_me"), 422),
    Scene("duty:no day to close until", COORDINATOR, _form(COORDINATOR, "/staff/duty", DOOR, until=""), 422),
    Scene("place:wrong", COORDINATOR, _form(COORDINATOR, "/staff/referrals/new", name="", purpose="Praten."), 422),
    Scene("applying:busy", GUEST, _busy),
    Scene("duty:busy", MODERATOR, _duty_in_busy_times),
    Scene("applying:about missing", GUEST, _applying("about", none=""), 422),
    Scene("applying:age", GUEST, _applying("age")),
    Scene("applying:age missing", GUEST, _applying("age", none=""), 422),
    Scene("applying:relation", GUEST, _applying("relation")),
    Scene("applying:relation missing", GUEST, _applying("relation", none=""), 422),
    Scene("applying:hope", GUEST, _applying("hope")),
    Scene("applying:hope missing", GUEST, _applying("hope", hope=" "), 422),
    Scene("applying:receipt", GUEST, _applying("")),
    Scene("applying:last four wrong", GUEST, _applying("", last_four="0000"), 422),
    Scene("application code:wrong", GUEST, _form(GUEST, "/apply/code", code="0000 0000 0000 0000"), 422),
    Scene("application sentence:weak", APPLICANT, _form(APPLICANT, "/apply/sentence", sentence="te kort"), 422),
    Scene("application sentence:to try", APPLICANT, _form(APPLICANT, "/apply/sentence", **OWN_SENTENCE)),
    Scene("application sentence:does not open", APPLICANT, _another_sentence_tried, 422),
    Scene(
        "application sentence:digits missing", GUEST, _form(GUEST, "/apply/code", code=OWN_SENTENCE["sentence"]), 422
    ),
    Scene("application sentence:from before", GUEST, _sentence_from_before),
    Scene("application:answer missing", APPLICANT, _form(APPLICANT, "/apply/mine"), 422),
    Scene("application:missing", MODERATOR, _form(MODERATOR, "moderation:application", "aside form button"), 422),
    *(Scene(f"error:{status}", GUEST, _trial(status), status) for status in ON_TRIAL),
    *(Scene(f"sent again:{status}", MEMBER, _trial_form(status), status) for status in (200, 429, 500, 503)),
    Scene("code wanted", COORDINATOR, _code_wanted(), 403),
    Scene("code wanted:wrong", COORDINATOR, _code_wanted("000000"), 403),
    Scene("colleague:added", COORDINATOR, _colleague_added),
    Scene(
        "colleague:leaving, not meant",
        COORDINATOR,
        _form(COORDINATOR, "accounts:colleague", "main .button--danger"),
        422,
    ),
    Scene("joining:code wrong", GUEST, _joining("code", code="0000"), 422),
    Scene("joining:words", GUEST, _joining("words")),
    Scene("joining:device", GUEST, _joining("device")),
    Scene("joining:device missing", GUEST, _joining("device", none=""), 422),
    Scene("joining:name", GUEST, _joining("name")),
    Scene("joining:name taken", GUEST, _joining("name", own=LINDE), 422),
    Scene("joining:about", GUEST, _joining("about")),
    Scene("joining:about missing", GUEST, _joining("about", none=""), 422),
    Scene("joining:rules", GUEST, _joining("rules")),
    Scene("joining:rules missing", GUEST, _joining("rules", passphrase="kort"), 422),
    Scene("joining:done", GUEST, _joining("")),
    Scene("joining:last four wrong", GUEST, _joining("", last_four="0000"), 422),
    Scene("sign in:wrong", GUEST, _form(GUEST, "/sign-in", name=LINDE, passphrase="niet dit, niet dit"), 422),
    Scene("sign in:missing", GUEST, _form(GUEST, "/sign-in"), 422),
    Scene("recover:wrong", GUEST, _form(GUEST, "/recover", name=LINDE, code="0000", passphrase=PASSPHRASE), 422),
    Scene("sign out", GUEST, _signed_out),
    Scene("nothing here", GUEST, _refused(GUEST, "/nothing"), 404),
    Scene("staff code", GUEST, _staff_code),
    Scene("staff code:wrong", GUEST, _wrong_staff_code, 422),
    Scene("staff app", GUEST, _app),
    Scene("staff recovery codes", GUEST, _recovery_codes),
    Scene("nothing here", MEMBER, _refused(MEMBER, "/rooms/none"), 404),
    Scene("new here:rooms", MEMBER, _new_here("/rooms")),
    Scene("new here:texts", MEMBER, _new_here("/my-texts")),
    Scene("new here:notices", MEMBER, _new_here("/notices")),
    Scene("answer:empty", MEMBER, _form(MEMBER, "forum:thread", source=""), 422),
    Scene("thread:empty", MEMBER, _form(MEMBER, "forum:new_thread", title="", source=""), 422),
    Scene("preview", MEMBER, _form(MEMBER, "forum:thread", "main [formaction]", source="**Zo** is het.\n\n> ja")),
    Scene("new code", MEMBER, _new_code),
    Scene("new code:wrong", MEMBER, _form(MEMBER, "/account", NEW_CODE), 422),
    Scene("passphrase:wrong", MEMBER, _form(MEMBER, "/account/passphrase", passphrase="x", new_passphrase="kort"), 422),
    Scene("ruling:missing", MODERATOR, _form(MODERATOR, "moderation:text"), 422),
    Scene("ruling:undoable", MODERATOR, _undoable),
    Scene("ruling:too late", MODERATOR, _too_late, 409),
    Scene("removal:empty", MODERATOR, _form(MODERATOR, "moderation:removal", "main form.form button", message=""), 422),
    Scene("team answer:empty", MODERATOR, _form(MODERATOR, "moderation:thread", source=""), 422),
    Scene("no way through", MODERATOR, _refused(MODERATOR, "/staff/colleagues"), 403),
    Scene("nothing here", MODERATOR, _refused(MODERATOR, "/staff/texts/none"), 404),
    Scene("invites:issued", MODERATOR, _form(MODERATOR, "/staff/invites", number="3")),
    Scene("invites:wrong", FACILITATOR, _form(FACILITATOR, "/staff/invites", number="900"), 422),
    Scene("colleague:wrong", COORDINATOR, _form(COORDINATOR, "/staff/colleagues/new", name="", email="x"), 422),
]


def all_scenes() -> list[Scene]:
    """Everything there is to see."""
    return [*page_scenes(), *MORE]


FURTHER_ON = (
    "_from",
    "_of",
    "_by",
    "duty_week",
    "filtered_waiting_list",
    "filtered_waiting_overview",
    "found_pairing_choices",
)
"""Ends of names of pages that look like another one: the next page of a list, another week, part of a list."""


def some_scenes() -> list[Scene]:
    """Each page once, as whoever sees most of it, and what else there is to see: of what is much alike, some."""
    said_wrong = {scene.who: scene for scene in MORE if scene.status == 422}
    errors = [scene for scene in MORE if scene.status in (404, 405, 413, 415, 500, 503)]
    one_of_each = {scene.name.split(":")[0]: scene for scene in errors}
    questions = [scene for scene in MORE if scene.name.startswith("registering:") and scene.status == 200]
    alike = [scene for scene in MORE if scene.status == 422 and scene not in said_wrong.values()] + questions[1:-2]
    alike += [scene for scene in errors if scene not in one_of_each.values()]
    pages = {scene.name: scene for scene in page_scenes() if not scene.name.endswith(FURTHER_ON)}
    return [*pages.values(), *(scene for scene in MORE if scene not in alike)]


async def play(stage: Stage, scene: Scene) -> Walker:
    """Come to the page of a scene; it must answer as it should."""
    stage.statuses.clear()
    walker = await scene.arrive(stage)
    assert stage.statuses[-1] == scene.status, (scene.name, stage.statuses, await walker.words())
    return walker
