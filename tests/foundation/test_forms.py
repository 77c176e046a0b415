"""An invalid form is a value: what was typed goes back to the person."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field

from foundation.forms import Form, blank, fill, form_error


def _no_shouting(text):
    if text.isupper():
        raise form_error("Something about shouting.")
    return text


class Trial(Form):
    sentences = {"name": "About the name.", "name.string_too_long": "About its length."}

    name: Annotated[str, Field(min_length=1, max_length=5), AfterValidator(_no_shouting)]
    age: int = 7
    role: str = "member"


def test_a_valid_form_has_a_value_and_no_errors():
    form = fill(Trial, {"name": "ada", "age": "30"})
    assert form.errors == {}
    assert (form.value.name, form.value.age) == ("ada", 30)


def test_what_nobody_asked_for_is_ignored():
    form = fill(Trial, {"name": "ada", "is_admin": "1", "__class__": "x", "model_config": "x", "sentences": "x"})
    assert form.errors == {}
    assert set(form.value.model_dump()) == {"name", "age", "role"}


def test_what_was_typed_stays_when_it_is_invalid():
    form = fill(Trial, {"name": "", "age": "many"})
    assert set(form.errors) == {"name", "age"}
    assert form.given == {"name": "", "age": "many"}
    with pytest.raises(ValueError, match="does not hold"):
        _ = form.value


def test_each_kind_of_error_has_its_sentence():
    assert fill(Trial, {"name": ""}).errors["name"] == "About the name."
    assert fill(Trial, {"name": "abcdef"}).errors["name"] == "About its length."
    assert fill(Trial, {"name": "ADA"}).errors["name"] == "Something about shouting."
    assert fill(Trial, {"name": "a", "age": "x"}).errors["age"]
    assert fill(Trial, {}).errors["name"] == "About the name."


def test_no_sentence_repeats_what_was_typed():
    form = fill(Trial, {"name": "zilveren-lepel", "age": "zilveren-lepel"})
    assert "zilveren" not in str(form.errors)


def test_an_error_can_be_added_afterwards():
    form = fill(Trial, {"name": "ada"})
    form.add_error("name", "Taken.")
    assert form.errors == {"name": "Taken."}


def test_what_was_meant_cannot_be_changed():
    form = fill(Trial, {"name": "ada"})
    with pytest.raises(ValueError, match="frozen"):
        form.value.name = "ben"


def test_a_blank_form_has_what_is_known_and_no_errors():
    form = blank(Trial, name="ada")
    assert form.given == {"name": "ada"}
    assert form.errors == {}
    with pytest.raises(ValueError, match="does not hold"):
        _ = form.value


@given(st.dictionaries(st.sampled_from(["name", "age", "role", "other", ""]), st.text(max_size=30)))
def test_whatever_is_posted_gives_a_value_or_errors_and_never_an_exception(given_):
    form = fill(Trial, given_)
    if form.errors:
        assert set(form.errors) <= {"name", "age", "role"}
        assert all(form.errors.values())
    else:
        assert 1 <= len(form.value.name) <= 5


def test_a_sentence_for_what_is_no_field_is_an_error_where_the_form_is_defined():
    with pytest.raises(TypeError, match="Outdated has sentences for what is no field: nickname"):
        type("Outdated", (Trial,), {"sentences": {"name": "About.", "nickname.string_too_long": "Never read."}})


def test_a_text_that_is_tidied_first_and_too_long_is_answered_like_any_other():
    class Tidied(Trial):
        sentences = {"name.string_too_long": "About its length."}

        name: Annotated[Annotated[str, AfterValidator(str.strip)], Field(max_length=5)]

    assert fill(Tidied, {"name": "somebody"}).errors == {"name": "About its length."}
