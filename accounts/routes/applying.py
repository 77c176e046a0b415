"""Asking to come in without an invite: four questions, a code to come back with, and what comes of it."""

from datetime import date, datetime, timedelta

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts import queries
from accounts.access import FOR_APPLICANTS, FOR_WHOEVER_APPLIES, applicants, everyone
from accounts.forms import (
    AboutQuestion,
    AgeGroup,
    AgeQuestion,
    ApplicationAnswer,
    HopeQuestion,
    RelationQuestion,
    WhomItConcerns,
)
from accounts.models import (
    GUEST,
    Applicant,
    Application,
    ApplicationState,
    ApplicationVisit,
    BudgetKind,
    OwesDigits,
    Relation,
)
from accounts.operations import admissions, applications, arrivals, code_delays
from accounts.routes import joining
from foundation.access_codes import new_nonce
from foundation.errors import OutOfStep, TooBusy
from foundation.forms import AnyForm, Filled, Form, blank
from foundation.rows import find_visible
from texts.store import find
from web.access_codes import AccessCodes
from web.areas import Area
from web.form_data import read_form
from web.own_sentences import OwnSentences
from web.pages import go_to, house_text, render
from web.routing import action, page
from web.steps import answers, first_missing, keep_answers
from web.transactions import RouteFunction

JOURNEY = "applying"
STEPS = ("about", "age", "relation", "hope")
FORMS: dict[str, type[Form]] = {
    "about": AboutQuestion,
    "age": AgeQuestion,
    "relation": RelationQuestion,
    "hope": HopeQuestion,
}
NEXT = {"about": "age", "age": "relation", "relation": "hope"}
ELSEWHERE = {WhomItConcerns.MYSELF: "myself", WhomItConcerns.MY_WORK: "my-work", AgeGroup.YOUNGER: "younger"}
"""Answers that lead to a page of their own: where this person is welcome."""

ACCESS_CODES = AccessCodes(
    side=applications.SIDE,
    route_prefix="accounts:application",
    path="/apply",
    area=Area.APPLICATIONS,
    everyone=everyone,
    holders=applicants,
    holder=Applicant,
    owing=OwesDigits,
    nobody=GUEST,
    opens=Application,
    visits=ApplicationVisit,
    lookup_delay=lambda db, typed: code_delays.lookup_delay(db, BudgetKind.APPLICATION_CODE, typed),
    record_wrong_code=lambda db, typed: code_delays.record_wrong_code(db, BudgetKind.APPLICATION_CODE, typed),
    spend_on_sentence=lambda db, owner_id, typed: code_delays.spend_on_sentence(
        db, BudgetKind.APPLICATION_CODE, owner_id, typed
    ),
)


def question_page(step: str) -> RouteFunction:
    """One question, with the answer given before."""

    def show(request: Request, db: Session) -> Response:
        if turn := _redirect_if_early(request, step):
            return turn
        given = answers(request, JOURNEY)
        if not given and (until := admissions.closed_until(db)):
            return _closed_page(request, db, until)
        return _question_page(request, db, step, blank(FORMS[step], **{step: given.get(step, "")}))

    return show


def question_answered(step: str) -> RouteFunction:
    """Keep one answer and go on, or to the page for people better served elsewhere."""

    def take(request: Request, db: Session) -> Response:
        if turn := _redirect_if_early(request, step):
            return turn
        form = read_form(request, FORMS[step])
        if form.errors:
            return _question_page(request, db, step, form, status=422)
        answer = getattr(form.value, step)
        if answer in ELSEWHERE:
            return go_to(request, "accounts:apply_elsewhere", who=ELSEWHERE[answer])
        given = answers(request, JOURNEY)
        if not given and (until := admissions.closed_until(db)):
            return _closed_page(request, db, until)
        response = go_to(request, f"accounts:apply_{NEXT[step]}")
        keep_answers(request, response, JOURNEY, {"nonce": new_nonce(), **given, step: answer.value})
        return response

    return take


def submit(request: Request, db: Session) -> Response:
    """The last question: make the application and show its code."""
    if ACCESS_CODES.was_handed_out(request):
        return go_to(request, "accounts:application_new_code")
    if turn := _redirect_if_early(request, "hope"):
        return turn
    form = read_form(request, HopeQuestion)
    if form.errors:
        return _question_page(request, db, "hope", form, status=422)
    given = answers(request, JOURNEY)
    try:
        application, code = applications.arrive(db, given["nonce"], Relation(given["relation"]), form.value.hope)
    except TooBusy:
        return _question_page(request, db, "hope", form, status=503, again_at=arrivals.again_at())
    return ACCESS_CODES.hand_out(request, db, code, application.id)


def elsewhere(request: Request, db: Session) -> Response:
    """Where somebody is welcome who is not a relative, or not old enough: never a bare no."""
    text = find(db, "elsewhere_" + request.path_params["who"].replace("-", "_"))
    return render(request, "accounts/applying/elsewhere.html", text=text, html=house_text(request, text.source))


def enter(request: Request, db: Session) -> Response:
    """Come in, now that it is one's turn."""
    applications.enter(db, _own_application(request, db))
    return go_to(request, "accounts:application_own_page", flash="came_in")


def show_own(request: Request, db: Session) -> Response:
    """How it stands, in plain words, and what can be done."""
    return _own_page(request, db, blank(ApplicationAnswer), status=200)


def answer(request: Request, db: Session) -> Response:
    """Answer what staff asked."""
    form = read_form(request, ApplicationAnswer)
    if form.errors:
        return _own_page(request, db, form, status=422)
    applications.answer(db, _own_application(request, db), form.value.text)
    return go_to(request, "accounts:application_own_page", flash="answer_sent")


def withdraw(request: Request, db: Session) -> Response:
    """Take it back; nothing of it can be read any more."""
    applications.withdraw(db, _own_application(request, db))
    return go_to(request, "accounts:application_own_page", flash="application_withdrawn")


def start_joining(request: Request, db: Session) -> Response:
    """Begin joining: the application takes the place of an invite."""
    application = _own_application(request, db)
    if application.state is not ApplicationState.ADMITTED:
        raise OutOfStep("it is not admitted")
    return joining.begin_admitted(request, application.id)


def _own_application(request: Request, db: Session) -> Application:
    return find_visible(db, Application, request.user.id, request.user)


def _own_page(request: Request, db: Session, form: Filled[ApplicationAnswer], status: int) -> Response:
    application = _own_application(request, db)
    return render(
        request,
        "accounts/applying/own_page/show.html",
        status=status,
        access_codes=ACCESS_CODES,
        application=application,
        messages=queries.application_messages(db, application, request.user),
        promise=request.app.state.waiting_promise(db),
        form=form,
    )


def _redirect_if_early(request: Request, step: str) -> Response | None:
    """The way back to the first question that was not answered yet."""
    given = answers(request, JOURNEY)
    missing = first_missing(given, STEPS[: STEPS.index(step)])
    return go_to(request, f"accounts:apply_{missing}") if missing else None


def _question_page(
    request: Request, db: Session, step: str, form: AnyForm, status: int = 200, again_at: datetime | None = None
) -> Response:
    intro = find(db, "applying")
    return render(
        request,
        f"accounts/applying/{step}.html",
        status,
        form=form,
        number=STEPS.index(step) + 1,
        total=len(STEPS),
        intro=house_text(request, intro.source),
        minimum_age=request.app.state.settings.minimum_age,
        promise=request.app.state.waiting_promise(db),
        again_at=again_at,
    )


def _closed_page(request: Request, db: Session, until: date) -> Response:
    """Admissions are closed, to people who have not started yet: what is open, and when applications open again."""
    text = find(db, "busy")
    reopens_on = until + timedelta(days=1)
    return render(
        request, "accounts/applying/busy.html", text=text, html=house_text(request, text.source), reopens_on=reopens_on
    )


routes = [
    page("/apply", question_page("about"), name="accounts:apply_about", **FOR_WHOEVER_APPLIES),
    action("/apply", question_answered("about"), name="accounts:submit_apply_about", **FOR_WHOEVER_APPLIES),
    *(
        page(f"/apply/{step}", question_page(step), name=f"accounts:apply_{step}", **FOR_WHOEVER_APPLIES)
        for step in STEPS[1:]
    ),
    *(
        action(f"/apply/{step}", question_answered(step), name=f"accounts:submit_apply_{step}", **FOR_WHOEVER_APPLIES)
        for step in STEPS[1:-1]
    ),
    action("/apply/hope", submit, name="accounts:submit_apply_hope", **FOR_WHOEVER_APPLIES),
    page("/apply/elsewhere/{who}", elsewhere, name="accounts:apply_elsewhere", **FOR_WHOEVER_APPLIES),
    page("/apply/mine", show_own, name="accounts:application_own_page", **FOR_APPLICANTS),
    action("/apply/mine", answer, name="accounts:answer_application", **FOR_APPLICANTS),
    action("/apply/mine/entering", enter, name="accounts:enter_application", **FOR_APPLICANTS),
    action("/apply/mine/withdrawal", withdraw, name="accounts:withdraw_application", **FOR_APPLICANTS),
    action("/apply/mine/joining", start_joining, name="accounts:join_admitted", **FOR_APPLICANTS),
    *ACCESS_CODES.routes(),
    *OwnSentences(ACCESS_CODES).routes(),
]
