"""Which problems each command may be answered with: a client knows from here what it must be ready to say."""

from types import MappingProxyType

from server.contract import box_commands, commands, line_commands, panel_commands, window_commands
from server.contract.commands import Command
from server.contract.terms import ProblemCode as Code

ALWAYS: frozenset[Code] = frozenset(
    {
        Code.MALFORMED,
        Code.TOO_LARGE,
        Code.SIGN_IN_NEEDED,
        Code.CSRF,
        Code.UNKNOWN_DEVICE_KEY,
        Code.NOT_ALLOWED,
        Code.UNKNOWN_HALL,
        Code.REQUEST_ID_REUSED,
        Code.NOT_SAVED,
        Code.BUSY,
    }
)
"""What any command may meet, whatever it asks for."""

_AT_A_WINDOW = frozenset({Code.UNKNOWN_WINDOW, Code.WINDOW_NOT_YOURS, Code.WINDOW_NOT_STAFFED})
_IN_HAND = _AT_A_WINDOW | {Code.NO_TICKET_IN_HAND, Code.ANOTHER_TICKET, Code.STEP_REFUSED}

REFUSALS: MappingProxyType[type[Command], frozenset[Code]] = MappingProxyType(
    {
        commands.TakeTicket: frozenset(
            {
                Code.UNKNOWN_SERVICE,
                Code.PURPOSE_NOT_OFFERED,
                Code.INTAKE_CLOSED,
                Code.INTAKE_STOPPED,
                Code.SUSPENDED,
                Code.NOBODY_SERVES,
                Code.LIMIT_REACHED,
                Code.NO_TIME_LEFT,
                Code.TOO_MANY_SERVICES,
                Code.BAD_VALUE,
            }
        ),
        commands.ChangeRoute: frozenset(
            {
                Code.UNKNOWN_TICKET,
                Code.STEP_REFUSED,
                Code.UNKNOWN_SERVICE,
                Code.NOBODY_SERVES,
                Code.INTAKE_CLOSED,
                Code.INTAKE_STOPPED,
                Code.SUSPENDED,
                Code.LIMIT_REACHED,
                Code.NO_TIME_LEFT,
                Code.TOO_MANY_SERVICES,
                Code.BAD_VALUE,
            }
        ),
        line_commands.EnterPaperTickets: frozenset(
            {Code.UNKNOWN_SERVICE, Code.PURPOSE_NOT_OFFERED, Code.BAD_VALUE, Code.NUMBER_TAKEN, Code.IN_USE}
        ),
        line_commands.GrantContinuation: frozenset(
            {
                Code.UNKNOWN_TICKET,
                Code.ALREADY_CONTINUED,
                Code.TICKET_OVER,
                Code.STEP_REFUSED,
                Code.UNKNOWN_SERVICE,
                Code.NOBODY_SERVES,
                Code.INTAKE_CLOSED,
                Code.BAD_VALUE,
            }
        ),
        commands.TakeWindow: frozenset({Code.UNKNOWN_WINDOW, Code.WINDOW_TAKEN, Code.TICKET_IN_HAND}),
        commands.LeaveWindow: _AT_A_WINDOW | {Code.TICKET_IN_HAND},
        commands.CallNext: _AT_A_WINDOW | {Code.TICKET_IN_HAND, Code.SUSPENDED},
        commands.CallTicket: _AT_A_WINDOW
        | {Code.TICKET_IN_HAND, Code.UNKNOWN_TICKET, Code.STEP_REFUSED, Code.SUSPENDED},
        commands.RecallTicket: _IN_HAND | {Code.ANNOUNCEMENTS_USED_UP, Code.SUSPENDED},
        commands.StartServing: _IN_HAND | {Code.SUSPENDED},
        commands.FinishServing: _IN_HAND,
        commands.MarkMissed: _IN_HAND | {Code.TOO_EARLY, Code.ANNOUNCE_AGAIN},
        panel_commands.PressCallButton: frozenset(
            {
                Code.PANEL_NOT_ASSIGNED,
                Code.KEY_NOT_ASSIGNED,
                Code.CHANGED_BY_CLOCK,
                Code.JUST_STARTED,
                Code.UNKNOWN_WINDOW,
                Code.WINDOW_NOT_STAFFED,
                Code.TICKET_IN_HAND,
                Code.NO_TICKET_IN_HAND,
                Code.STEP_REFUSED,
                Code.ANNOUNCEMENTS_USED_UP,
                Code.TOO_EARLY,
                Code.ANNOUNCE_AGAIN,
                Code.SUSPENDED,
            }
        ),
        panel_commands.ReportPanels: frozenset({Code.BAD_VALUE}),
        commands.ReturnTicket: frozenset(
            {
                Code.UNKNOWN_TICKET,
                Code.TICKET_OVER,
                Code.STEP_REFUSED,
                Code.ALREADY_RETURNED,
                Code.UNKNOWN_SERVICE,
                Code.NOBODY_SERVES,
            }
        ),
        commands.CancelTicket: frozenset({Code.UNKNOWN_TICKET, Code.STEP_REFUSED}),
        commands.ParkTicket: _IN_HAND - {Code.STEP_REFUSED} | {Code.BAD_VALUE},
        commands.UnparkTicket: _AT_A_WINDOW
        | {Code.UNKNOWN_TICKET, Code.STEP_REFUSED, Code.TICKET_IN_HAND, Code.SUSPENDED},
        commands.TransferTicket: _IN_HAND - {Code.STEP_REFUSED}
        | {Code.UNKNOWN_SERVICE, Code.UNKNOWN_PERSON, Code.NOBODY_SERVES, Code.RECEIVER_GONE, Code.BAD_VALUE},
        window_commands.AddService: _IN_HAND - {Code.STEP_REFUSED}
        | {Code.UNKNOWN_SERVICE, Code.NOBODY_SERVES, Code.BAD_VALUE, Code.TOO_MANY_SERVICES},
        window_commands.ConfirmPriority: _IN_HAND - {Code.STEP_REFUSED} | {Code.NOT_OUT_OF_TURN},
        window_commands.StartBreak: _AT_A_WINDOW | {Code.TICKET_IN_HAND, Code.BAD_VALUE},
        window_commands.StartBackOffice: _AT_A_WINDOW | {Code.TICKET_IN_HAND},
        window_commands.ReturnToWindow: _AT_A_WINDOW,
        window_commands.StopAutomaticCall: _AT_A_WINDOW,
        commands.SuspendHall: frozenset(),
        commands.ResumeHall: frozenset({Code.NOT_SUSPENDED}),
        commands.StopIntake: frozenset(),
        commands.ReopenIntake: frozenset(),
        box_commands.ReprintTicket: frozenset(
            {Code.UNKNOWN_TICKET, Code.TICKET_OVER, Code.UNKNOWN_BOX, Code.NO_PRINTER}
        ),
        box_commands.ClaimPrintJob: frozenset({Code.BAD_VALUE}),
        box_commands.ReportPrint: frozenset({Code.UNKNOWN_PRINT_JOB}),
        box_commands.StartRoll: frozenset({Code.UNKNOWN_BOX, Code.NO_PRINTER, Code.BAD_VALUE}),
        box_commands.ReportHealth: frozenset(),
        box_commands.RotateBoxKey: frozenset({Code.BAD_VALUE}),
    }
)
"""What the rules may say to each command, beside ``ALWAYS``."""
