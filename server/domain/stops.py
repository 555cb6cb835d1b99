"""What is left of a visit once its citizen is sent on: no service is met twice, and who sent them on is met first."""

from server.contract.terms import ServiceId
from server.domain.place import TargetId


def stops_after(
    present: ServiceId,
    route: tuple[ServiceId, ...],
    service_id: ServiceId,
    *,
    back_to: TargetId | None,
    pending: TargetId | None,
) -> tuple[TargetId | None, tuple[ServiceId, ...]]:
    """The way back and the further services of a visit that is sent from its ``present`` service to ``service_id``.

    ``back_to``: the sender who wants it back for the present service; ``pending``: a former sender who still does, for
    the first one of ``route``. Sent to that one already, it goes back no more.
    """
    if back_to is not None:
        stop: tuple[ServiceId, ...] = (present,)
    elif pending is None or (service_id in route[:1] and service_id != present):
        stop = ()
    else:
        stop = route[:1]
    rest = dict.fromkeys(each for each in route if each not in (service_id, *stop))
    return (back_to or pending) if stop else None, (*stop, *rest)
