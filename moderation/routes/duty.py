"""Duty: the rota of half-days, and the door in busy times."""

from datetime import date, timedelta

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_DUTY_TEAM
from accounts.operations import admissions
from foundation.clock import today
from foundation.errors import Refused
from foundation.forms import AnyForm, blank
from foundation.rows import find_visible, parse_day
from moderation.forms import AdmissionsClosure, TurnAssignment
from moderation.models import DutyTurn
from moderation.operations import duty
from moderation.queries.duty import rota
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt

USUALLY_CLOSED = timedelta(days=7)


def index(request: Request, db: Session) -> Response:
    """The current week."""
    return _page(request, db, _today(request), status=200)


def another_week(request: Request, db: Session) -> Response:
    """The week around a day."""
    return _page(request, db, parse_day(request.path_params["day"]), status=200)


def assign_turn(request: Request, db: Session) -> Response:
    """A half-day is somebody's."""
    form = read_form(request, TurnAssignment)
    if form.errors:
        return _page(request, db, _today(request), refusal=form)
    given = form.value
    half = next((one for one in request.app.state.settings.duty.half_days(given.day) if one.half is given.half), None)
    with Attempt(db, form, ""):
        if half is None:
            raise Refused(duty.NO_DUTY)
        duty.assign_turn(db, half, given.staff_id, by=request.user)
        at = f"half-{given.day}-{given.half}"
        return go_to(request, "moderation:duty_week", flash="turn_assigned", day=given.day, anchor=at)
    return _page(request, db, given.day, refusal=form)


def release_turn(request: Request, db: Session) -> Response:
    """It is nobody's again."""
    turn = find_visible(db, DutyTurn, request.path_params["turn_id"], request.user)
    duty.release_turn(db, turn, by=request.user)
    at = f"half-{turn.day}-{turn.half}"
    return go_to(request, "moderation:duty_week", flash="turn_released", day=turn.day, anchor=at)


def copy_previous_week(request: Request, db: Session) -> Response:
    """This week like the one before, where it is empty."""
    day = parse_day(request.path_params["day"])
    filled = duty.copy_previous_week(db, day - timedelta(days=day.weekday()), by=request.user)
    return go_to(request, "moderation:duty_week", flash="saved" if filled else "nothing_to_copy", day=day)


def close_admissions(request: Request, db: Session) -> Response:
    """Nobody new can ask to come in, for a while."""
    form = read_form(request, AdmissionsClosure)
    if form.errors:
        return _page(request, db, _today(request), closure_form=form)
    with Attempt(db, form, "until"):
        admissions.close(db, form.value.until, by=request.user)
        return go_to(request, "moderation:duty", flash="admissions_closed")
    return _page(request, db, _today(request), closure_form=form)


def reopen_admissions(request: Request, db: Session) -> Response:
    """Everybody can ask again."""
    admissions.reopen(db, by=request.user)
    return go_to(request, "moderation:duty", flash="admissions_reopened")


def _page(
    request: Request,
    db: Session,
    around: date,
    status: int = 422,
    refusal: AnyForm | None = None,
    closure_form: AnyForm | None = None,
) -> Response:
    until = _today(request) + USUALLY_CLOSED
    closure_form = closure_form or blank(AdmissionsClosure, until=until.isoformat())
    return render(
        request,
        "moderation/duty/index.html",
        status=status,
        rota=rota(db, around),
        closed_until=admissions.closed_until(db),
        closure_form=closure_form,
        form_with_errors=refusal or closure_form,
    )


def _today(request: Request) -> date:
    return today(request.app.state.settings.time_zone)


routes = [
    page("/staff/duty", index, name="moderation:duty", **FOR_DUTY_TEAM),
    page("/staff/duty/{day}", another_week, name="moderation:duty_week", **FOR_DUTY_TEAM),
    action("/staff/duty/turns", assign_turn, name="moderation:assign_turn", **FOR_DUTY_TEAM),
    action("/staff/duty/turns/{turn_id}/release", release_turn, name="moderation:release_turn", **FOR_DUTY_TEAM),
    action("/staff/duty/{day}/repeats", copy_previous_week, name="moderation:copy_previous_week", **FOR_COORDINATORS),
    action("/staff/admissions", close_admissions, name="moderation:close_admissions", **FOR_DUTY_TEAM),
    action("/staff/admissions/reopening", reopen_admissions, name="moderation:reopen_admissions", **FOR_DUTY_TEAM),
]
