"""Tables of allowed moves, and the page that is drawn from them."""

import subprocess
import sys
from enum import StrEnum

import pytest

from foundation.errors import OutOfStep
from foundation.lifecycle import Lifecycle
from foundation.settings import ROOT
from scripts.lifecycles import PAGE, drawn, every_lifecycle


class Light(StrEnum):
    """What a light shows."""

    RED = "red"
    GREEN = "green"
    OFF = "off"


LIGHTS = Lifecycle({Light.RED: {Light.GREEN, Light.OFF}, Light.GREEN: {Light.RED}, Light.OFF: set()})


def test_only_moves_of_the_table_are_allowed():
    allowed = {(was, becomes) for was in Light for becomes in Light if LIGHTS.allows(was, becomes)}
    assert allowed == {(Light.RED, Light.GREEN), (Light.RED, Light.OFF), (Light.GREEN, Light.RED)}
    for was in Light:
        for becomes in Light:
            if (was, becomes) in allowed:
                LIGHTS.check(was, becomes)
            else:
                with pytest.raises(OutOfStep):
                    LIGHTS.check(was, becomes)


def test_the_drawing_holds_every_move_and_no_other():
    lines = LIGHTS.to_mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert {line.strip() for line in lines[1:]} == {"red --> green", "red --> off", "green --> red"}


def test_every_table_in_the_house_names_each_of_its_states():
    found = every_lifecycle()
    assert {"INVITE_LIFECYCLE", "LETTER_LIFECYCLE", "VERSION_LIFECYCLE"} <= {name.split(".")[-1] for name in found}
    for name, lifecycle in found.items():
        states = type(next(iter(lifecycle.moves)))
        assert set(lifecycle.moves) == set(states), name
        reached = {becomes for nexts in lifecycle.moves.values() for becomes in nexts}
        first = next(iter(lifecycle.moves))
        assert reached | {first} == set(states), f"{name}: a state that nothing leads to"
        assert all(was not in nexts for was, nexts in lifecycle.moves.items()), name


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == drawn(), "run scripts/lifecycles"


def test_the_script_tells_when_the_page_is_not():
    command = [sys.executable, str(ROOT / "scripts" / "lifecycles.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
