"""Small builders. Each goes through the same operations as people do."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import col, select

from accounts.forms import Restricting
from accounts.models import Member, Relation, RestrictionKind, RestrictionReason, Staff
from accounts.operations import restrictions
from forum.forms import Opening, Sketch, Writing
from forum.models import Draft, Post, PostVersion, Reason, Room, RoomRelation, Thread
from forum.operations import drafts, hiding, posts
from forum.operations.drafts import Place
from foundation.database import Database
from moderation.forms import Removing, Ruling
from moderation.models import Decision, Verdict
from moderation.operations import decisions
from tests.people import People

FAR = timedelta(days=300)


class Make:
    """Returns ids, since each act is a transaction of its own."""

    def __init__(self, database: Database, people: People) -> None:
        self.database = database
        self.people = people

    def room(self, *relations: Relation, key: str = "") -> UUID:
        """A room for all, or for some relations only."""
        with self.database.write() as db:
            names = {"nl": "Kennismaken", "en": "Getting to know each other", "fr": "Faire connaissance"}
            room = Room(key=key or uuid4().hex[:12], names=names, descriptions={"nl": "Even zeggen dat je er bent."})
            db.add(room)
            db.flush()
            db.add_all(RoomRelation(room_id=room.id, relation=one) for one in relations)
            return room.id

    def opening(self, room: UUID, by: str = "ada", title: str = "Dag allemaal", source: str = "Ik ben er.") -> UUID:
        """A new thread that waits; the id of its version."""
        with self.database.write() as db:
            form = Opening(title=title, source=source, nonce=uuid4())
            return posts.start_thread(db, db.get_one(Room, room), form, db.get_one(Member, self.people.ids[by])).id

    def answer(self, thread: UUID, by: str = "ben", source: str = "Ik herken dit.") -> UUID:
        """An answer that waits; the id of its version."""
        with self.database.write() as db:
            form = Writing(source=source, nonce=uuid4())
            author = db.get_one(Member, self.people.ids[by])
            return posts.answer(db, db.get_one(Thread, thread), form, author).id

    def decide(self, version: UUID, verdict: Verdict = Verdict.PUBLISH, by: str = "mia", words: str = "") -> UUID:
        """A decision; its id."""
        with self.database.write() as db:
            needs = verdict in (Verdict.SEND_BACK, Verdict.REFUSE)
            ruling = Ruling(
                verdict=verdict,
                message=words or ("Haal de naam weg." if needs else ""),
                reason=Reason.RECOGNISABLE_OTHER if needs else None,
            )
            staff = db.get_one(Staff, self.people.ids[by])
            return decisions.decide(db, db.get_one(PostVersion, version), ruling, by=staff).id

    def remove(self, version: UUID, by: str = "mia") -> UUID:
        """A removal; the id of the decision."""
        with self.database.write() as db:
            removing = Removing(reason=Reason.TONE, message="Dit kan niet blijven staan.")
            staff = db.get_one(Staff, self.people.ids[by])
            return decisions.remove(db, db.get_one(PostVersion, version), removing, by=staff).id

    def restriction(self, whom: str, by: str = "mia", kind: RestrictionKind = RestrictionKind.PAUSE) -> UUID:
        """What will limit somebody from long hence; its id."""
        given = Restricting(kind=kind, reason=RestrictionReason.OTHER, message="Even niet.", confirmed=True)
        with self.database.write() as db:
            member, staff = db.get_one(Member, self.people.ids[whom]), db.get_one(Staff, self.people.ids[by])
            made = restrictions.restrict(db, member, given, by=staff)
            made.has_begun, made.begins_at, made.ends_at = False, made.begins_at + FAR, made.begins_at + 2 * FAR
            member.may_write_from = None
            return made.id

    def hide(self, version: UUID, for_good: bool = True) -> None:
        """Its author hides it."""
        with self.database.write() as db:
            post = db.get_one(Post, db.get_one(PostVersion, version).post_id)
            hiding.hide(db, post, db.get_one(Member, post.author_id), for_good)

    def thread(self, room: UUID | None = None, by: str = "ada", answers: int = 0, title: str = "Dag allemaal") -> UUID:
        """A published thread with published answers of Ben; the id of the thread."""
        version = self.opening(room or self.room(), by, title)
        self.decide(version)
        thread = self.thread_of(version)
        for number in range(answers):
            self.decide(self.answer(thread, source=f"Antwoord {number + 1}."))
        return thread

    def team_answer(self, thread: UUID, by: str = "mia", source: str = "Dank je voor je woorden.") -> UUID:
        """An answer of the team; the id of its version."""
        with self.database.write() as db:
            staff = db.get_one(Staff, self.people.ids[by])
            version = posts.answer(db, db.get_one(Thread, thread), Writing(source=source, nonce=uuid4()), staff)
            decisions.post_as_team(db, version, by=staff)
            return version.id

    def draft(self, room: UUID, by: str = "ada", title: str = "Later", source: str = "Nog niet af.") -> UUID:
        """A draft for a new thread."""
        with self.database.write() as db:
            author = db.get_one(Member, self.people.ids[by])
            return drafts.save(db, Sketch(title=title, source=source), Place(room_id=room), author).id

    def thread_of(self, version: UUID) -> UUID:
        """The thread a version belongs to."""
        with self.database.read() as db:
            post = db.get_one(Post, db.get_one(PostVersion, version).post_id)
            return post.thread_id

    def post_of(self, version: UUID) -> UUID:
        """The post a version is for."""
        with self.database.read() as db:
            return db.get_one(PostVersion, version).post_id

    def draft_from(self, version: UUID) -> UUID:
        """The draft a sent-back version became."""
        with self.database.read() as db:
            return db.exec(select(Draft.id).where(col(Draft.sent_back_version_id) == version)).one()

    def decision(self, decision_id: UUID) -> Decision:
        """A decision as it is now."""
        with self.database.read() as db:
            return db.get_one(Decision, decision_id)
