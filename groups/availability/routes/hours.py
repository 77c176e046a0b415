"""A facilitator's days: the week, the hours of it, and what is brought by hand."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_FACILITATORS
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from groups.availability.forms import STRETCHES, ChangingHours, Terms, WeekOfHours
from groups.availability.operations import hours
from groups.availability.queries.feeds import feed_since
from groups.availability.queries.hours import changes_of, hours_of, terms_of
from groups.models import DAYS, OtherHours
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def own_hours(request: Request, db: Session) -> Response:
    """When and how one works, as forms."""
    return _hours(request, db, status=200)


def set_hours(request: Request, db: Session) -> Response:
    """Keep the week."""
    form = read_form(request, WeekOfHours)
    if form.errors:
        return _hours(request, db, form=form)
    hours.set_week(db, form.value.stretches, by=request.user)
    return go_to(request, "groups:hours", said="saved")


def change_days(request: Request, db: Session) -> Response:
    """Other hours on some days, or away."""
    form = read_form(request, ChangingHours)
    if form.errors:
        return _hours(request, db, changing=form)
    with Attempt(db, form, "first_day"):
        hours.change_days(db, form.value, by=request.user)
        return go_to(request, "groups:hours", said="saved")
    return _hours(request, db, changing=form)


def undo_change(request: Request, db: Session) -> Response:
    """The week holds again."""
    change = find_visible(db, OtherHours, request.path_params["change_id"], request.user)
    hours.undo_change(db, change, by=request.user)
    return go_to(request, "groups:hours", said="saved")


def set_terms(request: Request, db: Session) -> Response:
    """How one holds conversations."""
    form = read_form(request, Terms)
    if form.errors:
        return _hours(request, db, terms=form)
    hours.set_terms(db, form.value, by=request.user)
    return go_to(request, "groups:hours", said="saved")


def _hours(request: Request, db: Session, status: int = 422, **forms: Filled[Any]) -> Response:
    week: dict[str, str] = {}
    for number, of_day in hours_of(db, request.user.id).items():
        for (begin, end), (starts, ends) in zip(STRETCHES, of_day, strict=False):
            week[f"{DAYS[number]}_{begin}"] = starts.isoformat("minutes")
            week[f"{DAYS[number]}_{end}"] = ends.isoformat("minutes")
    own = terms_of(db, request.user.id)
    said = dict.fromkeys(own.channels.split(","), "on") | {"most_hours": str(own.most_hours or "")}
    said |= {"works_on_holidays": "on"} if own.works_on_holidays else {}
    plain: dict[str, Filled[Any]] = {
        "form": blank(WeekOfHours, **week),
        "changing": blank(ChangingHours),
        "terms": blank(Terms, **said),
    }
    shown = {**plain, **forms}
    return render(
        request,
        "groups/availability/hours.html",
        status=status,
        days=DAYS,
        changes=changes_of(db, request.user.id),
        feed_since=feed_since(db, request.user.id),
        trouble=next((form for form in shown.values() if form.errors), shown["form"]),
        **shown,
    )


routes = [
    page("/staff/hours", own_hours, name="groups:hours", **FOR_FACILITATORS),
    action("/staff/hours", set_hours, name="groups:set_hours", **FOR_FACILITATORS),
    action("/staff/hours/changes", change_days, name="groups:change_days", **FOR_FACILITATORS),
    action("/staff/hours/changes/{change_id}", undo_change, name="groups:undo_change", **FOR_FACILITATORS),
    action("/staff/hours/terms", set_terms, name="groups:set_terms", **FOR_FACILITATORS),
]
