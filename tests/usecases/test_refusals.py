"""Every refusal of the rules: met by somebody, said with its code, and nothing changed by it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from server.contract.problems import problem
from server.contract.refusals import REFUSALS
from server.contract.terms import ProblemCode as Code
from server.domain.errors import Refusal
from tests.builders import SampleHall
from tests.usecases import (
    hall_scenes,
    hard_day_scenes,
    intake_scenes,
    office_scenes,
    panel_scenes,
    route_scenes,
    straying_scenes,
    suspension_scenes,
    window_scenes,
)
from tests.usecases.scenes import SCENES, Scene

SERVER = Path(__file__).parents[2] / "server"
BOOKS = (
    hall_scenes,
    hard_day_scenes,
    intake_scenes,
    office_scenes,
    panel_scenes,
    route_scenes,
    straying_scenes,
    suspension_scenes,
    window_scenes,
)
"""Reading them writes the scenes into the one book."""


@pytest.mark.parametrize(("code", "name", "arrange"), SCENES, ids=[f"{name}-{code}" for code, name, _ in SCENES])
def test_it_is_refused_and_nothing_changes(hall: SampleHall, code: Code, name: str, arrange: Scene) -> None:
    actor, command, members = arrange(hall)
    before, heard = hall.sequence(), len(hall.newsroom.heard)

    with pytest.raises(Refusal) as refused:
        hall.give(actor, command, **members)

    assert refused.value.code is code
    assert (hall.sequence(), len(hall.newsroom.heard)) == (before, heard)
    told = problem(code, **refused.value.fields)
    assert "…" not in told.title, f"{name} leaves a gap in: {told.title}"


def test_every_refusal_in_the_contract_was_met_and_no_other() -> None:
    met: dict[Any, set[Code]] = {command: set() for command in REFUSALS}
    for code, _, arrange in SCENES:
        hall = SampleHall()
        _, command, _ = arrange(hall)
        hall.store.close()
        if command in met and code not in (Code.NOT_ALLOWED, Code.REQUEST_ID_REUSED):
            met[command].add(code)

    assert {command: frozenset(codes) for command, codes in met.items()} == dict(REFUSALS)


def test_every_refusal_that_the_rules_raise_was_met() -> None:
    raised = {code for folder in ("domain", "usecases") for code in codes_raised_in(SERVER / folder)}

    assert raised
    assert {code for code, _, _ in SCENES} >= raised


def codes_raised_in(folder: Path) -> set[Code]:
    """Every ``ProblemCode.X`` that a file of the folder names."""
    return {
        Code[node.attr]
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ProblemCode"
    }
