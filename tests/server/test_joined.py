"""A box may have several sockets: its own, and its page's."""

from __future__ import annotations

from server.realtime.hub import Joined
from tests.builders import SampleHall


def test_a_box_is_here_by_any_of_its_sockets_until_the_last_has_gone() -> None:
    kiosk = SampleHall().kiosk
    joined = Joined()
    for sid in ("box", "page"):
        joined.arrive(sid, kiosk, lambda: kiosk)

    assert set(joined.sids_of(kiosk.box_id)) == {"box", "page"}
    joined.leave("box")
    assert (joined.is_here(kiosk.box_id), joined.sids_of(kiosk.box_id)) == (True, ("page",))
    joined.leave("page")
    assert (joined.is_here(kiosk.box_id), joined.sids_of(kiosk.box_id)) == (False, ())
