"""What the journal keeps of the office's changes, also of those that an earlier version has written."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract import wire
from server.domain.events import Event, TicketTaken
from server.domain.office_events import CategoriesSaved, HallSaved, ServiceSaved, WindowSaved
from server.domain.setting_changes import SettingChange
from server.usecases.office import SaveService, SaveWindow
from tests.builders import SampleHall


def test_it_says_which_services_a_window_only_helps_out_with(hall: SampleHall) -> None:
    hall.give(
        hall.founder,
        SaveWindow,
        window_id=hall.one,
        name="1",
        position=1,
        service_ids=(hall.passport, hall.residence),
        helper_ids=frozenset({hall.residence, hall.business}),
    )

    event = hall.events()[-1]
    assert isinstance(event, WindowSaved)
    assert event.helper_ids == (hall.residence,)


def test_it_says_which_decisions_were_changed(hall: SampleHall) -> None:
    hall.decide(announcements=5)

    event = hall.events()[-1]
    assert isinstance(event, HallSaved)
    assert event.changes == (SettingChange(setting="announcements", former="3", present="5"),)


def test_it_says_that_a_service_may_be_given_more_often(hall: SampleHall) -> None:
    service = hall.read(lambda records: records.catalogue.service(hall.passport))
    assert service is not None
    kept: dict[str, Any] = {name: getattr(service, name) for name in ("sphere_id", "name", "letter", "purposes")}
    kept |= {"service_id": service.id, "position": service.position, "minutes": service.minutes}

    for limit in (5, 500):
        hall.give(hall.founder, SaveService, **kept, daily_limit=limit)

    event = hall.events()[-1]
    assert isinstance(event, ServiceSaved)
    assert event.changes == (SettingChange(setting="daily_limit", former="5", present="500"),)


@pytest.mark.parametrize(
    "written",
    [
        '{"kind":"hall-saved","name":{"uk":"Центр"}}',
        '{"kind":"service-saved","service_id":"p","name":{"uk":"Паспорт"},"letter":"П","is_archived":false}',
        '{"kind":"categories-saved","names":[{"uk":"Ветерани"}]}',
        '{"kind":"window-saved","window_id":"w","name":"3","service_ids":["p"],"is_archived":false}',
        '{"kind":"ticket-taken","ticket_id":"t","label":"П 001","service_id":"p","purpose":"collect",'
        '"priority":"ordinary","box_id":null,"is_paper":true}',
    ],
)
def test_what_an_earlier_version_has_written_is_read(written: str) -> None:
    event = wire.loads(Event, written)

    assert isinstance(event, HallSaved | CategoriesSaved | ServiceSaved | WindowSaved | TicketTaken)
