"""The printer itself, without a network or a thread: a receive buffer, a head, a blade, and sensors that may lie in
wait."""

from collections import deque
from typing import assert_never

from hardware.printers.virtual import language
from hardware.printers.virtual.language import Action, Interpreter
from hardware.printers.virtual.misbehaviour import HALFWAY, Mode, sensors
from hardware.printers.virtual.realtime import Arrived, ClearAsked, RealtimeEar, StatusAsked
from hardware.printers.virtual.roll import PrintedSlip, Roll
from server.contract.terms import Evidence

BUFFER_BYTES = 32768
HALFWAY_ROWS = 260
"""Where a slip is interrupted: in the middle of the number, at three centimetres."""
BYTES_A_STEP = 256
ACTIONS_A_STEP = 64
GARBLING = 0xA5
"""Turns every byte of an answer into one that no answer has."""


class Mechanism:
    """Takes bytes, does a little at each ``step``, and leaves its answers in ``outbox`` and its paper in ``slips``."""

    def __init__(self, roll: Roll, *, width_bytes: int, grade: Evidence, buffer_bytes: int, halfway_rows: int) -> None:
        self.mode = Mode.NORMAL
        self.outbox = bytearray()
        self.slips: list[PrintedSlip] = []
        self.hangs_up = False
        """Power was lost: the connection is gone."""
        self._roll = roll
        self._grade = grade
        self._width_bytes = width_bytes
        self._capacity = buffer_bytes
        self._halfway_rows = halfway_rows
        self._received = 0
        self._reset()

    @property
    def room(self) -> int:
        """How many bytes it can still take in."""
        return max(0, self._capacity - len(self._buffer))

    def receive(self, data: bytes) -> None:
        """Bytes from the host."""
        for heard in self._ear.feed(data):
            match heard:
                case Arrived(arrived):
                    self._received += len(arrived)
                    if self.mode is not Mode.SILENT:
                        self._buffer += arrived
                case StatusAsked(number):
                    self._answer(sensors(self.mode).realtime(number))
                case ClearAsked():
                    if self._grade is Evidence.PROCESS_ID and self.mode is not Mode.SILENT:
                        self._forget()
                        self._answer(b"\x37\x25\x00")
                case _:
                    assert_never(heard)

    def misbehave(self, mode: Mode) -> None:
        """Behave so from now on.

        When a trouble is over, somebody has torn off what hung out, as people do who put in a roll; a printer that
        was hung has been switched off and on.
        """
        was_hung = self.mode is Mode.SILENT and mode is not Mode.SILENT
        was_stopped = was_hung or sensors(self.mode).is_offline
        self._switch(mode)
        if was_hung:
            self._reset()
        if was_stopped and not sensors(mode).is_offline and self._roll.has_ink:
            self._take_off(is_cut=False)

    def step(self) -> int | None:
        """Do a little; how many bytes were taken from the buffer, or None when there is nothing to do or it cannot."""
        if not self._can_print:
            return None
        if self._pending:
            for _ in range(ACTIONS_A_STEP):
                if not self._pending or not self._can_print:
                    break
                if not self._is_tripped():
                    self._carry_out(self._pending.popleft())
            return 0
        taken = bytes(self._buffer[:BYTES_A_STEP])
        del self._buffer[:BYTES_A_STEP]
        self._pending += self._interpreter.feed(taken)
        return len(taken) or None

    @property
    def _can_print(self) -> bool:
        return self.mode is not Mode.SILENT and not sensors(self.mode).is_offline

    def _is_tripped(self) -> bool:
        """Halfway through a slip is where such a mode strikes, before the next row."""
        if self.mode not in HALFWAY or self._roll.rows < self._halfway_rows:
            return False
        loses_power = self.mode is Mode.CLOSES_HALFWAY
        self._switch(HALFWAY[self.mode])
        if loses_power:
            self._reset()
            self._take_off(is_cut=False)
            self.outbox.clear()
            self.hangs_up = True
        return True

    def _carry_out(self, action: Action) -> None:
        match action:
            case language.Row(ink):
                self._roll.print(ink)
            case language.Feed(rows):
                self._roll.feed(rows)
            case language.Cut():
                self._cut()
            case language.Initialise():
                self._is_automatic = False
            case language.SetAutomatic(is_on):
                self._is_automatic = is_on and self._grade in (Evidence.PROCESS_ID, Evidence.STATUS_AFTER_CUT)
                self._report()
            case language.AskPaper():
                if self._grade in (Evidence.PROCESS_ID, Evidence.STATUS_AFTER_CUT):
                    self._answer(sensors(self.mode).paper())
            case language.AskProcess(process_id):
                if self._grade is Evidence.PROCESS_ID:
                    self._answer(b"\x37\x22" + process_id + b"\x00")
            case _:
                assert_never(action)

    def _cut(self) -> None:
        if self.mode is Mode.CUTTER_JAMS:
            self._switch(Mode.CUTTER_JAMMED)
        else:
            self._take_off(is_cut=True)

    def _take_off(self, *, is_cut: bool) -> None:
        self.slips.append(self._roll.take_off(bytes_received=self._received, is_cut=is_cut))
        self._received = 0

    def _switch(self, mode: Mode) -> None:
        before = sensors(self.mode)
        self.mode = mode
        if sensors(mode) != before:
            self._report()

    def _report(self) -> None:
        if self._is_automatic:
            self._answer(sensors(self.mode).automatic())

    def _answer(self, data: bytes) -> None:
        if self.mode not in (Mode.SILENT, Mode.ONE_WAY) and self._grade is not Evidence.NONE:
            self.outbox += bytes(byte ^ GARBLING for byte in data) if self.mode is Mode.GARBLED else data

    def _forget(self) -> None:
        self._buffer = bytearray()
        self._pending: deque[Action] = deque()
        self._interpreter = Interpreter(self._width_bytes)

    def _reset(self) -> None:
        self._forget()
        self._ear = RealtimeEar()
        self._is_automatic = False
