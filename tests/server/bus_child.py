"""A process that takes and calls by the command bus on a shared database: ``<folder> <database> <login> <tickets>``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from server.bootstrap import Core, build_core
from server.contract.answers import TicketCalledHere, TicketGiven
from server.contract.commands import CallNext, StartServing
from server.contract.terms import WindowId
from server.settings import Settings
from server.usecases.actor import PersonActor
from tests.server.crowd import SYSTEM, Crowd, found_crowd, request, take


def take_some(core: Core, people: Crowd, count: int) -> list[str]:
    """Labels, as they were answered."""
    labels = []
    for _ in range(count):
        given = core.bus.handle(SYSTEM, take(people.service_id))
        assert isinstance(given, TicketGiven)
        labels.append(given.label)
    return labels


def call_until_nobody_waits(core: Core, person: PersonActor, window_id: WindowId) -> list[str]:
    """Labels, in the order of being called."""
    labels: list[str] = []
    while True:
        answer = core.bus.handle(person, CallNext(request_id=request(), window_id=window_id))
        if not isinstance(answer, TicketCalledHere):
            return labels
        labels.append(answer.label)
        core.bus.handle(person, StartServing(request_id=request(), window_id=window_id))


def main() -> None:
    """Takes, says so, waits for a line on standard input, then calls."""
    folder, database, login, tickets = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    core = build_core(Settings(folder=folder, database=database))
    people = found_crowd(core)
    print(json.dumps(take_some(core, people, tickets)), flush=True)
    sys.stdin.readline()
    print(json.dumps(call_until_nobody_waits(core, people.people[login], people.windows[login])), flush=True)
    core.store.close()


if __name__ == "__main__":
    main()
