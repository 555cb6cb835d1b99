"""Who makes the sample hall live: administrators at five of its windows, and people for what these serve.

The other windows are left to whoever looks at the demo, or is being trained at it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.bootstrap import Core
from server.contract.commands import FinishServing, LeaveWindow, StartServing
from server.contract.terms import (
    BoxId,
    BoxKind,
    PersonId,
    PriorityClass,
    RequestId,
    Role,
    TicketState,
    WindowId,
)
from server.demo.seed import HALL_ID
from server.domain.forecast import Pause
from server.domain.hall import Service, Window
from server.domain.learning import GroupId, LearnedTimes, Usual
from server.identity import hashed, new_code, tidy_code
from server.machine import SystemChance
from server.simulate.founding import PlayedHall
from server.simulate.plan import Plan, PlayedService, PlayedWindow, Sitting
from server.simulate.profile import HOUR_MS, MINUTE_MS, PERCENT_BY_HOUR
from server.usecases.actor import BoxActor, PersonActor, SystemActor
from server.usecases.office import LetTimePass, SaveBox, Saved, SavePerson

PEOPLE: Mapping[str, str] = {
    "2": "Наталія Гончар",
    "4": "Василь Кравець",
    "5": "Юлія Савчук",
    "6": "Петро Олійник",
    "8": "Світлана Марченко",
}
"""By the window at which each of them is."""
_LOGIN = "live-{}"
_KIOSK = "Кіоск живого залу"
_ROLES = frozenset({Role.ADMINISTRATOR})
_OPENS_MS, _CLOSES_MS = 8 * HOUR_MS, 17 * HOUR_MS
_FIRST_BREAK_MS, _BREAK_MS = 11 * HOUR_MS + 30 * MINUTE_MS, 30 * MINUTE_MS
_BUSY = 0.8
"""So much of the day the windows have somebody: there is always a line, and it always gets shorter again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What the play needs: its plan, the hall's own ids, and each one's way in."""

    plan: Plan
    hall: PlayedHall
    kiosk_code: str
    sessions: Mapping[PersonId, str]
    """The secret of each administrator's session."""


def cast(core: Core) -> Cast:
    """Everybody ready to begin, signed in."""
    people: dict[PersonId, PersonActor] = {}
    sessions: dict[PersonId, str] = {}
    password = SystemChance().new_secret()
    password_hash = core.identity.hashed_password(password)
    for name in PEOPLE:
        actor = _administrator(core, name, password_hash)
        secret = core.identity.sign_in(_LOGIN.format(name), password).secret
        people[actor.person_id], sessions[actor.person_id] = actor, secret
    kiosk, code = _kiosk(core)
    services, windows = core.store.read(HALL_ID, lambda records: (records.catalogue.services(), records.windows.all()))
    played = [window for window in windows if window.name in PEOPLE and not window.is_archived]
    hall = PlayedHall(
        services={service.id: service.id for service in services},
        windows={window.id: window.id for window in played},
        people=people,
        kiosk=kiosk,
    )
    by_window = dict(zip(PEOPLE, people, strict=True))
    return Cast(plan=_plan(services, played, by_window), hall=hall, kiosk_code=code, sessions=sessions)


def send_home(core: Core) -> None:
    """Whoever a former play has left at a window leaves it, so that nobody is there who does nothing."""
    core.bus.handle(_SERVER, LetTimePass(request_id=_request()))  # yesterday's calls are over
    windows = core.store.read(HALL_ID, lambda records: records.windows.all())
    people = core.store.read(HALL_ID, lambda records: records.people.all())
    logins = {_LOGIN.format(name) for name in PEOPLE}
    living = {person.id for person in people if person.login in logins}
    for window in windows:
        if window.person_id in living:
            _leave(core, window, window.person_id)


def _administrator(core: Core, window_name: str, password_hash: str) -> PersonActor:
    """Of a password that nobody is told."""
    login, name = _LOGIN.format(window_name), PEOPLE[window_name]
    known = core.store.read(HALL_ID, lambda records: records.people.by_login(login))
    saved = core.bus.handle(
        _SERVER,
        SavePerson(
            request_id=_request(),
            person_id=None if known is None else known.id,
            login=login,
            name=name,
            roles=_ROLES,
            password_hash=password_hash,
        ),
    )
    assert isinstance(saved, Saved)
    return PersonActor(person_id=PersonId(saved.id), hall_id=HALL_ID, name=name, roles=_ROLES)


def _kiosk(core: Core) -> tuple[BoxActor, str]:
    """A kiosk without a printer, so that no paper is spent on people who are not there."""
    boxes = core.store.read(HALL_ID, lambda records: {box.name: box.id for box in records.boxes.all()})
    code = new_code()
    saved = core.bus.handle(
        _SERVER,
        SaveBox(
            request_id=_request(),
            box_id=boxes.get(_KIOSK),
            name=_KIOSK,
            kind=BoxKind.KIOSK,
            has_printer=False,
            code_hash=hashed(tidy_code(code)),
        ),
    )
    assert isinstance(saved, Saved)
    return BoxActor(box_id=BoxId(saved.id), hall_id=HALL_ID, name=_KIOSK, kind=BoxKind.KIOSK), code


def _leave(core: Core, window: Window, person_id: PersonId) -> None:
    """After the visit that was under way when the demo ended."""
    actor = PersonActor(person_id=person_id, hall_id=HALL_ID, name=window.name, roles=_ROLES)
    ticket = core.store.read(HALL_ID, lambda records: records.tickets.in_hand(window.id))
    if ticket is not None:
        if ticket.state is TicketState.CALLED:
            core.bus.handle(actor, StartServing(request_id=_request(), window_id=window.id))
        core.bus.handle(actor, FinishServing(request_id=_request(), window_id=window.id))
    core.bus.handle(actor, LeaveWindow(request_id=_request(), window_id=window.id))


def _plan(services: Sequence[Service], windows: Sequence[Window], people: Mapping[str, PersonId]) -> Plan:
    offered = [each for each in services if any(each.id in window.service_ids for window in windows)]
    a_day = {each.id: _people_a_day(each, windows) for each in offered}
    return Plan(
        services=tuple(
            PlayedService(id=each.id, name=each.name["uk"], group_id=GroupId(each.sphere_id), minutes=each.minutes)
            for each in offered
        ),
        windows=tuple(PlayedWindow(id=each.id, name=each.name, service_ids=each.service_ids) for each in windows),
        rotas=(tuple(_sitting(each.id, people[each.name], at) for at, each in enumerate(windows)),),
        demand={
            (each.id, _OPENS_MS // HOUR_MS + hour): a_day[each.id] * percent
            for each in offered
            for hour, percent in enumerate(PERCENT_BY_HOUR)
        },
        # Of all services: somebody may be sent to one of these windows for whatever it is.
        visits=LearnedTimes({each.id: Usual(GroupId(each.sphere_id), each.minutes) for each in services}),
        people=round(sum(a_day.values())),
        group_names={},
        priorities={PriorityClass.LAWFUL: 0.08, PriorityClass.ORDINARY: 0.92},
        missed_share=0.03,
    )


def _people_a_day(service: Service, windows: Iterable[Window]) -> float:
    """Each window's day is shared out evenly among what it serves."""
    minutes = _BUSY * (_CLOSES_MS - _OPENS_MS - _BREAK_MS) / MINUTE_MS
    shares = sum(1 / len(window.service_ids) for window in windows if service.id in window.service_ids)
    return minutes * shares / service.minutes


def _sitting(window_id: WindowId, person_id: PersonId, at: int) -> Sitting:
    return Sitting(
        window_id=window_id,
        person_id=person_id,
        from_ms=_OPENS_MS,
        until_ms=_CLOSES_MS,
        pauses=(Pause(_FIRST_BREAK_MS + at * _BREAK_MS, _BREAK_MS),),
        is_last=True,
    )


def _request() -> RequestId:
    return RequestId(SystemChance().new_id())


_SERVER = SystemActor(hall_id=HALL_ID, name="demo")
