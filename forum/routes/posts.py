"""Posts: another text for a post, looking before handing in, and what was handed in."""

from functools import partial
from uuid import uuid4

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from forum.forms import Opening, Sketch, Writing
from forum.models import Post, PostVersion, Room, Thread
from forum.operations import posts
from forum.operations.drafts import Place
from forum.routes.draft_keeping import (
    is_back_from_preview,
    keep_words_on_refusal,
    rescue,
    rescue_preview,
    saved_or,
    submission_target,
)
from foundation.data_keys import unseal
from foundation.errors import NotAllowed, OutOfStep
from foundation.forms import AnyForm, Filled, blank
from foundation.rows import find_visible
from safety.formatting import to_html
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page, question


def preview(request: Request, db: Session) -> Response:
    """How a text will look. Changes and keeps nothing."""
    form = read_form(request, Sketch)
    return render(
        request,
        "forum/posts/preview.html",
        given=posted(request),
        title=form.value.title if not form.errors else "",
        html=to_html(posted(request).get("source", "")[:20_000]),
        back=own_address(request, posted(request).get("back", "")),
    )


def no_preview(request: Request, db: Session) -> Response:
    """A preview that was opened again from the history holds no words: go where those that were kept are."""
    return go_to(request, "forum:my_texts")


def submitted(request: Request, db: Session) -> Response:
    """What happens with the words now: the honest promise, and what is possible meanwhile."""
    version = find_visible(db, PostVersion, request.path_params["version_id"], request.user)
    post = db.get_one(Post, version.post_id)
    return render(
        request,
        "forum/posts/submitted.html",
        version=version,
        thread=db.get_one(Thread, post.thread_id),
        is_still_published=post.is_published,
        newer_id=posts.newest_after(db, version),
        html=to_html(unseal(db, version, "sealed_source")),
        title=unseal(db, version, "sealed_title"),
        promise=request.app.state.waiting_promise(db),
    )


def withdraw(request: Request, db: Session) -> Response:
    """Take a waiting text back; its words become a draft."""
    version = find_visible(db, PostVersion, request.path_params["version_id"], request.user)
    try:
        posts.withdraw(db, version, by=request.user)
    except OutOfStep:
        return go_to(request, "forum:submitted", flash="already_decided", version_id=version.id)
    draft = posts.keep_as_draft(db, version, by=request.user)
    return go_to(request, "forum:draft", flash="withdrawn", draft_id=draft.id)


def resume_as_draft(request: Request, db: Session) -> Response:
    """Go on with a text that was not published or was taken away: its words become a draft for the same place."""
    version = find_visible(db, PostVersion, request.path_params["version_id"], request.user)
    draft = posts.resume_as_draft(db, version, by=request.user)
    return go_to(request, "forum:draft", draft_id=draft.id)


def edit(request: Request, db: Session) -> Response:
    """The form for another text in the place of a post."""
    post = _own_post(request, db)
    text = posts.latest_text(db, post)
    form = blank(Opening, title=text.title, source=text.source, nonce=str(uuid4()))
    return edit_page(request, db, post, form, status=200)


def revise(request: Request, db: Session) -> Response:
    """Hand in another text; what is published stays until it is."""
    post = _own_post(request, db)
    if kept := saved_or(request, db, Place(post_id=post.id)):
        return kept
    kind: type[Writing] = Opening if post.is_opening else Writing
    form = read_form(request, kind)
    if is_back_from_preview(request):
        return edit_page(request, db, post, Filled(form.given, None, {}), status=200)
    if form.errors:
        return edit_page(request, db, post, form)
    with keep_words_on_refusal(request, db, Place(post_id=post.id)):
        version = posts.revise(db, post, form.value, author=request.user)
    return go_to(request, "forum:submitted", version_id=version.id)


def edit_page(request: Request, db: Session, post: Post, form: AnyForm, status: int = 422) -> Response:
    """The page for another text."""
    thread = db.get_one(Thread, post.thread_id)
    return render(
        request,
        "forum/posts/edit.html",
        status=status,
        post=post,
        thread=thread,
        room=db.get_one(Room, thread.room_id),
        form=form,
        is_waiting=posts.waiting_version(db, post) is not None,
        promise=request.app.state.waiting_promise(db),
    )


def own_address(request: Request, path: str) -> str:
    """`path` if it is one where a text can be handed in, else the rooms."""
    return path if submission_target(request, path) else str(request.app.state.address_of("forum:rooms"))


def _own_post(request: Request, db: Session) -> Post:
    post = posts.find_own(db, request.path_params["post_id"], request.user)
    if not post.editable_by(request.user):
        raise NotAllowed
    return post


routes = [
    page("/preview", no_preview, name="forum:no_preview"),
    question("/preview", preview, name="forum:preview", rescue=rescue_preview),
    page("/submitted/{version_id}", submitted, name="forum:submitted"),
    action("/submitted/{version_id}/withdrawal", withdraw, name="forum:withdraw"),
    action("/submitted/{version_id}/draft", resume_as_draft, name="forum:resume_as_draft"),
    page("/posts/{post_id}/write", edit, name="forum:edit"),
    action("/posts/{post_id}/write", revise, name="forum:revise", rescue=partial(rescue, model=Post, param="post_id")),
]
