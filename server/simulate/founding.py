"""Sets up a plan's hall through the commands of the office, so that nothing in it is otherwise than in a real one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.contract.terms import BoxId, BoxKind, PersonId, Purpose, RequestId, Role, ServiceId, SphereId, WindowId
from server.domain.calendar import MINUTES_A_DAY, OpenDay
from server.domain.hall import HallSettings
from server.domain.learning import GroupId
from server.domain.numbering import LETTERS
from server.simulate.plan import Plan
from server.simulate.stage import Stage
from server.usecases.actor import Actor, BoxActor, PersonActor, SystemActor
from server.usecases.bus import AnyAnswer, AnyCommand
from server.usecases.office import FoundHall, SaveBox, Saved, SavePerson, SaveService, SaveSphere, SaveWindow

TIME_ZONE = "Europe/Kyiv"
ALWAYS_OPEN = tuple(OpenDay(day, 0, MINUTES_A_DAY, MINUTES_A_DAY) for day in range(7))
"""When people come is the plan's affair."""
_OF_SERVICES = LETTERS.replace(HallSettings().paper_letter, "")
_NO_PASSWORD = "!"
"""No hash of any password: nobody signs in to a played hall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedHall:
    """What the office has set up, by the plan's own keys."""

    services: dict[ServiceId, ServiceId]
    windows: dict[WindowId, WindowId]
    people: dict[PersonId, PersonActor]
    kiosk: BoxActor


def found(stage: Stage, plan: Plan) -> PlayedHall:
    """The hall with its services, windows, people and a kiosk that prints nothing."""
    _give(
        stage,
        FoundHall,
        name={"uk": "Зразковий зал", "en": "Sample hall"},
        time_zone=TIME_ZONE,
        hours=ALWAYS_OPEN,
        login=f"{stage.hall_id}-founder",
        person_name="Founder",
        password_hash=_NO_PASSWORD,
    )
    services = _services(stage, plan)
    windows = {
        window.id: WindowId(
            _give(
                stage,
                SaveWindow,
                name=window.name,
                position=position,
                service_ids=tuple(services[each] for each in window.service_ids),
                helper_ids=frozenset(services[each] for each in window.helper_ids),
            )
        )
        for position, window in enumerate(plan.windows)
    }
    kiosk = _give(
        stage, SaveBox, name="Кіоск", kind=BoxKind.KIOSK, has_printer=False, code_hash=f"{stage.hall_id}-kiosk"
    )
    return PlayedHall(
        services=services,
        windows=windows,
        people=_people(stage, plan),
        kiosk=BoxActor(box_id=BoxId(kiosk), hall_id=stage.hall_id, name="Кіоск", kind=BoxKind.KIOSK),
    )


def give(stage: Stage, actor: Actor, command: Callable[..., AnyCommand], **members: Any) -> AnyAnswer:
    """The answer to a command with a request id of its own."""
    return stage.bus.handle(actor, command(request_id=RequestId(stage.chance.new_id()), **members))


def _services(stage: Stage, plan: Plan) -> dict[ServiceId, ServiceId]:
    spheres = {group_id: _sphere(stage, group_id, at) for at, group_id in enumerate(plan.groups)}
    return {
        service.id: ServiceId(
            _give(
                stage,
                SaveService,
                sphere_id=spheres[service.group_id],
                name={"uk": service.name},
                letter=_OF_SERVICES[position % len(_OF_SERVICES)],
                purposes=(Purpose.HAND_IN,),
                position=position,
                minutes=service.minutes,
            )
        )
        for position, service in enumerate(plan.services)
    }


def _sphere(stage: Stage, group_id: GroupId, position: int) -> SphereId:
    return SphereId(_give(stage, SaveSphere, name={"uk": group_id}, position=position))


def _people(stage: Stage, plan: Plan) -> dict[PersonId, PersonActor]:
    roles = frozenset({Role.ADMINISTRATOR})
    found: dict[PersonId, PersonActor] = {}
    for person_id in dict.fromkeys(sitting.person_id for rota in plan.rotas for sitting in rota):
        login = f"{stage.hall_id}-{len(found)}"
        saved = _give(stage, SavePerson, login=login, name=login, roles=roles, password_hash=_NO_PASSWORD)
        found[person_id] = PersonActor(person_id=PersonId(saved), hall_id=stage.hall_id, name=login, roles=roles)
    return found


def _give(stage: Stage, command: Callable[..., AnyCommand], **members: Any) -> str:
    answer = give(stage, SystemActor(hall_id=stage.hall_id, name="play"), command, **members)
    assert isinstance(answer, Saved)
    return answer.id
