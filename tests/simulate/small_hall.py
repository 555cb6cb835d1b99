"""A small Center to play in: five windows, one a group, and a morning of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from server.bootstrap import build_stage
from server.simulate.asking import FIRST_DAY, Outcome, play_days, working_days
from server.simulate.founding import found
from server.simulate.plan import Plan, plan_of
from server.simulate.playing import Play, wall_at
from server.simulate.profile import center
from server.simulate.stage import OwnStage, PlayedClock, SeededChance
from server.usecases.ports import Records

T = TypeVar("T")
SMALL = plan_of(center(3, people=120, windows_count=5))


def new_stage(seed: int = 1) -> OwnStage:
    """A store in memory, early on the first day."""
    return build_stage(PlayedClock(wall_at(FIRST_DAY, timedelta())), SeededChance(seed))


def played(plan: Plan = SMALL, *, seed: int = 1, days: int = 1) -> Outcome:
    return play_days(build_stage, plan, seed=seed, days=days)


def new_play(stage: OwnStage, plan: Plan = SMALL, *, seed: int = 1) -> Play:
    return Play(stage, plan, found(stage, plan), seed=seed)


def read(play: Play, work: Callable[[Records], T]) -> T:
    """What the hall of a play has kept."""
    assert isinstance(play.stage, OwnStage)
    return play.stage.store.read(play.stage.hall_id, work)


def play_of(plan: Plan = SMALL, *, seed: int = 1, days: int = 1) -> Play:
    """A play that is over, with its store still open."""
    play = new_play(new_stage(seed), plan, seed=seed)
    for number, day in enumerate(working_days(days)):
        play.day(day, number)
    play.end(day)
    return play
