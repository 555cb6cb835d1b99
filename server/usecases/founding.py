"""The first start, people and boxes: who may come in at all."""

from dataclasses import replace

from server.contract.answers import Done
from server.contract.commands import TakeWindow
from server.contract.terms import BoxId, BoxKind, HallId, PersonId, ProblemCode, Role
from server.domain.errors import Refusal
from server.domain.hall import Box, Hall, HallSettings, Person
from server.domain.office_events import BoxSaved, HallFounded, HallSaved, PersonSaved
from server.domain.setting_changes import box_changes, changes_of
from server.usecases.actor import PersonActor
from server.usecases.office import ChangeOwnPassword, FoundHall, SaveBox, Saved, SavePerson
from server.usecases.permissions import ALLOWED
from server.usecases.printing import drop_slips_of
from server.usecases.setting_up import checked_name, checked_text, checked_zone
from server.usecases.turn import Turn

_FOUNDER_ROLES = frozenset(Role) - {Role.AUDITOR}
"""An auditor only reads, so whoever sets up is none."""


def new_hall(hall_id: HallId, command: FoundHall, former: Hall | None) -> Hall:
    """The hall that ``FoundHall`` makes; refused with ``name-taken`` when it exists."""
    name = checked_text("name", command.name)
    if former is not None:
        raise Refusal(ProblemCode.NAME_TAKEN, name=former.name["uk"])
    return Hall(
        id=hall_id, name=name, time_zone=checked_zone(command.time_zone), hours=command.hours, settings=HallSettings()
    )


def found_hall(turn: Turn, command: FoundHall) -> Saved:
    """The hall and its first person, in one step."""
    turn.records.halls.save(turn.hall)
    turn.tell(HallFounded(name=turn.hall.name))
    person = SavePerson(
        request_id=command.request_id,
        login=command.login,
        name=command.person_name,
        roles=_FOUNDER_ROLES,
        password_hash=command.password_hash,
    )
    save_person(turn, person)
    return Saved(id=turn.hall.id)


def save_person(turn: Turn, command: SavePerson) -> Saved:
    """Makes or changes a person.

    The last one with the IT role can lose neither it nor their account, and whoever is at a window (``in-use``)
    neither their account nor the role for it.
    """
    login = checked_name("login", command.login).lower()
    name = checked_name("name", command.name)
    former = None if command.person_id is None else turn.records.people.get(command.person_id)
    # Somebody of another hall alone is nobody here: else one hall's IT could set another's passwords.
    if command.person_id is not None and (former is None or not former.roles):
        raise Refusal(ProblemCode.UNKNOWN_PERSON)
    if not command.roles:
        raise Refusal(ProblemCode.BAD_VALUE, field="roles", reason="≥ 1")
    holder = turn.records.people.by_login(login)
    if holder is not None and (former is None or holder.id != former.id):
        raise Refusal(ProblemCode.NAME_TAKEN, name=login)
    person = Person(
        id=PersonId(turn.chance.new_id()) if former is None else former.id,
        login=login,
        name=name,
        password_hash=command.password_hash or ("" if former is None else former.password_hash),
        roles=command.roles,
        is_archived=command.is_archived,
    )
    _keep_one_it(turn, person)
    _keep_window(turn, person)
    turn.records.people.save(person)
    turn.tell(
        PersonSaved(
            person_id=person.id,
            login=login,
            roles=tuple(sorted(person.roles)),
            is_archived=person.is_archived,
            is_password_changed=command.password_hash is not None,
        )
    )
    return Saved(id=person.id)


def change_own_password(turn: Turn, command: ChangeOwnPassword) -> Done:
    """Somebody signed in chooses another password."""
    person = turn.records.people.get(turn.actor.person_id) if isinstance(turn.actor, PersonActor) else None
    if person is None:
        raise Refusal(ProblemCode.UNKNOWN_PERSON)
    turn.records.people.save(replace(person, password_hash=command.password_hash))
    turn.tell(
        PersonSaved(
            person_id=person.id,
            login=person.login,
            roles=tuple(sorted(person.roles)),
            is_archived=False,
            is_password_changed=True,
        )
    )
    return Done()


def save_box(turn: Turn, command: SaveBox) -> Saved:
    """Makes or changes a box; a new code makes its former key worthless, archiving does too."""
    name = checked_name("name", command.name)
    former = None if command.box_id is None else turn.records.boxes.get(command.box_id)
    if command.box_id is not None and former is None:
        raise Refusal(ProblemCode.UNKNOWN_BOX)
    for box in turn.records.boxes.all():
        if box.name.casefold() == name.casefold() and not box.is_archived and (former is None or box.id != former.id):
            raise Refusal(ProblemCode.NAME_TAKEN, name=name)
    _keep_printer(turn, command, former)
    kept = former if command.code_hash is None and not command.is_archived else None
    box = Box(
        id=BoxId(turn.chance.new_id()) if former is None else former.id,
        hall_id=turn.hall.id,
        name=name,
        kind=command.kind,
        code_hash=command.code_hash if kept is None else kept.code_hash,
        key_hash=None if kept is None else kept.key_hash,
        has_printer=command.has_printer,
        is_archived=command.is_archived,
        next_key_hash=None if kept is None else kept.next_key_hash,
        prints_at=_checked_printer(turn, command, former),
    )
    turn.records.boxes.save(box)
    _let_printer_go(turn, former, box)
    turn.tell(
        BoxSaved(
            box_id=box.id,
            name=name,
            box_kind=box.kind,
            is_archived=box.is_archived,
            is_code_issued=command.code_hash is not None,
            changes=box_changes(former, box),
        )
    )
    return Saved(id=box.id)


def _checked_printer(turn: Turn, command: SaveBox, former: Box | None) -> BoxId | None:
    """Where a kiosk without a printer prints. What has gone while the kiosk itself was out of use keeps nobody from
    taking it into use again, without paper."""
    if command.prints_at is None or command.has_printer or command.kind is not BoxKind.KIOSK:
        return None
    printing = {
        box.id: box.name
        for box in turn.records.boxes.all()
        if box.is_printing and (former is None or box.id != former.id)
    }
    if command.prints_at in printing:
        return command.prints_at
    if former is not None and former.is_archived and command.prints_at == former.prints_at:
        return None
    raise Refusal(ProblemCode.BAD_VALUE, field="prints_at", reason=", ".join(printing.values()) or "—")


def _keep_printer(turn: Turn, command: SaveBox, former: Box | None) -> None:
    """Else kiosks would give tickets without paper from one moment to the next, and nobody would know why."""
    if former is None or not former.is_printing or (command.has_printer and not command.is_archived):
        return
    printing_here = [box.name for box in turn.records.boxes.all() if box.prints_at == former.id and not box.is_archived]
    if printing_here:
        raise Refusal(ProblemCode.IN_USE, name=former.name, by=", ".join(printing_here))


def _let_printer_go(turn: Turn, former: Box | None, box: Box) -> None:
    """Nobody comes for what waits there, and reception has no printer until the office says which: one that comes back
    some day is not its own by itself."""
    if former is None or not former.is_printing or box.is_printing:
        return
    drop_slips_of(turn, box.id)
    if turn.hall.settings.reception_box_id == box.id:
        hall = replace(turn.hall, settings=replace(turn.hall.settings, reception_box_id=None))
        turn.records.halls.save(hall)
        turn.tell(HallSaved(name=hall.name, changes=changes_of(turn.hall, hall)))


def _keep_window(turn: Turn, person: Person) -> None:
    """Who may not finish what is in hand would leave a citizen at a window that nobody else may empty."""
    if not person.is_archived and not ALLOWED[TakeWindow].isdisjoint(person.roles):
        return
    window = turn.records.windows.of_person(person.id)
    if window is not None:
        raise Refusal(ProblemCode.IN_USE, name=person.name, by=window.name)


def _keep_one_it(turn: Turn, person: Person) -> None:
    if Role.IT in person.roles and not person.is_archived:
        return
    others = (other for other in turn.records.people.all() if other.id != person.id and not other.is_archived)
    if not any(Role.IT in other.roles for other in others):
        raise Refusal(ProblemCode.LAST_OF_ITS_KIND)
