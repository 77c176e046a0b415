"""Asking to come in without an invite: four questions, a code to come back with, and what comes of it."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts import queries
from accounts.access import FOR_APPLICANTS, FOR_WHOEVER_APPLIES, applicants, everyone
from accounts.forms import About, Age, Answering, Hoping, HowOld, WhomItIsAbout, WhoYouAre
from accounts.models import Application, ApplicationState, ApplicationVisit, BudgetKind, Relation
from accounts.operations import applications, door, receipts
from accounts.routes import joining
from foundation.errors import OutOfStep
from foundation.forms import Filled, blank
from foundation.receipts import begin_visit, end_visit, new_nonce
from foundation.rows import find_visible
from safety.formatting import to_page
from texts.shelf import find
from web.areas import Area
from web.form_data import read_form
from web.pages import go_to, render
from web.receipts import Desk
from web.routing import action, page
from web.steps import answers, keep_answers
from web.transactions import RouteFunction

JOURNEY = "applying"
STEPS = ("about", "age", "relation", "hope")
FORMS: dict[str, Any] = {"about": WhomItIsAbout, "age": HowOld, "relation": WhoYouAre, "hope": Hoping}
NEXT = {"about": "age", "age": "relation", "relation": "hope"}
ELSEWHERE = {About.MYSELF: "myself", About.MY_WORK: "my-work", Age.YOUNGER: "younger"}
"""Answers that lead to a page of their own: where this person is welcome."""

DESK = Desk(
    side=applications.SIDE,
    names="accounts:application",
    path="/apply",
    area=Area.APPLICATIONS,
    everyone=everyone,
    holders=applicants,
    find=lambda db, typed: row.id if (row := applications.find_by_code(db, typed)) else None,
    begin=lambda db, held_id, old: begin_visit(db, ApplicationVisit, held_id, old),
    end=lambda db, token: end_visit(db, ApplicationVisit, token),
    hold_back=lambda db, typed: receipts.hold_back(db, BudgetKind.APPLICATION_CODE, typed),
    note_wrong=lambda db, typed: receipts.note_wrong(db, BudgetKind.APPLICATION_CODE, typed),
    use_sentence=lambda db, held_id, sentence: applications.use_own_sentence(
        db, db.get_one(Application, held_id), sentence
    ),
)


def asking(step: str) -> RouteFunction:
    """The page with one question, and what was answered before."""

    def show(request: Request, db: Session) -> Response:
        if turn := _turned(request, step):
            return turn
        given = answers(request, JOURNEY)
        if not given and (until := door.closed_until(db)):
            return _busy(request, db, until)
        return _show(request, db, step, blank(FORMS[step], **{step: given.get(step, "")}))

    return show


def taking(step: str) -> RouteFunction:
    """Keep one answer and go on, or to the page for who is welcome elsewhere."""

    def take(request: Request, db: Session) -> Response:
        if turn := _turned(request, step):
            return turn
        form = read_form(request, FORMS[step])
        if form.errors:
            return _show(request, db, step, form, status=422)
        answer = getattr(form.value, step)
        if answer in ELSEWHERE:
            return go_to(request, "accounts:apply_elsewhere", who=ELSEWHERE[answer])
        given = answers(request, JOURNEY)
        if not given and (until := door.closed_until(db)):
            return _busy(request, db, until)
        response = go_to(request, f"accounts:apply_{NEXT[step]}")
        keep_answers(request, response, JOURNEY, {"nonce": new_nonce(), **given, step: answer.value})
        return response

    return take


def hand_in(request: Request, db: Session) -> Response:
    """The last question: make the application and show its code."""
    if DESK.was_handed_over(request):
        return go_to(request, "accounts:application_receipt")
    if turn := _turned(request, "hope"):
        return turn
    form = read_form(request, Hoping)
    if form.errors:
        return _show(request, db, "hope", form, status=422)
    given = answers(request, JOURNEY)
    application, code = applications.hand_in(db, given["nonce"], Relation(given["relation"]), form.value.hope)
    return DESK.hand_over(request, db, code, application.id)


def elsewhere(request: Request, db: Session) -> Response:
    """Where somebody is welcome who is not a relative, or not old enough: never a bare no."""
    text = find(db, "elsewhere_" + request.path_params["who"].replace("-", "_"))
    return render(request, "accounts/applying/elsewhere.html", text=text, html=to_page(text.source))


def mine(request: Request, db: Session) -> Response:
    """How it stands, in plain words, and what can be done."""
    return _mine(request, db, blank(Answering), status=200)


def answer(request: Request, db: Session) -> Response:
    """Answer what staff asked."""
    form = read_form(request, Answering)
    if form.errors:
        return _mine(request, db, form, status=422)
    applications.answer(db, _own(request, db), form.value.words)
    return go_to(request, "accounts:application_mine", said="answer_sent")


def withdraw(request: Request, db: Session) -> Response:
    """Take it back; nothing of it can be read any more."""
    applications.withdraw(db, _own(request, db))
    return go_to(request, "accounts:application_mine", said="application_withdrawn")


def come_in(request: Request, db: Session) -> Response:
    """Begin joining: the application takes the place of an invite."""
    application = _own(request, db)
    if application.state is not ApplicationState.ADMITTED:
        raise OutOfStep("it is not admitted")
    return joining.begin_admitted(request, application.id)


def _own(request: Request, db: Session) -> Application:
    return find_visible(db, Application, request.user.id, request.user)


def _mine(request: Request, db: Session, form: Filled[Answering], status: int) -> Response:
    application = _own(request, db)
    return render(
        request,
        "accounts/applying/mine.html",
        status=status,
        desk=DESK,
        application=application,
        words=queries.application_words(db, application, request.user),
        promise=request.app.state.waiting_promise(db),
        form=form,
    )


def _turned(request: Request, step: str) -> Response | None:
    """The way back to the first question that was not answered yet."""
    given = answers(request, JOURNEY)
    missing = next((one for one in STEPS[: STEPS.index(step)] if not given.get(one)), None)
    return go_to(request, f"accounts:apply_{missing}") if missing else None


def _show(request: Request, db: Session, step: str, form: Filled[Any], status: int = 200) -> Response:
    intro = find(db, "applying")
    return render(
        request,
        f"accounts/applying/{step}.html",
        status,
        form=form,
        number=STEPS.index(step) + 1,
        total=len(STEPS),
        intro=to_page(intro.source),
        minimum_age=request.app.state.settings.minimum_age,
        promise=request.app.state.waiting_promise(db),
    )


def _busy(request: Request, db: Session, until: date) -> Response:
    """The door is closed for a while, for who did not begin yet: what is open, and when this is again."""
    text = find(db, "busy")
    again = until + timedelta(days=1)
    return render(request, "accounts/applying/busy.html", text=text, html=to_page(text.source), again=again)


routes = [
    page("/apply", asking("about"), name="accounts:apply_about", **FOR_WHOEVER_APPLIES),
    action("/apply", taking("about"), name="accounts:take_apply_about", **FOR_WHOEVER_APPLIES),
    *(page(f"/apply/{step}", asking(step), name=f"accounts:apply_{step}", **FOR_WHOEVER_APPLIES) for step in STEPS[1:]),
    *(
        action(f"/apply/{step}", taking(step), name=f"accounts:take_apply_{step}", **FOR_WHOEVER_APPLIES)
        for step in STEPS[1:-1]
    ),
    action("/apply/hope", hand_in, name="accounts:take_apply_hope", **FOR_WHOEVER_APPLIES),
    page("/apply/elsewhere/{who}", elsewhere, name="accounts:apply_elsewhere", **FOR_WHOEVER_APPLIES),
    page("/apply/mine", mine, name="accounts:application_mine", **FOR_APPLICANTS),
    action("/apply/mine", answer, name="accounts:answer_application", **FOR_APPLICANTS),
    action("/apply/mine/withdrawal", withdraw, name="accounts:withdraw_application", **FOR_APPLICANTS),
    action("/apply/mine/joining", come_in, name="accounts:join_admitted", **FOR_APPLICANTS),
    *DESK.routes(),
]
