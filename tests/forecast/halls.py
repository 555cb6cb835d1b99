"""Halls as hypothesis draws them: few windows, mixed levels and classes, small times so that ties are common."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from server.contract.terms import PersonId, ServiceId, TicketId, WindowId
from server.domain.forecast import (
    HallNow,
    Inflow,
    InHand,
    Newcomer,
    OpenWindow,
    Pause,
    VisitTime,
    Waiting,
)
from server.domain.place import Place, TargetId
from server.domain.policy import BOOKED, LAWFUL, LOCAL, ORDINARY, Level

SERVICES = tuple("abcd")
RATES = (LAWFUL, BOOKED, LOCAL, ORDINARY)
NOW_MS = 100


@dataclass(frozen=True, slots=True)
class FixedTimes:
    """Each service has its own mean, longer with each further person."""

    mean_ms: float = 5.0
    sigma: float = 0.5

    def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
        return VisitTime(self.mean_ms * (1 + SERVICES.index(service_id)) + int(person_id), self.sigma)


@st.composite
def windows(draw: st.DrawFn, number: int) -> OpenWindow:
    served = draw(st.dictionaries(st.sampled_from(SERVICES), st.sampled_from(Level), min_size=1))
    in_hand = draw(st.none() | st.builds(InHand, st.sampled_from(SERVICES), st.integers(NOW_MS - 20, NOW_MS)))
    begins = sorted(draw(st.lists(st.integers(NOW_MS, NOW_MS + 60), max_size=2)))
    return OpenWindow(
        id=WindowId(f"window-{number}"),
        person_id=PersonId(str(number)),
        levels={TargetId(service): level for service, level in served.items()},
        in_hand=in_hand,
        opens_ms=0 if in_hand else draw(st.integers(NOW_MS - 10, NOW_MS + 10)),
        pauses=tuple(Pause(begin, draw(st.sampled_from([5, 30, 1 << 27]))) for begin in begins),
        guarded_in_a_row=draw(st.integers(0, 3)),
    )


@st.composite
def halls(draw: st.DrawFn) -> HallNow:
    targets = st.frozensets(st.sampled_from(SERVICES).map(TargetId), min_size=1, max_size=2)
    services = st.sampled_from(SERVICES).map(ServiceId)
    waiting = draw(st.lists(st.tuples(services, targets, st.sampled_from(RATES), st.integers(-20, 0)), max_size=15))
    return HallNow(
        now_ms=NOW_MS,
        windows=[draw(windows(number)) for number in range(draw(st.integers(0, 4)))],
        waiting=[
            Waiting(
                id=TicketId(f"ticket-{number}"),
                service_id=service_id,
                targets=where,
                rate=rate,
                place=Place(NOW_MS + arrived_ms + (15 if rate == BOOKED else 0), number),
            )
            for number, (service_id, where, rate, arrived_ms) in enumerate(waiting)
        ],
        newcomers=draw(
            st.lists(st.builds(Newcomer, targets=targets, rate=st.sampled_from([LAWFUL, LOCAL, ORDINARY])), max_size=4)
        ),
        inflow=draw(
            st.lists(
                st.builds(
                    Inflow,
                    service_id=services,
                    targets=targets,
                    rate=st.sampled_from([LAWFUL, LOCAL, ORDINARY]),
                    per_hour=st.sampled_from([0.0, 1e5, 4e5]),
                ),
                max_size=4,
            )
        ),
        visits=FixedTimes(),
        missed_share=draw(st.sampled_from([0.0, 0.3])),
        missed_ms=2,
        guard=draw(st.integers(1, 3)),
        horizon_ms=300,
    )
