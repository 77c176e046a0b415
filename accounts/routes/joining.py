"""Joining with an invite: one thing a page, kept in a sealed cookie until the last step."""

from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import everyone
from accounts.forms import AboutYou, DeviceChoice, InviteCode, Joining, NameChoice, reject_known
from accounts.models import Country, Device, Relation
from accounts.operations import invites, members, sign_ins
from accounts.routes.known_browsers import remember
from accounts.routes.new_code import show_new_code
from foundation.codes import normalise_code
from foundation.forms import AnyForm, Filled, Form, blank
from texts.store import current_number, find
from web.areas import Area, keep_token, token_of
from web.form_data import read_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, house_text, render
from web.routing import action, hashing, page
from web.steps import Answers, answers, first_missing, keep_answers
from web.transactions import Attempt
from web.turns import Lane

JOURNEY = "joining"
STEPS = ("code", "words", "device", "name", "about", "rules")
NEEDS = {"words": "join_pass", "device": "has_read", "name": "device", "about": "name", "rules": "country"}


def begin(request: Request, db: Session) -> Response:
    """Step 1: the code."""
    return _show(request, "code", blank(InviteCode))


def take_code(request: Request, db: Session) -> Response:
    """Keep the code if it opens the door; nothing is used up yet."""
    form = read_form(request, InviteCode)
    if not form.errors and not invites.is_usable(db, form.value.code):
        form.add_error("code", members.CODE_NOT_VALID)
    if form.errors:
        return _show(request, "code", form, status=422)
    return _go_on(request, "words", join_pass={"code": normalise_code(form.value.code)})


def begin_admitted(request: Request, application_id: UUID) -> Response:
    """Begin with an application that was admitted, in the place of a code."""
    response = go_to(request, "accounts:join_words")
    keep_answers(request, response, JOURNEY, {"join_pass": {"application": str(application_id)}})
    return response


def words(request: Request, db: Session) -> Response:
    """Step 2: what happens here, in plain words."""
    levels = {"what_happens": 2, "anonymity_be": 4, "anonymity_nl": 4, "anonymity_elsewhere": 4, "traces": 3}
    found = {key: find(db, key) for key in levels}
    html = {key: house_text(request, text.source, levels[key]) for key, text in found.items()}
    return _redirect_if_early(request, "words") or _show(request, "words", blank(Form), texts=found, html=html)


def read_words(request: Request, db: Session) -> Response:
    """The words have been on the screen."""
    return _redirect_if_early(request, "words") or _go_on(request, "device", has_read=True)


def device(request: Request, db: Session) -> Response:
    """Step 3: who uses this device."""
    given = answers(request, JOURNEY)
    return _redirect_if_early(request, "device") or _show(
        request, "device", blank(DeviceChoice, device=given.get("device", ""))
    )


def take_device(request: Request, db: Session) -> Response:
    """Keep who uses this device."""
    form = read_form(request, DeviceChoice)
    if turn := _redirect_if_early(request, "device"):
        return turn
    return _show(request, "device", form, 422) if form.errors else _go_on(request, "name", device=form.value.device)


def name(request: Request, db: Session) -> Response:
    """Step 4: three proposals, or one's own."""
    if turn := _redirect_if_early(request, "name"):
        return turn
    given = answers(request, JOURNEY)
    chosen = given.get("name", "")
    proposals = [*([chosen] if chosen else []), *members.proposed_names(db)]
    response = _show(request, "name", blank(NameChoice, own="", proposal=chosen), proposals=proposals)
    keep_answers(request, response, JOURNEY, {**given, "proposals": proposals})
    return response


def take_name(request: Request, db: Session) -> Response:
    """Keep the pseudonym, if nobody has it or one that looks like it."""
    if turn := _redirect_if_early(request, "name"):
        return turn
    form = read_form(request, NameChoice)
    if "" in form.errors:
        form.errors["own"] = form.errors.pop("")
    if not form.errors and (sentence := members.new_name_problem(db, form.value.pseudonym)):
        form.add_error("own", sentence)
    if form.errors:
        return _show(request, "name", form, 422, proposals=answers(request, JOURNEY).get("proposals", []))
    return _go_on(request, "about", name=form.value.pseudonym)


def about(request: Request, db: Session) -> Response:
    """Step 5: country, and the relation if one likes."""
    given = answers(request, JOURNEY)
    known = {field: str(given[field]) for field in ("country", "relation") if given.get(field)}
    if given.get("relation_shown"):
        known["relation_shown"] = "on"
    return _redirect_if_early(request, "about") or _show(request, "about", blank(AboutYou, **known))


def take_about(request: Request, db: Session) -> Response:
    """Keep country and relation."""
    if turn := _redirect_if_early(request, "about"):
        return turn
    form = read_form(request, AboutYou)
    if form.errors:
        return _show(request, "about", form, 422)
    you = form.value
    return _go_on(request, "rules", country=you.country, relation=you.relation, relation_shown=you.relation_shown)


def rules(request: Request, db: Session) -> Response:
    """Step 6: the house rules and a passphrase."""
    return _redirect_if_early(request, "rules") or _rules_page(request, db, blank(Joining))


def read_joining(request: Request, db: Session) -> ToHash[Filled[Joining]] | Response:
    """Check the last form; hash the passphrase only when it holds."""
    if turn := _redirect_if_early(request, "rules"):
        return turn
    form = read_form(request, Joining)
    given = answers(request, JOURNEY)
    reject_known(form, "passphrase", given["name"])
    if form.errors:
        return _rules_page(request, db, form, status=422)
    return ToHash(make=form.value.passphrase, lane=Lane.KNOWN_MEMBERS, name=f"join {given['join_pass']}", known=form)


def join(request: Request, db: Session, hashed: Hashed[Filled[Joining]]) -> Response:
    """Make the member: the code is used up in the same transaction, or nothing happens."""
    given = answers(request, JOURNEY)
    with Attempt(db) as tried:
        member, recovery = members.join(
            db,
            _join_pass(given),
            pseudonym=given["name"],
            passphrase_hash=hashed.made,
            country=Country(given["country"]),
            relation=Relation(given["relation"]) if given.get("relation") else None,
            relation_shown=bool(given.get("relation_shown")),
            rules_version=current_number(db, "rules"),
        )
        chosen = Device(given["device"])
        token = sign_ins.begin(db, member, chosen, replacing=token_of(request, Area.MEMBERS))
        response = show_new_code(request, recovery, member, has_joined=True)
        keep_token(response, Area.MEMBERS, token, request.app.state.settings.own_days if chosen is Device.OWN else 0)
        if chosen is Device.OWN:
            remember(response, db, Area.MEMBERS, member)
        return response
    return _start_again(request, db, tried.refusal)


def _show(request: Request, step: str, form: AnyForm, status: int = 200, **context: object) -> Response:
    number = STEPS.index(step) + 1
    page_name = f"accounts/joining/{step}.html"
    return render(request, page_name, status, form=form, number=number, total=len(STEPS), **context)


def _rules_page(request: Request, db: Session, form: Filled[Joining], status: int = 200) -> Response:
    text = find(db, "rules")
    given = answers(request, JOURNEY)
    is_shared = given.get("device") == Device.SHARED
    return _show(
        request,
        "rules",
        form,
        status,
        html=house_text(request, text.source),
        pseudonym=given["name"],
        is_shared=is_shared,
    )


def _go_on(request: Request, step: str, **given: object) -> Response:
    response = go_to(request, f"accounts:join_{step}")
    keep_answers(request, response, JOURNEY, {**answers(request, JOURNEY), **given})
    return response


def _redirect_if_early(request: Request, step: str) -> Response | None:
    """The way back to the beginning when the steps before this one are missing."""
    given = answers(request, JOURNEY)
    needed = [NEEDS[one] for one in STEPS[1 : STEPS.index(step) + 1]]
    return go_to(request, "accounts:join") if first_missing(given, needed) else None


def _join_pass(given: Answers) -> members.JoinPass:
    join_pass = given["join_pass"]
    if "application" in join_pass:
        return members.JoinPass(application_id=UUID(join_pass["application"]))
    return members.JoinPass(code=join_pass["code"])


def _start_again(request: Request, db: Session, refusal: str) -> Response:
    given = answers(request, JOURNEY)
    if refusal in (members.NAME_IS_TAKEN, members.NAME_IS_KEPT):
        form = blank(NameChoice, own=given["name"])
        form.add_error("own", refusal)
        proposals = members.proposed_names(db)
        return _show(request, "name", form, 422, proposals=proposals)
    code_form = blank(InviteCode)
    code_form.add_error("code", refusal)
    return _show(request, "code", code_form, 422)


routes = [
    page("/join", begin, name="accounts:join", open_to=everyone),
    action("/join", take_code, name="accounts:submit_join_code", open_to=everyone),
    page("/join/words", words, name="accounts:join_words", open_to=everyone),
    action("/join/words", read_words, name="accounts:submit_join_words", open_to=everyone),
    page("/join/device", device, name="accounts:join_device", open_to=everyone),
    action("/join/device", take_device, name="accounts:submit_join_device", open_to=everyone),
    page("/join/name", name, name="accounts:join_name", open_to=everyone),
    action("/join/name", take_name, name="accounts:submit_join_name", open_to=everyone),
    page("/join/about", about, name="accounts:join_about", open_to=everyone),
    action("/join/about", take_about, name="accounts:submit_join_about", open_to=everyone),
    page("/join/rules", rules, name="accounts:join_rules", open_to=everyone),
    hashing("/join/rules", read_joining, join, name="accounts:submit_join_rules", open_to=everyone),
]
