"""Who may give which command: one table; a test demands a row for every command."""

from enum import StrEnum
from types import MappingProxyType

from server.contract import box_commands, commands, line_commands, panel_commands, window_commands
from server.contract.commands import Command
from server.contract.terms import BoxKind, ProblemCode, Role
from server.domain.errors import Refusal
from server.usecases import office
from server.usecases.actor import Actor, BoxActor, CitizenActor, PersonActor, SystemActor
from server.usecases.office import OfficeCommand


class Itself(StrEnum):
    """The server as an actor."""

    SERVER = "server"


class Holder(StrEnum):
    """Whoever holds a ticket and knows its secret."""

    CITIZEN = "citizen"


Right = Role | BoxKind | Itself | Holder

_SITTING: frozenset[Right] = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
_AT_RECEPTION: frozenset[Right] = frozenset({Role.RECEPTIONIST, Role.SUPERVISOR})
_WITH_DEVICES: frozenset[Right] = frozenset({BoxKind.KIOSK, BoxKind.PRINTER, BoxKind.BUTTONS})
"""Any of them may have a printer and panels: a box claims its own slips alone, and presses for its own panels alone."""
_BOXES: frozenset[Right] = frozenset(BoxKind)
_OFFICE: frozenset[Right] = frozenset({Role.SUPERVISOR, Role.IT, Itself.SERVER})
_IT: frozenset[Right] = frozenset({Role.IT, Itself.SERVER})
_PEOPLE: frozenset[Right] = frozenset(Role)
_SERVER: frozenset[Right] = frozenset({Itself.SERVER})
_CITIZEN: frozenset[Right] = frozenset({Holder.CITIZEN})

ALLOWED: MappingProxyType[type[Command] | type[OfficeCommand], frozenset[Right]] = MappingProxyType(
    {
        commands.TakeTicket: frozenset({BoxKind.KIOSK, Role.RECEPTIONIST, Role.SUPERVISOR, Itself.SERVER}),
        commands.ChangeRoute: _AT_RECEPTION | {BoxKind.KIOSK},
        line_commands.EnterPaperTickets: _AT_RECEPTION,
        line_commands.GrantContinuation: frozenset({Role.SUPERVISOR}),
        commands.TakeWindow: _SITTING,
        commands.LeaveWindow: _SITTING,
        commands.CallNext: _SITTING,
        commands.CallTicket: _SITTING,
        commands.RecallTicket: _SITTING,
        commands.StartServing: _SITTING,
        commands.FinishServing: _SITTING,
        commands.MarkMissed: _SITTING,
        panel_commands.PressCallButton: _WITH_DEVICES,
        panel_commands.ReportPanels: _WITH_DEVICES,
        commands.ReturnTicket: _AT_RECEPTION,
        commands.CancelTicket: _AT_RECEPTION | {Role.ADMINISTRATOR, Holder.CITIZEN, BoxKind.KIOSK},
        commands.ParkTicket: _SITTING,
        commands.UnparkTicket: _SITTING,
        commands.TransferTicket: _SITTING,
        window_commands.AddService: _SITTING,
        window_commands.ConfirmPriority: _SITTING,
        window_commands.StartBreak: _SITTING,
        window_commands.StartBackOffice: _SITTING,
        window_commands.ReturnToWindow: _SITTING,
        window_commands.StopAutomaticCall: _SITTING,
        commands.SuspendHall: _AT_RECEPTION | {Itself.SERVER},
        commands.ResumeHall: _AT_RECEPTION | {Itself.SERVER},
        commands.StopIntake: _AT_RECEPTION,
        commands.ReopenIntake: _AT_RECEPTION,
        box_commands.ReprintTicket: frozenset(
            {Role.ADMINISTRATOR, Role.RECEPTIONIST, Role.SUPERVISOR, Role.IT, BoxKind.KIOSK}
        ),
        box_commands.ClaimPrintJob: _WITH_DEVICES,
        box_commands.ReportPrint: _WITH_DEVICES,
        box_commands.StartRoll: frozenset({Role.RECEPTIONIST, Role.SUPERVISOR, Role.IT}),
        box_commands.ReportHealth: _BOXES,
        box_commands.RotateBoxKey: _BOXES,
        office.FoundHall: _SERVER,
        office.SaveHall: _OFFICE,
        office.SaveCategories: _OFFICE,
        office.SaveSphere: _OFFICE,
        office.SaveService: _OFFICE,
        office.SaveWindow: _OFFICE,
        office.SavePerson: _IT,
        office.ChangeOwnPassword: _PEOPLE,
        office.SaveBox: _IT,
        office.AssignPanel: _IT,
        office.EnrolBox: _SERVER,
        office.TakeUpBoxKey: _SERVER,
        office.NotePresence: _SERVER,
        office.NoteStart: _SERVER,
        office.LetTimePass: _SERVER,
    }
)


def rights_of(actor: Actor) -> frozenset[Right]:
    """What an actor is, for the table."""
    match actor:
        case PersonActor():
            return frozenset(actor.roles)
        case BoxActor():
            return frozenset({actor.kind})
        case SystemActor():
            return _SERVER
        case CitizenActor():
            return _CITIZEN


def is_allowed(actor: Actor, command: type[Command] | type[OfficeCommand]) -> bool:
    """Whether the table lets the actor give such a command."""
    return not ALLOWED[command].isdisjoint(rights_of(actor))


def check(actor: Actor, command: Command | OfficeCommand) -> None:
    """Refuses with ``not-allowed``."""
    if not is_allowed(actor, type(command)):
        raise Refusal(ProblemCode.NOT_ALLOWED, command=type(command).__name__)
