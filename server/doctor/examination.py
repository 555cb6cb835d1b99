"""Everything that is looked at, in the order in which one would mend it."""

from collections.abc import Iterator

from server.doctor import browser_parts, halls, machine, voice
from server.machine import SystemClock
from server.settings import Settings
from server.store import doctor as database
from server.store.findings import Finding, Grade
from server.store.opening import open_store

_DATABASE_USABLE = frozenset({"reachable", "whole", "schema"})
"""Checks of the database that must not have failed before the halls in it can be looked at."""


def examined(settings: Settings) -> Iterator[Finding]:
    """One finding after another, as they are made."""
    yield from machine.examined(settings)
    of_database = database.examine(settings.database_url)
    yield from of_database
    yield from browser_parts.examined()
    yield from voice.examined(settings)
    if not any(each.grade is Grade.FAULT and each.check in _DATABASE_USABLE for each in of_database):
        store = open_store(settings.database_url)
        try:
            yield from halls.examined(store, SystemClock())
        finally:
            store.close()
