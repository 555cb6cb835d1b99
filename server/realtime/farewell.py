"""Cuts the sockets of those who are no longer who they were: revoked boxes, people without their role, signed out."""

from collections.abc import Sequence

from gevent.event import Event as Signal

from server.domain.events import Event
from server.domain.office_events import BoxJoined, BoxKeyChanged, BoxSaved, PersonSaved
from server.realtime.fanout import Fanout
from server.realtime.hub import Joined

CHANGES_OF_RIGHTS = (BoxSaved, BoxJoined, BoxKeyChanged, PersonSaved)
"""After these a key or a session may be worth nothing."""


class Farewell:
    """``note`` may be called from any greenlet, the rest in the hub's thread."""

    def __init__(self, joined: Joined, fanout: Fanout) -> None:
        self._joined = joined
        self._fanout = fanout
        self._wake = Signal()

    def note(self, events: Sequence[Event]) -> None:
        """Somebody's right may have ended just now."""
        if any(isinstance(event, CHANGES_OF_RIGHTS) for event in events):
            self._wake.set()

    def cut_next(self) -> None:
        """Waits for such a change, and cuts at once."""
        self._wake.wait()
        self._wake.clear()
        self.cut()

    def cut(self) -> None:
        """Everybody who has become a stranger."""
        for sid in self._joined.strangers():
            self._fanout.cut(sid)
