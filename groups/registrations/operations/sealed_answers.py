"""The answers of a registration, sealed and read back."""

from sqlmodel import Session

from foundation.data_keys import seal, unseal, unseal_value
from groups.models import Circle, ContactPlan, Registration, Wishes
from groups.registrations.forms import RegistrationForm


def answers_as_given(db: Session, registration: Registration) -> dict[str, str]:
    """The answers, as the form takes them."""
    wishes = unseal_value(db, registration, "sealed_wishes", Wishes)
    contact = unseal_value(db, registration, "sealed_contact", ContactPlan)
    circle = unseal_value(db, registration, "sealed_circle", Circle)
    ticked = [*wishes.days, *wishes.day_parts]
    plain = {"relation": registration.relation, "format": registration.format, "language": registration.language}
    rest = {
        "region": wishes.region,
        "several_people": wishes.several_people,
        "preferred_name": unseal(db, registration, "sealed_name"),
    }
    given: dict[str, object] = {**plain, **rest, **dict(contact), **dict(circle)}
    as_typed = {name: "on" if value is True else str(value) for name, value in given.items() if value}
    return {**as_typed, **dict.fromkeys(ticked, "on")}


def read_answers(db: Session, registration: Registration) -> RegistrationForm:
    """The answers, as they were submitted."""
    return RegistrationForm.model_validate(answers_as_given(db, registration))


def seal_answers(db: Session, registration: Registration, given: RegistrationForm) -> None:
    wishes = Wishes(
        region=given.region,
        days=tuple(given.days),
        day_parts=tuple(given.day_parts),
        several_people=given.several_people,
    )
    contact = ContactPlan.model_validate(given.model_dump())
    circle = Circle(circle=given.circle, shared_word=given.shared_word)
    registration.has_agreed_word = circle.has_agreed_word
    seal(
        db,
        registration,
        sealed_name=given.preferred_name or None,
        sealed_wishes=wishes.model_dump_json(),
        sealed_contact=contact.model_dump_json(),
        sealed_circle=circle.model_dump_json(),
    )
