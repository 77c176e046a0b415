"""Every route × every person × every verb, against one written table."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.routing import Match, Mount, Route

from foundation.clock import today
from tests.browsing import Page
from tests.conftest import IN_THE_LONG_PROOF, some_and_then_all
from tests.people import PASSPHRASES, PSEUDONYMS
from tests.rules.conftest import House
from tests.rules.route_table import TURNED_AWAY, Row, read_table
from tests.rules.world import PERSONS, World
from web.areas import Area
from web.routing import HouseRoute

ROWS = read_table()
FEATURES = sorted({row.route.partition(":")[0] for row in ROWS})
OF_A_FEATURE = pytest.mark.parametrize("feature", FEATURES)
FIRST = list({row.route: row for row in reversed(ROWS)}.values())[::-1]
Fields = dict[str, str] | Callable[[World, str], dict[str, str]]
TEXT = {"title": "Een titel", "source": "Een paar woorden."}
RULING = {"reason": "tone", "message": "Dit kan zo niet."}
OWN_SENTENCE = {"sentence": "de kat van de buren slaapt op zolder", "digits": "4821"}
NEW_PASSPHRASE = "een zin die nergens anders staat"


def _written(world: World, person: str) -> dict[str, str]:
    return {**TEXT, "nonce": str(uuid4())}


def _own_code(world: World, person: str) -> dict[str, str]:
    name = {"half": "mia"}.get(person, person)
    return {
        "one_time_code": world.people.one_time_code(name)
        if name in ("mia", "max", "finn", "cora", "rosa")
        else "000 000"
    }


VERBS = {"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "QUERY"}
AREAS = {"/staff/": Area.STAFF, "/apply": Area.APPLICATIONS, "/register": Area.REGISTRATIONS}
MADE_UP = (str(uuid4()), "0", "' or 1=1 --", "%2e%2e", "%00", "é", str(uuid4()).upper() + "x")
UNTOUCHED = TURNED_AWAY | {"403", "404", "405", "409"}
"""Outcomes that leave no trace. (A 422 may count a wrong passphrase or code.)"""


def _to_another(world: World, person: str) -> dict[str, str]:
    return {"incoming": str(world.things["staff_fien"]), "reviewed": "on"}


def _half_day(world: World, person: str) -> dict[str, str]:
    who = person if person in ("mia", "max", "rosa") else "mia"
    half = world.things["empty_half"]
    return {"day": half.day.isoformat(), "half": half.half.value, "staff_id": str(world.people.ids[who])}


PLACE = {"country": "BE", "name": "Tele-Onthaal", "purpose": "Praten, dag en nacht.", "how_to_reach": "Bel 106."}


def _forming(world: World, person: str) -> dict[str, str]:
    return {"format": "in_person", "facilitator": str(world.people.ids["finn"]), "name": "Ouders"}


FIELDS: dict[str, Fields] = {
    "information:language": {"language": "fr", "place": "/data"},
    "accounts:begin_sign_in": {"name": PSEUDONYMS["ben"], "passphrase": PASSPHRASES["ben"], "device": "shared"},
    "accounts:submit_join_code": lambda world, person: {"code": world.codes["mia_issued"]},
    "accounts:submit_join_device": {"device": "shared"},
    "accounts:submit_join_name": {"own": "Zachte Wilg"},
    "accounts:submit_join_about": {"country": "NL"},
    "accounts:submit_join_rules": {"passphrase": NEW_PASSPHRASE, "agree": "on"},
    "accounts:submit_apply_about": {"about": "somebody_else"},
    "accounts:submit_apply_age": {"age": "adult"},
    "accounts:submit_apply_relation": {"relation": "parent"},
    "accounts:submit_apply_hope": {"hope": "Anderen lezen."},
    "accounts:application_submit_code": lambda world, person: {"code": world.codes["applied_received"]},
    "accounts:application_confirm_code": {"last_four": "0000"},
    "accounts:application_use_sentence": OWN_SENTENCE,
    "accounts:application_submit_trial": OWN_SENTENCE,
    "accounts:answer_application": {"text": "Dit wil ik erbij zeggen."},
    "moderation:decide_application": {"version": "1", "verdict": "admit"},
    "moderation:add_application_note": {"note": "Onder ons."},
    "groups:submit_age": {"age": "adult"},
    "groups:submit_relation": {"relation": "parent"},
    "groups:submit_format": {"format": "online"},
    **{f"groups:submit_{step}": {} for step in ("place", "times", "language", "name", "contact", "circle")},
    "groups:registration_submit_code": lambda world, person: {"code": world.codes["registered_received"]},
    "groups:registration_confirm_code": {"last_four": "0000"},
    "groups:registration_use_sentence": OWN_SENTENCE,
    "groups:registration_submit_trial": OWN_SENTENCE,
    "groups:erase_registration": {"confirmed": "on"},
    "groups:register_caller": {"relation": "parent", "format": "online"},
    "groups:record_intake": {"version": "1"},
    "groups:end_registration": {"version": "1", "outcome": "referred", "message": "Bel ons gerust."},
    "groups:assign_registration": lambda world, person: {"facilitator": str(world.people.ids["finn"])},
    "groups:reveal_contact": {"reason": "Het gesprek van vandaag."},
    "groups:answer_offer": {"offer": "1", "choice": "accept"},
    "groups:answer_offer_for": {"offer": "1", "choice": "accept"},
    "groups:change_answers": {"relation": "parent", "format": "online"},
    "groups:filter_waiting_list": {},
    "groups:search_pairing_choices": {},
    "groups:record_intake_notes": {"behaviour": "images"},
    "groups:set_priority": {"has_priority": "on"},
    "groups:pair": lambda world, person: {"other": str(world.things["registered_in_group"]), "kind": "together"},
    "groups:unpair": lambda world, person: {"other": str(world.things["registered_in_group"])},
    "groups:separate": {"separation_message": "We zoeken verder met je."},
    "groups:create_group": _forming,
    "groups:change_group": lambda world, person: {**_forming(world, person), "version": "2"},
    "groups:plan_sessions": {"day": "2027-03-02", "starts": "19:00", "reviewed": "on", "on-2027-03-02": "on"},
    "groups:cancel_group": {"message": "We zoeken verder met je."},
    "groups:offer_seats": {},
    "groups:move_session": {"version": "1", "day": "2027-03-02", "starts": "19:00", "reviewed": "on"},
    "groups:choose_slot": {"slot": "2027-03-02T10:00", "channel": "phone"},
    "groups:book_slot": lambda world, person: {
        "day": "2027-03-03",
        "starts": "10:00",
        "channel": "dial_in",
        "facilitator": str(world.people.ids["finn"]),
    },
    "groups:plan_conversation": {"conversation_kind": "check_in"},
    "groups:answer_aftercare": {"choice": "yes"},
    "groups:begin_preparation": {"preparation_reason": "own_choice"},
    "groups:end_preparation": {"preparation_outcome": "enough"},
    "groups:answer_own_aftercare": {"choice": "yes"},
    **{f"groups:{name}": {"revision": "1"} for name in ("release_slot", "record_no_answer", "record_staff_absence")},
    "groups:correct_outcome": {"revision": "1", "outcome": "group"},
    "groups:record_conversation_held": {"revision": "1", "outcome": "group"},
    "groups:add_hours_exception": {"first_day": "2027-03-02"},
    "groups:set_work_preferences": {"phone": "on"},
    "groups:mark_attendance": lambda world, person: {
        "registration": str(world.things["registered_in_group"]),
        "mark": "present",
    },
    "groups:own_rsvp": {"attending": "no"},
    "groups:record_rsvp": lambda world, person: {
        "registration": str(world.things["registered_in_group"]),
        "attending": "no",
    },
    "groups:send_message": {"text": "Ik kan dinsdag niet."},
    "groups:give_feedback": {"helped": "yes"},
    "groups:reply": {"text": "Dank je, we kijken ernaar."},
    "groups:set_cover": lambda world, person: {"cover": str(world.things["staff_fien"])},
    "groups:hand_over": _to_another,
    "groups:set_weekly_hours": {"mon_from": "09:00", "mon_until": "17:00"},
    "accounts:submit_recovery": lambda world, person: {
        "name": PSEUDONYMS["ben"],
        "code": world.people.recovery["ben"],
        "passphrase": NEW_PASSPHRASE,
    },
    "accounts:confirm_code": {"last_four": "0000"},
    "accounts:renew_code": {"passphrase": PASSPHRASES["ada"]},
    "accounts:renew_enrolment": {"confirmed": "on"},
    "accounts:end_colleague": {"confirmed": "on"},
    "accounts:change_relation": {"relation": "sibling", "relation_shown": "on"},
    "accounts:change_passphrase": {"passphrase": PASSPHRASES["ada"], "new_passphrase": NEW_PASSPHRASE},
    "forum:hide": {},
    "forum:preview": {**TEXT, "back": "/rooms"},
    "forum:start_thread": _written,
    "forum:answer": _written,
    "forum:revise": _written,
    "accounts:begin_staff_sign_in": {"email": "max@example.org", "passphrase": PASSPHRASES["max"]},
    "accounts:submit_staff_code": _own_code,
    "accounts:confirm_app": {"one_time_code": "000 000"},
    "accounts:submit_enrolment": lambda world, person: {
        "email": "olga@example.org",
        "code": world.codes["enrolment"],
        "passphrase": NEW_PASSPHRASE,
    },
    "accounts:change_shortcuts": {},
    "accounts:change_staff_passphrase": {"passphrase": PASSPHRASES["mia"], "new_passphrase": NEW_PASSPHRASE},
    "accounts:issue_invites": {"number": "3"},
    "accounts:add_colleague": {
        "name": "Rik",
        "email": "rik@example.org",
        "organisation": "Hulplijn Zuid",
        "moderator": "on",
    },
    "accounts:look_up_member": {"pseudonym": PSEUDONYMS["ada"]},
    "accounts:restrict": {"kind": "pause", "reason": "other", "days": "1", "message": "Even niet."},
    "accounts:roles": {"moderator": "on", "coordinator": "on"},
    "moderation:decide": {"verdict": "publish", **RULING},
    "moderation:remove": RULING,
    "moderation:assign_turn": _half_day,
    "moderation:close_admissions": lambda world, person: {"until": (today() + timedelta(days=7)).isoformat()},
    "groups:add_referral_place": PLACE,
    "groups:change_referral_place": {**PLACE, "version": "1"},
    "moderation:start_thread": _written,
    "moderation:answer": _written,
}
"""What is submitted: always something that would work, so that only the rules can refuse it."""


def _routes(house: House) -> dict[str, HouseRoute]:
    return {route.name: route for route in house.app.app.routes if isinstance(route, HouseRoute)}


def test_every_route_is_in_the_table_and_every_line_is_a_route(standing_house: House):
    routes = _routes(standing_house)
    assert set(routes) == {row.route for row in ROWS}
    for row in ROWS:
        pattern = routes[row.route].path_regex
        assert pattern.fullmatch(row.address.replace("{", "x").replace("}", "x")), row


def test_every_route_has_a_card_and_only_static_files_are_no_way_of_ours(standing_house: House):
    for route in standing_house.app.app.routes:
        if isinstance(route, Mount):
            assert route.name == "static"
        else:
            assert isinstance(route, HouseRoute), route.name
            assert route.spec.kind in {"page", "question", "action", "hashing", "standing"}
            reads = route.spec.kind in ("page", "standing") and route.name != "information:language"
            assert route.methods == ({"GET", "HEAD"} if reads else {"POST"}), route.name


def test_the_first_route_that_takes_an_address_is_the_one_the_table_means(standing_house: House):
    routes = list(_routes(standing_house).values())
    for row in ROWS:
        verb = "POST" if "POST" in (_routes(standing_house)[row.route].methods or ()) else "GET"
        scope = {"type": "http", "path": _address(standing_house, row), "method": verb}
        assert next(one.name for one in routes if one.matches(scope)[0] is Match.FULL) == row.route


def test_the_areas_follow_the_addresses(standing_house: House):
    for route in _routes(standing_house).values():
        area = next((area for start, area in AREAS.items() if route.path.startswith(start)), Area.MEMBERS)
        assert route.spec.area is area, route.name


def test_every_post_that_needs_words_has_words(standing_house: House):
    assert set(FIELDS) <= {name for name, route in _routes(standing_house).items() if "POST" in route.methods}


@OF_A_FEATURE
async def test_each_person_gets_what_the_table_says(house: House, feature: str):
    wrong = []
    for row in _of(feature):
        for person, expected in row.outcomes.items():
            house.set_back()
            page = await _ask(house, row, person, _address(house, row))
            if (told := _outcome(house, page)) != expected:
                wrong.append(f"{row.route} {row.address} {person}: {told}, not {expected}")
            if expected in UNTOUCHED and not house.is_as_it_was():
                wrong.append(f"{row.route} {row.address} {person}: turned away, but something changed")
    assert not wrong, "\n".join(wrong)


@OF_A_FEATURE
async def test_whoever_has_the_keys_of_both_sides_is_the_one_this_side_knows(house: House, feature: str):
    wrong = []
    for row in _of(feature):
        house.set_back()
        person = "mia" if _routes(house)[row.route].spec.area is Area.STAFF else "ada"
        page = await _ask(house, row, "both", _address(house, row), person)
        if (told := _outcome(house, page)) != row.outcomes[person]:
            wrong.append(f"{row.route} {row.address}: {told}, not {row.outcomes[person]}")
    assert not wrong, "\n".join(wrong)


@OF_A_FEATURE
async def test_things_that_do_not_exist_are_not_found_by_anybody(house: House, feature: str):
    wrong = []
    for row in [row for row in _of(feature, FIRST) if "{" in row.address]:
        house.set_back()
        for person in _one_of_each(row):
            is_out = row.outcomes[person] in TURNED_AWAY
            for made_up in MADE_UP if IN_THE_LONG_PROOF else MADE_UP[: 1 if is_out else 3]:
                parts = [made_up if "{" in part else part for part in row.address.split("/")]
                page = await _ask(house, row, person, "/".join(parts))
                if (told := _outcome(house, page)) not in ({row.outcomes[person]} if is_out else {"403", "404"}):
                    wrong.append(f"{row.route} {made_up} {person}: {told}")
        if not house.is_as_it_was():
            wrong.append(f"{row.route}: something changed")
    assert not wrong, "\n".join(wrong)


@OF_A_FEATURE
async def test_things_one_may_not_see_look_like_things_that_do_not_exist(house: House, feature: str):
    wrong = []
    for row in [row for row in _of(feature) if "{" in row.address]:
        house.set_back()
        parts = [str(uuid4()) if "{" in part else part for part in row.address.split("/")]
        for person in [person for person in PERSONS if row.outcomes[person] == "404"]:
            hidden = await _ask(house, row, person, _address(house, row))
            nothing = await _ask(house, row, person, "/".join(parts))
            if _shown(hidden) != _shown(nothing):
                wrong.append(f"{row.address} {person}: {_shown(hidden)}, not {_shown(nothing)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("person", some_and_then_all(["guest"], PERSONS))
async def test_a_verb_that_is_not_there_does_nothing(house: House, person: str):
    for row in FIRST:
        path = _address(house, row)
        known = {verb for one in _routes(house).values() if one.path_regex.match(path) for verb in one.methods or ()}
        for verb in VERBS - known:
            page = await house.ask(person, verb, path)
            assert page.status == 405, (verb, path)
    assert house.is_as_it_was()


@pytest.mark.parametrize("person", some_and_then_all(["guest", "ada", "cora"], PERSONS))
async def test_asking_for_the_head_opens_nothing_more_than_asking_for_the_page(house: House, person: str):
    for row in ROWS:
        if "GET" in (_routes(house)[row.route].methods or ()) and row.route != "information:exit":
            path = _address(house, row)
            head, page = await house.ask(person, "HEAD", path), await house.ask(person, "GET", path)
            assert (head.status, head.location) == (page.status, page.location), path


@OF_A_FEATURE
async def test_a_form_from_elsewhere_is_refused_whoever_sends_it(house: House, feature: str):
    wrong = []
    for row in [row for row in _of(feature, FIRST) if row.route in FIELDS]:
        house.set_back()
        for headers in ({"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
            for person in _one_of_each(row):
                page = await _ask(house, row, person, _address(house, row), headers=headers)
                if page.status != 403:
                    wrong.append(f"{row.route} {person} {headers}: {page.status}")
        if not house.is_as_it_was():
            wrong.append(f"{row.route}: something changed")
    assert not wrong, "\n".join(wrong)


@OF_A_FEATURE
async def test_a_made_up_token_belongs_to_nobody(house: House, feature: str):
    made_up, wrong = {"__Host-a": "x" * 43, "__Host-d": house.world.tokens["half"][::-1]}, []
    for row in [row for row in _of(feature, FIRST) if row.route in FIELDS]:
        house.set_back()
        page = await _ask(house, row, "guest", _address(house, row), cookies=made_up)
        is_rescued = _routes(house)[row.route].spec.rescue and page.location == "/sign-in"
        if (told := _outcome(house, page)) != row.outcomes["guest"] and not is_rescued:
            wrong.append(f"{row.route}: {told}, not {row.outcomes['guest']}")
    assert not wrong, "\n".join(wrong)


def _of(feature: str, rows: list[Row] = ROWS) -> list[Row]:
    return [row for row in rows if row.route.startswith(f"{feature}:")]


def _one_of_each(row: Row) -> list[str]:
    """For each outcome of this line somebody it holds for; in the long proof everybody."""
    first = {outcome: person for person, outcome in reversed(row.outcomes.items())}
    return list(PERSONS) if IN_THE_LONG_PROOF else list(first.values())


async def _ask(house: House, row: Row, person: str, path: str, submits_as: str = "", **given: Any) -> Page:
    if "GET" in (_routes(house)[row.route].methods or ()):
        return await house.ask(person, "GET", path, **given)
    fields = FIELDS.get(row.route, {})
    if callable(fields):
        fields = fields(house.world, submits_as or person)
    return await house.ask(person, "POST", path, fields, **given)


def _address(house: House, row: Row) -> str:
    return row.address.format_map(house.world.things)


def _outcome(house: House, page: Page) -> str:
    if page.status == 403 and "one_time_code" in page._reader.fields:
        return "code_asked"
    if page.status == 403 and "/my-texts" in page.html:
        return "kept"
    if page.status != 303:
        return str(page.status)
    if page.location == house.world.database.settings.exit_url:
        return "away"
    kept = "__Host-h=" in page.response.headers.get("set-cookie", "")
    if page.location in ("/apply/code", "/register/code") and "set-cookie" not in page.response.headers:
        return "access_code"
    if page.location in ("/", "/staff/") and "set-cookie" not in page.response.headers:
        return "front" if page.location == "/" else "staff_sign_in"
    if page.location == "/staff/code" and kept:
        return "code"
    scope = {"type": "http", "path": page.location.partition("#")[0], "method": "GET"}
    found = [one.name for one in house.app.app.routes if isinstance(one, Route) and one.matches(scope)[0] is Match.FULL]
    return found[0] if found else page.location


def _shown(page: Page) -> tuple[int, str, list[str]]:
    headers = sorted(name for name in page.response.headers)
    return page.status, page.text, headers
