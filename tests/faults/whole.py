"""What must hold of forum, decisions, counters and the record of acts, whatever was done and whatever broke."""

from collections import Counter, defaultdict
from typing import Any

from sqlmodel import Session, select

import audit
from audit import Action, AuditEntry
from facts import Fact, MonthlyFact
from forum.models import Draft, Notice, NoticeKind, Post, PostVersion, Thread, VersionState
from foundation.data_keys import unseal
from foundation.database import Database
from moderation.models import Decision, Verdict

PLACED = {VersionState.PUBLISHED, VersionState.REPLACED, VersionState.REMOVED}
TOLD_WHILE = {
    NoticeKind.PUBLISHED: PLACED,
    NoticeKind.ANSWERED: PLACED,
    NoticeKind.SENT_BACK: {VersionState.SENT_BACK},
    NoticeKind.REFUSED: {VersionState.REFUSED},
    NoticeKind.REMOVED: {VersionState.REMOVED},
}


def what_is_wrong(database: Database) -> list[str]:
    """A sentence for each thing that does not hold."""
    with database.read() as db:
        house = _House(db)
        return [
            *house.posts_show_exactly_what_was_published(),
            *house.threads_tell_what_stands_in_them(),
            *house.each_state_has_its_decision(),
            *house.drafts_and_notices_tell_the_truth(),
            *house.counters_count(),
            *house.acts_are_on_record(),
        ]


class _House:
    def __init__(self, db: Session) -> None:
        self.db = db
        self.posts = {post.id: post for post in db.exec(select(Post))}
        self.threads = list(db.exec(select(Thread)))
        self.versions = {version.id: version for version in db.exec(select(PostVersion))}
        self.decisions = list(db.exec(select(Decision)))
        self.of_post: dict[Any, list[PostVersion]] = defaultdict(list)
        for version in self.versions.values():
            self.of_post[version.post_id].append(version)

    def posts_show_exactly_what_was_published(self) -> Any:
        for post in self.posts.values():
            versions = self.of_post[post.id]
            states = Counter(version.state for version in versions)
            published = [version for version in versions if version.state is VersionState.PUBLISHED]
            if sorted(version.number for version in versions) != list(range(1, len(versions) + 1)):
                yield f"{post.id}: versions are not numbered one by one"
            if states[VersionState.WAITING] > 1 or len(published) > 1:
                yield f"{post.id}: {states}"
            if [version.id for version in published] != [one for one in [post.published_version_id] if one]:
                yield f"{post.id}: shows another version than the published one"
            if (post.html is None) != (not published) or (post.source is None) != (not published):
                yield f"{post.id}: copy and state differ"
            if published and post.source != unseal(self.db, published[0], "sealed_source"):
                yield f"{post.id}: shows other words than were read"

    def threads_tell_what_stands_in_them(self) -> Any:
        for thread in self.threads:
            here = [post for post in self.posts.values() if post.thread_id == thread.id]
            shown = [post.published_at for post in here if post.html is not None]
            opening = next(post for post in here if post.is_opening)
            if sum(post.is_opening for post in here) != 1:
                yield f"{thread.id}: not one opening"
            if thread.last_published_at != max(shown, default=None):  # type: ignore[type-var]
                yield f"{thread.id}: last published {thread.last_published_at}, {shown}"
            if (thread.title is None) != (opening.html is None):
                yield f"{thread.id}: title and opening differ"
            if shown and thread.published_at is None:
                yield f"{thread.id}: answers without a beginning"

    def each_state_has_its_decision(self) -> Any:
        living = defaultdict(list)
        for decision in self.decisions:
            if decision.undone_at is None:
                living[decision.version_id].append(decision.verdict)
        for version in self.versions.values():
            verdicts = sorted(living[version.id])
            wanted = {
                VersionState.WAITING: [],
                VersionState.WITHDRAWN: [],
                VersionState.SENT_BACK: [Verdict.SEND_BACK],
                VersionState.REFUSED: [Verdict.REFUSE],
                VersionState.PUBLISHED: [Verdict.PUBLISH],
                VersionState.REPLACED: [Verdict.PUBLISH],
                VersionState.REMOVED: [Verdict.PUBLISH, Verdict.REMOVE],
            }[version.state]
            if verdicts != [one for one in wanted if version.author_id or one is Verdict.REMOVE]:
                yield f"{version.id} is {version.state} by {verdicts}"

    def drafts_and_notices_tell_the_truth(self) -> Any:
        came_back = Counter(draft.sent_back_version_id for draft in self.db.exec(select(Draft)))
        for version_id, number in came_back.items():
            if version_id and (number != 1 or self.versions[version_id].state is not VersionState.SENT_BACK):
                yield f"{version_id}: {number} drafts came back, it is {self.versions[version_id].state}"
        told = Counter((one.member_id, one.version_id, one.kind) for one in self.db.exec(select(Notice)))
        for (_, version_id, kind), number in told.items():
            if number != 1 or self.versions[version_id].state not in TOLD_WHILE[kind]:
                yield f"{version_id}: told {kind} {number} times, it is {self.versions[version_id].state}"

    def counters_count(self) -> Any:
        counted: Counter[Fact] = Counter()
        for row in self.db.exec(select(MonthlyFact)):
            counted[row.fact] += row.number
        of_members = [version for version in self.versions.values() if version.author_id]
        shown_once = [post for post in self.posts.values() if post.published_at and post.author_id]
        verdicts = Counter(one.verdict for one in self.decisions if one.undone_at is None)
        wanted = {
            Fact.TEXT_SUBMITTED: len(of_members),
            Fact.TEAM_POST_PUBLISHED: len(self.versions) - len(of_members),
            Fact.POST_PUBLISHED: len(shown_once),
            Fact.THREAD_STARTED: sum(post.is_opening for post in shown_once),
            Fact.TEXT_SENT_BACK: verdicts[Verdict.SEND_BACK],
            Fact.TEXT_REFUSED: verdicts[Verdict.REFUSE],
            Fact.POST_REMOVED: verdicts[Verdict.REMOVE],
        }
        for fact, number in wanted.items():
            if counted[fact] != number:
                yield f"{fact}: counted {counted[fact]}, there are {number}"

    def acts_are_on_record(self) -> Any:
        if (broken := audit.verify(self.db)) is not None:
            yield f"the record breaks at {broken}"
        entries = Counter(entry.action for entry in self.db.exec(select(AuditEntry)))
        verdicts = Counter(decision.verdict for decision in self.decisions)
        wanted = {
            Action.TEXT_PUBLISHED: verdicts[Verdict.PUBLISH],
            Action.TEXT_SENT_BACK: verdicts[Verdict.SEND_BACK],
            Action.TEXT_REFUSED: verdicts[Verdict.REFUSE],
            Action.POST_REMOVED: verdicts[Verdict.REMOVE],
            Action.DECISION_UNDONE: sum(one.undone_at is not None for one in self.decisions),
            Action.TEAM_POSTED: sum(version.author_id is None for version in self.versions.values()),
        }
        for action, number in wanted.items():
            if entries[action] != number:
                yield f"{action}: {entries[action]} on record, {number} done"
