"""What the command line does in a hall: through the bus like everybody, journalled as ``system:cli``."""

from collections.abc import Iterator
from contextlib import contextmanager

from server.bootstrap import Core, build_core
from server.contract.terms import BoxId, BoxKind, HallId, PersonId, ProblemCode, RequestId, Role
from server.domain.errors import Refusal
from server.domain.hall import Hall
from server.identity import hashed, new_code, tidy_code
from server.machine import SystemChance, SystemClock
from server.settings import Settings
from server.simulate.learned import learned_plan
from server.simulate.plan import Plan
from server.usecases.actor import SystemActor
from server.usecases.office import SaveBox, Saved, SavePerson
from server.usecases.ports import Records


class HallUnclear(Exception):
    """No hall was named among several, or none has the name."""

    def __init__(self, halls: dict[HallId, str]) -> None:
        known = ", ".join(f"{name} ({hall_id})" for hall_id, name in halls.items())
        super().__init__(f"which hall? Use --hall; there are: {known or 'none: start the server first'}")


def hall_lines(settings: Settings) -> Iterator[str]:
    """Each hall in one line."""
    with _core(settings) as core:
        for hall in core.store.read_house(lambda house: tuple(house.halls())):
            yield _hall_line(core, hall)


def add_box(
    settings: Settings, name: str, kind: BoxKind, *, hall_name: str, has_printer: bool, prints_at: str = ""
) -> str:
    """The one-time code that enrols the new box; ``prints_at`` is the name of the box whose printer it shares: refused
    with ``bad-value`` unless it is a kiosk."""
    if prints_at and kind is not BoxKind.KIOSK:
        raise Refusal(ProblemCode.BAD_VALUE, field="prints_at", reason=BoxKind.KIOSK)
    code = new_code()
    with _core(settings) as core:
        actor = _actor(core, hall_name)
        core.bus.handle(
            actor,
            SaveBox(
                request_id=_request(),
                name=name,
                kind=kind,
                has_printer=has_printer and not prints_at and kind in (BoxKind.KIOSK, BoxKind.PRINTER),
                prints_at=_box_named(core, actor, prints_at) if prints_at else None,
                code_hash=hashed(tidy_code(code)),
            ),
        )
    return code


def _box_named(core: Core, actor: SystemActor, name: str) -> BoxId:
    """Refused with ``unknown-box``."""
    boxes = core.store.read(actor.hall_id, lambda records: tuple(records.boxes.all()))
    found = [box.id for box in boxes if box.name.casefold() == name.casefold() and not box.is_archived]
    if not found:
        raise Refusal(ProblemCode.UNKNOWN_BOX)
    return found[0]


def add_person(
    settings: Settings, login: str, name: str, *, roles: tuple[str, ...], hall_name: str, password: str = ""
) -> str:
    """The new person's password: the one given, or one made now. Refused as in the office."""
    password = password or _new_password()
    with _core(settings) as core:
        core.bus.handle(
            _actor(core, hall_name),
            SavePerson(
                request_id=_request(),
                login=login,
                name=name,
                roles=frozenset(Role(role) for role in roles),
                password_hash=core.identity.hashed_password(password),
            ),
        )
    return password


def reset_password(settings: Settings, login: str, *, hall_name: str, password: str = "") -> str:
    """The person's new password; they are signed out wherever they were. Refused with ``unknown-person``."""
    password = password or _new_password()
    with _core(settings) as core:
        found = core.store.read_house(lambda house: house.person_by_login(login.strip().lower()))
        roles_by_hall = {} if found is None else {hall_id: roles for hall_id, roles in found[1].items() if roles}
        if found is None or not roles_by_hall:
            raise Refusal(ProblemCode.UNKNOWN_PERSON)
        hall_id = _hall(core, hall_name) if hall_name else min(roles_by_hall)
        if hall_id not in roles_by_hall:
            raise Refusal(ProblemCode.UNKNOWN_PERSON)
        answer = core.bus.handle(
            SystemActor(hall_id=hall_id, name="cli"),
            SavePerson(
                request_id=_request(),
                person_id=found[0].id,
                login=found[0].login,
                name=found[0].name,
                roles=frozenset(Role(role) for role in roles_by_hall[hall_id]),
                password_hash=core.identity.hashed_password(password),
            ),
        )
        if isinstance(answer, Saved):
            core.identity.close_sessions_of(PersonId(answer.id))
    return password


def plan_of_hall(settings: Settings, hall_name: str) -> Plan | None:
    """What the hall's own days before today teach; None when there are none."""
    with _core(settings) as core:
        return core.store.read(_hall(core, hall_name), _learned)


def _learned(records: Records) -> Plan | None:
    hall = records.halls.get()
    return None if hall is None else learned_plan(records, SystemClock().read().wall.astimezone(hall.zone).date())


@contextmanager
def _core(settings: Settings) -> Iterator[Core]:
    core = build_core(settings)
    try:
        yield core
    finally:
        core.store.close()


def _actor(core: Core, hall_name: str) -> SystemActor:
    return SystemActor(hall_id=_hall(core, hall_name), name="cli")


def _hall(core: Core, asked: str) -> HallId:
    halls = {hall.id: hall.name["uk"] for hall in core.store.read_house(lambda house: house.halls())}
    found = [hall_id for hall_id, name in halls.items() if asked in ("", hall_id, name)]
    if len(found) != 1:
        raise HallUnclear(halls)
    return found[0]


def _hall_line(core: Core, hall: Hall) -> str:
    windows, boxes, people = core.store.read(
        hall.id,
        lambda records: [
            sum(1 for each in things if not each.is_archived)
            for things in (records.windows.all(), records.boxes.all(), records.people.all())
        ],
    )
    return f"{hall.id}\t{hall.name['uk']}\t{hall.time_zone}\twindows {windows}\tboxes {boxes}\tpeople {people}"


def _new_password() -> str:
    """Three groups of four, 59 bits: it can be read out, and nobody guesses it before it is changed."""
    return f"{new_code()}-{new_code()[:4]}".lower()


def _request() -> RequestId:
    return RequestId(SystemChance().new_id())
