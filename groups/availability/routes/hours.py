"""Working hours, exceptions and preferences: a facilitator sets their own."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_FACILITATORS
from foundation.forms import AnyForm, blank
from foundation.rows import find_visible
from groups.availability.forms import PERIODS, HoursExceptionForm, WeeklyHoursForm, WorkPreferencesForm
from groups.availability.operations import hours
from groups.availability.queries.feed import feed_since
from groups.availability.queries.hours import exceptions_of, weekly_hours_of
from groups.availability.queries.preferences import preferences_of
from groups.models import DAYS, HoursException
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def show_hours(request: Request, db: Session) -> Response:
    """Working hours and preferences, as forms."""
    return _hours_page(request, db, status=200)


def set_weekly_hours(request: Request, db: Session) -> Response:
    form = read_form(request, WeeklyHoursForm)
    if form.errors:
        return _hours_page(request, db, form=form)
    hours.set_weekly_hours(db, form.value.working_hours, by=request.user)
    return go_to(request, "groups:hours", flash="saved")


def add_exception(request: Request, db: Session) -> Response:
    """Other hours on some days, or away."""
    form = read_form(request, HoursExceptionForm)
    if form.errors:
        return _hours_page(request, db, exception_form=form)
    with Attempt(db, form, "first_day"):
        hours.add_exception(db, form.value, by=request.user)
        return go_to(request, "groups:hours", flash="saved")
    return _hours_page(request, db, exception_form=form)


def remove_exception(request: Request, db: Session) -> Response:
    """The weekly hours apply again."""
    change = find_visible(db, HoursException, request.path_params["exception_id"], request.user)
    hours.remove_exception(db, change, by=request.user)
    return go_to(request, "groups:hours", flash="saved")


def set_preferences(request: Request, db: Session) -> Response:
    """Set channels and the weekly maximum."""
    form = read_form(request, WorkPreferencesForm)
    if form.errors:
        return _hours_page(request, db, preferences_form=form)
    hours.set_preferences(db, form.value, by=request.user)
    return go_to(request, "groups:hours", flash="saved")


def _hours_page(request: Request, db: Session, status: int = 422, **forms: AnyForm) -> Response:
    week: dict[str, str] = {}
    for number, of_day in weekly_hours_of(db, request.user.id).items():
        for (begin, end), (starts, ends) in zip(PERIODS, of_day, strict=False):
            week[f"{DAYS[number]}_{begin}"] = starts.isoformat("minutes")
            week[f"{DAYS[number]}_{end}"] = ends.isoformat("minutes")
    own = preferences_of(db, [request.user.id])[request.user.id]
    preferences = dict.fromkeys(own.channels.split(","), "on") | {"max_weekly_hours": str(own.max_weekly_hours or "")}
    preferences |= {"works_on_holidays": "on"} if own.works_on_holidays else {}
    plain: dict[str, AnyForm] = {
        "form": blank(WeeklyHoursForm, **week),
        "exception_form": blank(HoursExceptionForm),
        "preferences_form": blank(WorkPreferencesForm, **preferences),
    }
    shown = {**plain, **forms}
    return render(
        request,
        "groups/availability/hours.html",
        status=status,
        days=DAYS,
        exceptions=exceptions_of(db, request.user.id),
        feed_since=feed_since(db, request.user.id),
        form_with_errors=next((form for form in shown.values() if form.errors), shown["form"]),
        **shown,
    )


routes = [
    page("/staff/hours", show_hours, name="groups:hours", **FOR_FACILITATORS),
    action("/staff/hours", set_weekly_hours, name="groups:set_weekly_hours", **FOR_FACILITATORS),
    action("/staff/hours/exceptions", add_exception, name="groups:add_hours_exception", **FOR_FACILITATORS),
    action(
        "/staff/hours/exceptions/{exception_id}",
        remove_exception,
        name="groups:remove_hours_exception",
        **FOR_FACILITATORS,
    ),
    action("/staff/hours/preferences", set_preferences, name="groups:set_work_preferences", **FOR_FACILITATORS),
]
