"""A slice of the soak: some faults at each place, with everything real, end with nothing lost and nothing doubled."""

from __future__ import annotations

import pytest

from tests.soak.plan import BoxName, Fault, Kind, Place
from tests.soak.soak import soaked
from tests.soak.verdict import failings

SEED = 20261124
HOUSE = (
    (Kind.NETWORK_BLINKS, BoxName.KIOSK),
    (Kind.SERVER_KILLED, BoxName.KIOSK),
    (Kind.BOX_KILLED, BoxName.SECOND),
    (Kind.DISK_FULL, BoxName.RECEPTION),
)
DEVICES = {
    (Place.KIOSK_PRINTER, BoxName.KIOSK): (Kind.PAPER_OUT_HALFWAY, Kind.LINE_RESET, Kind.GARBAGE),
    (Place.SECOND_PRINTER, BoxName.SECOND): (Kind.POWER_BLINKS, Kind.CUTTER_JAMS),
    (Place.RECEPTION_PRINTER, BoxName.RECEPTION): (Kind.COVER_OPEN, Kind.CABLE_PULLED),
    (Place.KIOSK_PANELS, BoxName.KIOSK): (Kind.UNPLUGGED, Kind.NOISE),
    (Place.RECEPTION_PANELS, BoxName.RECEPTION): (Kind.STUCK_KEY, Kind.HALF_FRAMES),
}


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_faults_everywhere_at_once_lose_no_ticket_and_double_no_slip() -> None:
    plan = [Fault(Place.HOUSE, kind, box, number, 10) for number, (kind, box) in enumerate(HOUSE)]
    for (place, box), kinds in DEVICES.items():
        plan += [Fault(place, kind, box, number, 10) for number, kind in enumerate(kinds)]

    soak = soaked(plan, warm_up_hours=0, seconds_an_hour=5.0, seed=SEED)

    assert sorted(each.fault.kind for each in soak.played) == sorted(fault.kind for fault in plan)
    assert failings(soak) == []
