"""Applications in the moderators' one list: reading one, asking back, admitting, declining."""

from collections import Counter
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts import queries as door
from accounts.access import FOR_MODERATORS
from accounts.forms import NOBODY_TICKED, ApplicationRuling, WordsToMany
from accounts.forms.applicants import ApplicationNote
from accounts.models import Application
from accounts.operations import applications
from accounts.routes.staff.step_up import require_fresh_code
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from moderation import queries
from moderation.canned_texts import ABOUT_APPLICATIONS, canned_texts
from moderation.routes.queue import go_on
from web.form_data import picked, read_form
from web.pages import go_to, render
from web.paging import cursor_of
from web.routing import action, page


def index(request: Request, db: Session) -> Response:
    """Applications that wait for their applicant, were admitted, or ended lately."""
    applications = door.other_applications(db, request.user, cursor_of(request))
    return render(request, "moderation/applications/index.html", applications=applications)


def show(request: Request, db: Session) -> Response:
    """One application: answers, what was said, the quiet signs, and the form."""
    application = _find(request, db)
    return _page(request, db, application, blank(ApplicationRuling, version=str(application.version)), status=200)


def decide(request: Request, db: Session) -> Response:
    """Ask back, admit or decline."""
    application, form = _find(request, db), read_form(request, ApplicationRuling)
    if form.errors:
        return _page(request, db, application, form)
    following = queries.next_waiting(db, request.user, application.id)
    applications.decide(db, application, form.value, by=request.user)
    return go_on(request, following, flash=f"application_{form.value.verdict}")


def show_arrivals(request: Request, db: Session) -> Response:
    """The latest ones that nobody has answered, to tell people from a flood."""
    return _arrivals_page(request, db, blank(WordsToMany), set(), status=200)


def decline_many(request: Request, db: Session) -> Response:
    """Decline those that were ticked: looked at once more first, with the words to each."""
    form = read_form(request, WordsToMany)
    found = door.unanswered_applications(db, request.user, picked(request))
    if not form.errors and not found:
        form.add_error("", NOBODY_TICKED)
    if form.errors or not form.value.confirmed:
        ticked = {one.id for one in found}
        return _arrivals_page(request, db, form, ticked, status=422 if form.errors else 200)
    require_fresh_code(request, db)
    applications.decline_many(db, found, form.value.message, by=request.user)
    return go_to(request, "moderation:application_arrivals", flash="many_ended")


def _arrivals_page(
    request: Request, db: Session, form: Filled[WordsToMany], ticked: set[UUID], status: int
) -> Response:
    found = door.unanswered_applications(db, request.user)
    is_last_look = bool(ticked) and not form.errors
    a_day, many = Counter(one.received_on for one in found), request.app.state.settings.many_arrivals
    return render(
        request,
        "moderation/applications/arrivals.html",
        status=status,
        form=form,
        ticked=ticked or {one.id for one in found if a_day[one.received_on] >= many and not form.errors},
        rows=[(one, door.application_answers(db, one)) for one in found if not is_last_look or one.id in ticked],
        total=door.unanswered_count(db, request.user),
        is_last_look=is_last_look,
    )


def note(request: Request, db: Session) -> Response:
    """A note for colleagues."""
    application, form = _find(request, db), read_form(request, ApplicationNote)
    if form.errors:
        return _page(request, db, application, blank(ApplicationRuling), note_form=form)
    applications.add_note(db, application, form.value.note, by=request.user)
    return go_to(request, "moderation:application", flash="saved", application_id=application.id)


def renew_code(request: Request, db: Session) -> Response:
    """A new code for somebody who lost theirs, to be read aloud; requires a fresh one-time code."""
    application = _find(request, db)
    require_fresh_code(request, db)
    code = applications.renew_code(db, application, by=request.user)
    return render(request, "moderation/applications/new_code.html", application=application, code=code)


def _find(request: Request, db: Session) -> Application:
    return find_visible(db, Application, request.path_params["application_id"], request.user)


def _page(
    request: Request,
    db: Session,
    application: Application,
    form: Filled[ApplicationRuling],
    note_form: Filled[ApplicationNote] | None = None,
    status: int = 422,
) -> Response:
    settings = request.app.state.settings
    on_that_day = door.received_count(db, application.received_on)
    return render(
        request,
        "moderation/applications/show.html",
        status=status,
        application=application,
        answers=door.application_answers(db, application) if application.pattern_mac else None,
        messages=door.application_messages(db, application, request.user),
        same_wording_count=door.same_wording_count(db, application),
        many_on_that_day=on_that_day if on_that_day >= settings.many_arrivals else 0,
        form=form,
        note_form=note_form or blank(ApplicationNote),
        canned_texts=canned_texts(ABOUT_APPLICATIONS),
        verdicts=[one for one in ApplicationRuling.Verdict if applications.can_decide(application, one)],
        has_next=queries.next_waiting(db, request.user, application.id) is not None,
    )


_one = "/staff/applications/{application_id}"
routes = [
    page("/staff/applications", index, name="moderation:applications", **FOR_MODERATORS),
    page("/staff/applications/latest", show_arrivals, name="moderation:application_arrivals", **FOR_MODERATORS),
    action("/staff/applications/latest", decline_many, name="moderation:decline_many", **FOR_MODERATORS),
    page("/staff/applications/from/{cursor}", index, name="moderation:applications_from", **FOR_MODERATORS),
    page(_one, show, name="moderation:application", **FOR_MODERATORS),
    action(f"{_one}/decisions", decide, name="moderation:decide_application", **FOR_MODERATORS),
    action(f"{_one}/notes", note, name="moderation:add_application_note", **FOR_MODERATORS),
    action(f"{_one}/code", renew_code, name="moderation:renew_application_code", **FOR_MODERATORS),
]
