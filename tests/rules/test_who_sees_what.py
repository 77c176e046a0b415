"""Every `visible_to` × every state × every person, against one written table, on both databases."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, SQLModel, col, func, select

from accounts.models import (
    Application,
    ApplicationMessage,
    ApplicationState,
    Invite,
    InviteState,
    MemberSignIn,
    Restriction,
    Role,
    Staff,
    StaffSignIn,
)
from forum.models import Draft, Notice, Post, PostVersion, Room, Thread, VersionState
from foundation.errors import NotVisible
from foundation.rows import find_visible
from groups.lookups import group_of
from groups.models import (
    ContactTask,
    Conversation,
    CopyRequest,
    GroupSession,
    HoursException,
    PeerGroup,
    ReferralPlace,
    Registration,
    RegistrationState,
)
from migrations import every_table
from moderation.models import Decision, DutyTurn, Verdict
from tests.conftest import BOTH
from tests.rules.conftest import House
from tests.rules.models import every_model
from tests.rules.world import PERSONS, World

MODERATORS = {"mia", "max", "rosa"}
COORDINATORS = {"cora", "rosa"}
GROUPS = {"Registration", "PeerGroup", "GroupSession", "ContactTask", "CopyRequest", "Conversation"}
NOBODY: set[str] = set()
TABLE: dict[type[SQLModel], dict[str, set[str]]] = {
    Room: {
        "room": {"ada", "ben"} | MODERATORS,
        "partner_room": {"ada"} | MODERATORS,
        "parent_room": {"ben"} | MODERATORS,
    },
    Thread: {
        "thread": {"ada", "ben"} | MODERATORS,
        "closed_thread": {"ada", "ben"} | MODERATORS,
        "partner_thread": {"ada"} | MODERATORS,
        "waiting_thread": {"ada"} | MODERATORS,
        "removed_thread": {"ada", "ben"} | MODERATORS,
        "lonely_removed_thread": {"ada"} | MODERATORS,
        "nobodys_thread": {"ada", "ben"} | MODERATORS,
        "nobodys_waiting_thread": MODERATORS,
        "nobodys_removed_thread": MODERATORS,
    },
    Post: {
        "thread_opening": {"ada", "ben"} | MODERATORS,
        "partner_thread_opening": {"ada"} | MODERATORS,
        "ben_post": {"ada", "ben"} | MODERATORS,
        "team_post": {"ada", "ben"} | MODERATORS,
        "waiting_post": NOBODY,
        "waiting_opening_post": NOBODY,
        "withdrawn_post": NOBODY,
        "removed_post": NOBODY,
        "hidden_post": NOBODY,
        "post_under_removed": {"ada", "ben"} | MODERATORS,
        "nobodys_post": {"ada", "ben"} | MODERATORS,
        "nobodys_waiting_post": NOBODY,
    },
    PostVersion: {
        "waiting": {"ada"} | MODERATORS,
        "ben_waiting": {"ben"} | MODERATORS,
        "waiting_opening": {"ada"} | MODERATORS,
        "edit_waiting": {"ada"} | MODERATORS,
        "published": {"ada"} | MODERATORS,
        "replaced": {"ada"} | MODERATORS,
        "sent_back": {"ada"} | MODERATORS,
        "refused": {"ada"} | MODERATORS,
        "removed": {"ada"} | MODERATORS,
        "withdrawn": {"ada"},
        "hidden": {"ada"} | MODERATORS,
        "team_version": MODERATORS,
        "nobodys_waiting": MODERATORS,
    },
    Draft: {
        "draft": {"ada"},
        "answer_draft": {"ada"},
        "sent_back_draft": {"ada"},
        "withdrawn_draft": {"ada"},
        "ben_draft": {"ben"},
    },
    Notice: {
        "notice_due": {"ada"},
        "notice_read": {"ada"},
        "notice_not_due": NOBODY,
    },
    Decision: {
        "decided_publish": {"ada"} | MODERATORS,
        "decided_by_max": {"ada"} | MODERATORS,
        "decided_send_back": {"ada"} | MODERATORS,
        "decided_refuse": {"ada"} | MODERATORS,
        "decided_remove": {"ada"} | MODERATORS,
        "undone": MODERATORS,
    },
    Restriction: {"restriction": MODERATORS | COORDINATORS},
    Invite: {
        **{f"mia_{state}": {"mia"} | COORDINATORS for state in InviteState},
        **{f"finn_{state}": {"finn"} | COORDINATORS for state in InviteState},
    },
    Application: {f"applied_{state}": MODERATORS for state in ApplicationState}
    | {"applied_asked": MODERATORS | {"iris"}, "applied_parked": NOBODY},
    ApplicationMessage: {
        "applied_question": MODERATORS | {"iris"},
        "applied_note": MODERATORS,
        "applied_words": MODERATORS,
    },
    Registration: {f"registered_{state}": COORDINATORS for state in RegistrationState}
    | {
        "registered_pool": COORDINATORS | {"rita"},
        "registered_erased": NOBODY,
        "registered_parked": NOBODY,
        "registered_finn": COORDINATORS | {"finn"},
        "registered_in_group": COORDINATORS | {"finn"},
        **{f"registered_{state}": COORDINATORS for state in ("offered", "placed", "active", "completed", "stopped")},
        "registered_closed": COORDINATORS,
    },
    PeerGroup: {
        "group": COORDINATORS | {"finn"},
        "other_group": COORDINATORS,
        "draft_group": COORDINATORS,
    },
    GroupSession: {
        "group_session": COORDINATORS | {"finn"},
        "group_session_over": COORDINATORS | {"finn"},
        "other_group_session": COORDINATORS,
    },
    ContactTask: {"contact_task": COORDINATORS | {"finn"}},
    Conversation: {
        "conversation": COORDINATORS | {"finn"},
        "other_conversation": COORDINATORS,
        "own_conversation": COORDINATORS | {"rita"},
    },
    HoursException: {"hours_exception": {"finn"}},
    DutyTurn: {"turn": MODERATORS | COORDINATORS},
    ReferralPlace: {"place": {"mia", "max", "finn", "cora", "rosa"}},
    CopyRequest: {"copy_asked": COORDINATORS | {"finn"}, "copy_agreed": COORDINATORS | {"finn"}},
    MemberSignIn: {"ada_sign_in": {"ada"}, "ben_sign_in": {"ben"}, "ada_ended": NOBODY, "ben_ended": NOBODY},
    StaffSignIn: {
        "mia_staff_sign_in": {"mia"},
        "half_staff_sign_in": {"mia"},
        "nora_staff_sign_in": NOBODY,
        "ended_staff_sign_in": NOBODY,
        "finn_staff_sign_in": {"finn"},
        "max_staff_sign_in": {"max"},
        "cora_staff_sign_in": {"cora"},
        "rosa_staff_sign_in": {"rosa"},
    },
    Staff: dict.fromkeys(
        ("staff_max", "staff_cora", "staff_mia", "staff_nora", "staff_rosa", "staff_piet"), COORDINATORS
    ),
}
LINES = [(model, thing) for model, things in TABLE.items() for thing in things]
SCOPED = [model for model in every_model() if hasattr(model, "visible_to")]


@pytest.fixture
def world(kind: str, houses: Callable[[str], House]) -> World:
    """One of everything."""
    house = houses(kind)
    house.set_back()
    return house.world


@pytest.fixture
def db(world: World) -> Iterator[Session]:
    """A session to look with."""
    with world.database.read() as session:
        yield session


def test_every_model_that_knows_who_sees_it_is_in_the_table():
    assert set(SCOPED) == set(TABLE)
    assert every_table.__all__


def test_every_table_of_what_people_write_or_are_knows_who_sees_it():
    without = {model.__name__ for model in every_model()} - {model.__name__ for model in SCOPED}
    assert without == {
        "ApplicationVisit",
        "AuditEntry",
        "AuditHead",
        "Budget",
        "Attendance",
        "Pairing",
        "ContactReveal",
        "DataKey",
        "Cover",
        "FacilitatorHours",
        "WorkPreferences",
        "CalendarFeed",
        "Admissions",
        "JobRun",
        "Lease",
        "FeedbackTally",
        "Member",
        "MonthlyFact",
        "OutgoingLetter",
        "Message",
        "ReadMark",
        "RegistrationVisit",
        "RetryKey",
        "RoomRelation",
        "FeedbackComment",
        "StaffRecoveryCode",
        "TextVersion",
    }


@BOTH
def test_each_person_sees_what_the_table_says_and_finds_nothing_else(db: Session, world: World):
    wrong = []
    for person in PERSONS:
        viewer = world.viewer(db, person)
        for model, thing in LINES:
            expected = person in TABLE[model][thing]
            if _is_seen(db, model, world.things[thing], viewer) != expected:
                wrong.append((model.__name__, thing, person, "should" if expected else "should not"))
            if _is_found(db, model, world.things[thing], viewer) != expected:
                wrong.append((model.__name__, thing, person, "find_visible differs"))
    assert not wrong


WITH_STATES = (
    (PostVersion, VersionState),
    (Invite, InviteState),
    (Application, ApplicationState),
    (Registration, RegistrationState),
)


@BOTH
def test_every_state_is_in_the_world(db: Session, world: World):
    for model, states in WITH_STATES:
        ids = [world.things[thing] for thing in TABLE[model]]
        there = db.exec(select(model.state).where(col(model.id).in_(ids))).all()  # type: ignore[attr-defined]
        assert set(there) == set(states)
    ids = [world.things[thing] for thing in TABLE[Decision]]
    assert set(db.exec(select(Decision.verdict).where(col(Decision.id).in_(ids)))) == set(Verdict)


@BOTH
def test_a_viewer_without_any_role_sees_no_row_at_all(db: Session, world: World):
    for person in ("guest", "half", "nora"):
        viewer = world.viewer(db, person)
        for model in TABLE:
            assert _number_seen(db, model, viewer) == 0, (person, model)


@BOTH
def test_no_role_but_its_own_opens_a_table(db: Session, world: World):
    seen = {
        person: {model.__name__ for model in TABLE if _number_seen(db, model, world.viewer(db, person))}
        for person in ("ada", "mia", "max", "finn", "cora", "rosa", "iris", "rita")
    }
    forum = {"Room", "Thread", "Post", "PostVersion", "Decision"}
    assert seen["ada"] == forum | {"Draft", "Notice", "MemberSignIn"}
    queue = forum | {"Application", "ApplicationMessage"}
    both = {"DutyTurn", "ReferralPlace", "Restriction"}
    assert seen["mia"] == queue | both | {"Invite", "StaffSignIn"}
    assert seen["max"] == queue | both | {"StaffSignIn"}
    assert seen["rosa"] == queue | both | {"Invite", "StaffSignIn", "Staff", *GROUPS}
    assert seen["rita"] == {"Registration", "Conversation"}
    assert seen["iris"] == {"Application", "ApplicationMessage"}
    assert seen["finn"] == {"Invite", "StaffSignIn", "HoursException", "ReferralPlace", *GROUPS}
    assert seen["cora"] == both | {"Invite", "StaffSignIn", "Staff", *GROUPS}


@BOTH
def test_an_id_that_is_none_finds_nothing_and_breaks_nothing(db: Session, world: World):
    for given in (None, "", "0", "None", "x" * 36, str(uuid4()), "' or 1=1 --", 5, b"\x00" * 16, "\x00"):
        for model in TABLE:
            with pytest.raises(NotVisible):
                find_visible(db, model, given, world.viewer(db, "mia"))  # type: ignore[type-var]


@BOTH
def test_every_open_registration_is_looked_after_by_somebody_even_when_nobody_facilitates_any_more(world: World):
    with world.database.write() as db:
        open_ones = set(db.exec(select(Registration.id).where(Registration.open())))
        colleagues = db.exec(select(Staff).where(Staff.is_active)).all()
        assert open_ones
        assert {one for viewer in colleagues for one in _in_care_of(db, viewer)} >= open_ones
        for colleague in colleagues:
            colleague.set_roles([role for role in colleague.roles if role is not Role.FACILITATOR])
        db.flush()
        assert not _in_care_of(db, world.viewer(db, "finn"))
        assert _in_care_of(db, world.viewer(db, "cora")) >= open_ones
        db.rollback()


@BOTH
def test_a_colleague_who_facilitates_no_longer_manages_nobody(db: Session, world: World):
    finn, registrations = db.get_one(Staff, world.people.ids["finn"]), db.exec(select(Registration)).all()
    groups = {one.id: group_of(db, one) for one in registrations}
    assert [one for one in registrations if one.manageable_by(finn, groups[one.id])]
    db.expunge(finn)
    finn.set_roles([])
    assert not [one for one in registrations if one.manageable_by(finn, groups[one.id])]


def _in_care_of(db: Session, viewer: Any) -> set[UUID]:
    return set(db.exec(select(Registration.id).where(Registration.in_care_of(viewer))))


def _is_seen(db: Session, model: Any, row_id: UUID, viewer: Any) -> bool:
    return db.exec(select(model.id).where(model.id == row_id, model.visible_to(viewer))).first() is not None


def _is_found(db: Session, model: Any, row_id: UUID, viewer: Any) -> bool:
    try:
        return find_visible(db, model, str(row_id), viewer).id == row_id
    except NotVisible:
        return False


def _number_seen(db: Session, model: Any, viewer: Any) -> int:
    return db.exec(select(func.count()).select_from(model).where(model.visible_to(viewer))).one()
