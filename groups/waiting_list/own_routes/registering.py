"""Registering for a group: one question a page, back and forth without losing an answer; then a page to check all."""

from datetime import datetime

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_WHOEVER_REGISTERS
from accounts.forms import AgeGroup
from accounts.operations import arrivals
from foundation.access_codes import new_nonce
from foundation.errors import TooBusy
from foundation.forms import AnyForm, blank
from foundation.language import current
from groups.registrations.access import ACCESS_CODES
from groups.registrations.forms import STEPS, RegistrationForm
from groups.waiting_list.operations import registrations
from texts.store import find
from web.form_data import read_form
from web.own_sentences import OwnSentences
from web.pages import go_to, house_text, render
from web.routing import action, page
from web.steps import Answers, answers, first_missing, keep_answers
from web.transactions import RouteFunction

JOURNEY = "registering"
ORDER = list(STEPS)
REQUIRED = ("age", "relation", "format")
"""Required questions; the others may be left open."""


def question_page(step: str) -> RouteFunction:
    """One question, with the answer given before."""

    def show(request: Request, db: Session) -> Response:
        if turn := _redirect_if_early(request, step):
            return turn
        given = answers(request, JOURNEY).get(step, {})
        if step == "language" and not given:
            given = {"language": current.get()}
        return _question_page(request, db, step, blank(STEPS[step], **given))

    return show


def question_answered(step: str) -> RouteFunction:
    """Keep the answer and go on to the next open question; after the last one, to the page with all of them."""

    def take(request: Request, db: Session) -> Response:
        if turn := _redirect_if_early(request, step):
            return turn
        form = read_form(request, STEPS[step])
        if form.errors:
            return _question_page(request, db, step, form, status=422)
        if step == "age" and getattr(form.value, step) is AgeGroup.YOUNGER:
            return go_to(request, "accounts:apply_elsewhere", who="younger")
        kept = {name: words for name, words in form.given.items() if name in STEPS[step].model_fields and words}
        given = {"nonce": new_nonce(), **answers(request, JOURNEY), step: kept or {"": ""}}
        unasked = [one for one in ORDER[ORDER.index(step) :] if one not in given]
        response = go_to(request, f"groups:register_{unasked[0] if unasked else 'check'}")
        keep_answers(request, response, JOURNEY, given)
        return response

    return take


def check(request: Request, db: Session) -> Response:
    """All answers, to check before they are sent."""
    if turn := _redirect_if_early(request, "check"):
        return turn
    return _check_page(request, answers(request, JOURNEY))


def submit(request: Request, db: Session) -> Response:
    """Submit them; the code is shown. The same form sent twice is one registration."""
    if turn := _redirect_if_early(request, "check"):
        return turn
    given = answers(request, JOURNEY)
    try:
        registration, code = registrations.arrive(db, given["nonce"], _as_form(given))
    except TooBusy:
        response = _check_page(request, given, status=503, again_at=arrivals.again_at())
        keep_answers(request, response, JOURNEY, given)
        return response
    return ACCESS_CODES.hand_out(request, db, code, registration.id)


def _check_page(request: Request, given: Answers, status: int = 200, again_at: datetime | None = None) -> Response:
    total = len(ORDER) + 1
    return render(
        request,
        "groups/waiting_list/registering/check.html",
        status,
        answers=_as_form(given),
        number=total,
        total=total,
        again_at=again_at,
    )


def _as_form(given: Answers) -> RegistrationForm:
    fields = {name: words for step in ORDER[1:] for name, words in given.get(step, {}).items() if name}
    return RegistrationForm.model_validate(fields)


def _redirect_if_early(request: Request, step: str) -> Response | None:
    """A redirect to the first required question without an answer; to the code, once everything was submitted."""
    given = answers(request, JOURNEY)
    if step != ORDER[0] and not given and ACCESS_CODES.was_handed_out(request):
        return go_to(request, "groups:registration_new_code")
    before = [one for one in REQUIRED if step == "check" or ORDER.index(one) < ORDER.index(step)]
    missing = first_missing(given, before)
    return go_to(request, f"groups:register_{missing}") if missing else None


def _question_page(request: Request, db: Session, step: str, form: AnyForm, status: int = 200) -> Response:
    number, settings = ORDER.index(step), request.app.state.settings
    return render(
        request,
        f"groups/waiting_list/registering/{step}.html",
        status,
        form=form,
        number=number + 1,
        total=len(ORDER) + 1,
        here_url=request.app.state.address_of(f"groups:submit_{step}"),
        back_url=request.app.state.address_of(f"groups:register_{ORDER[number - 1]}") if number else "",
        intro=house_text(request, find(db, "registering").source),
        minimum_age=settings.minimum_age,
        regions=settings.region_list,
    )


def _path(step: str) -> str:
    return "/register" if step == ORDER[0] else f"/register/{step}"


routes = [
    *(
        page(_path(step), question_page(step), name=f"groups:register_{step}", **FOR_WHOEVER_REGISTERS)
        for step in ORDER
    ),
    *(
        action(_path(step), question_answered(step), name=f"groups:submit_{step}", **FOR_WHOEVER_REGISTERS)
        for step in ORDER
    ),
    page("/register/check", check, name="groups:register_check", **FOR_WHOEVER_REGISTERS),
    action("/register/check", submit, name="groups:submit_registration", **FOR_WHOEVER_REGISTERS),
    *ACCESS_CODES.routes(),
    *OwnSentences(ACCESS_CODES).routes(),
]
