"""Who may do what: every command has its row and its handler, and the table is obeyed."""

from __future__ import annotations

from typing import get_args

import pytest

from server.contract import commands
from server.contract.commands import Command
from server.contract.refusals import REFUSALS
from server.contract.terms import (
    BoxId,
    BoxKind,
    HallId,
    PersonId,
    ProblemCode,
    Purpose,
    RequestId,
    Role,
    ServiceId,
    TicketId,
    WindowId,
)
from server.domain.errors import Refusal
from server.usecases import office
from server.usecases.actor import Actor, BoxActor, CitizenActor, PersonActor, SystemActor, key_of
from server.usecases.bus import HANDLERS
from server.usecases.office import OfficeCommand
from server.usecases.permissions import ALLOWED, Holder, Itself, Right, check, is_allowed, rights_of
from tests.builders import SampleHall

HALL = HallId("hall-1")
EVERY_COMMAND = {*get_args(Command), *get_args(OfficeCommand)}
EVERY_RIGHT: list[Right] = [*Role, *BoxKind, *Itself, *Holder]

# Drawn by hand. A letter where one may: A administrator, R receptionist, S supervisor, I IT, U auditor;
# k kiosk, d display, b buttons, p printer box; ! the server itself; c a citizen with a ticket.
TABLE = """
TakeTicket          .RS..  k...  !  .
ChangeRoute         .RS..  k...  .  .
EnterPaperTickets   .RS..  ....  .  .
GrantContinuation   ..S..  ....  .  .
TakeWindow          A.S..  ....  .  .
LeaveWindow         A.S..  ....  .  .
CallNext            A.S..  ....  .  .
CallTicket          A.S..  ....  .  .
RecallTicket        A.S..  ....  .  .
StartServing        A.S..  ....  .  .
FinishServing       A.S..  ....  .  .
MarkMissed          A.S..  ....  .  .
PressCallButton     .....  k.bp  .  .
ReportPanels        .....  k.bp  .  .
ReturnTicket        .RS..  ....  .  .
CancelTicket        ARS..  k...  .  c
ParkTicket          A.S..  ....  .  .
UnparkTicket        A.S..  ....  .  .
TransferTicket      A.S..  ....  .  .
AddService          A.S..  ....  .  .
ConfirmPriority     A.S..  ....  .  .
StartBreak          A.S..  ....  .  .
StartBackOffice     A.S..  ....  .  .
ReturnToWindow      A.S..  ....  .  .
StopAutomaticCall   A.S..  ....  .  .
SuspendHall         .RS..  ....  !  .
ResumeHall          .RS..  ....  !  .
StopIntake          .RS..  ....  .  .
ReopenIntake        .RS..  ....  .  .
ReprintTicket       ARSI.  k...  .  .
ClaimPrintJob       .....  k.bp  .  .
ReportPrint         .....  k.bp  .  .
StartRoll           .RSI.  ....  .  .
ReportHealth        .....  kdbp  .  .
RotateBoxKey        .....  kdbp  .  .
FoundHall           .....  ....  !  .
SaveHall            ..SI.  ....  !  .
SaveCategories      ..SI.  ....  !  .
SaveSphere          ..SI.  ....  !  .
SaveService         ..SI.  ....  !  .
SaveWindow          ..SI.  ....  !  .
SavePerson          ...I.  ....  !  .
ChangeOwnPassword   ARSIU  ....  .  .
SaveBox             ...I.  ....  !  .
AssignPanel         ...I.  ....  !  .
EnrolBox            .....  ....  !  .
TakeUpBoxKey        .....  ....  !  .
NotePresence        .....  ....  !  .
NoteStart           .....  ....  !  .
LetTimePass         .....  ....  !  .
"""


def drawn() -> list[tuple[str, Right, bool]]:
    rows = [line.split(maxsplit=1) for line in TABLE.strip().splitlines()]
    return [
        (name, right, sign != ".")
        for name, cells in rows
        for right, sign in zip(EVERY_RIGHT, cells.replace(" ", ""), strict=True)
    ]


def test_every_command_has_a_row_a_handler_and_a_place_in_the_drawing() -> None:
    assert set(ALLOWED) == EVERY_COMMAND
    assert set(HANDLERS) == EVERY_COMMAND
    assert {name for name, _, _ in drawn()} == {command.__name__ for command in EVERY_COMMAND}


def test_every_public_command_says_what_it_may_refuse() -> None:
    assert set(REFUSALS) == set(get_args(Command))


def test_nobody_but_somebody_may_give_each_command() -> None:
    assert all(ALLOWED.values())


@pytest.mark.parametrize(("name", "right", "may"), drawn())
def test_the_table_is_as_drawn(name: str, right: Right, may: bool) -> None:  # noqa: FBT001 a cell of the drawing
    command = next(each for each in EVERY_COMMAND if each.__name__ == name)

    assert is_allowed(who(right), command) is may


@pytest.mark.parametrize("right", EVERY_RIGHT)
def test_an_actor_has_the_rights_of_what_it_is(right: Right) -> None:
    assert rights_of(who(right)) == {right}


def test_several_roles_add_up() -> None:
    both = frozenset({Role.ADMINISTRATOR, Role.IT})

    actor = PersonActor(person_id=PersonId("p"), hall_id=HALL, name="P", roles=both)

    assert is_allowed(actor, commands.CallNext)
    assert is_allowed(actor, office.SavePerson)


def test_what_the_table_does_not_allow_is_refused_before_anything_is_read(hall: SampleHall) -> None:
    before = hall.sequence()

    with pytest.raises(Refusal) as refused:
        hall.give(hall.rita, commands.CallNext, window_id=WindowId("no such window"))

    assert refused.value.code is ProblemCode.NOT_ALLOWED
    assert hall.sequence() == before


def test_a_refusal_names_the_command() -> None:
    display = who(BoxKind.DISPLAY)
    command = commands.TakeTicket(request_id=RequestId("r"), service_id=ServiceId("s"), purpose=Purpose.HAND_IN)

    with pytest.raises(Refusal) as refused:
        check(display, command)

    assert refused.value.fields == {"command": "TakeTicket"}


def test_actors_are_told_apart_in_the_journal() -> None:
    keys = [key_of(who(right)) for right in (Role.IT, BoxKind.KIOSK, Itself.SERVER, Holder.CITIZEN)]

    assert keys == ["person:it", "box:kiosk", "system:server", "citizen:ticket"]


def who(right: Right) -> Actor:
    """Somebody with that right alone."""
    match right:
        case Role():
            return PersonActor(person_id=PersonId(right), hall_id=HALL, name=right, roles=frozenset({right}))
        case BoxKind():
            return BoxActor(box_id=BoxId(right), hall_id=HALL, name=right, kind=right)
        case Holder():
            return CitizenActor(ticket_id=TicketId("ticket"), hall_id=HALL)
        case _:
            return SystemActor(hall_id=HALL)
