"""From a hall's records to its outlook."""

import logging
from dataclasses import dataclass
from datetime import date

from server.contract.terms import HallId
from server.domain.forecast import HallNow
from server.domain.outlook import Outlook
from server.forecast.forecasting import forecast
from server.forecast.knowledge import Knowledge, Seen, knowledge_of, seen_before, seen_on
from server.forecast.present import Asked, asked_of, hall_now
from server.usecases.ports import Clock, Records, Store
from server.usecases.views import HallView, look

log = logging.getLogger(__name__)

_LEARNS_EVERY_MS = 10 * 60_000


@dataclass(frozen=True, slots=True)
class _Learned:
    day: date
    at_ms: int
    version: int
    """Of the catalogue."""
    before: Seen
    knowledge: Knowledge


class Foreseer:
    """Looks at halls and tells what to expect of them; what their days have taught is kept between two looks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._learned: dict[HallId, _Learned] = {}
        self._is_failing: set[HallId] = set()

    def outlook(self, hall_id: HallId) -> Outlook | None:
        """None: there is no such hall, or its records are not to be had; that is logged once, until it works again."""
        try:
            outlook = self._outlook(hall_id)
        except Exception:
            # The outermost for this hall: one that cannot be foreseen must not leave the others without forecasts.
            if hall_id not in self._is_failing:
                log.exception("hall %s cannot be foreseen; it is tried again as it changes", hall_id)
            self._is_failing.add(hall_id)
            return None
        self._is_failing.discard(hall_id)
        return outlook

    def _outlook(self, hall_id: HallId) -> Outlook | None:
        """The same for a hall that stands as it stood: a seed for each day."""
        found = self._store.read(hall_id, self._seen)
        if found is None:
            return None
        hall, asked, day = found
        told = forecast(hall, seed=day.toordinal())
        return Outlook(
            newcomers={
                line_class: {service_id: told.newcomers[each] for service_id, each in by_service.items()}
                for line_class, by_service in asked.items()
            },
            tickets=told.waiting,
        )

    def _seen(self, records: Records) -> tuple[HallNow, Asked, date] | None:
        view = look(records, self._clock.read())
        if view is None:
            return None
        known = self._knowledge(view)
        asked = asked_of(view, known)
        return hall_now(view, known, asked), asked, view.day

    def _knowledge(self, view: HallView) -> Knowledge:
        learned = self._learned.get(view.hall.id)
        if (
            learned is None
            or learned.day != view.day
            or learned.version != view.hall.catalogue_version
            or view.now.hall_ms - learned.at_ms >= _LEARNS_EVERY_MS
        ):
            learned = self._learned[view.hall.id] = self._learn(view, learned)
        return learned.knowledge

    def _learn(self, view: HallView, learned: _Learned | None) -> _Learned:
        is_same_day = learned is not None and learned.day == view.day
        before = learned.before if learned and is_same_day else seen_before(view.records, view.day)
        seen = before + seen_on(view.records, view.day)
        knowledge = knowledge_of(view.hall, view.all_services.values(), seen, view.day, view.now)
        return _Learned(view.day, view.now.hall_ms, view.hall.catalogue_version, before, knowledge)
