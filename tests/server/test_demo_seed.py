"""The sample hall's people are those that the demo tells of, and nobody else."""

from __future__ import annotations

from pathlib import Path

from server.bootstrap import build_core
from server.demo import sample
from server.demo.seed import HALL_ID, seed
from server.settings import Settings


def test_nobody_can_sign_in_but_the_people_of_the_sample(tmp_path: Path) -> None:
    core = build_core(Settings(folder=tmp_path))

    seed(core)

    people = core.store.read(HALL_ID, lambda records: {person.login: person.roles for person in records.people.all()})
    core.store.close()
    assert people == {person.login: frozenset(person.roles) for person in sample.PEOPLE}
