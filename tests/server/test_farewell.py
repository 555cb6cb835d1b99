"""Whoever has lost a right is cut in the same moment, not when time is looked at next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import gevent
import pytest

from server.contract.terms import BoxId, BoxKind, HallId, PersonId, Role
from server.domain.events import Event
from server.domain.office_events import BoxJoined, BoxSaved, PersonSaved
from server.realtime.farewell import Farewell
from server.realtime.hub import Client, Joined
from server.usecases.actor import BoxActor

BOX = BoxActor(box_id=BoxId("box"), hall_id=HallId("hall"), name="display", kind=BoxKind.DISPLAY)
OTHER = BoxActor(box_id=BoxId("other"), hall_id=HallId("hall"), name="kiosk", kind=BoxKind.KIOSK)
BOX_SAVED = BoxSaved(box_id=BOX.box_id, name="b", box_kind=BOX.kind, is_archived=True, is_code_issued=False)
PERSON_SAVED = PersonSaved(
    person_id=PersonId("p"), login="p", roles=(Role.IT,), is_archived=True, is_password_changed=False
)


class Cutter:
    """A fanout that keeps whom it cut."""

    def __init__(self) -> None:
        self.cut_sids: list[str] = []

    def cut(self, sid: str) -> None:
        self.cut_sids.append(sid)


def cut_after(*events: Event) -> list[str]:
    """Who was cut when one of two boxes was revoked and the events were told; in a thread, whose hub ends with it."""

    def work() -> list[str]:
        who: dict[str, Client] = {"revoked": BOX, "known": OTHER}
        joined, cutter = Joined(), Cutter()
        for sid, client in who.items():
            joined.arrive(sid, client, lambda sid=sid: who[sid])  # type: ignore[misc]  # bound at once
        farewell = Farewell(joined, cutter)  # type: ignore[arg-type]  # only this of a fanout is needed
        waiting = gevent.spawn(farewell.cut_next)
        gevent.idle()
        who["revoked"] = None
        farewell.note(events)
        waiting.join(timeout=30 if events else 0.2)
        waiting.kill()
        gevent.get_hub().destroy(destroy_loop=True)
        return cutter.cut_sids

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result(timeout=60)


@pytest.mark.parametrize("event", [BOX_SAVED, BoxJoined(box_id=BOX.box_id), PERSON_SAVED])
def test_a_change_of_rights_cuts_whom_it_made_a_stranger_and_nobody_else(event: Event) -> None:
    assert cut_after(event) == ["revoked"]


def test_what_changes_no_right_wakes_nobody() -> None:
    assert cut_after() == []
