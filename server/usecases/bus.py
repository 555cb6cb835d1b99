"""One command, one handler, one transaction; the answer leaves after the commit, the news after the answer is sure."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from server.contract import box_commands, commands, line_commands, panel_commands, window_commands, wire
from server.contract.answers import Answer, NoPrintJob, PrintJobClaimed
from server.contract.commands import Command
from server.contract.terms import HallId, ProblemCode
from server.domain.errors import Refusal
from server.domain.events import Event
from server.domain.hall import Hall
from server.domain.moment import HallClock, Moment, advance
from server.usecases import (
    box_health,
    box_keys,
    calling,
    continuing,
    founding,
    intake,
    office,
    panels,
    paper,
    parking,
    permissions,
    pressing,
    printing,
    rolls,
    route,
    serving,
    setting_up,
    straying,
    suspending,
    taking,
    time_passing,
    transferring,
    visiting,
    working,
)
from server.usecases.actor import Actor, key_of
from server.usecases.kept import StoredAnswer
from server.usecases.office import OfficeCommand, Saved
from server.usecases.ports import Chance, Clock, Newsroom, Prospects, Records, Store, Wording
from server.usecases.turn import Turn

AnyCommand = Command | OfficeCommand
AnyAnswer = Answer | Saved
Handler = Callable[[Turn, Any], AnyAnswer]

HANDLERS: Mapping[type[AnyCommand], Handler] = {
    commands.TakeTicket: taking.take_ticket,
    commands.ChangeRoute: route.change_route,
    line_commands.EnterPaperTickets: paper.enter_paper_tickets,
    line_commands.GrantContinuation: continuing.grant_continuation,
    commands.TakeWindow: serving.take_window,
    commands.LeaveWindow: serving.leave_window,
    commands.CallNext: calling.call_next,
    commands.CallTicket: calling.call_ticket,
    commands.RecallTicket: calling.recall_ticket,
    commands.StartServing: serving.start_serving,
    commands.FinishServing: serving.finish_serving,
    commands.MarkMissed: calling.mark_missed,
    panel_commands.PressCallButton: pressing.press_call_button,
    panel_commands.ReportPanels: panels.report_panels,
    commands.ReturnTicket: straying.return_ticket,
    commands.CancelTicket: straying.cancel_ticket,
    commands.ParkTicket: parking.park_ticket,
    commands.UnparkTicket: parking.unpark_ticket,
    commands.TransferTicket: transferring.transfer_ticket,
    window_commands.AddService: visiting.add_service,
    window_commands.ConfirmPriority: visiting.confirm_priority,
    window_commands.StartBreak: working.start_break,
    window_commands.StartBackOffice: working.start_back_office,
    window_commands.ReturnToWindow: working.return_to_window,
    window_commands.StopAutomaticCall: working.stop_automatic_call,
    commands.StopIntake: intake.stop_intake,
    commands.ReopenIntake: intake.reopen_intake,
    commands.SuspendHall: suspending.suspend_hall,
    commands.ResumeHall: suspending.resume_hall,
    box_commands.ReprintTicket: printing.reprint_ticket,
    box_commands.ClaimPrintJob: printing.claim_print_job,
    box_commands.ReportPrint: printing.report_print,
    box_commands.StartRoll: rolls.start_roll,
    box_commands.ReportHealth: box_health.report_health,
    box_commands.RotateBoxKey: box_keys.rotate_box_key,
    office.FoundHall: founding.found_hall,
    office.SaveHall: setting_up.save_hall,
    office.SaveCategories: setting_up.save_categories,
    office.SaveSphere: setting_up.save_sphere,
    office.SaveService: setting_up.save_service,
    office.SaveWindow: setting_up.save_window,
    office.SavePerson: founding.save_person,
    office.ChangeOwnPassword: founding.change_own_password,
    office.SaveBox: founding.save_box,
    office.AssignPanel: panels.assign_panel,
    office.EnrolBox: box_keys.enrol_box,
    office.TakeUpBoxKey: box_keys.take_up_box_key,
    office.NotePresence: box_health.note_presence,
    office.NoteStart: time_passing.note_start,
    office.LetTimePass: time_passing.let_time_pass,
}

_REPEATABLE = (
    box_commands.ReportHealth,
    panel_commands.ReportPanels,
    office.LetTimePass,
    office.NoteStart,
    office.EnrolBox,
    office.TakeUpBoxKey,
    office.NotePresence,
)
"""Harmless when done twice, so their answers are not kept."""
_TIME_PASSES_EVERY_MS = 1000


@dataclass(frozen=True, slots=True)
class _Handled:
    answer: AnyAnswer
    sequence: int = 0
    events: tuple[Event, ...] = ()
    time_passed: tuple[date, int] | None = None


class CommandBus:
    """The one door to change anything; safe to call from any thread or greenlet that the store's waiter allows."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        chance: Chance,
        wording: Wording,
        newsroom: Newsroom,
        public_url: str,
        prospects: Prospects | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._wording = wording
        self._newsroom = newsroom
        self._public_url = public_url
        self._prospects = prospects
        self._time_passed: dict[HallId, tuple[date, int]] = {}

    def handle(self, actor: Actor, command: AnyCommand) -> AnyAnswer:
        """The answer, on disk already; raises ``Refusal``, and then nothing was changed.

        A repeat of an accepted ``request_id`` by the same actor with the same body gets the stored answer.
        """
        permissions.check(actor, command)
        digest = _digest(command)
        handled = self._store.write(
            actor.hall_id, lambda records: self._in_transaction(records, actor, command, digest)
        )
        if handled.time_passed is not None:
            self._time_passed[actor.hall_id] = handled.time_passed
        if handled.events:
            self._newsroom.committed(actor.hall_id, handled.sequence, handled.events)
        return handled.answer

    def _in_transaction(self, records: Records, actor: Actor, command: AnyCommand, digest: str) -> _Handled:
        is_kept = not isinstance(command, _REPEATABLE)
        stored = records.answers.find(command.request_id) if is_kept else None
        if stored is not None:
            answer = _repeated(stored, actor, digest)
            if isinstance(answer, PrintJobClaimed):
                answer = printing.claimed_again(records, answer, self._clock.read().wall)
            return _Handled(answer)
        clock, turn = self._turn(records, actor, command)
        time_passed = self._let_time_pass(turn, command)
        answer = HANDLERS[type(command)](turn, command)
        sequence = 0
        if turn.events:
            sequence = records.journal.append(turn.events, key_of(actor), clock, command.request_id)
        if is_kept and not isinstance(answer, NoPrintJob):
            text = wire.dumps(answer, AnyAnswer)
            records.answers.keep(
                command.request_id,
                StoredAnswer(actor=key_of(actor), body_digest=digest, answer=text, given_at=turn.now.wall),
            )
        return _Handled(answer, sequence, tuple(turn.events), time_passed)

    def _turn(self, records: Records, actor: Actor, command: AnyCommand) -> tuple[HallClock, Turn]:
        hall = self._hall(records, command)
        reading = self._clock.read()
        last = records.halls.clock()
        is_suspended = records.halls.day_state().suspension is not None
        clock = HallClock(0, reading) if last is None else advance(last, reading, is_suspended=is_suspended)
        now = Moment(clock.hall_ms, reading.wall)
        return clock, Turn(
            records=records,
            actor=actor,
            hall=hall,
            now=now,
            day=hall.day_of(now),
            chance=self._chance,
            wording=self._wording,
            public_url=hall.settings.phone_base_url or self._public_url,
            request_id=command.request_id,
            outlook=None if self._prospects is None else self._prospects.of(hall.id),
            is_machine_new=last is not None and last.reading.boot != reading.boot,
        )

    def _hall(self, records: Records, command: AnyCommand) -> Hall:
        hall = records.halls.get()
        if isinstance(command, office.FoundHall):
            return founding.new_hall(records.hall_id, command, hall)
        if hall is None:
            raise Refusal(ProblemCode.UNKNOWN_HALL)
        return hall

    def _let_time_pass(self, turn: Turn, command: AnyCommand) -> tuple[date, int] | None:
        """Before a command, at most once a second and always on a new day: yesterday's line must never be called.

        Counts as done only when the command is committed, since a refusal undoes it too.
        """
        day, at_ms = self._time_passed.get(turn.hall.id, (date.min, 0))
        is_due = day != turn.day or not 0 <= turn.now.hall_ms - at_ms < _TIME_PASSES_EVERY_MS
        if not is_due or isinstance(command, office.FoundHall | office.LetTimePass):
            return None
        time_passing.pass_time(turn)
        return turn.day, turn.now.hall_ms


def _digest(command: AnyCommand) -> str:
    """What was asked, without the request id; sets are sorted so that the same asking has the same digest."""
    return hashlib.sha256(f"{type(command).__name__} {wire.canonical(command)}".encode()).hexdigest()


def _repeated(stored: StoredAnswer, actor: Actor, digest: str) -> AnyAnswer:
    if stored.actor != key_of(actor) or stored.body_digest != digest:
        raise Refusal(ProblemCode.REQUEST_ID_REUSED)
    answer: AnyAnswer = wire.loads(AnyAnswer, stored.answer)
    return answer
