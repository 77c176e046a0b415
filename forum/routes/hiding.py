"""Taking one's own published text away at once."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum.models import Thread
from forum.operations import hiding, posts
from foundation.errors import OutOfStep
from web.form_data import posted
from web.pages import go_to, render
from web.routing import action, page


def show(request: Request, db: Session) -> Response:
    """A look at it first: what others see then, what stays, and whether it is for good."""
    post = posts.find_own(db, request.path_params["post_id"], request.user)
    thread = db.get_one(Thread, post.thread_id)
    return render(request, "forum/posts/hiding.html", post=post, thread=thread)


def hide(request: Request, db: Session) -> Response:
    """Hide it, for good or until a new version is read."""
    post = posts.find_own(db, request.path_params["post_id"], request.user)
    for_good = posted(request).get("for_good") == "on" or not post.editable_by(request.user)
    try:
        hiding.hide(db, post, by=request.user, for_good=for_good)
    except OutOfStep:
        return go_to(request, "forum:hiding", flash="changed_meanwhile", post_id=request.path_params["post_id"])
    if for_good:
        return go_to(request, "forum:my_texts", flash="hidden")
    return go_to(request, "forum:edit", flash="hidden_for_now", post_id=post.id)


routes = [
    page("/posts/{post_id}/hiding", show, name="forum:hiding"),
    action("/posts/{post_id}/hiding", hide, name="forum:hide"),
]
