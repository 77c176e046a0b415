"""A facilitator's days: the week, the hours of it, and what is brought by hand."""

from datetime import date
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import facilitators, plans_groups
from foundation.errors import NotVisible
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from groups.forms import Ticking, WeekOfHours
from groups.forms.registering import DAYS
from groups.look_day import local_today
from groups.models import Errand
from groups.operations import hours, news
from groups.queries.free_seats import free_seats
from groups.queries.news import errands
from groups.queries.week import hours_of, week
from groups.queries.words import unread
from web.areas import Area
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page


def this_week(request: Request, db: Session) -> Response:
    """The week one is in."""
    return _week(request, db, local_today(db))


def another_week(request: Request, db: Session) -> Response:
    """The week around a day."""
    try:
        around = date.fromisoformat(request.path_params["day"])
    except ValueError:
        raise NotVisible from None
    if not 2020 <= around.year <= 2100:
        raise NotVisible
    return _week(request, db, around)


def tick(request: Request, db: Session) -> Response:
    """It was done by hand."""
    errand, form = find_visible(db, Errand, request.path_params["errand_id"], request.user), read_form(request, Ticking)
    news.tick(db, errand, by=request.user, also=[] if form.errors else form.value.also)
    return go_to(request, "groups:week", said="saved")


def own_hours(request: Request, db: Session) -> Response:
    """The hours one works, as a form."""
    given = {}
    for number, (starts, ends) in hours_of(db, request.user.id).items():
        given[f"{DAYS[number]}_from"] = starts.isoformat("minutes")
        given[f"{DAYS[number]}_until"] = ends.isoformat("minutes")
    return _hours(request, blank(WeekOfHours, **given), status=200)


def set_hours(request: Request, db: Session) -> Response:
    """Keep them."""
    form = read_form(request, WeekOfHours)
    if form.errors:
        return _hours(request, form, status=422)
    hours.set_week(db, form.value.stretches, by=request.user)
    return go_to(request, "groups:week", said="saved")


def _hours(request: Request, form: Filled[WeekOfHours], status: int) -> Response:
    return render(request, "groups/days/hours.html", status=status, form=form, days=DAYS)


def _week(request: Request, db: Session, around: date) -> Response:
    return render(
        request,
        "groups/days/week.html",
        week=week(db, request.user, around),
        errands=errands(db, request.user),
        unread=unread(db, request.user),
        free=free_seats(db, request.user),
    )


_planning: dict[str, Any] = {"open_to": plans_groups, "area": Area.STAFF}
_leading: dict[str, Any] = {"open_to": facilitators, "area": Area.STAFF}
routes = [
    page("/staff/week", this_week, name="groups:week", **_planning),
    page("/staff/week/{day}", another_week, name="groups:another_week", **_planning),
    action("/staff/errands/{errand_id}", tick, name="groups:tick", **_planning),
    page("/staff/hours", own_hours, name="groups:hours", **_leading),
    action("/staff/hours", set_hours, name="groups:set_hours", **_leading),
]
