"""Marking a contact task as done."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_PLANNERS
from foundation.rows import find_visible
from groups.contact.forms import TasksDone
from groups.contact.operations import tasks
from groups.models import ContactTask
from web.form_data import read_form
from web.pages import go_to
from web.routing import action


def mark_done(request: Request, db: Session) -> Response:
    task, form = (
        find_visible(db, ContactTask, request.path_params["task_id"], request.user),
        read_form(request, TasksDone),
    )
    tasks.mark_done(db, task, by=request.user, other_ids=[] if form.errors else form.value.other_ids)
    return go_to(request, "groups:week", flash="saved", anchor="contact-tasks")


routes = [
    action("/staff/contact-tasks/{task_id}", mark_done, name="groups:mark_task_done", **FOR_PLANNERS),
]
